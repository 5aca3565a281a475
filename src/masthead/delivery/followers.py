"""Followers: whatever reacts to changes and remembers how far it has read.

A follower is applied at least once and in log order; `apply` must bear seeing a change twice. The
effects of one `in_database` share a transaction with its position: exactly once. One `outside` has
a thread, since it talks to others; one `everywhere` has a place on each machine.
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
from django.db.models import Max, Q

from masthead.core import clock

from . import couriers, leases, log, machines, places, rules
from .models import Change, FollowerPosition, Mark

logger = logging.getLogger(__name__)

BATCH = 200
LEASE_SECONDS = 30
OTHERS_MAY_TAKE = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Follower:
    """A named reaction to changes. `about` is the line that operators read.

    `since`: a new follower begins with the changes of this time, not with the first of all.
    `after`, `delay`: it applies only what the follower of that name has applied that long ago; of
    one that is everywhere, on all machines that serve readers, or OTHERS_MAY_TAKE after the change.
    `batch`: changes at a time; `lease_seconds`: what applying a batch may take at the most.
    `wait`: after the nth failure in a row, how long until the next try; None stops it for good.
    `late_after`: seconds of lag at which an operator should look.
    `afresh`: the follower runs on every machine; one that joins does this instead of applying what
    it has missed.
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
    late_after: float = 60.0
    afresh: Callable[[], None] | None = None

    @property
    def everywhere(self) -> bool:
        """True when each machine has a place of its own."""
        return self.afresh is not None

    def row(self, machine: str) -> str:
        """The name of its place on the machine; its marks and its lease go by it too."""
        return f"{self.name}@{machine}" if self.everywhere else self.name


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
    some time rests until `resume`. `here`: it is this machine's, or everybody's.
    """

    name: str
    about: str
    here: bool
    outside: bool
    position: int
    behind: int
    lag_seconds: float
    failures: int
    last_error: str
    applied_at: datetime | None
    retry_at: datetime | None
    stopped_at: datetime | None
    late_after: float

    @property
    def is_late(self) -> bool:
        """True when an operator should look."""
        return self.lag_seconds > self.late_after


@dataclass(frozen=True, slots=True)
class Hearer:
    """A follower that a change is for, on one machine. `name` tells which machine, when more than
    one serves readers; `row` is the name of its place.
    """

    name: str
    about: str
    row: str
    repeats: bool


class UnappliedError(TimeoutError):
    """Those `missing` have not applied the change; `lines` is the receipt of those that have."""

    def __init__(self, why: str, *, missing: set[str], lines: list[rules.Applied]) -> None:
        self.missing, self.lines = sorted(missing), lines
        super().__init__(f"{why}: {', '.join(self.missing)}")


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
    """The followers that have something to apply here and wait for no next try. Two queries, and
    up to four more for each that comes after another.
    """
    head, now = log.head(), clock.now()
    stand = places.read(map(_row, registered()))
    return [one for one in registered() if _is_ready(one, stand.get(_row(one)), head=head, now=now)]


def _row(follower: Follower) -> str:
    return follower.row(machines.here())


def _is_ready(
    follower: Follower, place: FollowerPosition | None, *, head: int, now: datetime
) -> bool:
    if place is None:
        return head > 0
    if place.stopped_at or place.position >= head or (place.retry_at and place.retry_at > now):
        return False
    return not follower.after or _reach(follower, now) > place.position


def _reach(follower: Follower, now: datetime) -> int:
    """How far the follower may go: as far as the one it comes after was, `delay` ago. Another
    machine that takes too long is not waited for.
    """
    lead = _followers.get(follower.after)
    if lead is None:
        return 0
    rows = [lead.row(machine) for machine in _machines_of(lead)]
    stand = places.read(rows)
    at = now - follower.delay if follower.delay else None
    reached = {row: places.reached(stand.get(row), at=at) for row in rows}
    if len(rows) > 1:
        waited = places.newest_before(now - OTHERS_MAY_TAKE)
        reached |= {row: max(reached[row], waited) for row in rows if row != _row(lead)}
    return min(reached.values())


def _machines_of(follower: Follower) -> list[str]:
    """The machines on which it is waited for."""
    return machines.serving(clock.now()) if follower.everywhere else [""]


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
    except places.OvertakenError:
        logger.info("follower %s was overtaken", follower.name)
    except Exception as error:  # noqa: BLE001 - whatever it is, it must not hold up the others
        _note_failure(follower, error)
    finally:
        leases.give_back(_lease_of(follower))
    return done


def join() -> None:
    """What this machine may have kept is old, and its followers that are everywhere stand at the
    end of the log: it serves readers from now on.
    """
    for follower in registered():
        if follower.afresh and _take_lease(follower):
            try:
                _begin_afresh(_place_of(follower), follower.afresh)
            finally:
                leases.give_back(_lease_of(follower))


def resume(name: str) -> bool:
    """Let a follower that stopped or waits go on at once, from where it stood; False when there
    is none of this name.
    """
    places = FollowerPosition.objects.filter(Q(name=name) | Q(name__startswith=f"{name}@"))
    return bool(places.update(stopped_at=None, retry_at=None, failures=0))


def standings() -> list[Standing]:
    """Where every follower stands, on each machine that serves readers. Three queries, and two
    more for each that lags.
    """
    head = log.head()
    seats = [(one, one.row(machine)) for one in registered() for machine in _machines_of(one)]
    stand = places.read(row for _, row in seats)
    return [
        _standing(one, row, name=name, place=stand.get(row), head=head)
        for (one, row), name in zip(seats, _names(seats), strict=True)
    ]


def hearing(change: Change) -> list[Hearer]:
    """Whom the change is for: the followers that had begun when it was made, on every machine that
    serves readers, and on those that served and have applied it. Three queries at most.
    """
    seats = [(one, row) for one in registered() for row in _rows_hearing(one, change)]
    return [
        Hearer(name, one.about, row, repeats=bool(one.delay))
        for (one, row), name in zip(seats, _names(seats), strict=True)
    ]


def receipt(change: Change) -> list[rules.Applied]:
    """Which follower has applied the change, and when; those that have not are absent.

    Three queries, and one more a follower.
    """
    return _lines(change, hearing(change))


def wait_for(change: Change, *, seconds: float = 30, repeats: bool = True) -> list[rules.Applied]:
    """The receipt once every follower has applied the change, those that stopped left out, and
    without `repeats` those with a delay too.

    UnappliedError names those missing; it comes at once when they only wait for a next try that
    is later than `seconds` from now.
    """
    end, latest = time.monotonic() + seconds, clock.now() + timedelta(seconds=seconds)
    while True:
        run_all()
        hearers = hearing(change)
        lines = _lines(change, hearers)
        applied = {line.name for line in lines}
        missing = [one for one in _awaited(hearers, repeats=repeats) if one.name not in applied]
        if not missing:
            return lines
        names, rows = {one.name for one in missing}, {one.row for one in missing}
        if rows <= _resting(until=latest):
            why = "failed, and to be tried again"
            raise UnappliedError(why, missing=names, lines=lines)
        if time.monotonic() > end:
            why = f"not applied after {seconds:g} s by"
            raise UnappliedError(why, missing=names, lines=lines)
        time.sleep(0.05)


def _rows_hearing(follower: Follower, change: Change) -> list[str]:
    rows = [follower.row(machine) for machine in _machines_of(follower)]
    stand = places.read(rows)
    if follower.everywhere:
        applied = FollowerPosition.objects.filter(position__gte=change.pk)
        there = applied.filter(name__startswith=follower.row(""))
        stand |= {place.name: place for place in there}
    return [row for row in sorted({*rows, *stand}) if _hears(follower, stand.get(row), change)]


def _hears(follower: Follower, place: FollowerPosition | None, change: Change) -> bool:
    if place:
        return change.pk > place.began_after
    return follower.since is None or change.at >= follower.since


def _names(seats: Sequence[tuple[Follower, str]]) -> list[str]:
    """What operators read: the machine is named when any of the places is another machine's."""
    apart = any(row != _row(one) for one, row in seats)
    return [row if apart else one.name for one, row in seats]


