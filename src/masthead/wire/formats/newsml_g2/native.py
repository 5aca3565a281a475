"""A NewsML-G2 item as NAR names it. Source: IPTC NewsML-G2 2.35 power schema. Refuses to
interpret: codes stay codes, times stay texts.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from masthead.wire.formats.newsml_g2.copy import inline_html
from masthead.wire.formats.tree import XML_LANG, attribute, every, kid, kids, local, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

XSI_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
MOST_INSTRUMENTS = 200  # of one item

ITEM_NAMES = (
    "newsItem",
    "packageItem",
    "conceptItem",
    "knowledgeItem",
    "planningItem",
    "catalogItem",
)


@dataclass(frozen=True, slots=True)
class Said:
    """A text with its language and role."""

    text: str
    lang: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Coded:
    """A concept by qcode, uri or literal, with its first name."""

    code: str | None
    literal: str | None
    name: str | None
    type: str | None = None
    broader: tuple[Coded, ...] = ()


@dataclass(frozen=True, slots=True)
class G2Link:
    """An `itemMeta/link` or a package's `itemRef`."""

    target: str
    rel: str | None


@dataclass(frozen=True, slots=True)
class G2Remote:
    """A `remoteContent`: one rendition of the item's content."""

    target: str
    contenttype: str | None
    rendition: str | None
    width: str | None
    height: str | None
    alt: str | None


@dataclass(frozen=True, slots=True)
class G2Instrument:
    """A `hasInstrument` with the name of the organisation it belongs to."""

    symbol: str
    symbolsrc: str | None
    market: str | None
    organisation: str | None


@dataclass(frozen=True, slots=True)
class G2Item:
    """The parts of an item that a newsroom uses; None or () where an element is absent."""

    kind: str
    guid: str | None
    version: str | None
    lang: str | None
    item_class: Coded | None
    provider: Coded | None
    version_created: str | None
    first_created: str | None
    embargoed: str | None
    expires: str | None
    pub_status: str | None
    titles: tuple[Said, ...]
    ed_notes: tuple[Said, ...]
    signals: tuple[str, ...]
    links: tuple[G2Link, ...]
    copyright_holders: tuple[Coded, ...]
    copyright_notices: tuple[Said, ...]
    usage_terms: tuple[Said, ...]
    urgency: str | None
    languages: tuple[str, ...]
    genres: tuple[Coded, ...]
    keywords: tuple[str, ...]
    subjects: tuple[Coded, ...]
    located: tuple[Coded, ...]
    sluglines: tuple[Said, ...]
    headlines: tuple[Said, ...]
    bylines: tuple[Said, ...]
    datelines: tuple[Said, ...]
    creditlines: tuple[Said, ...]
    descriptions: tuple[Said, ...]
    info_sources: tuple[Coded, ...]
    instruments: tuple[G2Instrument, ...]
    remotes: tuple[G2Remote, ...]
    html: str
    first_paragraph: str | None


def items_in(root: _Element) -> Iterator[_Element]:
    """The item elements of a message or a lone item, in document order."""
    if local(root) in ITEM_NAMES:
        yield root
        return
    for holder in [root, *kids(root, "itemSet")]:
        yield from kids(holder, *ITEM_NAMES)


def read_item(item: _Element) -> G2Item:
    """The item under any of the item elements, whatever its namespace."""
    meta, content = kid(item, "itemMeta"), kid(item, "contentMeta")
    rights = tuple(kids(item, "rightsInfo"))
    html, first_paragraph = inline_html(kid(item, "contentSet"))
    return G2Item(
        kind=local(item),
        guid=attribute(item, "guid"),
        version=attribute(item, "version"),
        lang=attribute(item, XML_LANG),
        item_class=_one_coded(meta, "itemClass"),
        provider=_one_coded(meta, "provider"),
        version_created=words(kid(meta, "versionCreated")),
        first_created=words(kid(meta, "firstCreated")),
        embargoed=_embargo(meta),
        expires=words(kid(meta, "expires")),
        pub_status=_identifier(kid(meta, "pubStatus")),
        titles=_said(meta, "title") or _said(kid(item, "concept"), "name"),
        ed_notes=_said(meta, "edNote", "ednote"),
        signals=tuple(filter(None, map(_identifier, kids(meta, "signal")))),
        links=tuple(_links(meta)) + tuple(_references(item)),
        copyright_holders=_coded_in(rights, "copyrightHolder"),
        copyright_notices=_said_in(rights, "copyrightNotice"),
        usage_terms=_said_in(rights, "usageTerms"),
        urgency=words(kid(content, "urgency")),
        languages=_tags(content),
        genres=_coded(content, "genre"),
        keywords=tuple(filter(None, map(words, kids(content, "keyword")))),
        subjects=_coded(content, "subject"),
        located=_coded(content, "located"),
        sluglines=_said(content, "slugline"),
        headlines=_said(content, "headline"),
        bylines=_said(content, "by"),
        datelines=_said(content, "dateline"),
        creditlines=_said(content, "creditline"),
        descriptions=_said(content, "description"),
        info_sources=_coded(content, "infoSource"),
        instruments=tuple(_instruments(item)),
        remotes=tuple(_remotes(kid(item, "contentSet"))),
        html=html,
        first_paragraph=first_paragraph,
    )


