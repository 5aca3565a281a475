"""What came is kept, and acted on: bytes before anything is read of them, then item by item."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from masthead.content import services as newsroom
from masthead.content.models import Article
from masthead.core import ids
from masthead.wire import queries, verdicts
from masthead.wire.items import PubStatus, WireItem
from masthead.wire.models import Delivery, Item, ItemVersion, Source
from masthead.wire.verdicts import Arrival, Outcome

from .filing import file_item, headline_of, is_edited
from .handling import Intake, Result, result_of


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
        return result_of(stored, Outcome.UNCHANGED, number=number)
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
        return result_of(stored, Outcome.HELD, reason="spiked")
    stored.article = stored.article or _corrected_by(item, intake)
    if stored.article and is_edited(stored.article):
        return _hold(stored, "edited-by-desk")
    if not intake.release:
        return _hold(stored, "awaiting-desk")
    return file_item(stored, item, intake=intake)


def _corrected_by(item: WireItem, intake: Intake) -> Article | None:
    """The article of the item that this one corrects: it takes its place (NITF `correction`)."""
    if not item.corrects:
        return None
    wrong = Item.objects.filter(source=intake.source, guid=_key(item.corrects)).first()
    return wrong.article if wrong and wrong.article and not wrong.article.killed_at else None


def _older(stored: Item, item: WireItem, intake: Intake) -> Result:  # noqa: ARG001 - one shape for all
    return result_of(stored, Outcome.SUPERSEDED, number=item.version, reason="older-version")


def _buried(stored: Item, item: WireItem, intake: Intake) -> Result:  # noqa: ARG001 - one shape for all
    return result_of(stored, Outcome.SUPERSEDED, number=item.version, reason="killed-before")


def _conflict(stored: Item, item: WireItem, intake: Intake) -> Result:  # noqa: ARG001 - one shape for all
    stored.note = f"Version {item.version} came twice with different content."
    if stored.state != Item.State.SPIKED:
        stored.state = Item.State.INBOX
    return result_of(stored, Outcome.CONFLICT, number=item.version, reason="other-content")


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
    return result_of(stored, Outcome.KILLED)


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
    return result_of(stored, Outcome.HELD, reason=reason)


_WHY_HELD = {
    "withheld": "Withheld by the agency; wait for its release.",
    "edited-by-desk": "A new version came after the desk edited this story.",
    "not-for-publication": "For editors only, says the agency.",
    "no-story": "A picture, a list or other data, not a story.",
    "no-headline": "It has no headline.",
    "no-copy": "It has no text.",
}


def _describe(stored: Item, item: WireItem, *, number: int, now: datetime) -> None:
    stored.version, stored.status = number, item.status
    stored.headline = (headline_of(item) or item.guid)[:300]
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