def _lines(change: Change, hearers: Sequence[Hearer]) -> list[rules.Applied]:
    lines = []
    for one in hearers:
        marks = Mark.objects.filter(follower=one.row, through__gte=change.pk)
        mark = marks.order_by("through").first()
        if mark:
            lines.append(rules.applied(one.name, committed=change.at, at=mark.at))
    return lines


def _awaited(hearers: Sequence[Hearer], *, repeats: bool) -> list[Hearer]:
    stopped = FollowerPosition.objects.filter(stopped_at__isnull=False)
    left_out = set(stopped.values_list("name", flat=True))
    return [one for one in hearers if one.row not in left_out and (repeats or not one.repeats)]


def _resting(*, until: datetime) -> set[str]:
    resting = FollowerPosition.objects.filter(retry_at__gt=until)
    return set(resting.values_list("name", flat=True))


def _lease_of(follower: Follower) -> str:
    return f"follower:{_row(follower)}"[:64]


def _take_lease(follower: Follower) -> bool:
    return leases.take(_lease_of(follower), now=clock.now(), seconds=follower.lease_seconds)


def _place_of(follower: Follower) -> FollowerPosition:
    row = _row(follower)
    place = places.read([row]).get(row)
    if place:
        return place
    start = _start_of(follower)
    if follower.afresh and start:
        follower.afresh()
    return places.begin(row, after=start)


