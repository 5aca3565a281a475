"""Which items tell one story: the decision, who comes first, and the index that finds the few items
worth comparing. Pure; no Django, no clock. The index is of fixed size, however much it is told.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from heapq import nlargest

from .fingerprints import Fingerprint, Likeness, likeness

WINDOW_ITEMS = 200_000
WINDOW = timedelta(days=7)
"""How far back an item is looked for: these many items, or this long, whichever is less."""

APART = timedelta(hours=36)
"""How far apart in time two agencies tell of one event; the same text may come back later."""
FIGURES_AGREE = 0.75
RESENT_TEXT, SAME_TEXT, CORE_AGREES = 0.9, 0.5, 0.5
SAME_STORY = 0.85
A_SHARED_WORD, AN_HOUR = 0.008, 0.01
"""Measured on the labelled set of tests/wire/test_clusters_corpora.py."""

WARM = 300
"""Items from which on it is known which words are rare; before, only the same text counts."""


def is_same_story(alike: Likeness, *, same_source: bool, apart: timedelta, warm: bool) -> bool:
    """True when two items tell one story, so that only one of them should come out.

    Of one source only the very same words count: its follow-ups are stories of their own, and the
    forms that it fills in anew each hour differ by little.
    """
    if alike.figures < FIGURES_AGREE or apart > WINDOW:
        return False
    if same_source:
        return alike.same
    if alike.text >= RESENT_TEXT:
        return True
    if apart > APART:
        return False
    if not warm:
        return alike.text >= SAME_TEXT and alike.core >= CORE_AGREES
    return closeness(alike, apart) >= SAME_STORY


def closeness(alike: Likeness, apart: timedelta) -> float:
    """How close two agencies' copy is: text and event, a little more for each telling word they
    share, a little less for each hour between them.
    """
    hours = apart / timedelta(hours=1)
    return alike.text + alike.event + A_SHARED_WORD * alike.shared - AN_HOUR * hours


@dataclass(frozen=True, slots=True)
class Known:
    """An item as it is compared: its number, its source, when it came, and its fingerprint."""

    number: int
    source: int
    at: datetime
    told: Fingerprint


def likest(one: Known, others: Sequence[Known], *, index: Index) -> tuple[Known, Likeness] | None:
    """The item among the others that tells the same story, the likest of several; None of none."""
    found = [
        (other, alike)
        for other in others
        if is_same_story(
            alike := likeness(one.told, other.told, rarity=index.rarity),
            same_source=one.source == other.source,
            apart=abs(one.at - other.at),
            warm=index.is_warm,
        )
    ]
    return max(found, key=lambda pair: closeness(pair[1], abs(one.at - pair[0].at)), default=None)


class Place(StrEnum):
    """What an item is to the stories that are there."""

    ALONE = "alone"
    FIRST = "first"
    ATTACHED = "attached"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Standing:
    """One item of a cluster: its source's rank by contract (1 comes first), whether readers have it
    or the desk works on it, whether it was killed.
    """

    rank: int
    used: bool
    killed: bool


def place_of(rank: int, others: Sequence[Standing]) -> Place:
    """What an item of this rank is among the others that tell its story.

    ATTACHED: another is out, or was killed, so this one stays back. LATE: so too, though it comes
    first by contract; the desk is told. FIRST: none is out, it may go its way.
    """
    if not others:
        return Place.ALONE
    if any(one.killed for one in others):
        return Place.ATTACHED
    used = [one.rank for one in others if one.used]
    if not used:
        return Place.FIRST
    return Place.LATE if rank < min(used) else Place.ATTACHED


def comes_first(ranks: Sequence[tuple[int, int]]) -> int:
    """The index of the primary among (rank by contract, order of arrival)."""
    return min(range(len(ranks)), key=lambda at: ranks[at])


BUCKETS, DEPTH = 1 << 19, 16
TOLD_BY = 1 << 20
RAREST = 24
FEWEST_MET, MOST_FOUND = 4, 6


class Index:
    """Finds the items that are likely to tell the same story as another: those met most often in
    the buckets of its bands and rarest telling words.

    A bucket keeps the newest DEPTH items that fell into it and forgets the others: 38 MB, always.
    With 40 keys an item that is WINDOW_ITEMS items; older ones fade.
    """

    def __init__(self) -> None:
        self.size = 0
        self._items = array("I", bytes(4 * BUCKETS * DEPTH))
        self._next = bytearray(BUCKETS)
        self._told = array("I", bytes(4 * TOLD_BY))

    @property
    def is_warm(self) -> bool:
        """True when it has seen enough to know which words are rare."""
        return self.size >= WARM

    def rarity(self, word: int) -> float:
        """The weight of a telling word: the logarithm of how few items have it (IDF)."""
        return math.log((self.size + 10) / (self._told[word % TOLD_BY] + 1) + 1)

    def add(self, number: int, told: Fingerprint) -> None:
        """The item of this number, from 1 on, can be found from now on."""
        for bucket in self._buckets(told):
            at = self._next[bucket]
            self._items[bucket * DEPTH + at] = number
            self._next[bucket] = (at + 1) % DEPTH
        self.size += 1
        for word in told.lead():
            self._told[word % TOLD_BY] += 1

    def near(self, told: Fingerprint) -> list[int]:
        """The numbers of at most MOST_FOUND items that may tell the same, likeliest first."""
        met: Counter[int] = Counter()
        for bucket in self._buckets(told):
            met.update(self._items[bucket * DEPTH : (bucket + 1) * DEPTH])
        del met[0]
        likely = [number for number, times in met.items() if times >= FEWEST_MET]
        return nlargest(MOST_FOUND, likely, key=lambda number: (met[number], number))

    def _buckets(self, told: Fingerprint) -> set[int]:
        counts = self._told
        ranked = sorted([(counts[word % TOLD_BY], word) for word in told.lead()])
        keys = {word % BUCKETS for _, word in ranked[:RAREST]}
        keys.update(band % BUCKETS for band in told.bands())
        return keys
