"""A text without a header, its title told from its copy. Refuses to interpret."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from masthead.wire.formats.prose import lines_of, prose_html, table_html
from masthead.wire.formats.teletype import copy_of
from masthead.wire.rules import fold

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Text:
    """What a text says of itself; None where it does not."""

    headline: str | None
    source: str | None
    number: str | None
    dateline: str | None
    html: str
    notes: tuple[str, ...] = ()


_SOURCE = re.compile(r"\s*source\s*:\s*(\S.*)", re.IGNORECASE)
_RELEASE = re.compile(
    r"\s*(?:(?:MEDIA|PRESS|NEWS) RELEASE|FOR IMMEDIATE RELEASE)\b[\s:]*([A-Z]{0,4}\d[\w-]*)?\s*$"
)
_BULLETIN = re.compile(r"\s*([A-Z]{3}\d{5})\s*")
_DATELINE = re.compile(
    r"\s*(?P<place>[^/]{3,80}?),?\s+[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}\s*/[^/]+/"
)
_MOST_TITLE_LINES = 4
_FEWEST_BARS = 2


def read_text(text: str) -> Text:
    """The text under its title: the first run of lines that is no label and no dateline."""
    if " ** " in text[:400]:
        return _ticker(text)
    lines = lines_of(text.strip())
    source, number, start = _labels(lines)
    title: list[str] = []
    while start < len(lines) and len(title) < _MOST_TITLE_LINES:
        line = lines[start]
        if (title and not line.strip()) or _DATELINE.match(line) or _bars(line):
            break
        title += [line] if line.strip() else []
        start += 1
    copy = copy_of("\n".join(lines[start:]))
    match = _DATELINE.match(copy.first_paragraph or "")
    return Text(
        headline=fold(" ".join(title)),
        source=source,
        number=number,
        dateline=fold(match["place"]) if match else None,
        html=_with_tables(lines[start:]) or copy.html,
        notes=copy.notes,
    )


def _labels(lines: Sequence[str]) -> tuple[str | None, str | None, int]:
    """Source and number that stand above the title, and where that begins."""
    source = number = None
    at = 0
    for at, line in enumerate(lines):  # noqa: B007 - the place is wanted after the loop
        named, release = _SOURCE.match(line), _RELEASE.match(line)
        bulletin = _BULLETIN.fullmatch(line)
        if named:
            source = fold(named[1])
        elif release or bulletin:
            number = (release or bulletin)[1] or number  # type: ignore[index]
        elif line.strip():
            break
    return source, number, at


def _bars(line: str) -> bool:
    return line.count("|") >= _FEWEST_BARS


def _with_tables(lines: Sequence[str]) -> str | None:
    """Rows with bars as tables between the other lines; None for a text without any."""
    if not any(map(_bars, lines)):
        return None
    pieces: list[str] = []
    rows: list[list[str]] = []
    for line in [*lines, ""]:
        if _bars(line):
            rows.append(line.rstrip("|").split("|"))
            continue
        if rows:
            pieces.append(table_html(rows))
            rows = []
        pieces.append(prose_html(line))
    return "".join(pieces)


def _ticker(text: str) -> Text:
    headlines = [line for part in text.split("**") if (line := fold(part))]
    html = prose_html("\n\n".join(headlines))
    return Text(headlines[0] if headlines else None, None, None, None, html)
