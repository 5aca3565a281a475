"""NewsML-G2 read as wire items: which of several texts is ours, what relations and roles mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from masthead.content.markup import pictures_in
from masthead.wire.formats.drafting import Draft, settle
from masthead.wire.formats.newsml_g2.native import (
    Coded,
    G2Instrument,
    G2Item,
    G2Link,
    Said,
    items_in,
    read_item,
)
from masthead.wire.items import Instrument, Link, Media, Subject, WireItem
from masthead.wire.rules import (
    byline_in_copy,
    fold,
    is_exchange,
    is_isin,
    market_code,
    read_language,
    read_size,
    status_word,
    subject_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from masthead.wire.formats import Source

FORMAT = "newsml-g2"

_PLACE_TYPES = ("geoarea", "cpttype:5", "poi", "country", "region", "city")
_KILLS = frozenset({"cancels", "kills", "withdraws", "iscancellationof"})
_CORRECTS = frozenset({"corrects", "correctionof", "iscorrectionof"})
_CONTINUES = frozenset({"updates", "continues", "follows", "evolvesfrom", "rewriteof"})


def items_of(source: Source) -> Iterator[WireItem]:
    """The items of a message in order; a heartbeat or a bare catalogue has none."""
    for index, element in enumerate(items_in(source.tree)):
        yield settle(draft_of(read_item(element), index=index))


def draft_of(item: G2Item, *, index: int) -> Draft:
    """The item's statements in our terms. Of texts in many languages the item's own is taken."""
    headline = _ours(item.headlines, item) or _ours(item.titles, item)
    return Draft(
        format=FORMAT,
        index=index,
        guid=item.guid,
        named_by="\x00".join(map(str, (item.kind, headline, item.first_created, item.links))),
        version=item.version,
        status=item.pub_status,
        embargoed_until=item.embargoed,
        expires=item.expires,
        headline=headline,
        slugline=_ours(item.sluglines, item),
        summary=_summary(item),
        byline=", ".join(said.text for said in item.bylines)
        or byline_in_copy(item.first_paragraph),
        dateline=_ours(item.datelines, item) or _name(item.located),
        language=next(iter(item.languages), None) or item.lang,
        urgency=item.urgency,
        provider=_name([item.provider]) if item.provider else None,
        credit_line=_ours(item.creditlines, item) or _name(item.info_sources),
        copyright=_ours(item.copyright_notices, item) or _name(item.copyright_holders),
        usage_terms=_ours(item.usage_terms, item),
        ed_notes=tuple(said.text for said in item.ed_notes),
        first_created=item.first_created,
        version_created=item.version_created,
        item_class=_item_class(item),
        genres=tuple(genre.name or _tail(genre.code or genre.literal) for genre in item.genres),
        keywords=item.keywords,
        subjects=tuple(map(_subject, item.subjects)),
        instruments=(*map(_instrument, item.instruments), *_listed(item.keywords)),
        places=tuple(_places(item.subjects)),
        signals=item.signals,
        kills=_related(item.links, _KILLS),
        corrects=_related(item.links, _CORRECTS),
        story_key=_related(item.links, _CONTINUES),
        links=tuple(Link(link.target, _tail(link.rel)) for link in item.links),
        media=tuple(_media(item)),
        html=item.html,
        warnings=_doubts(item),
    )


def _ours(texts: Sequence[Said], item: G2Item) -> str | None:
    """The first text in the item's language or in none said, else the first."""
    language = _primary(next(iter(item.languages), None) or item.lang)
    fitting = (one.text for one in texts if one.lang is None or _primary(one.lang) == language)
    return next(fitting, None) or next((one.text for one in texts), None)


def _primary(tag: str | None) -> str:
    return (read_language(tag) or "").partition("-")[0]


def _summary(item: G2Item) -> str | None:
    """A description that sums up; a caption only where the item is no text."""
    is_text = _item_class(item) == "text"
    texts = [said for said in item.descriptions if not (is_text and "caption" in (said.role or ""))]
    return _ours(texts, item)


def _name(concepts: Sequence[Coded]) -> str | None:
    """How to print the first of these concepts."""
    for one in concepts:
        found = one.name or one.literal
        if not found and one.code:
            found = one.code if "://" in one.code else _tail(one.code)
        if found:
            return found
    return None


def _tail(code: str | None) -> str | None:
    return re.split(r"[:/]", code.rstrip("/"))[-1] or None if code else None


def _item_class(item: G2Item) -> str | None:
    stated = item.item_class
    word = status_word((stated.code or stated.literal) if stated else None)
    return word or (None if item.kind == "newsItem" else item.kind.removesuffix("Item"))


def _subject(concept: Coded) -> Subject | None:
    if concept.code:
        return subject_of(concept.code, name=concept.name)
    return Subject("literal", concept.literal, concept.name) if concept.literal else None


def _is_place(concept: Coded) -> bool:
    return (concept.type or "").lower().endswith(_PLACE_TYPES)


def _places(subjects: Sequence[Coded]) -> Iterator[str | None]:
    for one in filter(_is_place, subjects):
        yield one.name or one.literal
        yield from (wider.name for wider in one.broader if _is_place(wider))


def _instrument(stated: G2Instrument) -> Instrument:
    by_isin = (_tail(stated.symbolsrc) or "").lower() == "isin" or is_isin(stated.symbol)
    return Instrument(
        isin=stated.symbol if by_isin else None,
        ticker=None if by_isin else stated.symbol,
        mic=market_code(stated.market),
        name=stated.organisation,
    )


def _listed(keywords: Sequence[str]) -> Iterator[Instrument]:
    """Securities that press-release wires declare as keywords: `NYSE:ABC`."""
    for keyword in keywords:
        exchange, colon, ticker = keyword.rpartition(":")
        if colon and ticker.strip() and is_exchange(exchange):
            yield Instrument(ticker=ticker.strip(), mic=market_code(exchange))


def _related(links: Sequence[G2Link], relations: frozenset[str]) -> str | None:
    return next(
        (link.target for link in links if (_tail(link.rel) or "").lower() in relations), None
    )


def _media(item: G2Item) -> Iterator[Media]:
    caption = next(
        (said.text for said in item.descriptions if "caption" in (said.role or "")), None
    )
    caption = caption or _ours(item.descriptions, item)
    credit = _ours(item.creditlines, item) or ", ".join(said.text for said in item.bylines)
    for one in item.remotes:
        yield Media(
            url=one.target,
            mime=one.contenttype,
            caption=caption,
            credit=fold(credit),
            alt=one.alt,
            width=read_size(one.width),
            height=read_size(one.height),
            rendition=_tail(one.rendition),
            depicts=item.guid,
        )
    for picture in pictures_in(item.html):
        yield Media(
            url=picture.url,
            caption=picture.caption,
            alt=picture.alt,
            width=picture.width,
            height=picture.height,
            depicts=picture.url,
        )


def _doubts(item: G2Item) -> tuple[str, ...]:
    if item.kind in {"newsItem", "packageItem"}:
        return ()
    return (f"a {item.kind} is reference data, not a story",)
