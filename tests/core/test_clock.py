"""The one clock."""

from __future__ import annotations

from datetime import UTC, datetime

from masthead.core import clock


def test_the_clock_is_aware_and_in_utc(time_machine):
    time_machine.move_to("2027-03-28T02:30:00+01:00", tick=False)
    assert clock.now() == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert clock.now().tzinfo is UTC
