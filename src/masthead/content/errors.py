"""Why a verb of the newsroom was refused. Each message is one line that says the mend."""

from __future__ import annotations


class NewsroomError(Exception):
    """A refused verb; the message is for the person who asked."""


class AlreadyKilledError(NewsroomError):
    def __init__(self, headline: str) -> None:
        super().__init__(f"“{headline}” was killed; a kill is final. Write a new article.")


class NotReleasedError(NewsroomError):
    def __init__(self, headline: str) -> None:
        super().__init__(f"“{headline}” is not out, so there is nothing to correct or take off.")


class NotEmbargoedError(NewsroomError):
    def __init__(self, headline: str) -> None:
        super().__init__(f"“{headline}” is under no embargo now, so there is none to set aside.")


class NoCountryHeaderError(NewsroomError):
    def __init__(self, headline: str) -> None:
        super().__init__(
            f"“{headline}” may be read in some countries only, and the site can't tell where its "
            "readers are; name the header that does as http.country_header in masthead.toml"
        )


class NoReasonError(NewsroomError):
    def __init__(self, verb: str) -> None:
        super().__init__(f"To {verb} needs words: say why.")


class PathTakenError(NewsroomError):
    def __init__(self, path: str) -> None:
        super().__init__(f"/{path}/ belongs to another article; change the slug.")
