"""How the wire room says what an item's marks say, and which answers it offers."""

from __future__ import annotations

import pytest

from masthead.desk.wire.rules import more_agencies, signal_words, urgency_of, verbs_for


def names(state, **rights):
    said = {"usable": True, "merge": False, "writes": True, "releases": True} | rights
    return [verb.name for verb in verbs_for(state, **said)]


@pytest.mark.parametrize(
    ("number", "word", "urgent"),
    [(1, "Flash", True), (3, "Urgent", True), (4, "Priority", False), (8, "Lowest", False)],
)
def test_urgency_has_a_word_beside_its_number(number, word, urgent):
    shown = urgency_of(number)
    assert (shown.number, shown.word, shown.urgent) == (number, word, urgent)


def test_no_urgency_is_shown_where_the_agency_gave_none():
    assert urgency_of(None) is None


def test_signals_are_said_gravest_first_and_a_later_version_is_an_update():
    assert signal_words(["update", "correction"], version=2) == ("Corrected", "Update")
    assert signal_words(["urn:own:signal"], version=1) == ()
    assert signal_words([], version=2) == ("Update",)


def test_the_other_agencies_of_a_story_are_counted_once_each():
    assert more_agencies([7, 7, 8], own=3) == "+2 more agencies"
    assert more_agencies([7], own=3) == "+1 more agency"
    assert more_agencies([3], own=3) == "+1 more of its own"
    assert more_agencies([], own=3) == ""


def test_what_waits_can_be_taken_edited_published_and_spiked():
    assert names("inbox") == ["take", "edit", "publish", "spike"]


def test_a_reporter_may_take_and_edit_only():
    assert names("inbox", releases=False) == ["take", "edit"]


def test_withheld_copy_is_not_offered_for_publishing():
    assert names("inbox", usable=False) == ["take", "edit", "spike"]


def test_a_version_that_waits_to_be_merged_is_not_taken_or_published_past_the_merge():
    assert names("inbox", merge=True) == ["spike"]


@pytest.mark.parametrize(
    ("state", "given"),
    [("spiked", ["unspike"]), ("taken", []), ("released", []), ("killed", [])],
)
def test_what_was_answered_is_not_answered_again(state, given):
    assert names(state) == given
