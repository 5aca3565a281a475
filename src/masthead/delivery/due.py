"""Time is a change too: what becomes due by the clock, done by whoever looks first.

The heartbeat looks every second; when it is dead, the next request does the work. Apps register
what can fall due; visibility itself never waits for this (the gate reads the clock).
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from masthead.core import clock

logger = logging.getLogger(__name__)

LOOK_EVERY = 1.0  # seconds for which a process trusts the next due time it has read


@dataclass(frozen=True, slots=True)
class DueWork:
    """Something that falls due: `next_at()` is the earliest time there is work (None: none),
    `perform(now)` does all that is due and returns how many things it did.
    """

    name: str
    next_at: Callable[[], datetime | None]
    perform: Callable[[datetime], int]


_works: dict[str, DueWork] = {}
_looking = threading.Lock()
_performing = threading.Lock()
_next: tuple[float, datetime | None] = (0.0, None)


def register(work: DueWork) -> None:
    """Add a kind of due work; called from an AppConfig.ready()."""
    _works[work.name] = work


def next_at() -> datetime | None:
    """The earliest time at which anything falls due."""
    times = [at for work in _works.values() if (at := work.next_at())]
    return min(times, default=None)


def perform(now: datetime) -> int:
    """Do everything that is due; the number of things done. Bears being run by many at once.

    A kind of work that fails is logged and stops no other.
    """
    return sum(_perform_one(work, now) for work in _works.values())


def perform_if_due() -> int:
    """Do what is due, if anything is; costs nothing within a second of the last look.

    Requests that come while one of them is at it wait until it is done.
    """
    if not _is_due():
        return 0
    with _performing:
        if not _is_due():
            return 0
        done = perform(clock.now())
        if done:
            forget()
        else:  # another process was faster, or it fails: look again in a second, not at once
            _remember(None)
    return done


def is_overdue() -> bool:
    """True when the next due time that was last read has come. No query."""
    due = _next[1]
    return due is not None and due <= clock.now()


def forget() -> None:
    """Read the next due time afresh at the next look."""
    global _next  # noqa: PLW0603 - the one cached reading of this process
    _next = (0.0, None)


def _is_due() -> bool:
    with _looking:
        read_at, due = _next
        if time.monotonic() - read_at >= LOOK_EVERY:
            due = next_at()
            _remember(due)
    return due is not None and due <= clock.now()


def _remember(due: datetime | None) -> None:
    global _next  # noqa: PLW0603 - as above
    _next = (time.monotonic(), due)


def _perform_one(work: DueWork, now: datetime) -> int:
    try:
        return work.perform(now)
    except Exception:
        logger.exception("due work %s failed", work.name)
        return 0
