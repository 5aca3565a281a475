"""The wire room's verbs: keep what came, act on what it says, and the desk's answers to it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.functional import cached_property

from masthead.accounts.audit import Actor
from masthead.content import gate
from masthead.content import services as newsroom
from masthead.content.errors import NewsroomError
from masthead.content.kinds import CorrectionKind, Kind, Origin
from masthead.content.markup import html_to_blocks
from masthead.content.models import Article, Section
from masthead.core import clock, ids

from . import queries, verdicts
from .items import PubStatus, WireItem
from .models import Delivery, Item, ItemVersion, Source
from .verdicts import Arrival, Outcome


class NothingToPublishError(NewsroomError):
    def __init__(self, item: Item) -> None:
        super().__init__(f"“{item}” is {item.status} or has no text; it can't be published.")


class NoSectionError(NewsroomError):
    def __init__(self, source: Source) -> None:
        super().__init__(
            f"copy of {source} has no section to go to; give the source a default section"
        )


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one item: its article and address, and why, where there is a why."""

    guid: str
    version: int
    outcome: Outcome
    article: Article | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Intake:
    """How copy of one source is handled in one run: `release` says whether it goes out at once."""

    source: Source
    release: bool
    now: datetime

    @property
    def by(self) -> str:
        return f"wire:{self.source.slug}"

    @cached_property
    def routes(self) -> list[tuple[str, str, int]]:
        return list(self.source.subjects.values_list("scheme", "code", "section"))

    @cached_property
    def sections(self) -> dict[int, Section]:
        return {section.pk: section for section in Section.objects.all()}

    def section_for(self, item: WireItem) -> Section:
        """Where the item's subjects, else the source, send it. Raises NoSectionError."""
        pk = verdicts.section_for(item.subjects, self.routes) or self.source.default_section_id
        if pk in self.sections:
            return self.sections[pk]
        headlines = (one for one in self.sections.values() if one.slug == "headlines")
        section = next(headlines, None)
        if section is None:
            raise NoSectionError(self.source)
        return section


def receive(source: Source, files: Sequence[tuple[str, bytes]], *, now: datetime) -> list[Delivery]:
    """The bytes of (name, bytes) files are kept, with their SHA-256, before anything is read of
    them; the same bytes of the same source are kept once. At most three queries.
    """
    digests = [ids.sha256_of(payload) for _, payload in files]
    mine = Delivery.objects.filter(source=source, sha256__in=digests).defer("payload")
    known = {one.sha256: one for one in mine}
    new = {
        digest: Delivery(
            source=source, name=name[-255:], sha256=digest, payload=payload, received_at=now
        )
        for digest, (name, payload) in zip(digests, files, strict=True)
        if digest not in known
    }
    Delivery.objects.bulk_create(new.values())
    known |= new
    return [known[digest] for digest in digests]


def accept(item: WireItem, *, index: int, delivery: Delivery, intake: Intake) -> Result:
    """The item is kept as a version and acted on; what became of it. In the caller's transaction.

    About eight queries for an item that becomes an article.
    """
    item = replace(item, guid=_key(item.guid))
    content = item.to_json()
    digest = _digest(content)
    stored = Item.objects.filter(source=intake.source, guid=item.guid).first()
    kept = queries.kept_of(stored) if stored else None
    arrival, number = verdicts.arrival(item, digest, kept)
    if arrival is Arrival.SAME and stored:
        return _result(stored, Outcome.UNCHANGED, number=number)
    stored = stored or Item(source=intake.source, guid=item.guid, received_at=intake.now)
    if arrival in {Arrival.FIRST, Arrival.NEWER}:
        _describe(stored, item, number=number, now=intake.now)
    result = _ACTIONS[arrival](stored, item, intake)
    stored.save()
    ItemVersion.objects.create(
        item=stored,
        number=number,
        delivery=delivery,
        index=index,
        status=item.status,
        content=content,
        digest=digest,
        received_at=intake.now,
    )
    return result


