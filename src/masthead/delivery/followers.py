"""Followers: whatever reacts to changes and remembers how far it has read.

A follower is applied at least once and in log order; `apply` must bear seeing a change twice.
The effects of one with `in_database` share a transaction with its position: exactly once. One that
is `outside` talks to other machines and runs in a thread of its own, so it holds up nobody.
"""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Max

from masthead.core import clock

from . import couriers, leases, log, rules
from .models import Change, FollowerPosition, Mark

logger = logging.getLogger(__name__)

BATCH = 200
LEASE_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Follower:
    """A named reaction to changes. `about` is the line that operators read.

    `since`: a new follower begins with the changes of this time, not with the first of all.
    `after`, `delay`: it applies only what the follower of that name has applied that long ago.
    `batch`: changes at a time; `lease_seconds`: what applying a batch may take at the most.
    `wait`: after the nth failure in a row, how long until the next try; None stops it for good.
    """

    name: str
    about: str
    apply: Callable[[Sequence[Change]], None]
    in_database: bool = False
    outside: bool = False
    since: datetime | None = None
    after: str = ""
    delay: timedelta = timedelta()
    batch: int | None = None
    lease_seconds: int = LEASE_SECONDS
    wait: Callable[[int], timedelta | None] = rules.backoff


class LaterError(Exception):
    """Whom the follower talks to asks it to wait; it waits that long, and never shorter than its
    back-off.
    """

    def __init__(self, message: str, *, wait: timedelta) -> None:
        super().__init__(message)
        self.wait = wait


class StopError(Exception):
    """Whom the follower talks to wants to hear no more; it rests until `resume`."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a follower stands: `behind` is in changes, `lag_seconds` the age of the oldest one
    it has not applied. `retry_at` is the next try of one that failed; one that was `stopped_at`
    some time rests until `resume`.
    """

    name: str
    about: str
    position: int
    behind: int
    lag_seconds: float
    failures: int
    last_error: str
    applied_at: datetime | None
    retry_at: datetime | None
    stopped_at: datetime | None


class UnappliedError(TimeoutError):
    """Those `missing` have not applied the change; `lines` is the receipt of those that have."""

    def __init__(self, why: str, *, missing: set[str], lines: list[rules.Applied]) -> None:
        self.missing, self.lines = sorted(missing), lines
        super().__init__(f"{why}: {', '.join(self.missing)}")


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
    """Let every follower catch up as far as it can now; the number of changes applied here.

    Two queries when there is nothing to do. A follower that fails holds up no other; one that is
    outside is sent on its way, and its changes are not in the number.
    """
    waiting = ready()
    for one in waiting:
        if one.outside:
            couriers.send(one.name, partial(catch_up, one))
    return sum(catch_up(one) for one in waiting if not one.outside)


def ready() -> list[Follower]:
    """The followers that have something to apply and wait for no next try. Two queries, and one
    more for each whose `delay` is not over.
    """
    head, now = log.head(), clock.now()
    places = _places()
    return [one for one in registered() if _is_ready(one, places, head=head, now=now)]


def _places() -> dict[str, FollowerPosition]:
    return {place.name: place for place in FollowerPosition.objects.all()}


def _is_ready(
    follower: Follower, places: dict[str, FollowerPosition], *, head: int, now: datetime
) -> bool:
    place = places.get(follower.name)
    if place is None:
        return head > 0
    if place.stopped_at or place.position >= head or (place.retry_at and place.retry_at > now):
        return False
    return not follower.after or _reach(follower, places.get(follower.after), now) > place.position


def _reach(follower: Follower, lead: FollowerPosition | None, now: datetime) -> int:
    """How far the follower may go: as far as the one it comes after was, `delay` ago."""
    if lead is None:
        return 0
    long_ago = now - follower.delay
    if not follower.delay or lead.applied_at is None or lead.applied_at <= long_ago:
        return lead.position
    marks = Mark.objects.filter(follower=lead.name, at__lte=long_ago)
    return marks.aggregate(through=Max("through"))["through"] or 0


def catch_up(follower: Follower) -> int:
    """Apply what `follower` has not yet applied; the number of changes applied.

    0 when another process holds its lease, or when it failed and waits for its next try.
    """
    if not _take_lease(follower):
        return 0
    done = 0
    try:
        place = _place_of(follower)
        if place.stopped_at or (place.retry_at and place.retry_at > clock.now()):
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


