"""Items of one story find each other, and the desk's words on it: attach, detach, make primary.

The index is this process's own; the rows tell it what others have taken in. What it finds is always
read again from the rows, so that it may forget and never lies.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from masthead.accounts.audit import Actor, name_of
from masthead.core import clock
from masthead.delivery import log
from masthead.wire import index
from masthead.wire.cache_keys import move_wire_room
from masthead.wire.clusters import WINDOW, Index, Known, Place, Standing, likest, place_of
from masthead.wire.fingerprints import Fingerprint as Told
from masthead.wire.fingerprints import Likeness, fingerprint
from masthead.wire.items import WireItem
from masthead.wire.models import Cluster, ClusterMember, Fingerprint, Item, Source


@dataclass(frozen=True, slots=True)
class Placed:
    """What an item is to the stories that are there; `reason` names the cluster, `note` tells the
    desk.
    """

    place: Place
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Pending:
    """An item that has been placed and whose row may not be there yet; `again`: it had another
    fingerprint before.
    """

    stored: Item
    one: Known
    again: bool
    cluster: Cluster | None = None
    alike: Likeness | None = None


class Clusters:
    """The clusters as one run of ingest asks for them: `begin`, `place`, and `settle` once the
    items' rows are there, all in one transaction.
    """

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Whatever was placed and not settled has been rolled back."""
        self._pending: list[_Pending] = []
        self._met: dict[int, Known] = {}
        self._index: Index | None = None
        self._told: dict[tuple[str, str], Told | None] = {}
        self._ahead = _Ahead(frozenset(), {})

    def look_ahead(self, items: Iterable[WireItem], *, now: datetime) -> None:
        """What may tell the same story as any of these new items is read at once. Two queries."""
        known = self._topped_up()
        told = [one for item in items if (one := self._told_by(item))]
        near = {number for one in told for number in known.near(one)}
        self._ahead = _Ahead(near, _rows(near, since=now - WINDOW))

    def _topped_up(self) -> Index:
        if self._index is None:
            log.take_turn()
            self._index = index.shared().topped_up()
        return self._index

    def _told_by(self, item: WireItem) -> Told | None:
        words = (item.headline or "", item.body_text or item.summary or "")
        if words not in self._told:
            self._told[words] = fingerprint(*words)
        return self._told[words]

    def place(self, stored: Item, item: WireItem, *, source: Source, now: datetime) -> Placed:
        """What the item is to the stories that are there. No query where nothing is like it, three
        where something is; one more for an item that is kept already, and one a run.
        """
        told = self._told_by(item)
        if told is None:
            return Placed(Place.ALONE)
        one = Known(0, source.pk, now, told)
        kept = _kept(stored)
        again = kept is not None and hasattr(kept, "fingerprint")
        if kept and hasattr(kept, "membership"):
            self._pending.append(_Pending(stored, one, again))
            return _placed(stored, kept.membership.cluster, source=source)
        known = self._topped_up()
        if self._is_in_this_run(one, known):
            return Placed(Place.ATTACHED, "same-batch")
        found = _like(one, known, but=stored, ahead=self._ahead)
        cluster = _cluster_of(found[0], now=now) if found else None
        alike = found[1] if found else None
        self._pending.append(_Pending(stored, one, again, cluster, alike))
        return _placed(stored, cluster, source=source)

    def _is_in_this_run(self, one: Known, known: Index) -> bool:
        """True when another item of this run, not settled yet, tells the same story."""
        bands = list(one.told.bands())
        others = {id(other): other for band in bands if (other := self._met.get(band))}
        self._met |= dict.fromkeys(bands, one)
        return likest(one, list(others.values()), index=known) is not None

    def settle(self, *, by: str, now: datetime) -> None:
        """The items whose rows are there are found from now on, and stand in their clusters. One
        query, and one where some have joined a cluster.
        """
        here = [one for one in self._pending if one.stored.pk]
        again = [one.stored for one in here if one.again]
        self.begin()
        if not here:
            return
        if again:
            Fingerprint.objects.filter(item__in=again).delete()
        index.keep([(one.stored, one.one.told) for one in here], now=now)
        ClusterMember.objects.bulk_create(
            [
                ClusterMember(
                    item=one.stored,
                    cluster=one.cluster,
                    likeness=one.alike.per_cent,
                    since=now,
                    by=by,
                )
                for one in here
                if one.cluster and one.alike
            ]
        )


def _kept(stored: Item) -> Item | None:
    """The item as it is kept, with its fingerprint and its place in a cluster."""
    if not stored.pk:
        return None
    items = Item.objects.select_related("fingerprint", "membership__cluster")
    return items.filter(pk=stored.pk).first()


Rows = dict[int, tuple[int, Known]]
"""By the number of the fingerprint, the item it is of and how it is compared."""


@dataclass(frozen=True, slots=True)
class _Ahead:
    """What was read ahead: which fingerprints were asked for, and those that may be joined."""

    asked: Collection[int]
    rows: Rows


def _rows(near: Collection[int], *, since: datetime) -> Rows:
    """The fingerprints of these numbers whose items the desk lets be joined. One query."""
    if not near:
        return {}
    kept = Fingerprint.objects.filter(pk__in=near, at__gte=since).exclude(
        item__membership__isnull=False, item__membership__cluster=None
    )
    return {
        number: (item, Known(number, source, at, told))
        for number, item, source, at, said in kept.values_list(
            "pk", "item", "item__source", "at", "told"
        )
        if (told := Told.from_bytes(bytes(said)))
    }


