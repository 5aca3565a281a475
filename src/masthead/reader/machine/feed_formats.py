"""The three notations of a feed: RSS 2.0 (Board's profile), Atom 1.0 (RFC 4287), JSON Feed 1.1.

Pure writing: a `Feed` in, text out; whole addresses only.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime

from .xml import markup, plain


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece. `content` is HTML, "" where only the summary goes out; `title` opens with the
    label. Authors are pairs of name and address, "" for those without a page.
    """

    id: str
    guid: str
    url: str
    title: str
    summary: str
    content: str
    label: str
    categories: tuple[str, ...]
    authors: tuple[tuple[str, str], ...]
    image: str
    image_alt: str
    published: datetime
    updated: datetime
    language: str
    licence: str


@dataclass(frozen=True, slots=True)
class Gone:
    """A piece that was in the feed and was killed: whoever keeps a copy deletes it."""

    id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Feed:
    """A list of pieces, newest first. `page` shows it to people; `hubs` tell of its moves. `gone`
    can be said in Atom alone; the others just leave the piece out.
    """

    title: str
    description: str
    page: str
    address: str
    language: str
    publisher: str
    icon: str
    hubs: tuple[str, ...]
    updated: datetime
    entries: tuple[Entry, ...]
    gone: tuple[Gone, ...] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """A notation: the file it is asked for by, its media type, and its writer."""

    file: str
    mime: str
    name: str
    write: Callable[[Feed], str]


RSS_HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/">\n<channel>\n'
)


def rss(feed: Feed) -> str:
    """The feed as RSS 2.0."""
    return "".join(_rss_lines(feed))


def _rss_lines(feed: Feed) -> Iterator[str]:
    yield RSS_HEAD
    yield f"<title>{plain(feed.title)}</title>\n<link>{plain(feed.page)}</link>\n"
    yield f"<description>{plain(feed.description)}</description>\n"
    yield f"<language>{plain(feed.language.lower())}</language>\n"
    yield f"<lastBuildDate>{_rfc822(feed.updated)}</lastBuildDate>\n"
    yield f'<atom:link href="{plain(feed.address)}" rel="self" type="application/rss+xml"/>\n'
    for hub in feed.hubs:
        yield f'<atom:link href="{plain(hub)}" rel="hub"/>\n'
    for one in feed.entries:
        yield from _rss_item(one)
    yield "</channel>\n</rss>\n"


def _rss_item(one: Entry) -> Iterator[str]:
    yield f"<item>\n<title>{plain(one.title)}</title>\n<link>{plain(one.url)}</link>\n"
    yield f"<description>{plain(one.summary)}</description>\n"
    if one.content:
        yield f"<content:encoded>{markup(one.content)}</content:encoded>\n"
    for name, _ in one.authors:
        yield f"<dc:creator>{plain(name)}</dc:creator>\n"
    for name in one.categories:
        yield f"<category>{plain(name)}</category>\n"
    if one.image:
        yield f'<enclosure url="{plain(one.image)}" length="0" type="image/jpeg"/>\n'
    yield f'<guid isPermaLink="false">{plain(one.guid)}</guid>\n'
    yield f"<pubDate>{_rfc822(one.published)}</pubDate>\n"
    yield f"<atom:updated>{_rfc3339(one.updated)}</atom:updated>\n"
    yield f"{_licence(one, 'atom:')}</item>\n"


def atom(feed: Feed) -> str:
    """The feed as Atom 1.0, with tombstones for what was killed (RFC 6721); a piece's `updated` is
    that of its newest public text.
    """
    return "".join(_atom_lines(feed))


def _atom_lines(feed: Feed) -> Iterator[str]:
    yield (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom"'
        ' xmlns:at="http://purl.org/atompub/tombstones/1.0"'
        f' xml:lang="{plain(feed.language)}">\n'
    )
    yield f"<id>{plain(feed.address)}</id>\n<title>{plain(feed.title)}</title>\n"
    yield f"<subtitle>{plain(feed.description)}</subtitle>\n"
    yield f"<updated>{_rfc3339(feed.updated)}</updated>\n"
    yield f"<author><name>{plain(feed.publisher)}</name></author>\n"
    yield f"<icon>{plain(feed.icon)}</icon>\n"
    yield f'<link rel="self" type="application/atom+xml" href="{plain(feed.address)}"/>\n'
    yield f'<link rel="alternate" type="text/html" href="{plain(feed.page)}"/>\n'
    for hub in feed.hubs:
        yield f'<link rel="hub" href="{plain(hub)}"/>\n'
    for gone in feed.gone:
        yield f'<at:deleted-entry ref="{plain(gone.id)}" when="{_rfc3339(gone.at)}"/>\n'
    for one in feed.entries:
        yield from _atom_entry(one)
    yield "</feed>\n"


def _atom_entry(one: Entry) -> Iterator[str]:
    yield f'<entry xml:lang="{plain(one.language)}">\n<id>{plain(one.id)}</id>\n'
    yield f"<title>{plain(one.title)}</title>\n"
    yield f"<published>{_rfc3339(one.published)}</published>\n"
    yield f"<updated>{_rfc3339(one.updated)}</updated>\n"
    for name, url in one.authors:
        uri = f"<uri>{plain(url)}</uri>" if url else ""
        yield f"<author><name>{plain(name)}</name>{uri}</author>\n"
    yield f'<link rel="alternate" type="text/html" href="{plain(one.url)}"/>\n'
    if one.image:
        yield f'<link rel="enclosure" type="image/jpeg" href="{plain(one.image)}"/>\n'
    yield _licence(one)
    for name in one.categories:
        yield f'<category term="{plain(name)}"/>\n'
    yield f"<summary>{plain(one.summary)}</summary>\n"
    if one.content:
        yield f'<content type="html">{markup(one.content)}</content>\n'
    yield "</entry>\n"


def _licence(one: Entry, prefix: str = "") -> str:
    """Where the terms for machines stand (RFC 4946, RSL 1.0)."""
    href = plain(one.licence)
    return f'<{prefix}link rel="license" type="application/rsl+xml" href="{href}"/>\n'


def json_feed(feed: Feed) -> str:
    """The feed as JSON Feed 1.1."""
    described: dict[str, object] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.address,
        "description": feed.description,
        "icon": feed.icon,
        "language": feed.language,
        "authors": [{"name": feed.publisher}],
        "items": [_json_item(one) for one in feed.entries],
    }
    if feed.hubs:
        described["hubs"] = [{"type": "WebSub", "url": hub} for hub in feed.hubs]
    return json.dumps(described, ensure_ascii=False)


def _json_item(one: Entry) -> dict[str, object]:
    item: dict[str, object] = {
        "id": one.guid,
        "url": one.url,
        "title": one.title,
        "summary": one.summary,
        "date_published": _rfc3339(one.published),
        "date_modified": _rfc3339(one.updated),
        "language": one.language,
        "tags": list(one.categories),
        "_licence": {"about": one.licence},
    }
    item |= {"content_html": one.content} if one.content else {"content_text": one.summary}
    if one.authors:
        item["authors"] = [
            {"name": name, "url": url} if url else {"name": name} for name, url in one.authors
        ]
    if one.image:
        item["image"] = one.image
    return item


def _rfc822(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def _rfc3339(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


RSS = Format("feed.xml", "application/rss+xml; charset=utf-8", "RSS", rss)
ATOM = Format("atom.xml", "application/atom+xml; charset=utf-8", "Atom", atom)
JSON_FEED = Format("feed.json", "application/feed+json; charset=utf-8", "JSON Feed", json_feed)
ALL = (RSS, ATOM, JSON_FEED)
