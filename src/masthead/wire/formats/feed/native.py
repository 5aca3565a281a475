"""A feed and its entries as RSS and Atom name them, read by feedparser from a tree that has
passed the XML door. Fetches nothing; refuses feeds that are not well-formed.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import feedparser
from lxml import etree

from masthead.wire.errors import ErrorCode, ParseError
from masthead.wire.formats.tree import every, local, to_html_text, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes with an entry."""

    url: str
    type: str | None = None
    caption: str | None = None
    credit: str | None = None
    width: str | None = None
    height: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Category:
    """A category or tag with its scheme or domain."""

    term: str
    scheme: str | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: title, summary and content as HTML, times as texts, addresses absolute."""

    id: str | None
    link: str | None
    title: str | None
    summary: str | None
    content: str | None
    published: str | None
    updated: str | None
    expires: str | None
    embargoed: str | None
    authors: tuple[str, ...]
    language: str | None
    rights: str | None
    source: str | None
    base: str | None
    categories: tuple[Category, ...] = ()
    links: tuple[tuple[str, str | None], ...] = ()
    enclosures: tuple[Enclosure, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says of itself, for its entries to fall back on."""

    title: str | None
    link: str | None
    language: str | None
    rights: str | None
    entries: tuple[Entry, ...]


def read_feed(root: etree._Element) -> Feed:
    """The feed under a root of RSS, RDF or Atom; a lone Atom entry is a feed of one.

    Raises ParseError where the elements make no sense as a feed.
    """
    parsed = _parsed(root)
    about = parsed.get("feed", {})
    return Feed(
        title=_text(about, "title"),
        link=_text(about, "link"),
        language=_text(about, "language") or _detail(about, "title_detail", "language"),
        rights=_text(about, "rights"),
        entries=tuple(_entry(one, about) for one in parsed.entries),
    )


def _parsed(root: etree._Element) -> Any:
    try:
        return feedparser.parse(
            io.BytesIO(_bytes(root)),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,  # ours is stricter and comes after
            resolve_relative_uris=True,
        )
    except Exception as error:  # noqa: BLE001 - it stumbles in many ways over nonsense
        message = f"elements stand where no feed has them ({type(error).__name__})"
        raise ParseError(ErrorCode.MALFORMED_XML, message) from None


_NAMING = (
    "author",
    "creator",
    "managingEditor",
    "webMaster",
    "contributor",
    "publisher",
    "name",
    "email",
    "owner",
    "editor",
)
_LONGEST_NAME = 300  # characters: readers look for addresses in a name, in quadratic time


def _shorten_names(root: etree._Element) -> None:
    for one in list(every(root, *_NAMING)):
        text = words(one) or ""
        if len(text) > _LONGEST_NAME:
            for child in list(one):
                one.remove(child)
            one.text = text[:_LONGEST_NAME]


def _bytes(root: etree._Element) -> bytes:
    _shorten_names(root)
    if local(root) == "entry":
        feed = etree.Element(f"{{{_ATOM}}}feed")
        feed.append(root)
        root = feed
    return bytes(etree.tostring(root, encoding="utf-8"))


def _entry(one: Any, about: Any) -> Entry:
    body = _body(one)
    link = _text(one, "link")
    return Entry(
        id=_text(one, "id"),
        link=link,
        title=_html(one, "title"),
        summary=_html(one, "summary"),
        content=body,
        published=_text(one, "published") or _text(one, "created"),
        updated=_text(one, "updated"),
        expires=_text(one, "expired"),
        embargoed=_text(one, "prism_embargodate"),
        authors=tuple(_authors(one)),
        language=_detail(one, "title_detail", "language") or _text(one, "language"),
        rights=_text(one, "rights"),
        source=_text(dict.get(one, "source") or {}, "title"),
        base=link or _text(about, "link"),
        categories=tuple(_categories(one)),
        links=tuple(_links(one)),
        enclosures=tuple(_enclosures(one)),
    )


def _text(source: Any, key: str) -> str | None:
    """The stated text: `dict.get`, for feedparser answers some keys with others."""
    value = dict.get(source, key) if isinstance(source, dict) else None
    return value if isinstance(value, str) and value.strip() else None


def _html(source: Any, key: str) -> str | None:
    """The text as HTML. feedparser says which it is, of RSS by its looks."""
    return _as_html(_text(source, key), dict.get(source, f"{key}_detail"))


def _as_html(text: str | None, detail: Any) -> str | None:
    if text is None or _text(detail, "type") != "text/plain":
        return text
    return to_html_text(text)


def _detail(source: Any, key: str, name: str) -> str | None:
    return _text(dict.get(source, key) or {}, name)


def _body(one: Any) -> str | None:
    """The longest content: feeds repeat it as plain text, as HTML and cut short."""
    parts = dict.get(one, "content") or ()
    values = [_as_html(_text(part, "value"), part) for part in parts]
    return max(filter(None, values), key=len, default=None)


_MAIL_FORM = re.compile(r"\s*\S+@\S+\s*\(([^)]+)\)\s*")


def _authors(one: Any) -> Iterator[str]:
    """The names: without mail addresses, which are not for printing."""
    names = [_text(author, "name") for author in dict.get(one, "authors") or ()]
    whole = _text(one, "author") or ""
    for stated in [whole] if "@" in whole and len(names) <= 1 else filter(None, names or [whole]):
        match = _MAIL_FORM.fullmatch(stated)
        name = match[1] if match else re.sub(r"\s*[(<]?\S+@\S+[)>]?", "", stated)
        if name.strip():
            yield name.strip()


def _categories(one: Any) -> Iterator[Category]:
    for tag in dict.get(one, "tags") or ():
        term = _text(tag, "term") or _text(tag, "label")
        if term:
            yield Category(term, _text(tag, "scheme"), _text(tag, "label"))


def _links(one: Any) -> Iterator[tuple[str, str | None]]:
    for link in dict.get(one, "links") or ():
        href = _text(link, "href")
        if href and _text(link, "rel") != "enclosure":
            yield href, _text(link, "rel")


def _enclosures(one: Any) -> Iterator[Enclosure]:
    for link in dict.get(one, "links") or ():
        href = _text(link, "href")
        if href and _text(link, "rel") == "enclosure":
            yield Enclosure(href, _text(link, "type"), _text(link, "title"))
    caption = _text(one, "media_description")
    credit = next(_credits(dict.get(one, "media_credit")), None)
    for content in _dicts(dict.get(one, "media_content")):
        yield from _media(content, caption, credit)
    for thumbnail in _dicts(dict.get(one, "media_thumbnail")):
        yield from _media(thumbnail, None, None, name="thumbnail")


def _media(
    one: Any, caption: str | None, credit: str | None, *, name: str | None = None
) -> Iterator[Enclosure]:
    url = _text(one, "url")
    if url:
        kind = _text(one, "type") or {"image": "image/*"}.get(_text(one, "medium") or "")
        yield Enclosure(url, kind, caption, credit, _text(one, "width"), _text(one, "height"), name)


def _credits(value: Any) -> Iterator[str]:
    for one in _dicts(value):
        text = _text(one, "content")
        if text:
            yield text


def _dicts(value: Any) -> Iterable[Any]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else ()
