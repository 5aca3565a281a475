"""Byte ranges (RFC 9110 §14): one range of a file, so that a film can be wound forward.

Several ranges in one request are answered with the whole file, as the RFC allows.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

CHUNK = 256 * 1024
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)


@dataclass(frozen=True, slots=True)
class ByteRange:
    """First and last byte, both included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


class Unsatisfiable(Exception):  # noqa: N818 - named as the RFC names it
    """The range lies beyond the end: 416."""


def asked_range(header: str, *, size: int) -> ByteRange | None:
    """The range that the `Range` header asks for; None when the whole file is the answer."""
    match = _RANGE.fullmatch(header.strip())
    if match is None or match.groups() == ("", ""):
        return None
    start, end = match.groups()
    if not start:
        first, last = max(0, size - int(end)), size - 1
    else:
        first, last = int(start), min(int(end) if end else size - 1, size - 1)
        if end and int(end) < first:
            return None
    if first >= size or first > last:
        raise Unsatisfiable
    return ByteRange(first, last)


def read_range(file: BinaryIO, part: ByteRange) -> Iterator[bytes]:
    """The bytes of the range, in chunks; closes the file."""
    with file:
        file.seek(part.first)
        left = part.length
        while left > 0 and (chunk := file.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk
