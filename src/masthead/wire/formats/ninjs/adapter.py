"""ninjs read as wire items: which headline, body and rendition is ours, what associations are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from masthead.content.markup import html_to_text, pictures_in, sanitise_html
from masthead.wire.errors import ErrorCode, ParseError
from masthead.wire.formats.drafting import Draft, settle
from masthead.wire.formats.ninjs.envelopes import objects_in
from masthead.wire.formats.ninjs.native import Ninjs, Rendition, Symbol, Term, Text, read_ninjs
from masthead.wire.formats.tree import to_html_text
from masthead.wire.items import Instrument, Link, Media, Subject, WireItem
from masthead.wire.rules import bare_subject, fold, is_isin, market_code, read_size, subject_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from masthead.wire.formats import Source

FORMAT = "ninjs"

_SEEN = frozenset({"picture", "image", "graphic", "photo", "video", "audio"})


def items_of(source: Source) -> Iterator[WireItem | ParseError]:
    """The item of an object, or the items of a list of objects or of an API's answer."""
    for index, value in enumerate(objects_in(source.tree)):
        if isinstance(value, dict):
            yield settle(draft_of(read_ninjs(value), index=index))
        else:
            yield ParseError(ErrorCode.MALFORMED_JSON, "an item is no object", index=index)


def draft_of(item: Ninjs, *, index: int) -> Draft:
    """The object's statements in our terms."""
    headline = _headline(item)
    return Draft(
        format=FORMAT,
        index=index,
        guid=_guid(item),
        named_by="\x00".join(map(str, (headline, item.firstcreated or item.versioncreated))),
        version=item.version,
        status=item.pubstatus,
        embargoed_until=item.embargoed,
        expires=item.expires,
        headline=headline,
        slugline=item.slugline,
        summary=_plain(_best(item.descriptions, "abstract", "summary", "text", "main")),
        byline=item.byline,
        dateline=item.dateline or item.located,
        language=item.language,
        urgency=item.urgency,
        provider=_first_name(item.infosources) or item.source or item.copyrightholder,
        credit_line=item.creditline or item.source or _first_name(item.infosources),
        copyright=item.copyrightnotice or item.copyrightholder,
        usage_terms=item.usageterms,
        ed_notes=item.ednotes,
        first_created=item.firstcreated,
        version_created=item.versioncreated,
        item_class=item.type,
        genres=tuple(term.name or term.code for term in item.genres),
        keywords=item.keywords,
        subjects=tuple(map(_subject, item.subjects)),
        instruments=tuple(_instruments(item.organisations)),
        places=tuple(term.name or term.code for term in item.places),
        signals=item.signals,
        story_key=item.evolvedfrom,
        links=tuple(_links(item)),
        media=tuple(_media(item)),
        html=_body(item),
    )


_VERSION_IN_URI = re.compile(r"/\d{4}-\d\d-\d\dT[\d:.]+Z/\d+$")


def _guid(item: Ninjs) -> str | None:
    """What all versions share: an API's own id before an address made for one request, and no
    address's tail of time and version.
    """
    if item.itemid and "?" in (item.uri or "?"):
        return item.itemid
    return _VERSION_IN_URI.sub("", item.uri or "") or None


def _headline(item: Ninjs) -> str | None:
    return _plain(_best(item.headlines, "main", "text", "plain", "simple")) or item.title


def _best(texts: Sequence[Text], *kinds: str) -> Text | None:
    """The text without a kind, else of the first of these kinds that is there, else any."""
    for kind in ("", *kinds):
        for text in texts:
            if text.kind == kind or (kind and text.kind.startswith(kind)):
                return text
    return texts[0] if texts else None


def _plain(text: Text | None) -> str | None:
    if text is None:
        return None
    return html_to_text(sanitise_html(text.value)) if text.is_html else text.value


def _body(item: Ninjs) -> str:
    """The richest body: mark-up before plain text, information boxes last."""
    marked_up = [text for text in item.bodies if text.is_html and "nitf" not in text.kind]
    if marked_up:
        return "".join(dict.fromkeys(text.value for text in marked_up[:1] + _boxes(marked_up[1:])))
    return to_html_text(next((text.value for text in item.bodies), ""))


def _boxes(texts: Iterable[Text]) -> list[Text]:
    return [text for text in texts if "infobox" in text.value[:80]]


def _first_name(terms: Sequence[Term]) -> str | None:
    return next(filter(None, (term.name or term.code for term in terms)), None)


def _subject(term: Term) -> Subject | None:
    if term.uri:
        found = subject_of(term.uri, name=term.name)
        if found and (found.scheme != "uri" or not term.code):
            return found
    code = term.code or term.name or ""
    if ":" in code and not term.scheme:
        return subject_of(code, name=term.name)
    return bare_subject(code, scheme=term.scheme, name=term.name)


def _instruments(organisations: Sequence[Term]) -> Iterator[Instrument]:
    for organisation in organisations:
        for one in organisation.symbols:
            yield _instrument(one, organisation.name)


def _instrument(stated: Symbol, name: str | None) -> Instrument:
    by_isin = (stated.kind or "").lower() == "isin" or is_isin(stated.symbol or "")
    return Instrument(
        isin=stated.symbol if by_isin else None,
        ticker=None if by_isin else stated.symbol,
        mic=market_code(stated.exchange),
        name=name,
    )


def _links(item: Ninjs) -> Iterator[Link]:
    for one in item.associations:
        if one.uri and not _is_seen(one):
            yield Link(one.uri, one.name)
    for rendition in filter(_is_text, item.renditions):
        yield Link(rendition.href, rendition.name)


def _is_seen(item: Ninjs) -> bool:
    """True for what a reader looks at or listens to, and so is media, not a link."""
    return (item.type or "").lower() in _SEEN or bool(item.renditions)


def _media(item: Ninjs) -> Iterator[Media]:
    yield from _renditions(item)
    for one in item.associations:
        if one.renditions:
            yield from _renditions(one)
        elif _is_seen(one) and (one.uri or "").startswith(("http://", "https://")):
            yield _one_media(one, one.uri or "")
    for picture in pictures_in(_body(item)):
        yield Media(
            url=picture.url,
            caption=picture.caption,
            alt=picture.alt,
            width=picture.width,
            height=picture.height,
            depicts=picture.url,
        )


def _renditions(item: Ninjs) -> Iterator[Media]:
    for one in item.renditions:
        if _is_text(one):
            continue
        yield _one_media(
            item,
            one.href,
            mime=one.mimetype,
            size=(read_size(one.width), read_size(one.height)),
            rendition=one.name,
        )


def _is_text(rendition: Rendition) -> bool:
    """True for a form of the copy, which is no picture to show."""
    return (rendition.mimetype or "").startswith("text/") or rendition.name in {"anpa", "nitf"}


def _one_media(
    item: Ninjs,
    url: str,
    *,
    mime: str | None = None,
    size: tuple[int, int] = (0, 0),
    rendition: str | None = None,
) -> Media:
    """A file of a picture or the like, with the words of the object it belongs to."""
    caption = _plain(_best(item.descriptions, "caption", "text", "main"))
    alt = item.alt_text if item.type in _SEEN else None
    return Media(
        url=url,
        mime=mime or item.mimetype,
        caption=fold(caption) or fold(_headline(item)),
        credit=fold(item.creditline or item.byline or item.source or item.copyrightholder),
        alt=fold(alt),
        width=size[0],
        height=size[1],
        rendition=rendition,
        depicts=item.uri or item.name,
    )
