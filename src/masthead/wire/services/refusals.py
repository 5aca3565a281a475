"""What the wire room refuses, with the sentence that says so."""

from __future__ import annotations

from masthead.content.errors import NewsroomError
from masthead.wire.models import Item, Source


class NothingToPublishError(NewsroomError):
    def __init__(self, item: Item) -> None:
        super().__init__(f"“{item}” is {item.status} or has no text; it can't be published.")


class NothingToSettleError(NewsroomError):
    def __init__(self, item: Item) -> None:
        super().__init__(f"“{item}” has no two texts under one number; there is nothing to choose.")


class NothingToMergeError(NewsroomError):
    def __init__(self, item: Item) -> None:
        super().__init__(f"“{item}” has no version that waits to be merged.")


class UnsettledError(NewsroomError):
    def __init__(self, item: Item) -> None:
        super().__init__(f"“{item}” has a version that waits to be merged; settle that first.")


class TextMovedError(NewsroomError):
    def __init__(self, item: Item) -> None:
        super().__init__(
            f"“{item}” has changed since this page was opened; look at it again and choose."
        )


class NoSectionError(NewsroomError):
    def __init__(self, source: Source) -> None:
        super().__init__(
            f"copy of {source} has no section to go to; give the source a default section"
        )