def _embargo(meta: _Element | None) -> str | None:
    """The time; a word where the element is nil, which means "until further notice".

    An empty element that is not nil is what writers leave of an unused field.
    """
    stated = kid(meta, "embargoed")
    is_nil = (attribute(stated, XSI_NIL) or "").strip() in {"true", "1"}
    return "until further notice" if is_nil else words(stated)


def _identifier(element: _Element | None) -> str | None:
    for name in ("qcode", "uri", "literal"):
        value = attribute(element, name)
        if value:
            return value.strip()
    return None


def _as_coded(element: _Element) -> Coded:
    name = next(filter(None, map(words, kids(element, "name"))), None)
    return Coded(
        code=attribute(element, "qcode") or attribute(element, "uri"),
        literal=attribute(element, "literal"),
        name=name,
        type=attribute(element, "type"),
        broader=tuple(map(_as_coded, kids(element, "broader"))),
    )


def _one_coded(parent: _Element | None, name: str) -> Coded | None:
    return next(map(_as_coded, kids(parent, name)), None)


def _coded(parent: _Element | None, name: str) -> tuple[Coded, ...]:
    return tuple(map(_as_coded, kids(parent, name)))


def _coded_in(parents: tuple[_Element, ...], name: str) -> tuple[Coded, ...]:
    return tuple(one for parent in parents for one in _coded(parent, name))


def _said(parent: _Element | None, *names: str) -> tuple[Said, ...]:
    return tuple(
        Said(text, attribute(one, XML_LANG), attribute(one, "role"))
        for one in kids(parent, *names)
        if (text := words(one))
    )


def _said_in(parents: tuple[_Element, ...], name: str) -> tuple[Said, ...]:
    return tuple(one for parent in parents for one in _said(parent, name))


def _tags(content: _Element | None) -> tuple[str, ...]:
    return tuple(filter(None, (attribute(one, "tag") for one in kids(content, "language"))))


def _links(meta: _Element | None) -> Iterator[G2Link]:
    for one in kids(meta, "link"):
        target = attribute(one, "href") or attribute(one, "residref")
        if target:
            yield G2Link(target, attribute(one, "rel"))


def _references(item: _Element) -> Iterator[G2Link]:
    """What a package holds, with the role of the group it stands in."""
    for one in every(item, "itemRef"):
        target = attribute(one, "residref") or attribute(one, "href")
        group = one.getparent()
        if target:
            yield G2Link(target, attribute(group, "role") or "item")


def _instruments(item: _Element) -> Iterator[G2Instrument]:
    for one in islice(every(item, "hasInstrument"), MOST_INSTRUMENTS):
        symbol = attribute(one, "symbol")
        if symbol:
            market = attribute(one, "market") or attribute(one, "marketlabel")
            yield G2Instrument(symbol, attribute(one, "symbolsrc"), market, _holder_name(one))


def _holder_name(instrument: _Element) -> str | None:
    """The nearest name above: of the asserted or referred organisation."""
    above = instrument.getparent()
    while above is not None:
        name = words(kid(above, "name")) or attribute(above, "literal")
        if name:
            return name
        above = above.getparent()
    return None


def _remotes(content_set: _Element | None) -> Iterator[G2Remote]:
    for one in kids(content_set, "remoteContent"):
        target = attribute(one, "href") or attribute(one, "residref")
        if target:
            yield G2Remote(
                target=target.strip(),
                contenttype=attribute(one, "contenttype"),
                rendition=attribute(one, "rendition"),
                width=attribute(one, "width"),
                height=attribute(one, "height"),
                alt=words(kid(one, "altText")),
            )
