"""Messages in the form of ANPA 1312: service level, selector, priority, category, keyword, typeset
text and trailer between control characters. Source: ANPA-RI Bulletin 1312. Refuses to interpret.
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
    full_year,
)
from masthead.wire.rules import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

SYN = "\x16"


@dataclass(frozen=True, slots=True)
class Line:
    """One typeset line: how it begins (`paragraph`, `table` or `line`), ends (`=` centred, `<`
    flush left, or neither) and what it says.
    """

    kind: str
    text: str
    end: str


@dataclass(frozen=True, slots=True)
class Message:
    """One message; None where a part is absent."""

    service: str | None
    number: str | None
    selector: str | None
    priority: str | None
    category: str | None
    keyword: str | None
    date: str | None
    lines: tuple[Line, ...]
    trailer: str
    time: str | None
    is_whole: bool


_LEVEL = re.compile(r"\s*(?P<service>[A-Za-z]{1,2})(?P<number>\d{2,5})[^\w]*(?P<selector>[\w-]*)")
_COPY = re.compile(
    r"\s*(?P<priority>[A-Za-z])\s+(?P<category>[A-Za-z])[^\w]*(?P<keyword>.*?)\s+"
    r"(?P<date>\d{1,2}-\d{1,2})\s+(?P<words>\d{1,5})\s*$",
    re.DOTALL,
)


def messages_in(text: str) -> Iterator[Message]:
    """The messages of a file, each from its start of heading to its end of transmission."""
    for frame in text.split(SOH, MOST_MESSAGES + 1)[1:]:
        if STX in frame:
            yield _message(frame.partition(EOT)[0].rstrip(SYN))


def _message(frame: str) -> Message:
    head, _, rest = frame.partition(STX)
    body, _, trailer = rest.partition(ETX)
    first, _, second = head.replace("\r", "\n").strip("\n").partition("\n")
    level, copy = _LEVEL.match(first.replace(US, " ")), _COPY.match(_one_line(second))
    return Message(
        service=level["service"] if level else None,
        number=level["number"] if level else None,
        selector=level["selector"] or None if level else None,
        priority=copy["priority"].lower() if copy else None,
        category=copy["category"].lower() if copy else None,
        keyword=fold(copy["keyword"]) if copy else fold(second),
        date=copy["date"] if copy else None,
        lines=tuple(_lines(body)),
        trailer=trailer,
        time=_time_in(trailer),
        is_whole=level is not None and copy is not None,
    )


def _one_line(text: str) -> str:
    return " ".join(text[:LONGEST_LINE].split())


_TABLE_STARTS = ("\x08", "\x0e")
_PARAGRAPH_STARTS = ("\t", "   ")


def _lines(body: str) -> Iterator[Line]:
    for raw in lines_of(body):
        text = raw.removeprefix("^")
        kind = "line"
        if text.startswith(_TABLE_STARTS):
            kind = "table"
        elif text.startswith(_PARAGRAPH_STARTS):
            kind = "paragraph"
        text = _plain(text)
        end = text[-1] if text.endswith(("<", "=")) else ""
        yield Line(kind, text[: len(text) - len(end)].strip(), end)


_SPACE_CODES = re.compile(r"[\x10\x11\x12\x13\x14] ?")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_DASH = re.compile(r"(?<= )_(?= )|(?<=\) )_")
_QUOTES = (("``", "\u201c"), ("''", "\u201d"))


def _plain(text: str) -> str:
    """The characters without codes: thin spaces are spaces, a lone low line is a dash."""
    text = _CONTROL.sub("", _SPACE_CODES.sub(" ", text)).strip()
    for code, character in _QUOTES:
        text = text.replace(code, character)
    return _DASH.sub("\u2014", text)


_SENT = re.compile(
    r"(?P<month>[01]?\d)-(?P<day>[0-3]?\d)-(?P<year>(?:\d\d){1,2})\s+(?P<hour>[0-2]\d)"
    r"(?P<minute>[0-5]\d)\s*(?P<zone>[A-Z]{1,4})?"
)
_OFFSETS = {
    "GMT": "Z", "UTC": "Z", "Z": "Z", "EST": "-05:00", "EDT": "-04:00", "CST": "-06:00",
    "CDT": "-05:00", "MST": "-07:00", "MDT": "-06:00", "PST": "-08:00", "PDT": "-07:00",
}  # fmt: skip


def _time_in(trailer: str) -> str | None:
    """The ISO form of the trailer's `02-20-16 0337GMT`; without a zone where it is not known."""
    match = _SENT.search(trailer[:LONGEST_LINE])
    if match is None:
        return None
    day = f"{full_year(match['year'])}-{int(match['month']):02}-{int(match['day']):02}"
    return f"{day}T{match['hour']}:{match['minute']}:00{_OFFSETS.get(match['zone'] or '', '')}"
