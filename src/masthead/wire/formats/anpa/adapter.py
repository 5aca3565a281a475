"""ANPA 1312 messages read as wire items: slug, notes, headline, bylines and copy told apart by how
their lines are set.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from masthead.wire.errors import ErrorCode, ParseError
from masthead.wire.formats.anpa.native import Line, Message, messages_in
from masthead.wire.formats.drafting import Draft, settle
from masthead.wire.formats.prose import table_html
from masthead.wire.formats.teletype import MOST_MESSAGES, dateline_in, decode
from masthead.wire.items import Subject, WireItem
from masthead.wire.rules import byline_in_copy, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from masthead.wire.formats import Source

FORMAT = "anpa"
CATEGORIES = "anpa"

_URGENCIES = {"f": "1", "b": "2", "u": "3", "r": "4", "d": "5", "s": "6"}
_NO_HEADER = "the header is not in the form of ANPA 1312"


def items_of(source: Source) -> Iterator[WireItem | ParseError]:
    """The messages of a file in order."""
    index = -1
    for index, message in enumerate(messages_in(decode(source.tree))):
        if index == MOST_MESSAGES:
            yield ParseError(ErrorCode.TOO_LARGE, f"more than {index} messages in one file")
            break
        yield settle(draft_of(message, index=index))
    if index < 0:
        yield ParseError(ErrorCode.EMPTY, "no ANPA message: no start of heading, no text")


def draft_of(message: Message, *, index: int) -> Draft:
    """The message's statements in our terms."""
    head, copy = _head_of(message.lines)
    slug = head.slug or message.keyword
    first = next((line.text for line in copy if line.kind == "paragraph" and line.text), None)
    return Draft(
        format=FORMAT,
        index=index,
        guid=_guid(message),
        named_by="\x00".join(map(str, (slug, message.time, [line.text for line in message.lines]))),
        headline=head.headline or slug,
        slugline=slug,
        summary=head.summary,
        byline=head.byline,
        dateline=dateline_in(first),
        urgency=_URGENCIES.get(message.priority or ""),
        provider=_provider(message),
        ed_notes=tuple(head.notes),
        first_created=message.time,
        version_created=message.time,
        item_class="text",
        subjects=(Subject(CATEGORIES, message.category),) if message.category else (),
        story_key=head.slug_root,
        tags=(*head.slug_parts, *(_TO_EDITORS.sub("", note) for note in head.notes)),
        html=_html(copy),
        warnings=() if message.is_whole else (_NO_HEADER,),
    )


def _guid(message: Message) -> str | None:
    """Service level and number name a message of its day; without all three it has no name."""
    if message.service and message.number and message.time:
        return f"anpa:{message.service}{message.number}:{message.time[:10]}"
    return None


def _provider(message: Message) -> str | None:
    """The agency's letters at the head of the trailer: `AP-WF-02-20-16 0337GMT`."""
    match = re.match(r"\s*([A-Z]{2,12})-", message.trailer)
    return match[1] if match else None


@dataclass(slots=True)
class _Head:
    """What stands above the copy."""

    slug: str | None = None
    slug_root: str | None = None
    slug_parts: list[str] = field(default_factory=list)
    headline: str | None = None
    summary: str | None = None
    byline: str | None = None
    notes: list[str] = field(default_factory=list)


_SLUG_CODES = re.compile(r"^\W*\d{3,5}<?\s*\^|^(?:BC|AM|PM)-")
_TO_EDITORS = re.compile(r"\(?Eds(?: note)?\b[:.]?\s*", re.IGNORECASE)
_NOTE = re.compile(r"(?:\(?Eds|AP Photo|AP Graphic|Editors|With AP|Note)\b", re.IGNORECASE)
_FROM_THE_DESK = re.compile(r"By The [A-Z]", re.ASCII)
_LONGEST_HEADLINE = 130


def _head_of(lines: Sequence[Line]) -> tuple[_Head, Sequence[Line]]:
    """The head's statements, and the lines from the first paragraph or table on."""
    head = _Head()
    rest = [line for line in lines if line.text or line.kind != "line"]
    if rest and rest[0].kind == "line":
        _read_slug(head, rest[0].text)
        rest = rest[1:]
    start = next((at for at, line in enumerate(rest) if line.kind != "line"), None)
    if start is None:  # all lines are set alike: a list of headlines under its title
        head.headline, rest = (rest[0].text, rest[1:]) if rest else (None, rest)
        return head, rest
    for at, line in enumerate(rest[:start]):
        if not _read_head_line(head, line):
            return head, rest[at:]
    return head, rest[start:]


def _read_slug(head: _Head, text: str) -> None:
    """`BC-BKN--Heat-Hawks, 1st Ld-Writethru,416`: slug, version, count of words."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) > 1 and parts[-1].isdigit():
        parts.pop()
    head.slug = _SLUG_CODES.sub("", parts[0]).strip() or None
    head.slug_root, head.slug_parts = head.slug, [one for one in (head.slug, *parts[1:]) if one]


def _read_head_line(head: _Head, line: Line) -> bool:
    """Take one line into the head; False for what belongs to the copy."""
    text = line.text
    if _NOTE.match(text):
        head.notes.append(text)
    elif byline_in_copy(text):
        head.byline = text
    elif head.byline or line.end == "=":
        return bool(head.byline and line.end == "=" and not _FROM_THE_DESK.match(text))
    elif head.headline is None and len(text) <= _LONGEST_HEADLINE:
        head.headline = text
    elif head.summary is None:
        head.summary = text
    else:
        return False
    return True


# --- Copy ------------------------------------------------------------------------------------

_HALF = re.compile(r"(?<![A-Za-z])\{")


def _html(lines: Sequence[Line]) -> str:
    pieces = []
    for kind, run in groupby(lines, key=_how_set):
        if kind == "table":
            pieces.append(table_html(_cells(line.text) for line in run))
        elif kind == "title":
            pieces += [f"<p><strong>{escape(line.text, quote=False)}</strong></p>" for line in run]
        else:
            pieces += [f"<p>{escape(line.text, quote=False)}</p>" for line in run if line.text]
    return "".join(pieces)


def _how_set(line: Line) -> str:
    if line.kind == "table":
        return "table"
    return "title" if line.kind == "line" and line.end == "=" and line.text else "text"


def _cells(text: str) -> list[str]:
    """The columns of a row; agate sets a half as an opening brace."""
    return [fold(_HALF.sub("\u00bd", cell)) or "" for cell in text.lstrip("^").split(";")]
