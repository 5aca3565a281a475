"""A NITF 3.x document as NITF names it. Source: IPTC nitf-3-6.xsd. Refuses to interpret."""

from __future__ import annotations

from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from masthead.wire.formats.tree import (
    XML_LANG,
    BodyTags,
    attribute,
    every,
    kid,
    kids,
    names,
    paragraphs,
    to_html,
    to_html_text,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_SAME = names(
    "p ul ol li dl dt dd pre a b i em strong sub sup br table caption thead tbody tfoot tr th td"
)
NITF_BODY = BodyTags(
    html={
        **{name: name for name in _SAME},
        "hl1": "h2",
        "hl2": "h2",
        "hl3": "h3",
        "hl4": "h4",
        "h1": "h2",
        "h2": "h2",
        "h3": "h3",
        "h4": "h4",
        "bq": "blockquote",
        "blockquote": "blockquote",
        "block": "div",
        "div": "div",
        "nitf-table": "div",
        "credit": "p",
        "fn": "p",
        "hr": "br",
    },
    dropped=names(
        "media note ed-msg ednote nitf-table-metadata custom-table media-reference media-caption "
        "media-producer media-metadata media-object alt-code copyrite script style img"
    ),
    texts={"frac-sep": "/"},
)


@dataclass(frozen=True, slots=True)
class NitfMedia:
    """One `media-reference` with the caption and producer of its `media`."""

    source: str
    mime_type: str | None
    alternate_text: str | None
    width: str | None
    height: str | None
    caption: str | None
    producer: str | None
    name: str | None
    media_id: str


@dataclass(frozen=True, slots=True)
class NitfOrg:
    """An organisation marked up with a code and the code's source."""

    name: str | None
    value: str | None
    idsrc: str | None


@dataclass(frozen=True, slots=True)
class NitfSubject:
    """A `tobject.subject`: an old IPTC subject code with its names by tier."""

    refnum: str
    name: str | None


@dataclass(frozen=True, slots=True)
class NitfDocument:
    """The parts of a document that a newsroom uses; None or () where an element is absent."""

    title: str | None
    hl1: str | None
    doc_id: str | None
    regsrc: str | None
    management_status: str | None
    management_doc_idref: str | None
    management_idref_status: str | None
    urgency: str | None
    date_issue: str | None
    date_release: str | None
    date_expire: str | None
    story_date: str | None
    du_key: str | None
    du_version: str | None
    correction_info: str | None
    correction_id: str | None
    ed_msgs: tuple[str, ...]
    notes: tuple[str, ...]
    copyright_holder: str | None
    rights: str | None
    distributor: str | None
    rights_owner: str | None
    language: str | None
    byline: str | None
    dateline: str | None
    abstract: str | None
    tobject_type: str | None
    properties: tuple[str, ...]
    subjects: tuple[NitfSubject, ...]
    keywords: tuple[str, ...]
    places: tuple[str, ...]
    orgs: tuple[NitfOrg, ...]
    media: tuple[NitfMedia, ...]
    body_html: str


def read_nitf(root: _Element) -> NitfDocument:
    """The document under a `nitf` element, in whichever namespace or none."""
    head, body = kid(root, "head"), kid(root, "body")
    docdata = kid(head, "docdata")
    body_head, content = kid(body, "body.head"), kid(body, "body.content")
    tobject = kid(head, "tobject")
    doc_id, correction = kid(docdata, "doc-id"), kid(docdata, "correction")
    copyright_ = kid(docdata, "doc.copyright")
    return NitfDocument(
        title=words(kid(head, "title")),
        hl1=words(_first(body_head, "hl1")) or words(_first(content, "hl1")),
        doc_id=attribute(doc_id, "id-string"),
        regsrc=attribute(doc_id, "regsrc"),
        management_status=attribute(docdata, "management-status"),
        management_doc_idref=attribute(docdata, "management-doc-idref"),
        management_idref_status=attribute(docdata, "management-idref-status"),
        urgency=attribute(_first(head, "urgency"), "ed-urg"),
        date_issue=_norm(docdata, "date.issue"),
        date_release=_norm(docdata, "date.release"),
        date_expire=_norm(docdata, "date.expire"),
        story_date=attribute(_first(body_head, "story.date"), "norm"),
        du_key=attribute(kid(docdata, "du-key"), "key"),
        du_version=attribute(kid(docdata, "du-key"), "version"),
        correction_info=attribute(correction, "info"),
        correction_id=attribute(correction, "id-string"),
        ed_msgs=tuple(_messages(docdata)),
        notes=tuple(_notes(body)),
        copyright_holder=attribute(copyright_, "holder") or words(_first(body_head, "copyrite")),
        rights=_rights(docdata),
        distributor=words(kid(body_head, "distributor")),
        rights_owner=words(_first(body_head, "rights.owner")),
        language=_language(root, body, content),
        byline=words(kid(body_head, "byline")),
        dateline=_dateline(body_head),
        abstract=paragraphs(kid(body_head, "abstract"), "p"),
        tobject_type=attribute(tobject, "tobject.type"),
        properties=tuple(_listed(tobject, "tobject.property", "tobject.property.type")),
        subjects=tuple(_subjects(tobject)),
        keywords=tuple(_keywords(docdata)),
        places=tuple(_places(docdata)),
        orgs=tuple(_orgs(docdata)) + tuple(_orgs(content)),
        media=tuple(_media(body)),
        body_html=nitf_body_html(body),
    )


def nitf_body_html(body: _Element | None) -> str:
    """The copy of a NITF body as HTML, its tagline last."""
    content = kid(body, "body.content")
    html = _content_html(content) if content is not None else ""
    tagline = words(kid(body, "body.end", "tagline"))
    return html if tagline is None else f"{html}<p>{to_html_text(tagline)}</p>"


def _content_html(content: _Element) -> str:
    """The content's mark-up; escaped mark-up in the place of elements is unescaped first."""
    if len(content) == 0 and content.text:
        text = unescape(content.text) if "<" not in content.text else content.text
        if "</" in text:
            return text
    return to_html(content, tags=NITF_BODY)


def _first(element: _Element | None, name: str) -> _Element | None:
    return next(iter(every(element, name)), None)


def _norm(docdata: _Element | None, name: str) -> str | None:
    return attribute(kid(docdata, name), "norm")


def _listed(parent: _Element | None, name: str, key: str) -> Iterator[str]:
    for one in kids(parent, name):
        value = attribute(one, key)
        if value:
            yield value


def _messages(docdata: _Element | None) -> Iterator[str]:
    for one in kids(docdata, "ed-msg"):
        text = attribute(one, "info") or words(one)
        if text:
            yield text


def _notes(body: _Element | None) -> Iterator[str]:
    yield from filter(None, map(words, every(body, "note")))


def _rights(docdata: _Element | None) -> str | None:
    rights = kid(docdata, "doc.rights")
    parts = (attribute(rights, "type"), attribute(rights, "limitations"))
    return " ".join(filter(None, parts)) or None


def _language(*elements: _Element | None) -> str | None:
    for one in elements:
        stated = attribute(one, XML_LANG) or attribute(one, "baselang")
        if stated:
            return stated
    return None


def _dateline(body_head: _Element | None) -> str | None:
    """Where the copy was written; the date beside it is metadata."""
    dateline = kid(body_head, "dateline")
    if dateline is None:
        return None
    dates = {text for one in every(dateline, "story.date") if (text := words(one))}
    stated = words(dateline) or ""
    for date in dates:
        stated = stated.replace(date, "")
    return stated.strip() or None


def _subjects(tobject: _Element | None) -> Iterator[NitfSubject]:
    for one in kids(tobject, "tobject.subject"):
        refnum = attribute(one, "tobject.subject.refnum")
        names = (attribute(one, f"tobject.subject.{tier}") for tier in ("detail", "matter", "type"))
        if refnum:
            yield NitfSubject(refnum, next(filter(None, names), None))


def _keywords(docdata: _Element | None) -> Iterator[str]:
    for one in kids(kid(docdata, "key-list"), "keyword"):
        text = attribute(one, "key") or words(one)
        if text:
            yield text


_EVLOC = ("city", "county-dist", "state-prov", "region", "iso-cc")
_LOCATED = ("sublocation", "city", "state", "region", "country")


def _places(docdata: _Element | None) -> Iterator[str]:
    """The most exact name of each place stated."""
    for one in kids(docdata, "evloc"):
        name = next(filter(None, (attribute(one, key) for key in _EVLOC)), None)
        if name:
            yield name
    for one in kids(kid(docdata, "identified-content"), "location"):
        name = next(filter(None, (words(kid(one, key)) for key in _LOCATED)), None) or words(one)
        if name:
            yield name


def _orgs(parent: _Element | None) -> Iterator[NitfOrg]:
    for one in every(parent, "org"):
        yield NitfOrg(words(one), attribute(one, "value"), attribute(one, "idsrc"))


def _media(body: _Element | None) -> Iterator[NitfMedia]:
    for position, media in enumerate(every(body, "media")):
        caption = paragraphs(kid(media, "media-caption"), "p")
        producers = filter(None, map(words, kids(media, "media-producer")))
        producer = "/".join(dict.fromkeys(producers)) or None
        for one in kids(media, "media-reference"):
            source = attribute(one, "source")
            if source:
                yield NitfMedia(
                    source=source.strip(),
                    mime_type=attribute(one, "mime-type"),
                    alternate_text=attribute(one, "alternate-text"),
                    width=attribute(one, "width"),
                    height=attribute(one, "height"),
                    caption=caption or words(one),
                    producer=attribute(one, "source-credit") or producer,
                    name=attribute(one, "name"),
                    media_id=attribute(media, "id") or f"media-{position + 1}",
                )