def _first_or_newer(stored: Item, item: WireItem, intake: Intake) -> Result:
    if item.kills:
        return _kill_another(stored, item, intake)
    if verdicts.is_kill(item):
        return _kill(stored, item, intake)
    if item.status is PubStatus.WITHHELD:
        return _withhold(stored, intake)
    if reason := verdicts.why_no_story(item):
        return _hold(stored, reason)
    if stored.state == Item.State.SPIKED:
        return _result(stored, Outcome.HELD, reason="spiked")
    stored.article = stored.article or _corrected_by(item, intake)
    if stored.article and _edited(stored.article):
        return _hold(stored, "edited-by-desk")
    if not intake.release:
        return _hold(stored, "awaiting-desk")
    return _file(stored, item, intake)


def _corrected_by(item: WireItem, intake: Intake) -> Article | None:
    """The article of the item that this one corrects: it takes its place (NITF `correction`)."""
    if not item.corrects:
        return None
    wrong = Item.objects.filter(source=intake.source, guid=_key(item.corrects)).first()
    return wrong.article if wrong and wrong.article and not wrong.article.killed_at else None


def _older(stored: Item, item: WireItem, intake: Intake) -> Result:  # noqa: ARG001 - one shape for all
    return _result(stored, Outcome.SUPERSEDED, number=item.version, reason="older-version")


def _buried(stored: Item, item: WireItem, intake: Intake) -> Result:  # noqa: ARG001 - one shape for all
    return _result(stored, Outcome.SUPERSEDED, number=item.version, reason="killed-before")


def _conflict(stored: Item, item: WireItem, intake: Intake) -> Result:  # noqa: ARG001 - one shape for all
    stored.note = f"Version {item.version} came twice with different content."
    if stored.state != Item.State.SPIKED:
        stored.state = Item.State.INBOX
    return _result(stored, Outcome.CONFLICT, number=item.version, reason="other-content")


_ACTIONS = {
    Arrival.FIRST: _first_or_newer,
    Arrival.NEWER: _first_or_newer,
    Arrival.OLDER: _older,
    Arrival.BURIED: _buried,
    Arrival.CONFLICT: _conflict,
}


def _kill(stored: Item, item: WireItem, intake: Intake) -> Result:
    reason = item.ed_note or f"Withdrawn by {intake.source.name}."
    if stored.article and not stored.article.killed_at:
        newsroom.kill_article(stored.article, reason=reason, by=intake.by)
    stored.state, stored.note = Item.State.KILLED, reason[:250]
    return _result(stored, Outcome.KILLED)


def _kill_another(stored: Item, item: WireItem, intake: Intake) -> Result:
    """An advisory that withdraws another item; one that has not come yet is buried beforehand."""
    target, _ = Item.objects.get_or_create(
        source=intake.source,
        guid=_key(item.kills or ""),
        defaults={"received_at": intake.now, "status": PubStatus.CANCELED},
    )
    stored.state, stored.note = Item.State.SPIKED, f"Advisory: withdraws {target.guid}"[:250]
    if target.state != Item.State.KILLED:
        _kill(target, item, intake)
        target.save()
    return Result(stored.guid, stored.version, Outcome.KILLED, target.article, "advisory")


def _withhold(stored: Item, intake: Intake) -> Result:
    if stored.article:
        newsroom.withhold_article(stored.article, by=intake.by)
    return _hold(stored, "withheld")


def _hold(stored: Item, reason: str) -> Result:
    if stored.state != Item.State.SPIKED:
        stored.state = Item.State.INBOX
    stored.note = _WHY_HELD.get(reason, "")
    return _result(stored, Outcome.HELD, reason=reason)


_WHY_HELD = {
    "withheld": "Withheld by the agency; wait for its release.",
    "edited-by-desk": "A new version came after the desk edited this story.",
    "not-for-publication": "For editors only, says the agency.",
    "no-story": "A picture, a list or other data, not a story.",
    "no-headline": "It has no headline.",
    "no-copy": "It has no text.",
}


