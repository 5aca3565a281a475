"""NewsML 1.x read as wire items: which component is the story, what management words mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from masthead.content.markup import html_to_text, pictures_in, sanitise_html
from masthead.wire.errors import ErrorCode, ParseError
from masthead.wire.formats.drafting import Draft, settle
from masthead.wire.formats.newsml_1.media import media_of
from masthead.wire.formats.newsml_1.native import N1Component, N1Item, items_in, read_item
from masthead.wire.formats.newsml_1.parts import (
    Spot,
    Use,
    apart_from_files,
    bare,
    is_seen,
    sort_of,
    spots_of,
    texts_of,
)
from masthead.wire.formats.nitf.adapter import media_from
from masthead.wire.items import Instrument, Link, Media, Subject, WireItem
from masthead.wire.rules import (
    bare_subject,
    byline_in_copy,
    is_isin,
    market_code,
    status_word,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from masthead.wire.formats import Source
    from masthead.wire.formats.nitf.native import NitfDocument

FORMAT = "newsml-1"

_DELETES = frozenset({"delete", "kill", "cancel", "withdraw", "retract"})
_HOLDS = frozenset({"hold", "withhold"})
_SIGNALS = {"rectify": "sig:correction", "correct": "sig:correction", "update": "sig:update"}


def items_of(source: Source) -> Iterator[WireItem | ParseError]:
    """The items of a document in order."""
    found = False
    for index, element in enumerate(items_in(source.tree)):
        found = True
        yield settle(draft_of(read_item(element), index=index))
    if not found:
        yield ParseError(ErrorCode.EMPTY, "a NewsML document without a NewsItem")


def draft_of(item: N1Item, *, index: int) -> Draft:
    """The item's statements in our terms.

    Times are those of the revision, never of the sending: a resend changes nothing. Source: IPTC
    NewsML 1.2 functional specification; Business Wire, Revision Management.
    """
    spots = list(spots_of(item.component)) if item.component else []
    said = _Said(spots)
    guid = guid_of(item)
    status, embargo, expires = _standing(item, has_copy=bool(said.bodies))
    nitf = said.nitf
    return Draft(
        format=FORMAT,
        index=index,
        guid=guid,
        named_by="\x00".join(map(str, (said.headline, item.first_created, said.html[:2000]))),
        version=item.revision,
        status=status,
        embargoed_until=embargo,
        expires=expires,
        headline=said.headline or (nitf.hl1 if nitf else None) or (nitf.title if nitf else None),
        slugline=said.line("SlugLine") or item.name_label,
        summary=said.text(Use.SUMMARY) or (nitf.abstract if nitf else None),
        byline=", ".join(said.lines("ByLine"))
        or (nitf.byline if nitf else None)
        or byline_in_copy(said.first_line),
        dateline=said.line("DateLine") or (nitf.dateline if nitf else None),
        language=said.language or item.lang or (nitf.language if nitf else None),
        urgency=item.urgency or (nitf.urgency if nitf else None),
        provider=said.party("Provider") or item.sender or item.provider_id,
        credit_line=said.line("CreditLine") or said.party("Source") or said.party("Provider"),
        copyright=said.line("CopyrightLine") or (nitf.copyright_holder if nitf else None),
        usage_terms=" ".join(said.usage) or said.line("RightsLine"),
        ed_notes=(*said.notes, *(nitf.ed_msgs if nitf else ())),
        first_created=item.first_created,
        version_created=item.revision_created,
        item_class=said.item_class,
        genres=said.genres,
        keywords=(*said.keywords(), *(nitf.keywords if nitf else ())),
        subjects=tuple(said.subjects()),
        instruments=tuple(said.instruments()),
        places=tuple(dict.fromkeys(said.places)),
        signals=tuple(filter(None, [_SIGNALS.get(bare(item.instruction))])),
        links=tuple(_links(item)) + tuple(said.attachments()),
        media=tuple(said.media(guid)),
        html=said.html,
        warnings=tuple(_doubts(item)),
    )


def guid_of(item: N1Item) -> str | None:
    """What all revisions of the item share: its public identifier without the revision at its end,
    or else provider, date and item id in the same form.
    """
    public = re.fullmatch(r"urn:newsml:(.+:.+:.+):(\d+)[NUA]?", item.public_id or "", re.IGNORECASE)
    if public and public[2] == (item.revision or public[2]):
        return f"urn:newsml:{public[1]}"
    parts = (item.provider_id, item.date_id, item.item_id)
    return f"urn:newsml:{':'.join(map(str, parts))}" if all(parts) else None


def _standing(item: N1Item, *, has_copy: bool) -> tuple[str | None, str | None, str | None]:
    """The status, the end of the embargo and the end of use.

    `StatusWillChange` to usable ends an embargo, to anything else the use. An instruction to
    delete without words on single revisions cancels the item.
    """
    status, instruction = item.status, bare(item.instruction)
    embargo = expires = None
    if item.status_changes_at and status_word(item.future_status) == "usable":
        embargo = item.status_changes_at if status_word(status) != "usable" else None
    elif item.status_changes_at:
        expires = item.status_changes_at
    if instruction in _DELETES and not (item.revisions and has_copy):
        status = "canceled"
    elif instruction in _HOLDS and status_word(status) == "usable":
        status = "withheld"
    return status, embargo, expires


def _links(item: N1Item) -> Iterator[Link]:
    for target, relation in item.links:
        yield Link(target, relation)


def _doubts(item: N1Item) -> Iterator[str]:
    if item.has_updates:
        yield "the item only changes parts of an earlier revision: an editor must look at both"
    if item.component is None:
        yield "the item holds no component"


def _outer_first(spots: Sequence[Spot]) -> list[N1Component]:
    return [spot.component for spot in sorted(spots, key=lambda one: len(one.above))]


class _Said:
    """What the components of one item say: those around the copy before the others."""

    def __init__(self, spots: Sequence[Spot]) -> None:
        self._spots = spots
        texts = [(spot, text) for spot in spots for text in texts_of(spot.component)]
        self._by_use = {
            use: [(spot, text) for spot, text in texts if spot.use is use] for use in Use
        }
        self.bodies = self._by_use[Use.BODY]
        shown = (spot for spot in spots if any(map(is_seen, spot.component.contents)))
        main = self.bodies[0][0] if self.bodies else next(shown, None)
        self._path = main.inwards if main else ()
        self._others = apart_from_files(spots) if self.bodies else _outer_first(spots)
        self.html = "".join(
            text.prose.html for _, text in (*self.bodies, *self._by_use[Use.CONTACT])
        )

    def lines(self, name: str) -> tuple[str, ...]:
        """The lines of this name, of the outermost component around the copy that has any."""
        holders = (*reversed(self._path), *self._others)
        return next(filter(None, (one.lines.get(name) for one in holders)), ())

    def line(self, name: str) -> str | None:
        return next(iter(self.lines(name)), None)

    def party(self, name: str) -> str | None:
        holders = (*self._path, *self._others)
        return next((one.parties[name][0] for one in holders if one.parties.get(name)), None)

    def text(self, use: Use) -> str | None:
        html = next((text.prose.html for _, text in self._by_use[use]), "")
        return html_to_text(sanitise_html(html)) or None

    @property
    def headline(self) -> str | None:
        return self.line("HeadLine") or self.text(Use.HEADLINE)

    @property
    def first_line(self) -> str | None:
        paragraph = re.search(r"<p[^>]*>(.*?)</p>", self.html[:2000], re.DOTALL)
        return html_to_text(sanitise_html(paragraph[0])) if paragraph else None

    @property
    def nitf(self) -> NitfDocument | None:
        return next((text.prose.nitf for _, text in self.bodies if text.prose.nitf), None)

    @property
    def language(self) -> str | None:
        stated = next((one.languages[0] for one in self._path if one.languages), None)
        holders = (*self._path, *self._others)
        of_any = next((one.languages[0] for one in holders if one.languages), None)
        return stated or of_any or next((one.lang for one in self._path if one.lang), None)

    @property
    def item_class(self) -> str | None:
        sorts = [
            sort
            for spot in self._spots
            for content in filter(is_seen, spot.component.contents)
            if (sort := sort_of(content))
        ]
        if self.bodies:
            told = any(bare(one.role) == "video" for one in self._path)
            return "video" if told and "video" in sorts else "text"
        return next(
            (sort for sort in ("video", "graphic", "picture", "audio") if sort in sorts), None
        )

    @property
    def _tellers(self) -> list[N1Component]:
        """The components that speak of the story, outermost first."""
        path = {id(one) for one in self._path}
        others = [one for one in self._others if id(one) not in path]
        return [*reversed(self._path), *others]

    @property
    def usage(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(text for one in self._tellers for text in one.usage))

    @property
    def genres(self) -> tuple[str, ...]:
        return tuple(text for one in self._tellers for text in one.genres)

    @property
    def places(self) -> tuple[str, ...]:
        return tuple(text for one in self._tellers for text in one.places)

    @property
    def notes(self) -> tuple[str, ...]:
        named = (line for one in self._tellers for line in one.named_lines)
        stated = [text for kind, text in named if re.search(r"note|advisory", kind, re.IGNORECASE)]
        return (*stated, *filter(None, [self.text(Use.NOTE)]))

    def keywords(self) -> Iterator[str]:
        for one in self._tellers:
            for line in one.lines.get("KeywordLine", ()):
                yield from line.split(";")
            properties = [*one.properties, *(pair for _, pairs in one.metadata for pair in pairs)]
            for name, value in properties:
                if re.search(r"keywords?$", name, re.IGNORECASE):
                    yield from value.split(";")

    def subjects(self) -> Iterator[Subject | None]:
        for one in self._tellers:
            for subject in one.subjects:
                scheme = (subject.scheme or "").rpartition(":")[2] or None
                yield bare_subject(subject.code, scheme=scheme, name=subject.name)

    def instruments(self) -> Iterator[Instrument]:
        """Each set of statements that names an ISIN or a ticker."""
        for one in self._tellers:
            for pairs in (one.properties, *(pairs for _, pairs in one.metadata)):
                stated = {bare(name): value for name, value in pairs}
                isin = stated.get("isin", "")
                ticker = stated.get("tickersymbol") or stated.get("ticker")
                if is_isin(isin) or ticker:
                    yield Instrument(
                        isin=isin if is_isin(isin) else None,
                        ticker=ticker,
                        mic=market_code(stated.get("exchange")),
                        name=stated.get("company"),
                    )

    def attachments(self) -> Iterator[Link]:
        for spot in self._spots:
            for content in spot.component.contents:
                if content.href and sort_of(content) is None and "://" in content.href:
                    yield Link(content.href, "attachment")

    def media(self, guid: str | None) -> Iterator[Media]:
        story = self._path if self.bodies else ()
        yield from media_of(self._spots, guid=guid or "", story=story)
        for _, text in self.bodies:
            for one in text.prose.media:
                yield media_from(one, depicts=f"{guid}#{one.media_id}")
        for picture in pictures_in(self.html):
            yield Media(
                url=picture.url,
                caption=picture.caption,
                alt=picture.alt,
                width=picture.width,
                height=picture.height,
                depicts=picture.url,
            )
