"""Plain HTML, as `bodies` writes it, as Markdown (CommonMark with pipe tables). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

_SPECIAL = re.compile(r"([\\`*_\[\]<>|])")
_LINE_START = re.compile(r"^(\s*\d*)([#+.)-])(?=\s)", re.MULTILINE)
_BLANKS = re.compile(r"\s+")
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "code": "`"}
_HEADINGS = {"h2": "##", "h3": "###", "h4": "####"}


def escaped(text: str) -> str:
    """Plain text that no reader of Markdown takes for marks."""
    folded = _SPECIAL.sub(r"\\\1", _BLANKS.sub(" ", text).strip())
    return _LINE_START.sub(r"\1\\\2", folded)


def to_markdown(html: str) -> str:
    """The HTML as Markdown, blocks parted by blank lines."""
    body = LexborHTMLParser(html).body
    return "\n\n".join(_blocks(body)) if body else ""


def _blocks(parent: LexborNode) -> Iterator[str]:
    """The blocks among the children; loose text between them is a block too."""
    loose: list[str] = []
    for node in parent.iter(include_text=True):
        block = _block(node)
        if block is None:
            loose.append(_inline_one(node))
            continue
        yield from _filled("".join(loose))
        loose = []
        yield from _filled(block)
    yield from _filled("".join(loose))


def _filled(text: str) -> Iterator[str]:
    text = text.strip()
    if text:
        yield text


def _block(node: LexborNode) -> str | None:
    """The Markdown of a block; None for running text."""
    tag = node.tag or ""
    if tag in _HEADINGS:
        return f"{_HEADINGS[tag]} {_inline(node)}"
    if tag in {"ul", "ol"}:
        return "\n".join(_items(node, numbered=tag == "ol"))
    if tag == "blockquote":
        return "\n".join(f"> {line}".rstrip() for line in "\n\n".join(_blocks(node)).split("\n"))
    if tag == "table":
        return _table(node)
    if tag == "hr":
        return "---"
    if tag in {"figure", "div"}:
        return "\n\n".join(_blocks(node))
    return _inline(node) if tag in {"p", "figcaption"} else None


def _items(node: LexborNode, *, numbered: bool) -> Iterator[str]:
    for number, item in enumerate(node.iter(), start=1):
        mark = f"{number}. " if numbered else "- "
        yield mark + "\n".join(_blocks(item)).replace("\n", "\n" + " " * len(mark))


def _table(node: LexborNode) -> str:
    caption = node.css_first("caption")
    rows = [
        [_inline(cell).replace("\n", " ") for cell in row.iter() if cell.tag in {"td", "th"}]
        for row in node.css("tr")
    ]
    if not rows:
        return ""
    width = max(map(len, rows))
    rows = [row + [""] * (width - len(row)) for row in rows]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(1, "|" + " --- |" * width)
    return (f"**{_inline(caption)}**\n\n" if caption else "") + "\n".join(lines)


def _inline(node: LexborNode) -> str:
    text = "".join(_inline_one(child) for child in node.iter(include_text=True)).strip()
    return _LINE_START.sub(r"\1\\\2", text)


def _inline_one(node: LexborNode) -> str:
    tag = node.tag or ""
    if tag == "-text":
        return _SPECIAL.sub(r"\\\1", _BLANKS.sub(" ", node.text_content or ""))
    if tag == "br":
        return "  \n"
    if tag == "img":
        return f"![{escaped(node.attributes.get('alt') or '')}]({_address(node, 'src')})"
    if tag == "video":
        return ""
    inner = "".join(_inline_one(child) for child in node.iter(include_text=True))
    if tag == "a":
        return f"[{inner}]({_address(node, 'href')})"
    mark = _MARKS.get(tag, "")
    return f"{mark}{inner}{mark}" if inner.strip() else inner


def _address(node: LexborNode, name: str) -> str:
    found = node.attributes.get(name) or ""
    return found.replace(" ", "%20").replace("(", "%28").replace(")", "%29")
