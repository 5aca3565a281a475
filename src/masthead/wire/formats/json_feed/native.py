"""A JSON Feed in the terms of a feed. Source: jsonfeed.org version 1.1. Wrong types read as
absent.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from masthead.wire.formats.feed.native import Category, Enclosure, Entry, Feed
from masthead.wire.formats.tree import to_html_text

if TYPE_CHECKING:
    from collections.abc import Iterator


def read_json_feed(value: dict[str, Any]) -> Feed:
    """The feed and those of its items that are objects."""
    return Feed(
        title=_text(value, "title"),
        link=_text(value, "home_page_url"),
        language=_text(value, "language"),
        rights=None,
        entries=tuple(_entry(one, value) for one in _objects(value, "items")),
    )


def _entry(one: dict[str, Any], feed: dict[str, Any]) -> Entry:
    url = _text(one, "url") or _text(one, "external_url")
    return Entry(
        id=_text(one, "id"),
        link=url,
        title=_escaped(_text(one, "title")),
        summary=_escaped(_text(one, "summary")),
        content=_text(one, "content_html") or _escaped(_text(one, "content_text")),
        published=_text(one, "date_published"),
        updated=_text(one, "date_modified"),
        expires=None,
        embargoed=None,
        authors=tuple(_authors(one)) or tuple(_authors(feed)),
        language=_text(one, "language"),
        rights=None,
        source=None,
        base=url or _text(feed, "home_page_url"),
        categories=tuple(Category(escape(tag, quote=False)) for tag in _tags(one)),
        links=tuple(_links(one)),
        enclosures=tuple(_enclosures(one)),
    )


def _text(source: dict[str, Any], key: str) -> str | None:
    value = source.get(key)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)  # the standard asks readers to take a number as its text
    return value if isinstance(value, str) and value.strip() else None


def _objects(source: dict[str, Any], key: str) -> list[dict[str, Any]]:
    value = source.get(key)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _escaped(text: str | None) -> str | None:
    """Plain text where a feed's texts are HTML."""
    return None if text is None else to_html_text(text)


def _authors(source: dict[str, Any]) -> Iterator[str]:
    for one in [*_objects(source, "authors"), source.get("author")]:
        name = _text(one, "name") if isinstance(one, dict) else None
        if name:
            yield name


def _tags(one: dict[str, Any]) -> list[str]:
    value = one.get("tags")
    return [tag for tag in value if isinstance(tag, str)] if isinstance(value, list) else []


def _links(one: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    external = _text(one, "external_url")
    if external:
        yield external, "related"


def _enclosures(one: dict[str, Any]) -> Iterator[Enclosure]:
    for key, name in (("image", "main"), ("banner_image", "banner")):
        url = _text(one, key)
        if url:
            yield Enclosure(url, "image/*", name=name)
    for attachment in _objects(one, "attachments"):
        url = _text(attachment, "url")
        if url:
            yield Enclosure(url, _text(attachment, "mime_type"), _text(attachment, "title"))
