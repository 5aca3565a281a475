"""Messages in the form of IPTC 7901: a header line, keywords, text and time between control
characters. Source: IPTC 7901, the text transmission format. Refuses to interpret.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from masthead.wire.formats.prose import lines_of
from masthead.wire.formats.teletype import (
    EOT,
    ETX,
    LONGEST_LINE,
    MOST_MESSAGES,
    SOH,
    STX,
    US,
    day_time_in,
)
from masthead.wire.rules import byline_in_copy, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Message:
    """One message; None or () where a part is absent. `keys` are the lines above the headline."""

    service: str | None = None
    number: str | None = None
    priority: str | None = None
    category: str | None = None
    optional: str | None = None
    slug: str | None = None
    keys: tuple[str, ...] = ()
    headline: str | None = None
    byline: str | None = None
    subjects: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    body: str = ""
    time: str | None = None
    is_whole: bool = True


_HEADER = re.compile(
    r"\s*(?P<service>[A-Za-z]{2,6})\s?(?P<number>\d{1,6})\s+(?P<priority>\d)\s+"
    r"(?P<category>[A-Za-z]{1,6})\s+(?:(?P<words>\d{1,6})(?!\d))?\s*(?P<optional>.*)"
)


def messages_in(text: str) -> Iterator[Message]:
    """The messages of a file in order: framed, telegrams, or else all of it as one."""
    if SOH in text:
        for frame in text.split(SOH, MOST_MESSAGES + 1)[1:]:
            if frame.strip(f"{EOT}{ETX}{STX}\x7f \r\n\t"):
                yield _framed(frame.partition(EOT)[0])
        return
    first, _, rest = text.strip().partition("\n")
    yield Message(headline=fold(first), body=rest or text, is_whole=False)


def _framed(frame: str) -> Message:
    head, has_text, rest = frame.partition(STX)
    if not has_text:
        return _headless(frame)
    text, _, trailer = rest.partition(ETX)
    first, _, others = head.strip("\r\n").partition("\n")
    match = _HEADER.match(" ".join(first[:LONGEST_LINE].split()))
    slug = fold(others if match else head)
    keys, headline, byline, body = _opened(lines_of(text))
    return Message(
        service=match["service"] if match else None,
        number=match["number"] if match else None,
        priority=match["priority"] if match else None,
        category=match["category"] if match else None,
        optional=fold(match["optional"]) if match else None,
        slug=slug.strip("/ ") if slug else None,
        keys=keys,
        headline=headline,
        byline=byline,
        body="\n".join(body),
        time=day_time_in(trailer.strip() or first),
        is_whole=match is not None,
    )


def _headless(frame: str) -> Message:
    """A message without a start of text: its first line, in fields perhaps, is all its header."""
    first, _, rest = frame.strip().partition("\n")
    fields = [part.strip() for part in first.strip().split(US)]
    line = fold(" ".join(filter(None, fields)))
    return Message(slug=line, body=rest.partition(ETX)[0], is_whole=False)


_END_OF_HEAD = re.compile(r"\s*=\s*$")
_HEAD_LINES = 8
_FULL_LINE = 45  # characters: a headline line this long may go on in the next
_KEY = re.compile(r"[^a-z]*|\(.*\)|.*:|.*/")


def _opened(lines: Sequence[str]) -> tuple[tuple[str, ...], str | None, str | None, list[str]]:
    """Key lines, headline, byline and body. A `=` ends the last line above the copy (IPTC 7901)."""
    start = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    head: list[str] = []
    end = None
    for at, line in enumerate(lines[start : start + _HEAD_LINES], start):
        if _END_OF_HEAD.search(line):
            head.append(_END_OF_HEAD.sub("", line).strip())
            end = at + 1
            break
        if not line.strip():
            break
        head.append(line.strip())
    if end is None:
        return _opened_without_mark(lines[start:])
    byline = head.pop() if len(head) > 1 and byline_in_copy(head[-1].partition(",")[0]) else None
    headline = head.pop()
    while head and len(head[-1]) >= _FULL_LINE and not _KEY.fullmatch(head[-1]):
        headline = f"{head.pop()} {headline}"
    return tuple(filter(None, head)), headline, byline, list(lines[end:])


def _opened_without_mark(
    lines: Sequence[str],
) -> tuple[tuple[str, ...], str | None, str | None, list[str]]:
    """A first line that stands alone is the headline; copy that begins at once has none."""
    alone = len(lines) > 1 and not lines[1].strip()
    if alone:
        return (), lines[0].strip(), None, list(lines[1:])
    return (), None, None, list(lines)