def _start_of(follower: Follower) -> int:
    """The change after which a new place begins: the last before the follower was there, or the
    last that any other machine has applied.
    """
    if follower.everywhere:
        there = FollowerPosition.objects.filter(name__startswith=follower.row(""))
        return there.aggregate(furthest=Max("position"))["furthest"] or 0
    return places.newest_before(follower.since) if follower.since else 0


def _begin_afresh(place: FollowerPosition, afresh: Callable[[], None]) -> None:
    """The head is read first: what is committed later is applied as ever."""
    head = log.head()
    afresh()
    if head > place.position:
        places.move(place, through=head)


def _apply_batch(follower: Follower, place: FollowerPosition) -> int:
    changes = _next_changes(follower, place)
    if not changes:
        return 0
    with _shared_transaction(follower):
        follower.apply(changes)
        places.move(place, through=changes[-1].pk)
    return len(changes)


def _next_changes(follower: Follower, place: FollowerPosition) -> list[Change]:
    changes = Change.objects.filter(pk__gt=place.position)
    if follower.after:
        changes = changes.filter(pk__lte=_reach(follower, clock.now()))
    return list(changes.order_by("pk")[: follower.batch or BATCH])


def _shared_transaction(follower: Follower) -> contextlib.AbstractContextManager[None]:
    return transaction.atomic() if follower.in_database else _no_transaction()


@contextlib.contextmanager
def _no_transaction() -> Iterator[None]:
    yield


def _note_failure(follower: Follower, error: Exception) -> None:
    row, again_at = _row(follower), None
    wait = follower.wait(places.failures_of(row) + 1)
    if wait is not None and not isinstance(error, StopError):
        asked = error.wait if isinstance(error, LaterError) else wait
        again_at = clock.now() + max(wait, asked)
    why = places.note_failure(row, error, again_at=again_at)
    logger.warning("follower %s failed: %s", follower.name, why)


def _standing(
    follower: Follower, row: str, *, name: str, place: FollowerPosition | None, head: int
) -> Standing:
    position = place.position if place else _start_of(follower)
    lag = 0.0
    if position < head:
        oldest = Change.objects.filter(pk__gt=position).order_by("pk").first()
        lag = (clock.now() - oldest.at).total_seconds() if oldest else 0.0
    return Standing(
        name=name,
        about=follower.about,
        here=row == _row(follower),
        outside=follower.outside,
        position=position,
        behind=Change.objects.filter(pk__gt=position).count() if position < head else 0,
        lag_seconds=max(0.0, lag),
        failures=place.failures if place else 0,
        last_error=place.last_error if place else "",
        applied_at=place.applied_at if place else None,
        retry_at=place.retry_at if place else None,
        stopped_at=place.stopped_at if place else None,
        late_after=follower.late_after,
    )