def _like(one: Known, known: Index, *, but: Item, ahead: _Ahead) -> tuple[Item, Likeness] | None:
    """The item that tells the same story, if there is one that the desk lets be joined."""
    near = known.near(one.told)
    if not near:
        return None
    was_asked = all(number in ahead.asked for number in near)
    rows = ahead.rows if was_asked else _rows(near, since=one.at - WINDOW)
    others = [rows[number][1] for number in near if number in rows and rows[number][0] != but.pk]
    found = likest(one, others, index=known)
    if found is None:
        return None
    items = Item.objects.select_related("source", "membership__cluster")
    return items.get(fingerprint=found[0].number), found[1]


def _cluster_of(item: Item, *, now: datetime) -> Cluster:
    """The cluster of the item: a new one, with it for primary, where it stood alone."""
    member = getattr(item, "membership", None)
    if member:
        cluster: Cluster = member.cluster
        return cluster
    cluster = Cluster.objects.create(primary=item, made_at=now)
    ClusterMember.objects.create(item=item, cluster=cluster, likeness=100, since=now)
    return cluster


def _placed(stored: Item, cluster: Cluster | None, *, source: Source) -> Placed:
    if cluster is None:
        return Placed(Place.ALONE)
    others = _items_of(cluster, but=stored)
    place = place_of(source.priority, [_standing(one) for one in others])
    used = next((one for one in others if _is_used(one)), None)
    return Placed(place, f"cluster:{cluster.pk}", _note(place, used or next(iter(others), None)))


def _items_of(cluster: Cluster, *, but: Item | None = None) -> list[Item]:
    members = Item.objects.filter(membership__cluster=cluster).select_related("source", "article")
    if but and but.pk:
        members = members.exclude(pk=but.pk)
    return list(members.order_by("membership__since", "pk"))


def _standing(item: Item) -> Standing:
    killed = item.state == Item.State.KILLED or bool(item.article and item.article.killed_at)
    return Standing(item.source.priority, used=_is_used(item), killed=killed)


def _is_used(item: Item) -> bool:
    return item.state in {Item.State.RELEASED, Item.State.TAKEN}


def _note(place: Place, other: Item | None) -> str:
    if other is None or place in {Place.ALONE, Place.FIRST}:
        return ""
    told = f"“{other.headline[:80]}” from {other.source.name}"
    if place is Place.LATE:
        return f"By contract it comes first, but {told} is out already. Make it primary?"
    if _standing(other).killed:
        return f"The same story as {told}, which was killed. It does not come out by itself."
    return f"The same story as {told}."


@transaction.atomic
def attach(item: Item, *, to: Cluster, by: Actor) -> ClusterMember:
    """The item tells the story of that cluster, says the desk."""
    member, _ = ClusterMember.objects.update_or_create(
        item=item, defaults={"cluster": to, "by": name_of(by), "since": clock.now()}
    )
    move_wire_room()
    return member


@transaction.atomic
def detach(item: Item, *, by: Actor) -> None:
    """The item tells a story of its own, says the desk, and joins no cluster again. A cluster that
    it leaves with one item is dissolved.
    """
    member = ClusterMember.objects.select_related("cluster").filter(item=item).first()
    cluster = member.cluster if member else None
    ClusterMember.objects.update_or_create(
        item=item, defaults={"cluster": None, "by": name_of(by), "since": clock.now()}
    )
    move_wire_room()
    if item.state == Item.State.INBOX:
        Item.objects.filter(pk=item.pk).update(note="")
        item.note = ""
    if cluster is None:
        return
    rest = _items_of(cluster)
    if len(rest) < 2:  # noqa: PLR2004 - one alone is no cluster
        cluster.delete()
    elif cluster.primary_id == item.pk:
        make_primary(_first_of(rest), by=by)


def _first_of(items: Sequence[Item]) -> Item:
    used = [one for one in items if _is_used(one)]
    return min(used or items, key=lambda one: (one.source.priority, one.received_at, one.pk))


@transaction.atomic
def make_primary(item: Item, *, by: Actor) -> Cluster | None:  # noqa: ARG001 - every verb names who acts
    """The item is the one of its cluster that readers are meant to get; None when it is in none.
    Nothing goes out or off by this: that is the desk's own verb.
    """
    member = ClusterMember.objects.select_related("cluster").filter(item=item).first()
    if member is None or member.cluster is None:
        return None
    member.cluster.primary = item
    member.cluster.save(update_fields=["primary"])
    move_wire_room()
    return member.cluster


def tell_of_kills(articles: Sequence[int]) -> int:
    """The desk is told beside every item that waits in a cluster of a killed article; how many.
    Two queries, and one an item.
    """
    killed = ClusterMember.objects.filter(item__article__in=articles, cluster__isnull=False)
    told = 0
    for one in killed.select_related("item__source"):
        name = one.item.source.name
        waiting = Item.objects.filter(membership__cluster=one.cluster_id, state=Item.State.INBOX)
        told += waiting.exclude(pk=one.item_id).update(
            note=f"{name} had this story killed. Decide: publish this one, or spike it."
        )
    if told:
        move_wire_room()
    return told
