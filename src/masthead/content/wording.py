"""Words of a body: its plain text and their number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .markup_blocks import html_to_text

_TAG = re.compile(r"<[^>]+>")
_PROSE = frozenset({"text", "answer", "question", "body", "title", "note", "transcript"})


def words_in(raw: Any) -> int:
    """How many words a reader reads in the raw value of a body."""
    return sum(len(_TAG.sub(" ", text).split()) for text in prose_of(raw))


def paragraphs_in(raw: Any) -> list[str]:
    """The paragraphs a reader reads in the raw value of a body, as plain text."""
    texts = (html_to_text(text) for text in prose_of(raw))
    return [paragraph for text in texts for paragraph in text.split("\n\n") if paragraph]


def prose_of(raw: Any) -> Iterator[str]:
    """The pieces of prose in the raw value of a StreamField, markup included, in order."""
    for block in raw:
        yield from _prose(block["value"], is_prose=True)


def _prose(value: Any, *, is_prose: bool) -> Iterator[str]:
    if isinstance(value, str):
        if is_prose:
            yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            nested = isinstance(inner, dict | list)
            yield from _prose(inner, is_prose=nested or key in _PROSE)
    elif isinstance(value, list):
        for inner in value:
            plain = isinstance(inner, dict) and inner.get("type") == "item"
            yield from _prose(inner["value"] if plain else inner, is_prose=True)
