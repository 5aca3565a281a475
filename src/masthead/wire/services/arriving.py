"""What came is kept, and acted on: bytes before anything is read of them, then item by item. What
holds of an item is read off everything that is kept of it, so that no order of arrival matters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from masthead.core import ids
from masthead.wire import queries, verdicts
from masthead.wire.items import WireItem
from masthead.wire.models import Delivery, Item, Source
from masthead.wire.queries import History
from masthead.wire.verdicts import Arrival, Kept, Outcome

from .acting import Turn, act_on
from .advising import advise, correct_another, says_of_others
from .handling import Intake, Result, result_of
from .keeping import as_kept, digest_of, key_of, version_of
from .pictures import want_picture


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
    """The item is kept as a version and acted on; what became of it. In the caller's transaction,
    with the item's row locked.
    """
    item = replace(item, guid=key_of(item.guid))
    intake.clusters.begin()
    rows = Item.objects.select_for_update(of=("self",)).select_related("article")
    stored = rows.filter(source=intake.source, guid=item.guid).first()
    stored = stored or Item(source=intake.source, guid=item.guid, received_at=intake.now)
    history = queries.history_of(stored) if stored.pk else History()
    content = item.to_json()
    new = as_kept(item, digest=digest_of(content), number=_number(item, history), now=intake.now)
    if (delivery.pk, index) in history.places:
        return result_of(stored, Outcome.UNCHANGED)
    if twin := verdicts.twin_of(new, history.kept):
        return _again(stored, item, twin=twin, new=new, history=history, intake=intake)
    arrival = verdicts.arrival(new, kept=history.kept, orders=history.orders)
    if not stored.pk:
        stored.save()
    version = version_of(stored, new, content=content, delivery=delivery, index=index)
    version.save(force_insert=True)
    before = history.standing(settled=stored.settled_digest)
    history.kept.append(new)
    after = history.standing(settled=stored.settled_digest)
    turn = Turn(stored, item=item, new=new, arrival=arrival, before=before, after=after)
    if says_of_others(item):
        return advise(turn, version=version, intake=intake)
    if item.corrects:
        correct_another(stored, item, intake=intake)
    result = act_on(turn, intake=intake)
    stored.save()
    want_picture(stored, item, folder=intake.folder_of(delivery))
    intake.clusters.settle(by=intake.by, now=intake.now)
    return result


def _number(item: WireItem, history: History) -> int:
    """The number under which to keep it: the provider's, else the next free one."""
    if item.numbered or not history.kept:
        return item.version
    return max(max(one.number for one in history.kept) + 1, item.version)


def _again(
    stored: Item, item: WireItem, *, twin: Kept, new: Kept, history: History, intake: Intake
) -> Result:
    """A text that is kept already. Sent as of a later time where versions have no numbers, it
    stands as of that time, and may take the place of what came between.
    """
    if not verdicts.is_later_word(new, twin):
        return result_of(stored, Outcome.UNCHANGED, number=twin.number)
    before = history.standing(settled=stored.settled_digest)
    kept = [replace(one, made=new.made) if one is twin else one for one in history.kept]
    after = verdicts.standing(kept, orders=history.orders, settled=stored.settled_digest)
    stored.versions.filter(number=twin.number, digest=twin.digest).update(made=new.made)
    if after.current is None or before.current is None or after.current.digest != twin.digest:
        return result_of(stored, Outcome.UNCHANGED, number=twin.number)
    if before.current.digest == twin.digest:
        return result_of(stored, Outcome.UNCHANGED, number=twin.number)
    turn = Turn(stored, item=item, new=twin, arrival=Arrival.CURRENT, before=before, after=after)
    result = act_on(turn, intake=intake)
    stored.save()
    return result
