"""Clean HTML read again: its words, and its blocks for StreamField. Only ever given what
`content.markup` has cleaned.
"""

from __future__ import annotations

import re
import uuid
from html import unescape
from typing import TYPE_CHECKING, Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_BLOCK_NAMESPACE = uuid.UUID("5d3a1c53-6f0f-5a63-9a0e-3f3c5b0a6f11")
_LONGEST_ATTRIBUTION = 120
_TAG = re.compile(r"""</?([a-z0-9]+)(?:\s+[a-z]+="[^"]*")*\s*/?>""")
_EDGES = {
    **dict.fromkeys(("p", "h2", "h3", "h4", "ul", "ol", "blockquote", "table"), "\f"),
    **dict.fromkeys(("br", "li", "tr", "caption"), "\n"),
    **dict.fromkeys(("td", "th"), " "),
}
_DASH = re.compile(r"[\u2014\u2013\u2015-]\s*(?=\w)")


def html_to_text(html: str) -> str:
    """The words of clean HTML: one blank line between blocks, one line each row or line break."""
    text = unescape(_TAG.sub(_in_place_of_tag, folded(html)))
    blocks = (_fold_lines(block) for block in text.split("\f"))
    return "\n\n".join(block for block in blocks if block)


def _in_place_of_tag(match: re.Match[str]) -> str:
    return _EDGES.get(match[1], "")


def html_to_blocks(html: str) -> list[dict[str, Any]]:
    """StreamField raw data of clean HTML; the same copy always gives the same block ids."""
    body = LexborHTMLParser(html).body if html else None
    if body is None:
        return []
    return [
        {"type": kind, "value": value, "id": _block_id(position, kind, value)}
        for position, (kind, value) in enumerate(_blocks(body))
    ]


def folded(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split())


def _fold_lines(text: str) -> str:
    return "\n".join(line for line in map(folded, text.split("\n")) if line)


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
    words = html_to_text(cell.inner_html or "")
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
