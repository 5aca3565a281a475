"""Foreign HTML made into ours: a few tags, no styles, no scripts, no foreign addresses to load.
Refuses to decide what is worth publishing; knows no database and no framework.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import nh3
from selectolax.lexbor import LexborHTMLParser, LexborNode

from masthead.content.markup_blocks import folded, html_to_blocks, html_to_text, is_head_row

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "MAX_LENGTH",
    "Picture",
    "html_to_blocks",
    "html_to_text",
    "pictures_in",
    "sanitise_html",
]

MAX_LENGTH = 2_000_000  # characters: no story is so long, and time must end
MOST_PICTURES = 100  # of one text
MAX_SPAN = 100  # columns or rows of one cell
MAX_DEPTH = 100  # deeper mark-up is read as plain text: no real copy nests so far


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
_FORMATTING = {
    "a": "a",
    "b": "strong",
    "strong": "strong",
    "i": "em",
    "em": "em",
    "cite": "em",
    "sub": "sub",
    "sup": "sup",
}
_DROPPED = _names(
    "script style head title link meta base template noscript iframe frame frameset "
    "embed param svg math canvas audio video source track picture img image map "
    " form input button select option textarea fieldset dialog noembed noframes "
    "xmp plaintext listing marquee nav -comment"
)
_PARAGRAPHS = _names(
    "figcaption p div section article main header footer aside address center body html details "
    "summary dl dd hgroup tr td th tbody thead tfoot caption li hr"
)
_TAGS = _names(
    "p h2 h3 h4 ul ol li blockquote table caption thead tbody tr th td a strong em sub sup br"
)
_ATTRIBUTES = {"a": {"href"}, "th": {"colspan", "rowspan"}, "td": {"colspan", "rowspan"}}
_SEEN_OR_HEARD = "img,picture,video,audio,iframe,svg,embed"
_SAFE_ADDRESS = re.compile(r"(?:https?://[^\s/]|mailto:[^\s])", re.IGNORECASE)
_WHITESPACE = re.compile(r"[ \t\n\r\f\v\u2028\u2029]+")
_ANY_WHITESPACE = re.compile(r"\s+")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
_LINK_TO_NOWHERE = re.compile(r"<a>(.*?)</a>", re.DOTALL)
_BLOCK_TAG = re.compile(
    r"</?(?:p|h[2-4]|blockquote|[uo]l|li|table|caption|t(?:head|body|r|h|d))\b[^>]*>"
)
_BLANK_LINE = re.compile(r"\n\s*\n")
_EMPTY = re.compile(r"(?:\s|<[^>]*>)*")
_AT_AN_END = ("<br>", " ")

# The second pair of eyes: whatever the writer below lets through by mistake, this stops.
_GATE = nh3.Cleaner(
    tags=set(_TAGS),
    attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)


@dataclass(frozen=True, slots=True)
class Picture:
    """An image named in the mark-up; sizes in pixels, 0 where not stated."""

    url: str
    alt: str | None = None
    caption: str | None = None
    width: int = 0
    height: int = 0


def sanitise_html(html: str, *, base_url: str | None = None) -> str:
    """Clean HTML of paragraphs, h2 to h4, lists, quotes, tables and plain links.

    Text is never lost save in scripts, styles, forms and picture captions; loose text becomes
    paragraphs. Links are kept for http, https and mailto only, relative ones when `base_url` is
    given. Of HTML past `MAX_LENGTH` only the beginning is read.
    """
    if not html or html.isspace():
        return ""
    body = LexborHTMLParser(html[:MAX_LENGTH]).body
    if body is None:
        return ""
    clean = _GATE.clean("".join(_Writer(base_url).write(body)))
    return _LINK_TO_NOWHERE.sub(r"\1", clean) if "<a>" in clean else clean


def pictures_in(html: str, *, base_url: str | None = None) -> list[Picture]:
    """The first images of foreign HTML with an http address, in order, each once."""
    if "<img" not in html[:MAX_LENGTH].lower():
        return []
    found: dict[str, Picture] = {}
    for node in LexborHTMLParser(html[:MAX_LENGTH]).css("img")[:MOST_PICTURES]:
        url = _joined(base_url or "", (node.attributes.get("src") or "").strip())
        if url.lower().startswith(("http://", "https://")):
            found.setdefault(url, _picture(node, url))
    return list(found.values())


# --- Writing ---------------------------------------------------------------------------------


@dataclass(slots=True)
class _Writer:
    """Turns any tree into a flat run of blocks; formatting across blocks is reopened in each."""

    base_url: str | None
    depth: int = 0
    blocks: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    formats: list[tuple[str, str]] = field(default_factory=list)

    def write(self, node: LexborNode) -> list[str]:
        self._children(node)
        self._end_paragraph()
        return self.blocks

    def _children(self, node: LexborNode) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self._text(node.text(separator=" "))
        else:
            for child in node.iter(include_text=True, skip_empty=False):
                self._node(child)
        self.depth -= 1

    def _node(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag == "-text":
            self._text(node.text_content or "")
        elif tag in _DROPPED:
            return
        elif tag in _FORMATTING:
            self._formatted(node, tag)
        elif tag in _SPECIAL:
            getattr(self, _SPECIAL[tag])(node)
        elif tag in _PARAGRAPHS:
            self._end_paragraph()
            self._children(node)
            self._end_paragraph()
        else:
            self._children(node)

    def _text(self, text: str) -> None:
        line = _WHITESPACE.sub(" ", text)
        if not line.isprintable():
            line = _UNPRINTABLE.sub("", line)
        self.line.append(escape(line, quote=False))

    def _formatted(self, node: LexborNode, tag: str) -> None:
        opening = name = _FORMATTING[tag]
        href = self._address(node) if tag == "a" else None
        if href is not None:
            opening = f'a href="{escape(href)}"'
        is_open = any(name == other for _, other in self.formats)
        if is_open or (tag == "a" and href is None):
            self._children(node)
            return
        self.formats.append((opening, name))
        self.line.append(f"<{opening}>")
        self._children(node)
        self.line.append(f"</{name}>")
        self.formats.pop()

    def _address(self, node: LexborNode) -> str | None:
        href = _UNPRINTABLE.sub("", _ANY_WHITESPACE.sub("", node.attributes.get("href") or ""))
        if self.base_url and not _SAFE_ADDRESS.match(href):
            href = _joined(self.base_url, href)
        return href if _SAFE_ADDRESS.match(href) else None

    def _end_paragraph(self) -> None:
        text = self._take_line()
        if text:
            self.blocks.append(f"<p>{text}</p>")

    def _take_line(self) -> str:
        if not self.line:
            return ""
        closing = "".join(f"</{name}>" for _, name in reversed(self.formats))
        text = _tidy("".join(self.line) + closing)
        self.line = [f"<{opening}>" for opening, _ in self.formats]
        return text

    # Blocks of their own ----------------------------------------------------------------------

    def _inner(self, node: LexborNode) -> list[str]:
        return _Writer(self.base_url, depth=self.depth).write(node)

    def _heading(self, node: LexborNode) -> None:
        self._end_paragraph()
        text = _joined_lines(self._inner(node))
        if text:
            name = _HEADINGS[node.tag or "h2"]
            self.blocks.append(f"<{name}>{text}</{name}>")

    def _quote(self, node: LexborNode) -> None:
        self._end_paragraph()
        inner = "".join(self._inner(node))
        if inner:
            self.blocks.append(f"<blockquote>{inner}</blockquote>")

    def _list(self, node: LexborNode) -> None:
        self._end_paragraph()
        entries = [_unwrapped(self._inner(child)) for child in node.iter()]
        items = "".join(f"<li>{entry}</li>" for entry in entries if entry)
        if items:
            self.blocks.append(f"<{node.tag}>{items}</{node.tag}>")

    def _preformatted(self, node: LexborNode) -> None:
        self._end_paragraph()
        for stanza in _BLANK_LINE.split(node.text()):
            lines = (folded(_UNPRINTABLE.sub("", line)) for line in stanza.splitlines())
            text = "<br>".join(escape(line, quote=False) for line in lines if line)
            if text:
                self.blocks.append(f"<p>{text}</p>")

    def _line_break(self, _node: LexborNode) -> None:
        self.line.append("<br>")

    def _term(self, node: LexborNode) -> None:
        self._end_paragraph()
        self.formats.append(("strong", "strong"))
        self.line.append("<strong>")
        self._children(node)
        text = self._take_line()
        self.formats.pop()
        self.line = [f"<{opening}>" for opening, _ in self.formats]
        if text:
            self.blocks.append(f"<p>{text}</p>")

    def _figure(self, node: LexborNode) -> None:
        """The words under a picture go with the picture; those under a table are copy."""
        self._end_paragraph()
        is_seen = node.css_first(_SEEN_OR_HEARD) is not None
        self.depth += 1
        for child in node.iter(include_text=True, skip_empty=False):
            if not (is_seen and child.tag == "figcaption"):
                self._node(child)
        self.depth -= 1
        self._end_paragraph()

    def _table(self, node: LexborNode) -> None:
        rows = [row for row in node.css("tr") if _owner(row) == node.mem_id]
        cells = sum(1 for row in rows for _ in row.iter())
        self._end_paragraph()
        if cells <= 1 or node.css_first("table table") is not None:
            self._children(node)  # a layout table: its words are copy, its cells are not
            self._end_paragraph()
            return
        written = [(is_head_row(row), self._row(row)) for row in rows]
        head = "".join(row for is_head, row in written if is_head)
        rest = "".join(row for is_head, row in written if not is_head)
        caption = node.css_first("caption")
        title = _joined_lines(self._inner(caption)) if caption is not None else ""
        self.blocks.append(
            "<table>"
            + (f"<caption>{title}</caption>" if title else "")
            + (f"<thead>{head}</thead>" if head else "")
            + (f"<tbody>{rest}</tbody>" if rest else "")
            + "</table>"
        )

    def _row(self, row: LexborNode) -> str:
        return "<tr>" + "".join(self._cell(cell) for cell in row.iter()) + "</tr>"

    def _cell(self, cell: LexborNode) -> str:
        name = "th" if cell.tag == "th" else "td"
        spans = "".join(
            f' {key}="{value}"'
            for key in ("colspan", "rowspan")
            if (value := cell.attributes.get(key) or "").isdecimal()
            and 1 < int(value[:4]) <= MAX_SPAN
        )
        return f"<{name}{spans}>{_joined_lines(self._inner(cell))}</{name}>"


_SPECIAL = {
    **dict.fromkeys(_HEADINGS, "_heading"),
    "blockquote": "_quote",
    "ul": "_list",
    "ol": "_list",
    "pre": "_preformatted",
    "br": "_line_break",
    "dt": "_term",
    "table": "_table",
    "figure": "_figure",
}


def _joined(base_url: str, href: str) -> str:
    try:
        return urljoin(base_url, href)
    except ValueError:  # an address no parser accepts is no link
        return ""


def _tidy(text: str) -> str:
    """The line without blanks and breaks at its ends; "" where there is nothing to read."""
    text = _WHITESPACE.sub(" ", text).strip()
    if "<" not in text:
        return text
    if _EMPTY.fullmatch(text):
        return ""
    start, end = 0, len(text)
    while text.startswith(_AT_AN_END, start):
        start = text.index(">", start) + 1 if text[start] == "<" else start + 1
    while text.endswith(_AT_AN_END, start, end):
        end -= 1 if text[end - 1] == " " else len("<br>")
    return text[start:end]


def _joined_lines(blocks: Iterable[str]) -> str:
    return "<br>".join(_bare(block) for block in blocks)


def _unwrapped(blocks: list[str]) -> str:
    """List entry: paragraphs lose their tags, nested lists keep theirs."""
    if all(block.startswith("<p>") for block in blocks):
        return _joined_lines(blocks)
    return "".join(_bare(block) if block.startswith("<p>") else block for block in blocks)


def _bare(block: str) -> str:
    return _BLOCK_TAG.sub("", block)


def _owner(row: LexborNode) -> int | None:
    parent = row.parent
    while parent is not None and parent.tag != "table":
        parent = parent.parent
    return parent.mem_id if parent is not None else None


def _is_head(row: LexborNode) -> bool:
    return row.parent is not None and row.parent.tag == "thead"


def _picture(node: LexborNode, url: str) -> Picture:
    caption = None
    figure = node.parent
    while figure is not None and figure.tag != "figure":
        figure = figure.parent
    if figure is not None and (words := figure.css_first("figcaption")) is not None:
        caption = folded(words.text()) or None
    return Picture(
        url=url,
        alt=folded(node.attributes.get("alt") or "") or None,
        caption=caption,
        width=_pixels(node.attributes.get("width")),
        height=_pixels(node.attributes.get("height")),
    )


def _pixels(value: str | None) -> int:
    match = re.fullmatch(r"(\d{1,5})(?:\.\d+)?(?:px)?", (value or "").strip(), re.ASCII)
    return int(match[1]) if match else 0
