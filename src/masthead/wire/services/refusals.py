"""What the wire room refuses, with the sentence that says so."""

from __future__ import annotations

from masthead.content.errors import NewsroomError
from masthead.wire.models import Item, Source


class NothingToPublishError(NewsroomError):
    def __init__(self, item: Item) -> None:
        super().__init__(f"“{item}” is {item.status} or has no text; it can't be published.")


class NoSectionError(NewsroomError):
    def __init__(self, source: Source) -> None:
        super().__init__(
            f"copy of {source} has no section to go to; give the source a default section"
        )
