"""Pure decisions of delivery: back-off, lag and receipts. No Django, no clock of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

BACKOFF_CEILING = timedelta(minutes=5)
WEBHOOK_WAITS = (  # the schedule that Standard Webhooks suggests, about 75 hours in all
    *(timedelta(seconds=5), timedelta(minutes=5), timedelta(minutes=30)),
    *(timedelta(hours=hours) for hours in (2, 5, 10, 14, 20, 24)),
)


def backoff(failures: int) -> timedelta:
    """How long a follower waits after its nth failure in a row: 1, 2, 4 … seconds, at most 300."""
    return min(timedelta(seconds=2 ** min(max(failures - 1, 0), 16)), BACKOFF_CEILING)


def webhook_backoff(failures: int) -> timedelta | None:
    """How long a webhook waits after its nth failure in a row; None after the tenth: the receiver
    is given up.
    """
    return WEBHOOK_WAITS[failures - 1] if failures <= len(WEBHOOK_WAITS) else None


@dataclass(frozen=True, slots=True)
class Applied:
    """One line of a receipt: the follower `name` had the change applied `ms` after its commit."""

    name: str
    applied_at: datetime
    ms: int


def applied(name: str, *, committed: datetime, at: datetime) -> Applied:
    """The receipt line for a change committed at one time and applied at another."""
    return Applied(name, at, max(0, round((at - committed) / timedelta(milliseconds=1))))
