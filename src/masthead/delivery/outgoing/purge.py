"""The followers that purge shared caches: at once, and again two seconds later, since a fetch that
was under way during the first purge may have stored the old page after it.

A withdrawal is purged hard: a soft purge leaves the page to be served stale while the site is down.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import partial

from masthead.core import clock
from masthead.delivery import page_keys
from masthead.delivery.followers import Follower
from masthead.delivery.models import Change

from . import facts
from .purgers import Order, Purger

FIRST, AGAIN = "purge", "purge-again"
AGAIN_AFTER = timedelta(seconds=2)
LEASE_SECONDS = 60  # a large batch is a dozen requests to a CDN


def followers_of(purger: Purger) -> list[Follower]:
    """The two followers that keep this cache fresh."""
    follower = partial(
        Follower,
        apply=partial(apply, purger),
        outside=True,
        since=clock.now(),
        lease_seconds=LEASE_SECONDS,
    )
    return [
        follower(FIRST, "purges changed pages from the CDN", after=page_keys.NAME),
        follower(
            AGAIN, "purges them once more, for fetches that were under way",
            after=FIRST, delay=AGAIN_AFTER,
        ),
    ]  # fmt: skip


def apply(purger: Purger, changes: Sequence[Change]) -> None:
    """Purge what the changes touch: withdrawals first and hard, then the rest."""
    gone = [change for change in changes if facts.is_withdrawal(change)]
    hard = _order(gone, hard=True, by_address=purger.by_address)
    rest = _order(
        [change for change in changes if not facts.is_withdrawal(change)],
        hard=False,
        by_address=purger.by_address,
        without=hard,
    )
    for order in (hard, rest):
        if order.keys or order.addresses:
            purger.purge(order)


def _order(
    changes: Iterable[Change], *, hard: bool, by_address: bool, without: Order | None = None
) -> Order:
    keys: set[str] = set()
    addresses: set[str] = set()
    for change in changes:
        keys.update(change.keys)
        told = facts.of(change) if by_address else None
        if told:
            addresses.update((*told.addresses, *told.fronts))
    if without:
        keys.difference_update(without.keys)
        addresses.difference_update(without.addresses)
    return Order(tuple(sorted(keys)), tuple(sorted(addresses)), hard=hard)