def _file(stored: Item, item: WireItem, intake: Intake) -> Result:
    before = stored.article
    copy = copy_of(item, source=intake.source, section=intake.section_for(item), guid=stored.guid)
    article = newsroom.file_copy(
        copy, by=intake.by, now=intake.now, article=before, release=intake.release
    )
    stored.article, stored.state, stored.note = article, Item.State.RELEASED, ""
    if before and (item.corrects or "correction" in item.signals):
        newsroom.correct_article(
            article,
            note=f"{intake.source.name} has sent a corrected version of this story.",
            kind=CorrectionKind.CORRECTION,
            by=intake.by,
            at=intake.now,
        )
    if held := gate.why_held(article, intake.now):
        return _result(stored, Outcome.HELD, reason=str(held))
    return _result(stored, Outcome.UPDATED if before else Outcome.CREATED)


def copy_of(item: WireItem, *, source: Source, section: Section, guid: str) -> newsroom.Copy:
    """The item as copy for the newsroom; the source's credit stands where the item has none."""
    return newsroom.Copy(
        guid=guid,
        headline=_headline(item)[:250],
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
    )


def _headline(item: WireItem) -> str:
    return item.headline or item.slugline or ""


def _edited(article: Article) -> bool:
    return article.latest_revision_id is not None


def _describe(stored: Item, item: WireItem, *, number: int, now: datetime) -> None:
    stored.version, stored.status = number, item.status
    stored.headline = (_headline(item) or item.guid)[:300]
    stored.slugline = (item.slugline or "")[:200]
    stored.urgency, stored.embargoed_until = item.urgency, item.embargoed_until
    stored.received_at = now


def _key(guid: str) -> str:
    """The guid as the database keeps it: an endless one by its start and its digest."""
    if len(guid) <= 255:  # noqa: PLR2004 - the column
        return guid
    return f"{guid[:190]}#{hashlib.sha256(guid.encode()).hexdigest()}"


def _digest(content: dict[str, Any]) -> str:
    """The SHA-256 of what an item says, wherever in a file it stands."""
    says = {name: value for name, value in content.items() if name not in {"index", "warnings"}}
    return hashlib.sha256(json.dumps(says, sort_keys=True).encode()).hexdigest()


def _result(
    stored: Item, outcome: Outcome, *, number: int | None = None, reason: str | None = None
) -> Result:
    return Result(stored.guid, number or stored.version, outcome, stored.article, reason)


# --- The desk's answers -----------------------------------------------------------------------


@transaction.atomic
def take_item(item: Item, *, by: Actor) -> Item:
    """The item is the desk's: a draft to be edited, out of the inbox. Raises NewsroomError."""
    if not (item.article and _edited(item.article)):
        item.article = _file_current(item, release=False, by=by)
    item.state, item.note = Item.State.TAKEN, ""
    item.save(update_fields=["state", "note", "article"])
    return item


@transaction.atomic
def publish_item(item: Item, *, by: Actor) -> Item:
    """The item is out, as far as the gate lets it: its current version, or what the desk has
    made of it. Raises NewsroomError.
    """
    if item.status != PubStatus.USABLE:
        raise NothingToPublishError(item)
    if item.article and _edited(item.article):
        newsroom.publish_article(item.article, by=by)
    else:
        item.article = _file_current(item, release=True, by=by)
    item.state, item.note = Item.State.RELEASED, ""
    item.save(update_fields=["state", "note", "article"])
    return item


@transaction.atomic
def spike_item(item: Item, *, by: Actor) -> Item:  # noqa: ARG001 - every verb names who acts
    """The item is out of the inbox and will not be used; later versions of it stay spiked."""
    item.state = Item.State.SPIKED
    item.save(update_fields=["state"])
    return item


@transaction.atomic
def unspike_item(item: Item, *, by: Actor) -> Item:  # noqa: ARG001 - every verb names who acts
    """The spiked item is back in the inbox."""
    item.state = Item.State.INBOX
    item.save(update_fields=["state"])
    return item


def _file_current(item: Item, *, release: bool, by: Actor) -> Article:
    version = item.current
    if version is None or item.state == Item.State.KILLED:
        raise NothingToPublishError(item)
    wire_item = WireItem.from_json(version.content)
    intake = Intake(item.source, release=release, now=clock.now())
    section = intake.section_for(wire_item)
    copy = copy_of(wire_item, source=item.source, section=section, guid=item.guid)
    copy = replace(copy, headline=copy.headline or item.headline or item.guid)
    return newsroom.file_copy(copy, by=by, now=intake.now, article=item.article, release=release)
