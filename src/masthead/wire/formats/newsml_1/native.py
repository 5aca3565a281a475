"""A NewsML 1.2 item as its DTD names it. Source: IPTC NewsML 1.2 functional specification. Refuses
to interpret: roles stay roles, times stay texts; catalogues are passed over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from masthead.wire.formats.newsml_1.copy import Prose, prose_in
from masthead.wire.formats.tree import XML_LANG, attribute, every, kid, kids, local, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lxml.etree import _Element

NAME = "FormalName"


@dataclass(frozen=True, slots=True)
class N1Subject:
    """A `SubjectCode` tier, or a `Topic` that the component says occurs in it."""

    code: str
    scheme: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class N1Content:
    """A `ContentItem`: data in the file, or an address of it."""

    href: str | None
    media_type: str | None
    format: str | None
    mime: str | None
    properties: Mapping[str, str]
    duid: str | None
    prose: Prose


@dataclass(frozen=True, slots=True)
class N1Component:
    """A `NewsComponent` with what it says of itself; `lines` are its `NewsLines` by name."""

    role: str
    lang: str | None
    duid: str | None
    euid: str | None
    lines: Mapping[str, tuple[str, ...]]
    named_lines: tuple[tuple[str, str], ...]
    parties: Mapping[str, tuple[str, ...]]
    usage: tuple[str, ...]
    languages: tuple[str, ...]
    genres: tuple[str, ...]
    subjects: tuple[N1Subject, ...]
    places: tuple[str, ...]
    properties: tuple[tuple[str, str], ...]
    metadata: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    contents: tuple[N1Content, ...]
    components: tuple[N1Component, ...]


@dataclass(frozen=True, slots=True)
class N1Revision:
    """What an `Instruction` says of earlier revisions."""

    status: str | None
    revision: str | None


@dataclass(frozen=True, slots=True)
class N1Item:
    """The parts of an item that a newsroom uses; None or () where an element is absent."""

    provider_id: str | None
    date_id: str | None
    item_id: str | None
    revision: str | None
    update: str | None
    public_id: str | None
    name_label: str | None
    kind: str | None
    first_created: str | None
    revision_created: str | None
    status: str | None
    future_status: str | None
    status_changes_at: str | None
    urgency: str | None
    instruction: str | None
    revisions: tuple[N1Revision, ...]
    links: tuple[tuple[str, str], ...]
    lang: str | None
    sender: str | None
    has_updates: bool
    component: N1Component | None


def items_in(root: _Element) -> Iterator[_Element]:
    """The items of a document, in order."""
    yield from kids(root, "NewsItem")


def read_item(item: _Element) -> N1Item:
    """The item under a `NewsItem` element, in whichever namespace or none."""
    identification = kid(item, "Identification")
    identifier = kid(identification, "NewsIdentifier")
    management = kid(item, "NewsManagement")
    envelope = kid(item.getparent(), "NewsEnvelope")
    changes = kid(management, "StatusWillChange")
    instruction = kid(management, "Instruction")
    component = kid(item, "NewsComponent")
    return N1Item(
        provider_id=words(kid(identifier, "ProviderId")),
        date_id=words(kid(identifier, "DateId")),
        item_id=words(kid(identifier, "NewsItemId")),
        revision=words(kid(identifier, "RevisionId")),
        update=attribute(kid(identifier, "RevisionId"), "Update"),
        public_id=words(kid(identifier, "PublicIdentifier")),
        name_label=words(kid(identification, "NameLabel")),
        kind=_named(management, "NewsItemType"),
        first_created=words(kid(management, "FirstCreated")),
        revision_created=words(kid(management, "ThisRevisionCreated")),
        status=_named(management, "Status"),
        future_status=_named(changes, "FutureStatus"),
        status_changes_at=words(kid(changes, "DateAndTime")),
        urgency=_named(management, "Urgency") or _named(envelope, "Priority"),
        instruction=attribute(instruction, NAME),
        revisions=tuple(_revisions(instruction)),
        links=tuple(_links(management)),
        lang=attribute(item, XML_LANG) or attribute(item.getparent(), XML_LANG),
        sender=_named(kid(envelope, "SentFrom"), "Party") or _named(envelope, "NewsService"),
        has_updates=kid(item, "Update") is not None,
        component=_component(component, _topics_by_place(item)) if component is not None else None,
    )


def _named(parent: _Element | None, name: str) -> str | None:
    return attribute(kid(parent, name), NAME)


def _revisions(instruction: _Element | None) -> Iterator[N1Revision]:
    for one in kids(instruction, "RevisionStatus"):
        yield N1Revision(_named(one, "Status"), attribute(one, "Revision"))


def _links(management: _Element | None) -> Iterator[tuple[str, str]]:
    for one in kids(management, "DerivedFrom", "AssociatedWith"):
        target = attribute(one, "NewsItem")
        if target:
            yield target, attribute(one, NAME) or local(one)


# --- Components ------------------------------------------------------------------------------


def _topics_by_place(item: _Element) -> dict[str, _Element]:
    return {place: one for one in every(item, "Topic") if (place := one.get("Duid"))}


def _component(element: _Element, topics: Mapping[str, _Element]) -> N1Component:
    description = kid(element, "DescriptiveMetadata")
    return N1Component(
        role=attribute(kid(element, "Role"), NAME) or "",
        lang=attribute(element, XML_LANG),
        duid=attribute(element, "Duid"),
        euid=attribute(element, "Euid"),
        lines=_lines(kid(element, "NewsLines")),
        named_lines=tuple(_named_lines(kid(element, "NewsLines"))),
        parties=_parties(kid(element, "AdministrativeMetadata")),
        usage=tuple(_usage(kid(element, "RightsMetadata"))),
        languages=tuple(_all_named(kids(description, "Language"))),
        genres=tuple(_all_named(kids(description, "Genre"))),
        subjects=(*_subjects(description), *_topics(description, topics)),
        places=tuple(_places(description)),
        properties=tuple(_properties(description)),
        metadata=tuple(_metadata(element)),
        contents=tuple(map(_content, kids(element, "ContentItem"))),
        components=tuple(_component(one, topics) for one in kids(element, "NewsComponent")),
    )


def _all_named(elements: Iterable[_Element]) -> Iterator[str]:
    for one in elements:
        value = attribute(one, NAME)
        if value:
            yield value


def _lines(lines: _Element | None) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for one in kids(lines):
        text = words(one)
        if text:
            found[local(one)] = (*found.get(local(one), ()), text)
    return found


def _named_lines(lines: _Element | None) -> Iterator[tuple[str, str]]:
    for one in kids(lines, "NewsLine"):
        kind = _named(one, "NewsLineType") or ""
        for text in filter(None, map(words, kids(one, "NewsLineText"))):
            yield kind, text


def _parties(administration: _Element | None) -> dict[str, tuple[str, ...]]:
    return {
        local(one): tuple(_all_named(kids(one, "Party")))
        for one in kids(administration, "Provider", "Creator", "Source", "Contributor")
    }


def _usage(rights: _Element | None) -> Iterator[str]:
    """What may be done with the copy: each `UsageRights` as one sentence of its parts."""
    for one in kids(rights, "UsageRights"):
        text = "; ".join(filter(None, map(words, kids(one))))
        if text:
            yield text


_TIERS = ("Subject", "SubjectMatter", "SubjectDetail", "SubjectQualifier")


def _subjects(description: _Element | None) -> Iterator[N1Subject]:
    for holder in kids(description, "SubjectCode"):
        for one in kids(holder, *_TIERS):
            code = attribute(one, NAME)
            if code:
                yield N1Subject(code, attribute(one, "Scheme") or attribute(one, "Vocabulary"))


def _topics(description: _Element | None, topics: Mapping[str, _Element]) -> Iterator[N1Subject]:
    """The topics that the component says occur in it, by their place in the file."""
    wanted = (attribute(one, "Topic") for one in kids(description, "TopicOccurrence"))
    for reference in filter(None, wanted):
        topic = topics.get(reference.removeprefix("#"))
        formal = kid(topic, NAME)
        code = words(formal)
        if code:
            name = words(kid(topic, "Description"))
            yield N1Subject(code, attribute(formal, "Scheme"), name)


_PLACE_PARTS = ("SubLocation", "City", "CountryArea", "Region", "Country")


def _places(description: _Element | None) -> Iterator[str]:
    """The most exact name of each place stated."""
    for one in kids(description, "Location"):
        stated = dict(_properties(one))
        name = next(filter(None, (stated.get(part) for part in _PLACE_PARTS)), None)
        if name:
            yield name


def _properties(parent: _Element | None) -> Iterator[tuple[str, str]]:
    for one in kids(parent, "Property"):
        name, value = attribute(one, NAME), attribute(one, "Value")
        if name and value:
            yield name, value.strip()


def _metadata(element: _Element) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    for one in kids(element, "Metadata"):
        yield _named(one, "MetadataType") or "", tuple(_properties(one))


def _content(element: _Element) -> N1Content:
    media_type, format_, mime = (
        _named(element, name) for name in ("MediaType", "Format", "MimeType")
    )
    href = attribute(element, "Href")
    return N1Content(
        href=href.strip() if href else None,
        media_type=media_type,
        format=format_,
        mime=mime,
        properties=dict(_properties(kid(element, "Characteristics"))),
        duid=attribute(element, "Duid") or attribute(element, "Euid"),
        prose=prose_in(kid(element, "DataContent"), stated=f"{format_ or ''} {mime or ''}"),
    )
