"""How the wire's words are read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masthead.wire import rules
from masthead.wire.items import PubStatus, Subject

MARCH = datetime(2026, 3, 3, 8, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (" a \n\t b\u00a0c ", "a b c"),
        ("a\x00b\x85c", "a b c"),
        ("R&amp;D &#8212; caf&eacute;", "R&D \u2014 café"),
        ("R&D; and &x;", "R&D; and &x;"),
        ("", None),
        ("  ", None),
        (None, None),
    ],
)
def test_texts_come_on_one_plain_line(text, line):
    assert rules.plain_line(text) == line


@pytest.mark.parametrize(
    "stated",
    [
        "20260303T081500Z",
        "20260303T091500+0100",
        "20260303T0915+01",
        "2026-03-03T08:15:00Z",
        "2026-03-03T08:15:00.000Z",
        "2026-03-03T08:15:00.000000000Z",
        "2026-03-03T09:15:00+01:00",
        "2026-03-03T09:15:00 +01:00",
        "2026-03-03T04:15-0400",
        "Tue, 03 Mar 2026 08:15:00 GMT",
        "3 Mar 2026 09:15 +0100",
    ],
)
def test_times_of_every_spelling_name_the_same_moment(stated):
    reading = rules.read_time(stated)
    assert reading.value == MARCH
    assert reading.warning is None


@pytest.mark.parametrize("stated", ["20260303T081500", "2026-03-03T08:15:00", "2026-03-03T08:15"])
def test_a_time_without_offset_is_utc_with_a_warning(stated):
    reading = rules.read_time(stated)
    assert reading.value == MARCH
    assert reading.warning == f"{stated!r} has no offset, read as UTC"


@pytest.mark.parametrize(
    "stated", ["tomorrow", "2026-13-01", "2026", "0001-01-01T00:00:00Z", "20260303T996000Z", "9"]
)
def test_what_is_no_time_is_none_with_a_warning(stated):
    assert rules.read_time(stated) == rules.TimeReading(None, f"{stated!r} is not a time")


@pytest.mark.parametrize("stated", [None, "", "  "])
def test_no_time_is_none_without_a_warning(stated):
    assert rules.read_time(stated) == rules.TimeReading(None)


def test_a_template_is_a_placeholder():
    assert rules.is_placeholder_time("YYYYMMDD000000-HHMM")
    assert not rules.is_placeholder_time("after lunch")
    assert rules.read_time("YYYYMMDD000000-HHMM").value is None


@given(st.integers(-5_000_000_000, 250_000_000_000), st.integers(-720, 720))
def test_any_iso_time_survives_reading(seconds, minutes):
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    elsewhere = moment.astimezone(timezone(timedelta(minutes=minutes)))
    assert rules.read_time(elsewhere.isoformat()).value == moment


@given(st.text(max_size=40))
def test_no_text_makes_a_rule_stumble(text):
    rules.read_time(text)
    rules.read_status(text)
    rules.read_version(text)
    rules.read_language(text)
    rules.subject_of(text)
    rules.bare_subject(text, scheme=text)
    rules.headline_signals(text)
    rules.short_signal(text)
    assert rules.read_urgency(text) in {None, *range(1, 10)}
    assert rules.read_size(text) >= 0


@pytest.mark.parametrize(
    ("stated", "status"),
    [
        (None, PubStatus.USABLE),
        ("", PubStatus.USABLE),
        ("usable", PubStatus.USABLE),
        ("stat:usable", PubStatus.USABLE),
        ("Usable", PubStatus.USABLE),
        ("embargoed", PubStatus.USABLE),
        ("stat:withheld", PubStatus.WITHHELD),
        ("stat:canceled", PubStatus.CANCELED),
        ("cancelled", PubStatus.CANCELED),
        ("http://cv.iptc.org/newscodes/pubstatusg2/canceled", PubStatus.CANCELED),
    ],
)
def test_statuses_are_read_in_every_spelling(stated, status):
    assert rules.read_status(stated) == (status, None)


def test_an_unknown_status_fails_closed():
    assert rules.read_status("stat:withdrawn") == (
        PubStatus.WITHHELD,
        "unknown status 'stat:withdrawn', read as withheld",
    )


@pytest.mark.parametrize(
    ("stated", "version"), [(None, None), ("3", 3), (" 04 ", 4), (7, 7), ("1670105467", 1670105467)]
)
def test_versions_are_whole_numbers(stated, version):
    assert rules.read_version(stated) == (version, None)


@pytest.mark.parametrize("stated", ["1.2", "b", "-1", "²", "9" * 30])
def test_a_version_that_is_no_number_is_said(stated):
    assert rules.read_version(stated) == (None, f"version {stated!r} is not a number")


@pytest.mark.parametrize(
    ("stated", "tag"),
    [
        ("en", "en"),
        ("en_gb", "en-GB"),
        ("EN-us", "en-US"),
        ("swe", "sv"),
        ("ger-AT", "de-AT"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("nb-NO", "nb-NO"),
        ("english", None),
        ("", None),
        (None, None),
    ],
)
def test_languages_are_bcp_47(stated, tag):
    assert rules.read_language(stated) == tag


@pytest.mark.parametrize(
    ("stated", "urgency"), [("1", 1), ("9", 9), (4.0, 4), ("0", None), ("10", None), ("x", None)]
)
def test_urgency_is_one_to_nine(stated, urgency):
    assert rules.read_urgency(stated) == urgency


@pytest.mark.parametrize(
    ("identifier", "subject"),
    [
        ("medtop:20000350", Subject("medtop", "20000350")),
        ("subj:04000000", Subject("subj", "04000000")),
        ("N2:SPO", Subject("N2", "SPO")),
        ("http://cv.iptc.org/newscodes/mediatopic/20000350", Subject("medtop", "20000350")),
        ("http://cv.iptc.org/newscodes/subjectcode/04000000", Subject("subj", "04000000")),
        ("https://a.example/s/1", Subject("uri", "https://a.example/s/1")),
        ("loose", Subject("literal", "loose")),
        ("medtop:", None),
        ("", None),
    ],
)
def test_subject_identifiers_name_vocabulary_and_code(identifier, subject):
    assert rules.subject_of(identifier) == subject


@pytest.mark.parametrize(
    ("code", "scheme", "subject"),
    [
        ("04000000", None, Subject("subj", "04000000")),
        ("20000350", None, Subject("medtop", "20000350")),
        ("20000350", "subj", Subject("subj", "20000350")),
        ("04000000", "http://cv.iptc.org/newscodes/mediatopic/", Subject("medtop", "04000000")),
        ("a", None, Subject("literal", "a")),
        ("a", "desk", Subject("desk", "a")),
        (" ", None, None),
    ],
)
def test_bare_codes_take_the_vocabulary_beside_them(code, scheme, subject):
    assert rules.bare_subject(code, scheme=scheme) == subject


@pytest.mark.parametrize(
    ("headline", "signals"),
    [
        ("KILL: Bank story", ("kill-advisory",)),
        ("Mandatory kill - Bank story", ("kill-advisory",)),
        ("STORY WITHDRAWN-Bank story", ("kill-advisory",)),
        ("ADVISORY: KILL: Bank", ("advisory", "kill-advisory")),
        ("CORRECTED-UPDATE 2-Gold", ("correction", "update")),
        ("CORRECTED (OFFICIAL)-Gold", ("correction",)),
        ("REFILE-Gold", ("refile",)),
        ("2nd UPDATE: Gold", ("update",)),
        ("(REPEAT) Gold", ("repeat",)),
        ("RPT-Gold", ("repeat",)),
        ("EMBARGO: Gold", ("embargo",)),
        ("HOLD: Gold", ("hold",)),
        ("Kill Bill returns", ()),
        ("Kill-switch law passes", ()),
        ("Update on gold", ()),
        ("Withdrawn medicine returns", ()),
        ("Advisory board meets", ()),
        ("", ()),
        (None, ()),
    ],
)
def test_headline_tags_are_tags_only_before_a_mark(headline, signals):
    assert rules.headline_signals(headline) == signals


@pytest.mark.parametrize(
    ("stated", "signal"),
    [
        ("sig:update", "update"),
        ("http://cv.iptc.org/newscodes/signal/correction", "correction"),
        ("dpasig:isplanned", "dpasig:isplanned"),
        ("correction", "correction"),
    ],
)
def test_iptc_signals_are_short_and_providers_own_stay_whole(stated, signal):
    assert rules.short_signal(stated) == signal


@pytest.mark.parametrize(
    ("stated", "code"),
    [("NYSE", "XNYS"), ("TSX Venture", "XTSX"), ("mic:XTSE", "XTSE"), ("XOSL", "XOSL")],
)
def test_exchanges_have_market_codes(stated, code):
    assert rules.market_code(stated) == code


@pytest.mark.parametrize("stated", ["Our Exchange", "", None, "1234", "nyq"])
def test_an_unknown_exchange_has_none(stated):
    assert rules.market_code(stated) is None


def test_a_byline_is_a_line_of_its_own():
    assert rules.byline_in_copy(" By Ada  Quill ") == "By Ada Quill"
    assert (
        rules.byline_in_copy("By raising rates the bank hoped to win back all its old friends")
        is None
    )
    assert rules.byline_in_copy("By 2027 rates fall") is None
    assert rules.byline_in_copy(None) is None
