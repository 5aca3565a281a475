"""Why a wire file, or one item of it, could not be read: a code, a sentence, a line."""

from __future__ import annotations

from enum import StrEnum


class ErrorCode(StrEnum):
    """The causes a reader of `masthead parse` may rely on."""

    MALFORMED_XML = "malformed-xml"
    MALFORMED_JSON = "malformed-json"
    UNKNOWN_FORMAT = "unknown-format"
    FORBIDDEN_DTD = "forbidden-dtd"
    TOO_LARGE = "too-large"
    TOO_DEEP = "too-deep"
    BAD_ENCODING = "bad-encoding"
    EMPTY = "empty"
    NOT_FOUND = "not-found"


class ParseError(Exception):
    """A file, or the item at `index` of a file, that could not be read.

    Parsers of messages with many items yield it in the place of a bad item, so that its
    siblings are still read.
    """

    def __init__(
        self,
        code: ErrorCode | str,
        message: str,
        *,
        line: int | None = None,
        index: int | None = None,
    ) -> None:
        super().__init__(message)
        self.code = ErrorCode(code)
        self.message = message
        self.line = line
        self.index = index

    def to_json(self) -> dict[str, str | int | None]:
        """The error as the `error` object of a JSON line."""
        return {"code": str(self.code), "message": self.message, "line": self.line}
