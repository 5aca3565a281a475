"""A record of an agency's own XML as its table names it. Refuses to interpret."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from masthead.wire.formats.house_xml.dialects import DIALECTS, Dialect, Files, Path
from masthead.wire.formats.tree import attribute, kid, kids, local, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element


@dataclass(frozen=True, slots=True)
class File:
    """A picture that the record names."""

    url: str
    caption: str | None
    credit: str | None


@dataclass(frozen=True, slots=True)
class Record:
    """What one record says, by our names; absent is not there."""

    dialect: Dialect
    said: Mapping[str, str]
    lists: Mapping[str, tuple[str, ...]]
    flags: tuple[str, ...]
    parts: tuple[str, ...]
    files: tuple[File, ...]
    is_picture: bool


def dialect_of(root: _Element) -> Dialect | None:
    """The table that knows this root and its children."""
    name = local(root)
    return next(
        (
            one
            for one in DIALECTS
            if one.root == name and all(kid(root, mark) is not None for mark in one.marks)
        ),
        None,
    )


def read_records(root: _Element, dialect: Dialect) -> Iterator[Record]:
    """The records under a root; the root itself where the table says no other."""
    for element in _all(root, dialect.item):
        yield Record(
            dialect=dialect,
            said={
                name: text
                for name, ways in dialect.fields.items()
                if (text := _first(element, ways)) is not None
            },
            lists={name: tuple(_listed(element, way)) for name, way in dialect.lists.items()},
            flags=tuple(
                meaning
                for name, meaning in dialect.flags.items()
                if (words(kid(element, name)) or "").lower() in {"true", "1"}
            ),
            parts=tuple(
                text for ways in dialect.html if (text := _first(element, ways, whole=True))
            ),
            files=tuple(file for one in dialect.files for file in _files(element, one)),
            is_picture=any("Photo" in (value or "") for value in element.attrib.values()),
        )


def _all(element: _Element, way: Path) -> list[_Element]:
    found = [element]
    for name in way:
        found = [one for parent in found for one in kids(parent, name)]
    return found


def _first(element: _Element, ways: tuple[Path, ...], *, whole: bool = False) -> str | None:
    """The first text on these ways; `whole` keeps its lines."""
    for way in ways:
        if way[0].startswith("@"):
            found = attribute(element, way[0][1:])
        else:
            at = kid(element, *way)
            found = (at.text if whole and at is not None and len(at) == 0 else None) or words(at)
        if found and found.strip():
            return found
    return None


def _listed(element: _Element, way: Path) -> Iterator[str]:
    for one in _all(element, way):
        inner = [text for child in kids(one) if (text := words(child))]
        yield from inner or (words(one) or "").split(",")


def _files(element: _Element, files: Files) -> Iterator[File]:
    for one in _all(element, files.at):
        url = _first(one, files.url)
        if url:
            yield File(url, _first(one, files.caption), _first(one, files.credit))
