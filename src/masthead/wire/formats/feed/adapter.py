"""Feed entries read as wire items. A feed has no publishing status: its entries are usable, unless
a headline tag says otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from masthead.content.markup import html_to_text, pictures_in, sanitise_html
from masthead.wire.formats.drafting import Draft, settle
from masthead.wire.formats.feed.native import Category, Enclosure, Entry, Feed, read_feed
from masthead.wire.items import Link, Media, Subject, WireItem
from masthead.wire.rules import bare_subject, fold, read_size

if TYPE_CHECKING:
    from collections.abc import Iterator

    from masthead.wire.formats import Source


def items_of(source: Source) -> Iterator[WireItem]:
    """The entries of the feed, in its order; an empty feed has none."""
    yield from items_of_feed(read_feed(source.tree), format_name=source.format)


def items_of_feed(feed: Feed, *, format_name: str) -> Iterator[WireItem]:
    """The entries of any feed as items of the named format."""
    for index, entry in enumerate(feed.entries):
        yield settle(_draft(entry, feed, format_name=format_name, index=index))


def _draft(entry: Entry, feed: Feed, *, format_name: str, index: int) -> Draft:
    """The entry's statements in our terms.

    Identity is Atom's `id` or RSS's `guid`, compared as written; else link, title and date.
    """
    body = entry.content or entry.summary or ""
    return Draft(
        format=format_name,
        index=index,
        guid=entry.id,
        named_by="\x00".join(map(str, (entry.link, entry.title, entry.published))),
        headline=_plain(entry.title),
        summary=_summary(entry),
        embargoed_until=entry.embargoed,
        expires=entry.expires,
        byline=", ".join(entry.authors),
        language=entry.language or feed.language,
        provider=_plain(entry.source) or _plain(feed.title),
        credit_line=_plain(entry.source) or _plain(feed.title),
        copyright=_plain(entry.rights or feed.rights),
        first_created=entry.published,
        version_created=entry.updated or entry.published,
        item_class="text",
        keywords=tuple(_plain(one.label or one.term) for one in entry.categories),
        subjects=tuple(map(_subject, entry.categories)),
        links=tuple(_links(entry)),
        media=tuple(_media(entry, body)),
        html=body,
        base_url=entry.base,
    )


def _summary(entry: Entry) -> str | None:
    """The description: also where it is the whole copy, if it is one paragraph."""
    clean = sanitise_html(entry.summary or "")
    if entry.content or clean.count("<p>") == 1:
        return fold(html_to_text(clean))
    return None


def _plain(text: str | None) -> str | None:
    """A title or the like, which feeds may write as HTML."""
    if text is None or ("<" not in text and "&" not in text):
        return text
    return fold(html_to_text(sanitise_html(text)))


def _subject(category: Category) -> Subject | None:
    """A category that names its vocabulary; bare ones are keywords."""
    if not category.scheme:
        return None
    return bare_subject(category.term, scheme=category.scheme, name=_plain(category.label))


def _links(entry: Entry) -> Iterator[Link]:
    stated = [(entry.link, "alternate"), *entry.links]
    seen: set[str] = set()
    for href, rel in stated:
        # Readers put an identifier in the place of a missing link: only an address is one.
        if href and href.lower().startswith(("http://", "https://")) and href not in seen:
            seen.add(href)
            yield Link(href, rel)


def _media(entry: Entry, body: str) -> Iterator[Media]:
    seen: set[str] = set()
    for one in entry.enclosures:
        if one.url not in seen:
            seen.add(one.url)
            yield _enclosed(one)
    for picture in pictures_in(body, base_url=entry.base):
        if picture.url not in seen:
            yield Media(
                url=picture.url,
                caption=picture.caption,
                alt=picture.alt,
                width=picture.width,
                height=picture.height,
                depicts=picture.url,
            )


def _enclosed(one: Enclosure) -> Media:
    return Media(
        url=one.url,
        mime=one.type,
        caption=_plain(one.caption),
        credit=_plain(one.credit),
        width=read_size(one.width),
        height=read_size(one.height),
        rendition=one.name,
    )
