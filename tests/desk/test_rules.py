"""The desk's pure decisions."""

from __future__ import annotations

import pytest

from masthead.content.rules import Held
from masthead.desk.rules import STATUS_WORDS, Bar, Status, bars, status_of


@pytest.mark.parametrize(
    ("held", "facts", "status"),
    [
        (None, {}, Status.LIVE),
        (None, {"scheduled": True}, Status.LIVE),
        (Held.DRAFT, {}, Status.DRAFT),
        (Held.DRAFT, {"was_out": True}, Status.OFF),
        (Held.DRAFT, {"in_review": True}, Status.REVIEW),
        (Held.DRAFT, {"scheduled": True, "in_review": True}, Status.SCHEDULED),
        (Held.KILLED, {"scheduled": True}, Status.KILLED),
        (Held.EMBARGOED, {}, Status.EMBARGOED),
        (Held.NO_RIGHTS, {}, Status.NO_RIGHTS),
    ],
)
def test_an_article_stands_where_the_gate_and_the_desk_put_it(held, facts, status):
    said = {"scheduled": False, "in_review": False, "was_out": False} | facts
    assert status_of(held, **said) is status


def test_every_reason_of_the_gate_has_a_status_with_words():
    for held in Held:
        status = status_of(held, scheduled=False, in_review=False, was_out=False)
        assert STATUS_WORDS[status]


def test_the_highest_bar_fills_the_height_and_nothing_is_drawn_for_nothing():
    assert bars([], width=100, height=10, gap=0) == []
    assert bars([0, 4, 2], width=32, height=8, gap=1) == [
        Bar(0, 8, 10, 0),
        Bar(11, 0, 10, 8),
        Bar(22, 4, 10, 4),
    ]


def test_an_empty_day_draws_flat_bars():
    assert {bar.height for bar in bars([0] * 24, width=480, height=96, gap=4)} == {0}
