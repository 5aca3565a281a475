"""Reads of the wire room."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from .models import Delivery, Item, Source
from .verdicts import Kept


@dataclass(frozen=True, slots=True)
class Queues:
    """What waits in the wire room."""

    inbox: int
    unread: int
    rejected: int


def kept_of(item: Item) -> Kept:
    """What is kept of an item, for `verdicts.arrival`. One query."""
    digests: dict[int, set[str]] = {}
    created: datetime | None = None
    rows = item.versions.values_list("number", "digest", "content__version_created")
    for number, digest, made in rows:
        digests.setdefault(number, set()).add(digest)
        if number == item.version and made:
            created = datetime.fromisoformat(made)
    return Kept(
        number=item.version,
        digests={number: frozenset(some) for number, some in digests.items()},
        version_created=created,
        killed=item.state == Item.State.KILLED,
    )


def taken_whole(source: Source, digests: Collection[str]) -> set[str]:
    """Those of the SHA-256 digests whose bytes the source sent before, all of it taken in. One
    query.
    """
    same = Delivery.objects.filter(source=source, sha256__in=digests)
    whole = same.filter(state=Delivery.State.READ, error_code="")
    return set(whole.values_list("sha256", flat=True))


def queues() -> Queues:
    """How much waits in the wire room. Two queries."""
    by_state = dict(
        Delivery.objects.exclude(state=Delivery.State.READ)
        .order_by()
        .values_list("state")
        .annotate(Count("pk"))
    )
    return Queues(
        inbox=Item.objects.filter(state=Item.State.INBOX).count(),
        unread=by_state.get(Delivery.State.RECEIVED, 0),
        rejected=by_state.get(Delivery.State.REJECTED, 0),
    )
