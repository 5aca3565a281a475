"""Texts taken apart and compared: paragraphs of clean HTML, what each says, and what changed from
version to version, word for word. Pure: no Django.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from html import escape
from itertools import zip_longest
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

_SAME_AS = {"b": "strong", "i": "em"}
_SAID = frozenset(
    {"strong", "em", "a", "sub", "sup", "br", "ul", "ol", "li", "p", "h2", "h3", "h4"}
)
_WORDS = re.compile(r"\s+|[^\s\w]|\w+")
_BLANKS = re.compile(r"\s+")
CLOSE_ENOUGH = 0.4
"""Paragraphs less alike than this are shown as one taken out and one put in."""
MOST_WORDS = 1200
MOST_PARAGRAPHS = 400


class Change(StrEnum):
    """What became of some words."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Span:
    """Words with one fate."""

    change: Change
    text: str


Line = tuple[Span, ...]


def paragraphs_of_html(html: str) -> list[str]:
    """The outermost elements of clean HTML, in order; loose text is an element of its own."""
    body = LexborHTMLParser(html).body if html else None
    if body is None:
        return []
    nodes = (node.html or "" for node in body.iter(include_text=True))
    return [one for one in nodes if one.strip()]


def said_in_html(html: str) -> str:
    """What a reader reads of one element: words, emphasis, links. Ids, keys and blanks of the
    editor that wrote it count for nothing.
    """
    body = LexborHTMLParser(html).body
    return _BLANKS.sub(" ", "".join(_said(body))).strip() if body is not None else ""


def _said(node: LexborNode) -> Iterator[str]:
    for child in node.iter(include_text=True, skip_empty=False):
        tag = child.tag or ""
        if tag == "-text":
            yield escape(child.text_content or "", quote=False)
            continue
        name = _SAME_AS.get(tag, tag)
        link = f" {escape(child.attributes.get('href') or '')}" if name == "a" else ""
        opening, closing = (f"<{name}{link}>", f"</{name}>") if name in _SAID else (" ", " ")
        yield opening
        yield from _said(child)
        yield closing


def compared(old: Sequence[str], new: Sequence[str]) -> list[Line]:
    """The new paragraphs line by line, with what was put in and what was taken out of the old, as
    plain text. A text without end is compared by paragraphs alone.
    """
    if max(len(old), len(new)) > MOST_PARAGRAPHS:
        old, new = old[:MOST_PARAGRAPHS], new[:MOST_PARAGRAPHS]
    lines: list[Line] = []
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    for fate, a, b, c, d in matcher.get_opcodes():
        if fate == "equal":
            lines += [(Span(Change.SAME, text),) for text in new[c:d]]
        else:
            lines += _replaced(old[a:b], new[c:d])
    return lines


def is_change(line: Line) -> bool:
    """True for a line that holds anything put in or taken out."""
    return any(span.change is not Change.SAME for span in line)


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    for before, after in zip_longest(old, new):
        if before and after and _alike(before, after):
            yield words_compared(before, after)
            continue
        if before:
            yield (Span(Change.REMOVED, before),)
        if after:
            yield (Span(Change.ADDED, after),)


def _alike(before: str, after: str) -> bool:
    matcher = SequenceMatcher(a=_WORDS.findall(before), b=_WORDS.findall(after), autojunk=False)
    return matcher.quick_ratio() >= CLOSE_ENOUGH and matcher.ratio() >= CLOSE_ENOUGH


def words_compared(before: str, after: str) -> Line:
    """One paragraph with the words put in and taken out, in runs that can be read: a blank or one
    word between two changes goes with them.
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if max(len(old), len(new)) > MOST_WORDS:
        return (Span(Change.REMOVED, before), Span(Change.ADDED, after))
    runs: list[tuple[bool, list[str], list[str]]] = []
    for fate, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        same = fate == "equal"
        if same and not (runs and d < len(new) and _is_slight(new[c:d])):
            runs.append((True, old[a:b], new[c:d]))
        elif runs and not runs[-1][0]:
            runs[-1][1].extend(old[a:b])
            runs[-1][2].extend(new[c:d])
        else:
            runs.append((same, old[a:b], new[c:d]))
    return tuple(span for run in runs for span in _spans(*run))


def _is_slight(words: Sequence[str]) -> bool:
    return sum(not word.isspace() for word in words) <= 1


def _spans(*run: Any) -> Iterator[Span]:
    same, old, new = run
    if same:
        yield Span(Change.SAME, "".join(new))
        return
    if old:
        yield Span(Change.REMOVED, "".join(old))
    if new:
        yield Span(Change.ADDED, "".join(new))