def resume(name: str) -> bool:
    """Let a follower that stopped or waits go on at once, from where it stood; False when there
    is none of this name.
    """
    places = FollowerPosition.objects.filter(name=name)
    return bool(places.update(stopped_at=None, retry_at=None, failures=0))


def standings() -> list[Standing]:
    """Where every follower stands. Two queries, and two more for each that lags."""
    head = log.head()
    places = _places()
    return [_standing(one, places.get(one.name), head) for one in registered()]


def hearing(change: Change) -> list[Follower]:
    """The followers that the change is for: those that had begun when it was made. One query."""
    places = _places()
    return [one for one in registered() if _hears(one, places.get(one.name), change)]


def receipt(change: Change) -> list[rules.Applied]:
    """Which follower has applied the change, and when; those that have not are absent.

    One query, and one more a follower.
    """
    lines = []
    for follower in hearing(change):
        mark = (
            Mark.objects.filter(follower=follower.name, through__gte=change.pk)
            .order_by("through")
            .first()
        )
        if mark:
            lines.append(rules.applied(follower.name, committed=change.at, at=mark.at))
    return lines


def wait_for(change: Change, *, seconds: float = 30, repeats: bool = True) -> list[rules.Applied]:
    """The receipt once every follower has applied the change, those that stopped left out, and
    without `repeats` those with a delay too.

    UnappliedError names those missing; it comes at once when they only wait for a next try that
    is later than `seconds` from now.
    """
    end, latest = time.monotonic() + seconds, clock.now() + timedelta(seconds=seconds)
    while True:
        run_all()
        lines = receipt(change)
        missing = _awaited(change, repeats=repeats) - {line.name for line in lines}
        if not missing:
            return lines
        if missing <= _resting(until=latest):
            why = "failed, and to be tried again"
            raise UnappliedError(why, missing=missing, lines=lines)
        if time.monotonic() > end:
            why = f"not applied after {seconds:g} s by"
            raise UnappliedError(why, missing=missing, lines=lines)
        time.sleep(0.05)


def _hears(follower: Follower, place: FollowerPosition | None, change: Change) -> bool:
    if place:
        return change.pk > place.began_after
    return follower.since is None or change.at >= follower.since


def _awaited(change: Change, *, repeats: bool) -> set[str]:
    stopped = FollowerPosition.objects.filter(stopped_at__isnull=False)
    names = {one.name for one in hearing(change) if repeats or not one.delay}
    return names - set(stopped.values_list("name", flat=True))


def _resting(*, until: datetime) -> set[str]:
    resting = FollowerPosition.objects.filter(retry_at__gt=until)
    return set(resting.values_list("name", flat=True))


def _lease_of(follower: Follower) -> str:
    return f"follower:{follower.name}"[:64]


def _take_lease(follower: Follower) -> bool:
    return leases.take(_lease_of(follower), now=clock.now(), seconds=follower.lease_seconds)


def _place_of(follower: Follower) -> FollowerPosition:
    place = FollowerPosition.objects.filter(name=follower.name).first()
    if place:
        return place
    start = 0
    if follower.since:
        before = Change.objects.filter(at__lt=follower.since)
        start = before.aggregate(newest=Max("pk"))["newest"] or 0
    place, _ = FollowerPosition.objects.get_or_create(
        name=follower.name, defaults={"position": start, "began_after": start}
    )
    return place


def _apply_batch(follower: Follower, place: FollowerPosition) -> int:
    changes = _next_changes(follower, place)
    if not changes:
        return 0
    with _shared_transaction(follower):
        follower.apply(changes)
        _move(place, through=changes[-1].pk)
    return len(changes)


def _next_changes(follower: Follower, place: FollowerPosition) -> list[Change]:
    changes = Change.objects.filter(pk__gt=place.position)
    if follower.after:
        lead = FollowerPosition.objects.filter(name=follower.after).first()
        changes = changes.filter(pk__lte=_reach(follower, lead, clock.now()))
    return list(changes.order_by("pk")[: follower.batch or BATCH])


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
    place.last_error = f"{type(error).__name__}: {error}"[:1000]
    wait = None if isinstance(error, StopError) else follower.wait(place.failures)
    if wait is None:
        place.retry_at, place.stopped_at = None, clock.now()
    else:
        asked = error.wait if isinstance(error, LaterError) else wait
        place.retry_at = clock.now() + max(wait, asked)
    place.save(update_fields=["failures", "retry_at", "stopped_at", "last_error"])
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
        retry_at=place.retry_at if place else None,
        stopped_at=place.stopped_at if place else None,
    )
