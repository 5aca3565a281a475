"""Followers: whatever reacts to changes and remembers how far it has read.

A follower is applied at least once and in log order; `apply` must bear seeing a change twice.
The effects of one with `in_database` share a transaction with its position: exactly once.
"""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from masthead.core import clock

from . import leases, log, rules
from .models import Change, FollowerPosition, Mark

logger = logging.getLogger(__name__)

BATCH = 200
LEASE_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Follower:
    """A named reaction to changes. `about` is the line that operators read."""

    name: str
    about: str
    apply: Callable[[Sequence[Change]], None]
    in_database: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a follower stands: `behind` is in changes, `lag_seconds` the age of the oldest one
    it has not applied.
    """

    name: str
    about: str
    position: int
    behind: int
    lag_seconds: float
    failures: int
    last_error: str
    applied_at: datetime | None


class _OvertakenError(Exception):
    """Another process has moved this follower on while it was applying."""


_followers: dict[str, Follower] = {}


def register(follower: Follower) -> None:
    """Add a follower; called from an AppConfig.ready(). A name stands once."""
    if _followers.get(follower.name, follower) != follower:
        raise ValueError(f"two followers are named {follower.name!r}")
    _followers[follower.name] = follower


def registered() -> tuple[Follower, ...]:
    """All followers, in the order in which they were registered."""
    return tuple(_followers.values())


def run_all() -> int:
    """Let every follower catch up as far as it can now; the number of changes applied.

    Two queries when there is nothing to do. A follower that fails holds up no other.
    """
    return sum(catch_up(one) for one in ready())


def ready() -> list[Follower]:
    """The followers that have something to apply and wait for no next try. Two queries."""
    head, now = log.head(), clock.now()
    places = {place.name: place for place in FollowerPosition.objects.all()}
    return [one for one in registered() if _is_ready(places.get(one.name), head, now)]


def _is_ready(place: FollowerPosition | None, head: int, now: datetime) -> bool:
    if place is None:
        return head > 0
    return place.position < head and not (place.retry_at and place.retry_at > now)


def catch_up(follower: Follower) -> int:
    """Apply what `follower` has not yet applied; the number of changes applied.

    0 when another process holds its lease, or when it failed and waits for its next try.
    """
    if not _take_lease(follower):
        return 0
    done = 0
    try:
        place, _ = FollowerPosition.objects.get_or_create(name=follower.name)
        if place.retry_at and place.retry_at > clock.now():
            return 0
        while count := _apply_batch(follower, place):
            done += count
            if not _take_lease(follower):
                break
    except _OvertakenError:
        logger.info("follower %s was overtaken", follower.name)
    except Exception as error:  # noqa: BLE001 - whatever it is, it must not hold up the others
        _note_failure(follower, error)
    finally:
        leases.give_back(_lease_of(follower))
    return done


def standings() -> list[Standing]:
    """Where every follower stands. Three queries, and one more for each that lags."""
    head = log.head()
    places = {place.name: place for place in FollowerPosition.objects.all()}
    return [_standing(one, places.get(one.name), head) for one in registered()]


def receipt(change: Change) -> list[rules.Applied]:
    """Which follower has applied the change, and when; those that have not are absent.

    One query a follower.
    """
    lines = []
    for follower in registered():
        mark = (
            Mark.objects.filter(follower=follower.name, through__gte=change.pk)
            .order_by("through")
            .first()
        )
        if mark:
            lines.append(rules.applied(follower.name, committed=change.at, at=mark.at))
    return lines


def wait_for(change: Change, *, seconds: float = 30) -> list[rules.Applied]:
    """The receipt once every follower has applied the change; TimeoutError names those missing."""
    end = time.monotonic() + seconds
    while True:
        run_all()
        lines = receipt(change)
        missing = {one.name for one in registered()} - {line.name for line in lines}
        if not missing:
            return lines
        if time.monotonic() > end:
            raise TimeoutError(f"not applied after {seconds:g} s by: {', '.join(sorted(missing))}")
        time.sleep(0.05)


def _lease_of(follower: Follower) -> str:
    return f"follower:{follower.name}"[:64]


def _take_lease(follower: Follower) -> bool:
    return leases.take(_lease_of(follower), now=clock.now(), seconds=LEASE_SECONDS)


def _apply_batch(follower: Follower, place: FollowerPosition) -> int:
    changes = list(Change.objects.filter(pk__gt=place.position).order_by("pk")[:BATCH])
    if not changes:
        return 0
    with _shared_transaction(follower):
        follower.apply(changes)
        _move(place, through=changes[-1].pk)
    return len(changes)


def _shared_transaction(follower: Follower) -> contextlib.AbstractContextManager[None]:
    return transaction.atomic() if follower.in_database else _no_transaction()


@contextlib.contextmanager
def _no_transaction() -> Iterator[None]:
    yield


def _move(place: FollowerPosition, *, through: int) -> None:
    now = clock.now()
    here = FollowerPosition.objects.filter(name=place.name, position=place.position)
    with transaction.atomic():
        if not here.update(
            position=through, applied_at=now, failures=0, retry_at=None, last_error=""
        ):
            raise _OvertakenError
        Mark.objects.get_or_create(follower=place.name, through=through, defaults={"at": now})
    place.position = through


def _note_failure(follower: Follower, error: Exception) -> None:
    place = FollowerPosition.objects.get(name=follower.name)
    place.failures += 1
    place.retry_at = clock.now() + rules.backoff(place.failures)
    place.last_error = f"{type(error).__name__}: {error}"[:1000]
    place.save(update_fields=["failures", "retry_at", "last_error"])
    logger.warning("follower %s failed: %s", follower.name, place.last_error)


def _standing(follower: Follower, place: FollowerPosition | None, head: int) -> Standing:
    position = place.position if place else 0
    lag = 0.0
    if position < head:
        oldest = Change.objects.filter(pk__gt=position).order_by("pk").first()
        lag = (clock.now() - oldest.at).total_seconds() if oldest else 0.0
    return Standing(
        name=follower.name,
        about=follower.about,
        position=position,
        behind=Change.objects.filter(pk__gt=position).count() if position < head else 0,
        lag_seconds=max(0.0, lag),
        failures=place.failures if place else 0,
        last_error=place.last_error if place else "",
        applied_at=place.applied_at if place else None,
    )
