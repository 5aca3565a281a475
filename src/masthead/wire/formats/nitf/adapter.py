"""NITF read as wire items: what its management words, keys and codes mean for us."""

from __future__ import annotations

from typing import TYPE_CHECKING

from masthead.wire.formats.drafting import Draft, settle
from masthead.wire.formats.nitf.native import NitfDocument, NitfMedia, NitfOrg, read_nitf
from masthead.wire.items import Instrument, Link, Media, PubStatus, WireItem
from masthead.wire.rules import bare_subject, is_exchange, market_code, read_size, read_status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from masthead.wire.formats import Source

FORMAT = "nitf"


def items_of(source: Source) -> Iterator[WireItem]:
    """The one item of a NITF document."""
    yield settle(draft_of(read_nitf(source.tree)))


def draft_of(nitf: NitfDocument) -> Draft:
    """The document's statements in our terms.

    `date.release` is the embargo; `management-doc-idref` with `management-idref-status` kills,
    withholds or releases the document it names; `correction/@id-string` corrects one. Source:
    nitf-3-6.xsd.
    """
    managed, links = _managed(nitf)
    return Draft(
        format=FORMAT,
        index=0,
        guid=nitf.doc_id,
        named_by="\x00".join(map(str, (nitf.regsrc, nitf.hl1 or nitf.title, nitf.date_issue))),
        version=nitf.du_version,
        status=nitf.management_status,
        embargoed_until=nitf.date_release,
        expires=nitf.date_expire,
        headline=nitf.hl1 or nitf.title,
        slugline=nitf.du_key or next(iter(nitf.keywords), None),
        summary=nitf.abstract,
        byline=nitf.byline,
        dateline=nitf.dateline,
        language=nitf.language,
        urgency=nitf.urgency,
        provider=nitf.regsrc or nitf.distributor or nitf.copyright_holder or nitf.rights_owner,
        credit_line=nitf.distributor or nitf.rights_owner or nitf.copyright_holder,
        copyright=nitf.copyright_holder or nitf.rights_owner,
        usage_terms=nitf.rights,
        ed_notes=(*(nitf.ed_msgs or nitf.notes), *filter(None, [nitf.correction_info])),
        first_created=nitf.date_issue or nitf.story_date,
        version_created=nitf.date_issue or nitf.story_date,
        item_class="text",
        genres=nitf.properties,
        keywords=nitf.keywords,
        subjects=tuple(bare_subject(s.refnum, scheme="subj", name=s.name) for s in nitf.subjects),
        instruments=tuple(_instruments(nitf.orgs)),
        places=nitf.places,
        signals=("sig:correction",) if nitf.correction_id or nitf.correction_info else (),
        kills=managed.get(PubStatus.CANCELED),
        withholds=managed.get(PubStatus.WITHHELD),
        releases=managed.get(PubStatus.USABLE),
        corrects=nitf.correction_id,
        story_key=nitf.du_key,
        links=links,
        media=tuple(_media(nitf)),
        html=nitf.body_html,
        warnings=tuple(_unpublished_notes(nitf)),
    )


def _managed(nitf: NitfDocument) -> tuple[dict[PubStatus, str], tuple[Link, ...]]:
    """The document whose status this one sets, by that status, and the link to it. An unknown
    status withholds; the reference alone says nothing but what the document says of itself.
    """
    other, stated = nitf.management_doc_idref, nitf.management_idref_status
    if other is None:
        return {}, ()
    link = (Link(other, "managed"),)
    if stated is None and not nitf.management_status:
        return {}, link
    status, _ = read_status(stated if stated is not None else nitf.management_status)
    if stated is None and status is PubStatus.USABLE:
        return {}, link
    return {status: other}, link


def _unpublished_notes(nitf: NitfDocument) -> Iterator[str]:
    if nitf.ed_msgs:
        for note in nitf.notes:
            yield f"note for editors: {note}"


def _instruments(orgs: tuple[NitfOrg, ...]) -> Iterator[Instrument]:
    for org in orgs:
        source = (org.idsrc or "").strip().lower()
        if org.value and source == "isin":
            yield Instrument(isin=org.value, name=org.name)
        elif org.value and is_exchange(source):
            yield Instrument(ticker=org.value, mic=market_code(source), name=org.name)


def _media(nitf: NitfDocument) -> Iterator[Media]:
    for one in nitf.media:
        yield media_from(one, depicts=one.media_id)


def media_from(one: NitfMedia, *, depicts: str | None) -> Media:
    """One rendition of NITF's `media`; those of one picture share `depicts`."""
    return Media(
        url=one.source,
        mime=one.mime_type,
        caption=one.caption,
        credit=one.producer,
        alt=one.alternate_text,
        width=read_size(one.width),
        height=read_size(one.height),
        rendition=one.name,
        depicts=depicts,
    )
