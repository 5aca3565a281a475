"""Reading lxml trees as the wire formats need it: names without namespaces, folded texts, and
bodies written as plain HTML. Knows no one format.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from lxml import etree

from masthead.wire.rules import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lxml.etree import _Element


def names(text: str) -> frozenset[str]:
    """The words of a text: how the tables of tags are written here."""
    return frozenset(text.split())


XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


_BLANK_LINE = re.compile(r"\r?\n[ \t]*\r?\n")
_STRING = etree.XPath("string()", smart_strings=False)


@lru_cache(maxsize=4096)
def _without_namespace(tag: str) -> str:
    return tag.rpartition("}")[2]


def local(element: _Element) -> str:
    """The element's name without its namespace; "" for comments and the like."""
    tag = element.tag
    return _without_namespace(tag) if isinstance(tag, str) else ""


def kids(element: _Element | None, *names: str) -> Iterable[_Element]:
    """The children with one of these names (all, without names), whatever their namespace."""
    return () if element is None else element.iterchildren(*_patterns(names))


def every(element: _Element | None, *names: str) -> Iterable[_Element]:
    """The element and all below it that have one of these names, whatever their namespace."""
    return () if element is None else element.iter(*_patterns(names))


@lru_cache(maxsize=256)
def _patterns(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{{*}}{name}" for name in names or ("*",))


def kid(element: _Element | None, *path: str) -> _Element | None:
    """The first child at the end of `path`, or None."""
    for name in path:
        element = next(iter(kids(element, name)), None)
    return element


def attribute(element: _Element | None, name: str) -> str | None:
    """The attribute's text, None where either is absent or it is blank."""
    value = element.get(name) if element is not None else None
    return value if value and not value.isspace() else None


def words(element: _Element | None) -> str | None:
    """All text of the element on one line, None where there is none."""
    return fold(str(_STRING(element))) if element is not None else None


def paragraphs(element: _Element | None, *names: str) -> str | None:
    """The text of the element's paragraphs, or all of it where it has none."""
    if element is None:
        return None
    found = [text for one in every(element, *names) if (text := words(one))]
    return " ".join(found) if found else words(element)


def to_html_text(text: str) -> str:
    """Plain text as HTML: one paragraph for each stanza, none for a single one."""
    stanzas = [stanza for stanza in _BLANK_LINE.split(escape(text, quote=False)) if stanza.strip()]
    if len(stanzas) <= 1:
        return "".join(stanzas)
    return "".join(f"<p>{stanza}</p>" for stanza in stanzas)


@dataclass(frozen=True, slots=True)
class BodyTags:
    """How one vocabulary's tags become HTML; what is in neither list gives only its text.

    A renamed tag keeps its addresses, spans and sizes; a `dropped` one goes with all it holds;
    an empty one may stand for a text.
    """

    html: Mapping[str, str]
    dropped: frozenset[str] = frozenset()
    texts: Mapping[str, str] = field(default_factory=dict)


_KEPT_ATTRIBUTES = ("href", "colspan", "rowspan", "src", "alt", "width", "height")
_VOID = frozenset({"br", "img"})


def to_html(element: _Element, *, tags: BodyTags) -> str:
    """The element's content as HTML text, safe against nothing yet: it still goes to the gate."""
    pieces: list[str] = []
    _write_content(element, tags, pieces)
    return "".join(pieces)


def _write_content(element: _Element, tags: BodyTags, pieces: list[str]) -> None:
    if element.text:
        pieces.append(escape(element.text, quote=False))
    for child in element:
        _write(child, tags, pieces)
        if child.tail:
            pieces.append(escape(child.tail, quote=False))


def _write(element: _Element, tags: BodyTags, pieces: list[str]) -> None:
    name = local(element)
    if not name or name in tags.dropped:
        return
    written = tags.html.get(name)
    if written is None:
        pieces.append(tags.texts.get(name, ""))
        _write_content(element, tags, pieces)
        return
    attributes = "".join(
        f' {key}="{escape(value)}"'
        for key in _KEPT_ATTRIBUTES
        if (value := element.get(key)) is not None
    )
    pieces.append(f"<{written}{attributes}>")
    if written not in _VOID:
        _write_content(element, tags, pieces)
        pieces.append(f"</{written}>")


_SAME = names(
    "p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre table caption thead tbody tfoot tr "
    "th td a b i em strong sub sup br div section article cite figure figcaption img"
)
_NEVER_COPY = names(
    "head script style header nav form noscript iframe object svg math audio video title "
    "button template"
)
XHTML = BodyTags(html={name: name for name in _SAME}, dropped=_NEVER_COPY)
