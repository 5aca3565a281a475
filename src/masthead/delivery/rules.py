"""Pure decisions of delivery: back-off, lag and receipts. No Django, no clock of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

BACKOFF_CEILING = timedelta(minutes=5)


def backoff(failures: int) -> timedelta:
    """How long a follower waits after its nth failure in a row: 1, 2, 4 … seconds, at most 300."""
    return min(timedelta(seconds=2 ** min(max(failures - 1, 0), 16)), BACKOFF_CEILING)


@dataclass(frozen=True, slots=True)
class Applied:
    """One line of a receipt: the follower `name` had the change applied `ms` after its commit."""

    name: str
    applied_at: datetime
    ms: int


def applied(name: str, *, committed: datetime, at: datetime) -> Applied:
    """The receipt line for a change committed at one time and applied at another."""
    return Applied(name, at, max(0, round((at - committed) / timedelta(milliseconds=1))))
