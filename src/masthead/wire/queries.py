"""Reads of the wire room."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from .health import in_quarantine
from .items import PubStatus
from .models import Delivery, Item, Source
from .verdicts import Kept, Order, Standing, standing


@dataclass(frozen=True, slots=True)
class Queues:
    """What waits in the wire room."""

    inbox: int
    unread: int
    rejected: int


@dataclass(frozen=True, slots=True)
class History:
    """What is kept of an item, in the order it came, and the advisories about it. `places` are the
    (delivery, index) that were read already.
    """

    kept: list[Kept] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    places: frozenset[tuple[int, int]] = frozenset()

    def standing(self, *, settled: str = "") -> Standing:
        """What holds of the item; `settled` is the digest of the text an editor chose."""
        return standing(self.kept, orders=self.orders, settled=settled)


def history_of(item: Item) -> History:
    """The item's history. One query, two for an item that an advisory spoke of."""
    rows = list(
        item.versions.order_by("pk").values_list(
            *("number", "digest", "status", "received_at", "made", "numbered"),
            *("embargoed_until", "correction", "delivery_id", "index"),
        )
    )
    kept = [
        Kept(number, digest, PubStatus(status), received, made, numbered, embargo, correction)
        for number, digest, status, received, made, numbered, embargo, correction, *_ in rows
    ]
    places = frozenset((row[-2], row[-1]) for row in rows)
    return History(kept, orders_about(item), places)


def orders_about(item: Item) -> list[Order]:
    """The advisories about the item, in the order they came. No query where there are none."""
    if not item.advised:
        return []
    said = item.advisories.order_by("pk").values_list("status", "received_at", "made")
    return [Order(PubStatus(status), received, made) for status, received, made in said]


def taken_whole(source: Source, digests: Collection[str]) -> set[str]:
    """Those of the SHA-256 digests whose bytes the source sent before, all of it taken in. One
    query.
    """
    same = Delivery.objects.filter(source=source, sha256__in=digests)
    whole = same.filter(state=Delivery.State.READ, error_code="")
    return set(whole.values_list("sha256", flat=True))


def queues() -> Queues:
    """How much waits in the wire room. Three queries."""
    return Queues(
        inbox=Item.objects.filter(state=Item.State.INBOX).count(),
        unread=Delivery.objects.filter(state=Delivery.State.RECEIVED).count(),
        rejected=in_quarantine().count(),
    )
