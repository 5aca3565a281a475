"""The date in the nameplate follows the clock."""

from __future__ import annotations

import pytest
import time_machine
from django.utils import timezone

from masthead.delivery import due, reads
from masthead.delivery.page_keys import table
from masthead.reader import day
from masthead.reader.frame import build_frame

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _unturned():
    day._turned.clear()
    yield
    day._turned.clear()


def test_pages_that_show_the_date_are_made_anew_at_midnight():
    with time_machine.travel("2026-11-23T23:59:00Z", tick=False) as clock:
        due.perform_if_due()
        before = table().versions([day.KEY])
        due.forget()
        due.perform_if_due()
        assert table().versions([day.KEY]) == before
        clock.move_to("2026-11-24T00:00:01Z")
        due.forget()
        due.perform_if_due()
        assert table().versions([day.KEY]) > before


def test_next_turn_is_the_sites_midnight_not_utcs():
    with (
        time_machine.travel("2026-11-23T12:00:00Z", tick=False),
        timezone.override("America/New_York"),
    ):
        day.turn(timezone.now())
        assert day.next_turn().isoformat() == "2026-11-24T00:00:00-05:00"


def test_every_page_says_that_it_shows_the_date():
    with reads.collecting() as keys:
        build_frame(timezone.now())
    assert f"~{day.KEY}" in keys
