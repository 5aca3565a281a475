"""Items become copy for the newsroom."""

from __future__ import annotations

from dataclasses import replace

from masthead.content import gate
from masthead.content import services as newsroom
from masthead.content.kinds import CorrectionKind, Kind, Origin
from masthead.content.markup import html_to_blocks
from masthead.content.models import Article, Section
from masthead.wire.items import WireItem
from masthead.wire.models import Item, Source
from masthead.wire.verdicts import Outcome, Standing

from .handling import Intake, Result, result_of


def file_item(
    stored: Item, item: WireItem, *, section: Section | None, after: Standing, intake: Intake
) -> Result:
    """The text stands in the item's article, as far out as the gate lets it.

    Raises NewsroomError.
    """
    before = stored.article
    section = section or intake.section_for(item)
    copy = copy_of(item, source=intake.source, section=section, guid=stored.guid)
    copy = replace(copy, embargoed_until=after.embargoed_until)
    article = newsroom.file_copy(
        copy, by=intake.by, now=intake.now, article=before, release=intake.release
    )
    stored.article, stored.state, stored.note = article, Item.State.RELEASED, ""
    stored.filed_digest = stored.digest
    note_corrections(stored, after.corrections, intake=intake)
    if held := gate.why_held(article, intake.now):
        return result_of(stored, Outcome.HELD, reason=str(held))
    return result_of(stored, Outcome.UPDATED if before else Outcome.CREATED)


def note_corrections(stored: Item, corrections: int, *, intake: Intake) -> None:
    """Under the article stands one note for each version that called itself a correction, however
    they came. One query where there are corrections, none else.
    """
    article = stored.article
    if not corrections or article is None or not article.live or article.killed_at:
        return
    have = article.corrections.filter(by=intake.by).count()
    for _ in range(corrections - have):
        newsroom.correct_article(
            article,
            note=f"{intake.source.name} has sent a corrected version of this story.",
            kind=CorrectionKind.CORRECTION,
            by=intake.by,
            at=intake.now,
        )


def copy_of(item: WireItem, *, source: Source, section: Section, guid: str) -> newsroom.Copy:
    """The item as copy for the newsroom; the source's credit stands where the item has none."""
    return newsroom.Copy(
        guid=guid,
        headline=headline_of(item)[:250],
        section=section,
        blocks=html_to_blocks(item.body_html),
        provider=item.provider or source.name,
        credit_line=item.credit_line or source.credit_line,
        summary=item.summary or "",
        byline=item.byline or "",
        dateline=item.dateline or "",
        language=item.language or "en",
        urgency=item.urgency,
        usage_terms=item.usage_terms or "",
        kind=Kind(source.kind),
        origin=Origin.CONTRIBUTED if source.contributed else Origin.WIRE,
        embargoed_until=item.embargoed_until,
        expire_at=item.expires,
        dated=item.version_created or item.first_created,
        licence=source.licence,
    )


def headline_of(item: WireItem) -> str:
    return item.headline or item.slugline or ""


def is_edited(article: Article) -> bool:
    return article.latest_revision_id is not None
