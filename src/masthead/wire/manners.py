"""Pure decisions of asking for feeds: when to look again, when an address has moved for good,
what a feed may send at once. No Django, no clock, no dice of its own (standards §1.4).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from .errors import ParseError
from .items import WireItem

LONGEST = timedelta(hours=24)
LONGEST_BACKOFF = timedelta(hours=6)
WITH_A_HUB = timedelta(hours=1)
CONFIRMATIONS = 3
REMEMBERED = 500
_SPREAD = 0.1


@dataclass(frozen=True, slots=True)
class Hints:
    """What a feed says of how it wants to be asked: `wait` is the longer of its ttl and the
    max-age of its answer, `skip` the hours of the day (UTC) at which nothing comes.
    """

    wait: timedelta = timedelta()
    skip: frozenset[int] = frozenset()


def next_look(
    now: datetime, *, every: timedelta, hints: Hints, has_hub: bool, dice: float
) -> datetime:
    """When to ask again after an answer. `dice` in [0, 1) spreads feeds of one interval by up to
    a tenth; a feed that a hub tells of is asked once an hour all the same.
    """
    wait = max(every, min(hints.wait, LONGEST), WITH_A_HUB if has_hub else timedelta())
    at = now + wait * (1 + _SPREAD * dice)
    for _ in range(24):
        if at.hour not in hints.skip or len(hints.skip) >= 24:  # noqa: PLR2004 - hours of a day
            break
        at = at.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return at


def next_try(
    now: datetime, *, every: timedelta, failures: int, asked: timedelta | None, dice: float
) -> datetime:
    """When to ask again after the nth failure in a row: the interval doubled each time up to six
    hours, a quarter more or less by `dice`, and never before the time that the other side asked
    for (`Retry-After`).
    """
    wait = min(every * 2 ** min(failures, 16), max(every, LONGEST_BACKOFF))
    return now + max(wait * (0.75 + dice / 2), min(asked or timedelta(), LONGEST))


@dataclass(frozen=True, slots=True)
class Move:
    """Where a feed says it has gone for good, how often it has said so, and whether to believe."""

    to: str
    times: int
    believed: bool


def moved(to: str, *, before: str, times: int) -> Move:
    """A permanent redirect (301, 308) is believed when it was met three times in a row."""
    times = times + 1 if to == before else 1
    return Move(to, times, believed=bool(to) and times >= CONFIRMATIONS)


def fingerprint(item: WireItem) -> str | None:
    """What the item says, without its guid, number and dates; None when it has no words."""
    words = (item.headline or "", item.summary or "", item.body_text)
    if not any(words):
        return None
    said = "\x1f".join((*words, item.status, str(item.embargoed_until), str(item.kills)))
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:16]


def _short(guid: str) -> str:
    return hashlib.sha256(guid.encode("utf-8", "replace")).hexdigest()[:8]


class FeedSieve:
    """Lets an item through once though its guid changes at each look, and holds everything of an
    answer that brings more new items than `flood`. `seen` maps fingerprints to guids, shortened.
    """

    def __init__(self, seen: Mapping[str, str], *, flood: int) -> None:
        self._before = dict(seen)
        self._flood = flood
        self._now: dict[str, str] = {}
        self.new = 0
        self.repeated = 0

    @property
    def flooded(self) -> bool:
        return self.new > self._flood

    def holds(self, items: Sequence[WireItem | ParseError]) -> bool:
        for item in _read(items):
            mark = fingerprint(item)
            if mark is None or mark not in self._before:
                self.new += 1
            if mark is not None:
                self._now[mark] = _short(item.guid)
        return self.flooded

    def repeats(self, item: WireItem) -> bool:
        mark = fingerprint(item)
        known = self._before.get(mark) if mark else None
        if known is None or known == _short(item.guid):
            return False
        self.repeated += 1
        return True

    def remembered(self) -> dict[str, str]:
        """What to show the next sieve of this feed: the latest 500."""
        older = {mark: guid for mark, guid in self._before.items() if mark not in self._now}
        return dict([*self._now.items(), *older.items()][:REMEMBERED])


def _read(items: Iterable[WireItem | ParseError]) -> Iterable[WireItem]:
    return (item for item in items if isinstance(item, WireItem))
