"""Back-off and receipts, on plain values."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from masthead.delivery import rules


def test_the_wait_doubles_up_to_five_minutes():
    waits = [rules.backoff(failures).total_seconds() for failures in (0, 1, 2, 3, 9, 10, 10_000)]
    assert waits == [1, 1, 2, 4, 256, 300, 300]


def test_a_receipt_counts_milliseconds_and_never_backwards():
    committed = datetime(2027, 1, 4, 9, tzinfo=UTC)
    assert (
        rules.applied("pages", committed=committed, at=committed + timedelta(seconds=1.5)).ms
        == 1500
    )
    assert rules.applied("pages", committed=committed, at=committed - timedelta(seconds=1)).ms == 0
