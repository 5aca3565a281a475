"""The plain items of a batch taken in together: items that nobody has heard of, in a few statements
for all of them. Everything else is accepted one by one, and refuses to be hurried.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from masthead.content import gate
from masthead.content import services as newsroom
from masthead.content.models import Article
from masthead.wire import verdicts
from masthead.wire.items import PubStatus, WireItem
from masthead.wire.models import Delivery, Item, ItemVersion
from masthead.wire.verdicts import Kept, Outcome

from .acting import WHY_HELD, describe
from .advising import SAYS
from .filing import copy_of
from .handling import Action, Intake, Placement, Result, place, result_of
from .keeping import as_kept, digest_of, key_of, version_of
from .pictures import want_pictures
from .refusals import NoSectionError


@dataclass(frozen=True, slots=True)
class Arrived:
    """An item as it came: its place in its file, and how its file is handled."""

    item: WireItem
    index: int
    delivery: Delivery
    intake: Intake


@dataclass(frozen=True, slots=True)
class _Plain:
    """A plain item on its way: `placement` is None where it waits for `reason`."""

    came: Arrived
    stored: Item
    kept: Kept
    content: dict[str, Any]
    placement: Placement | None
    reason: str


@transaction.atomic
def accept_new(arrived: Sequence[Arrived]) -> dict[int, Result]:
    """The first versions of new items among these are kept and out, or held, and what was read at
    its very place before is left as it is; what became of them, by their position. Those that are
    not named wait for `accept`. About ten queries for all.

    What holds of an item never depends on the order in which it came, so neither does this.
    """
    clusters = arrived[0].intake.clusters if arrived else None
    if clusters:
        clusters.begin()
    again = _read_before(arrived)
    new = [one for position, one in enumerate(arrived) if position not in again]
    if clusters:
        clusters.look_ahead((one.item for one in new), now=arrived[0].intake.now)
    plain = dict(_plain_ones(arrived))
    if not plain or not clusters:
        return again
    ones = list(plain.values())
    _file(ones)
    Item.objects.bulk_create([one.stored for one in ones])
    ItemVersion.objects.bulk_create(
        [
            version_of(
                one.stored,
                one.kept,
                content=one.content,
                delivery=one.came.delivery,
                index=one.came.index,
            )
            for one in ones
        ]
    )
    intake = ones[0].came.intake
    want_pictures((one.stored, one.came.item, intake.folder_of(one.came.delivery)) for one in ones)
    clusters.settle(by=intake.by, now=intake.now)
    return again | {position: _result(one) for position, one in plain.items()}


def _read_before(arrived: Sequence[Arrived]) -> dict[int, Result]:
    """Items of deliveries that were read before. Two queries, none for a batch of new bytes."""
    old = {one.delivery.pk for one in arrived if one.delivery.state != Delivery.State.RECEIVED}
    if not old:
        return {}
    read = ItemVersion.objects.filter(delivery__in=old)
    rows = read.values_list("delivery_id", "index", "item_id", "number")
    places = {(delivery, index): (item, number) for delivery, index, item, number in rows}
    items = Item.objects.select_related("article__section").defer("article__body")
    stored = items.in_bulk({item for item, _ in places.values()})
    found = {}
    for position, one in enumerate(arrived):
        if read_as := places.get((one.delivery.pk, one.index)):
            item, number = read_as
            found[position] = result_of(stored[item], Outcome.UNCHANGED, number=number)
    return found


def _plain_ones(arrived: Sequence[Arrived]) -> Iterator[tuple[int, _Plain]]:
    if not arrived:
        return
    keys = [key_of(one.item.guid) for one in arrived]
    known = Item.objects.filter(source=arrived[0].intake.source, guid__in=keys)
    heard_of = set(known.values_list("guid", flat=True))
    heard_of.update(*(_named_by(one.item) for one in arrived))
    for position, (key, one) in enumerate(zip(keys, arrived, strict=True)):
        if key not in heard_of and _is_plain(one.item):
            plain = _prepared(replace(one, item=replace(one.item, guid=key)))
            if plain:
                yield position, plain
        heard_of.add(key)


def _named_by(item: WireItem) -> set[str]:
    """The items that this one speaks of."""
    named = [getattr(item, name) for name in (*SAYS, "corrects")]
    return {key_of(guid) for guid in named if guid}


def _is_plain(item: WireItem) -> bool:
    return (
        item.status is PubStatus.USABLE and "correction" not in item.signals and not _named_by(item)
    )


def _prepared(came: Arrived) -> _Plain | None:
    """None for an item that has nowhere to go: it is refused by itself."""
    item, intake = came.item, came.intake
    content = item.to_json()
    kept = as_kept(item, digest=digest_of(content), number=item.version, now=intake.now)
    stored = Item(source=intake.source, guid=item.guid, received_at=intake.now)
    describe(stored, item, after=verdicts.standing([kept]), intake=intake)
    if reason := verdicts.why_no_story(item):
        return _Plain(came, stored, kept, content, None, reason)
    try:
        placement = place(item, stored=stored, intake=intake)
    except NoSectionError:
        return None
    if placement.action not in {Action.RELEASE, Action.HOLD} or placement.note:
        return None
    if placement.action is Action.HOLD:
        return _Plain(came, stored, kept, content, None, placement.reason)
    return _Plain(came, stored, kept, content, placement, "")


def _file(ones: Sequence[_Plain]) -> None:
    """Those that have a place are in their articles; the others wait in the inbox."""
    placed = [(one, one.placement) for one in ones if one.placement]
    for one in ones:
        if one.placement is None:
            one.stored.state, one.stored.note = Item.State.INBOX, WHY_HELD.get(one.reason, "")
    if not placed:
        return
    intake = placed[0][0].came.intake
    copies = [_copy(one, placement) for one, placement in placed]
    articles = newsroom.file_new(copies, by=intake.by, now=intake.now)
    for (one, _), article in zip(placed, articles, strict=True):
        one.stored.article, one.stored.state = article, Item.State.RELEASED
        one.stored.filed_digest = one.stored.digest


def _copy(one: _Plain, placement: Placement) -> newsroom.Copy:
    came = one.came
    section = placement.section or came.intake.section_for(came.item)
    return copy_of(came.item, source=came.intake.source, section=section, guid=one.stored.guid)


def _result(one: _Plain) -> Result:
    article: Article | None = one.stored.article
    if article is None:
        return result_of(one.stored, Outcome.HELD, reason=one.reason)
    if held := gate.why_held(article, one.came.intake.now):
        return result_of(one.stored, Outcome.HELD, reason=str(held))
    return result_of(one.stored, Outcome.CREATED)
