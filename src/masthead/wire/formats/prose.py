"""Plain text as agencies set it, made HTML: paragraphs by blank lines or indents, tables by column.
Knows no one format; what it makes still goes to the gate.
"""

from __future__ import annotations

import re
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_LINE_ENDS = re.compile(r"\r\n?|\n|\x0b|\x0c|\x85|\u2028|\u2029")
_INDENT = re.compile(r"[ \t\u00a0]{2,}\S|\t\S|\u3000\S")
_COLUMNS = re.compile(r"(?:[ \u00a0]{2,}|\t+)")
_FEWEST_ROWS = 3
_MOST_COLUMNS = 40
_SHORT_LINE = 0.6  # of the longest: a block of lines that all end early is a list


def lines_of(text: str) -> list[str]:
    """The lines, whatever ends them, without blanks at their ends."""
    return [line.rstrip() for line in _LINE_ENDS.split(text)]


def prose_html(text: str) -> str:
    """The text as paragraphs and tables of foreign HTML."""
    return "".join(_block_html(block) for block in blocks_of(lines_of(text)))


def blocks_of(lines: Iterable[str]) -> Iterator[list[str]]:
    """The runs of lines between blank ones; in running copy an indented line begins a new one."""
    for is_blank, run in groupby(lines, key=lambda line: not line.strip()):
        if not is_blank:
            yield from _at_indents(list(run))


def _at_indents(run: list[str]) -> Iterator[list[str]]:
    if table_of(run) is not None:
        yield run
        return
    block: list[str] = []
    for line in run:
        if block and _INDENT.match(line):
            yield block
            block = []
        block.append(line)
    yield block


def _block_html(block: Sequence[str]) -> str:
    rows = table_of(block)
    if rows is not None:
        return table_html(rows)
    between = "<br>" if _is_list(block) else " "
    return f"<p>{between.join(escape(line.strip(), quote=False) for line in block)}</p>"


def table_of(block: Sequence[str]) -> list[list[str]] | None:
    """The cells of a block set in columns; None for anything that is not clearly that."""
    if len(block) < _FEWEST_ROWS:
        return None
    rows = [_COLUMNS.split(line.strip()) for line in block]
    widths = {len(row) for row in rows}
    width = widths.pop()
    return rows if not widths and 1 < width <= _MOST_COLUMNS else None


def table_html(rows: Iterable[Sequence[str]]) -> str:
    """Rows of plain cells as an HTML table."""
    written = (
        "".join(f"<td>{escape(cell.strip(), quote=False)}</td>" for cell in row) for row in rows
    )
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in written)}</table>"


def _is_list(block: Sequence[str]) -> bool:
    """True for lines that were not broken because they were full."""
    if len(block) < 2:  # noqa: PLR2004 - one line is a paragraph
        return False
    longest = max(len(line) for line in block)
    early = sum(len(line) < longest * _SHORT_LINE for line in block[:-1])
    return longest < 60 or early > len(block) / 3  # noqa: PLR2004 - half a teleprinter's line
