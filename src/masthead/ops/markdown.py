"""Markdown sheets made into blocks of a body: TOML between +++ lines, then Markdown. Fenced parts
named in `Fences` are read as TOML by whoever asks; a sheet that can't be read is refused by name.
"""

from __future__ import annotations

import re
import tomllib
import uuid
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from .site import SiteError

Block = dict[str, Any]
Fences = Mapping[str, Callable[[dict[str, Any]], Block]]
_SHEET = re.compile(r"\A\+\+\+\n(?P<head>.*?)\n\+\+\+\n(?P<body>.*)\Z", re.DOTALL)
_SOURCE_LINE = re.compile(r"^[—–]\s*(?P<name>[^,]+)(?:,\s*(?P<role>.+))?$")  # noqa: RUF001 - both dashes are written
_markdown = MarkdownIt("commonmark", {"html": False, "typographer": False})


def read_sheet(path: Path) -> tuple[dict[str, Any], str]:
    """The front matter and the Markdown of the sheet at `path`. Raises SiteError."""
    match = _SHEET.match(path.read_text(encoding="utf-8"))
    if not match:
        raise SiteError(f"{path.name}: a sheet begins with TOML between two lines of +++")
    try:
        return tomllib.loads(match["head"]), match["body"].strip()
    except tomllib.TOMLDecodeError as error:
        raise SiteError(f"{path.name}: {error}") from None


def block(kind: str, value: Any) -> Block:
    """A raw block of a body."""
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def rich_text(markdown: str) -> str:
    """The HTML of a piece of Markdown."""
    html: str = _markdown.render(markdown).strip()
    return html


def to_blocks(markdown: str, *, fences: Fences | None = None) -> list[Block]:
    """The blocks of a body: text, headings, quotes, and what `fences` makes of its fenced parts.

    Raises SiteError for a fence that is unknown or no TOML.
    """
    blocks: list[Block] = []
    prose: list[Token] = []
    for part in _parts(_markdown.parse(markdown)):
        special = _special(part, fences or {})
        if special is None:
            prose += part
            continue
        _flush(prose, blocks)
        blocks.append(special)
    _flush(prose, blocks)
    return blocks


def _parts(tokens: list[Token]) -> list[list[Token]]:
    parts: list[list[Token]] = []
    for token in tokens:
        if token.level == 0 and token.nesting >= 0:
            parts.append([])
        parts[-1].append(token)
    return parts


def _special(part: list[Token], fences: Fences) -> Block | None:
    opening = part[0]
    if opening.type == "heading_open":
        level = opening.tag if opening.tag in {"h2", "h3"} else "h3"
        return block("heading", {"text": _plain(part[1]), "level": level})
    if opening.type == "blockquote_open":
        return _quote(part)
    if opening.type == "fence":
        return _fenced(opening, fences)
    return None


def _quote(part: list[Token]) -> Block:
    lines = [line for one in part if one.type == "inline" for line in one.content.splitlines()]
    source = _SOURCE_LINE.match(lines[-1].strip())
    if source:
        lines.pop()
    value = {"text": " ".join(lines), "attribution": "", "role": ""}
    if source:
        value |= {"attribution": source["name"].strip(), "role": source["role"] or ""}
    return block("quote", value)


def _fenced(token: Token, fences: Fences) -> Block:
    name = token.info.strip()
    if name not in fences:
        raise SiteError(f"there is no block called {name!r}")
    try:
        return fences[name](tomllib.loads(token.content))
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise SiteError(f"the block {name!r} can't be read: {error}") from None


def _plain(inline: Token) -> str:
    return "".join(child.content for child in inline.children or ())


def _flush(prose: list[Token], blocks: list[Block]) -> None:
    if prose:
        html = _markdown.renderer.render(prose, _markdown.options, {})
        blocks.append(block("text", html.strip()))
        prose.clear()
