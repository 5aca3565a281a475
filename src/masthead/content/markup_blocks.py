"""Clean HTML read again: its words, and its blocks for StreamField. Only ever given what
`content.markup` has cleaned.
"""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_BLOCK_NAMESPACE = uuid.UUID("5d3a1c53-6f0f-5a63-9a0e-3f3c5b0a6f11")
_LONGEST_ATTRIBUTION = 120
_ANY_WHITESPACE = re.compile(r"\s+")
_DASH = re.compile(r"[\u2014\u2013\u2015-]\s*(?=\w)")


def html_to_text(html: str) -> str:
    """The words of clean HTML: one blank line between blocks, one line each row or line break."""
    body = LexborHTMLParser(html).body if html else None
    if body is None:
        return ""
    pieces = "".join(_text_pieces(body, 0))
    blocks = (_fold_lines(block) for block in pieces.split("\f"))
    return "\n\n".join(block for block in blocks if block)


def html_to_blocks(html: str) -> list[dict[str, Any]]:
    """StreamField raw data of clean HTML; the same copy always gives the same block ids."""
    body = LexborHTMLParser(html).body if html else None
    if body is None:
        return []
    return [
        {"type": kind, "value": value, "id": _block_id(position, kind, value)}
        for position, (kind, value) in enumerate(_blocks(body))
    ]


_BREAKS_BLOCK = frozenset({"p", "h2", "h3", "h4", "ul", "ol", "blockquote", "table"})
_BREAKS_LINE = frozenset({"br", "li", "tr", "caption"})


def _text_pieces(node: LexborNode, depth: int) -> Iterator[str]:
    """Text with form feeds between blocks and newlines between lines."""
    for child in node.iter(include_text=True, skip_empty=False):
        tag = child.tag or ""
        if tag == "-text":
            yield _ANY_WHITESPACE.sub(" ", child.text_content or "")
            continue
        edge = "\f" if tag in _BREAKS_BLOCK and depth == 0 else "\n" if tag in _EDGE_LINES else ""
        yield edge
        yield from _text_pieces(child, depth + (tag != "blockquote"))
        yield edge or (" " if tag in {"td", "th"} else "")


_EDGE_LINES = _BREAKS_LINE | _BREAKS_BLOCK


def folded(text: str) -> str:
    """The text on one line."""
    return _ANY_WHITESPACE.sub(" ", text).strip()


def _fold_lines(text: str) -> str:
    return "\n".join(line for line in (folded(line) for line in text.split("\n")) if line)


def _block_id(position: int, kind: str, value: object) -> str:
    return str(uuid.uuid5(_BLOCK_NAMESPACE, f"{position}\x00{kind}\x00{value!r}"))


def _blocks(body: LexborNode) -> Iterator[tuple[str, Any]]:
    text: list[str] = []
    for node in body.iter():
        read = _BLOCK_READERS.get(node.tag or "")
        if read is None:
            text.append(node.html or "")
            continue
        if text:
            yield "text", "".join(text)
            text = []
        yield read(node)
    if text:
        yield "text", "".join(text)


def _heading_block(node: LexborNode) -> tuple[str, dict[str, str]]:
    return "heading", {"text": folded(node.text()), "level": "h2" if node.tag == "h2" else "h3"}


def _quote_block(node: LexborNode) -> tuple[str, dict[str, str]]:
    words = html_to_text(node.inner_html or "")
    quote, attribution = _split_attribution(words)
    return "quote", {"text": quote, "attribution": attribution}


def _split_attribution(words: str) -> tuple[str, str]:
    """A last short line that begins with a dash names the speaker."""
    lines = words.splitlines()
    last = lines[-1] if len(lines) > 1 else ""
    dash = _DASH.match(last)
    if dash and len(last) <= _LONGEST_ATTRIBUTION:
        return "\n".join(lines[:-1]).strip(), last[dash.end() :]
    return words, ""


def _table_block(node: LexborNode) -> tuple[str, dict[str, Any]]:
    rows = node.css("tr")
    data = [[cell for one in row.iter() for cell in _spread(one)] for row in rows]
    width = max((len(row) for row in data), default=0)
    caption = node.css_first("caption")
    return "table", {
        "data": [row + [""] * (width - len(row)) for row in data],
        "first_row_is_table_header": bool(rows) and _is_heading_row(rows[0]),
        "first_col_is_header": False,
        "table_caption": folded(caption.text()) if caption is not None else "",
    }


def _spread(cell: LexborNode) -> list[str]:
    """The cell's words, then blanks for the columns it spans: the table block knows no spans."""
    words = _fold_lines("".join(_text_pieces(cell, 1)))
    return [words] + [""] * (int(cell.attributes.get("colspan") or 1) - 1)


def is_head_row(row: LexborNode) -> bool:
    """True in a `thead`."""
    return row.parent is not None and row.parent.tag == "thead"


def _is_heading_row(row: LexborNode) -> bool:
    return is_head_row(row) or all(cell.tag == "th" for cell in row.iter())


_BLOCK_READERS: dict[str, Callable[[LexborNode], tuple[str, Any]]] = {
    "h2": _heading_block,
    "h3": _heading_block,
    "h4": _heading_block,
    "blockquote": _quote_block,
    "table": _table_block,
}
