"""IPTC 7901, ZCZC telegrams, ANPA 1312, mail and plain copy as the newsroom understands them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from masthead.wire.errors import ErrorCode, ParseError
from masthead.wire.formats.prose import prose_html
from masthead.wire.formats.teletype import day_time_in, decode
from masthead.wire.items import PubStatus, Subject
from masthead.wire.parsing import parse_bytes, parse_file

FIXTURES = Path(__file__).parents[1] / "fixtures" / "wire"


def read(name):
    return list(parse_file(FIXTURES / name))


def message(text, *, header="mna0421 2 f 118  mna 0107", trailer="050904 GMT Mar 26"):
    wire = f"\x01{header}\r\n\r\nRates/\r\n\x02{text}\r\n\x03{trailer}\r\n\x04"
    (item,) = parse_bytes(wire.encode("latin-1"))
    return item


# --- IPTC 7901 -------------------------------------------------------------------------------


def test_every_part_of_a_message_is_read():
    item = read("iptc7901/two.txt")[0]
    assert item.format == "iptc7901"
    assert item.guid == "iptc7901:mna0421:2026-03-05"
    assert item.headline == "Reserve Bank lifts rates to 3.5 per cent"
    assert item.slugline == "Reserve-bank/rates"
    assert item.byline == "By Priya Sand, Meridian"
    assert item.dateline == "Oslo"
    assert item.urgency == 2
    assert item.provider == "mna"
    assert item.subjects == (Subject("iptc7901-category", "f"),)
    assert item.first_created == item.version_created == datetime(2026, 3, 5, 9, 4, tzinfo=UTC)
    assert item.status is PubStatus.USABLE
    assert item.signals == ("update",)
    assert not item.numbered
    assert item.warnings == ()


def test_copy_is_paragraphs_and_columns_are_a_table():
    item = read("iptc7901/two.txt")[0]
    assert item.body_html == (
        "<p>Oslo (Meridian) - The Northern Reserve Bank lifted its rate on Thursday, the third "
        "time this year.</p><p>The council voted seven to two.</p>"
        "<table><tbody><tr><td>Rate</td><td>Before</td><td>After</td></tr>"
        "<tr><td>Deposit</td><td>3.25</td><td>3.50</td></tr>"
        "<tr><td>Lending</td><td>4.00</td><td>4.25</td></tr></tbody></table>"
    )


def test_the_notepad_for_editors_is_no_copy():
    item = read("iptc7901/two.txt")[0]
    assert "Tor Beck" in item.ed_note
    assert "Tor Beck" not in item.body_text
    assert "* * *" not in item.body_text


def test_a_kill_in_words_alone_is_withheld_for_a_person():
    item = read("iptc7901/two.txt")[1]
    assert item.status is PubStatus.WITHHELD
    assert item.signals == ("kill-advisory",)
    assert item.urgency == 5


@pytest.mark.parametrize("words", ["HOLD", "EMBARGO", "STORY WITHDRAWN", "MANDATORY KILL"])
def test_key_lines_that_stop_a_story_withhold_it(words):
    item = message(f"{words}\r\nPort to close =\r\n\r\nThe port will close.")
    assert item.status is PubStatus.WITHHELD
    assert item.headline == "Port to close"


def test_key_lines_above_the_headline_are_signals():
    item = message("REFILE\r\n2ND LEAD\r\nPort to close =\r\n\r\nThe port will close.")
    assert item.headline == "Port to close"
    assert item.signals == ("refile", "update")
    assert item.status is PubStatus.USABLE


def test_a_headline_goes_on_from_a_full_line():
    item = message(
        "Northern Reserve Bank lifts its rate for the third time this year and\r\n"
        "hints at a fourth =\r\n\r\nThe bank did."
    )
    assert item.headline == (
        "Northern Reserve Bank lifts its rate for the third time this year and hints at a fourth"
    )


def test_a_message_that_does_not_mark_its_headline_is_named_by_its_keywords():
    item = message("The port will close,\r\nits owner said.\r\n\r\nNobody was told.")
    assert item.headline == item.slugline == "Rates"
    assert item.body_html == (
        "<p>The port will close,<br>its owner said.</p><p>Nobody was told.</p>"
    )


def test_no_urgency_is_read_into_an_unknown_priority():
    assert message("A =\r\n\r\nB.", header="mna0421 9 f 118  mna 0107").urgency is None


def test_a_time_without_a_zone_is_utc_and_said():
    (item,) = read("iptc7901/latin1.txt")
    assert item.version_created == datetime(2026, 12, 9, 12, 23, tzinfo=UTC)
    assert any("no offset" in warning for warning in item.warnings)


@pytest.mark.parametrize(
    ("stated", "read_as"),
    [
        ("071341 GMT Okt 15", "2015-10-07T13:41:00Z"),
        ("242200 GMT Jun 17", "2017-06-24T22:00:00Z"),
        ("091223 déc 18", "2018-12-09T12:23:00"),
        ("010000 juil 99", "1999-07-01T00:00:00"),
        ("311259 Mär 2020", "2020-03-31T12:59:00"),
        ("no time at all", None),
        ("991299 GMT Jan 20", None),
        ("101010 Foo 20", None),
    ],
)
def test_times_are_read_with_months_in_the_agencies_languages(stated, read_as):
    assert day_time_in(stated) == read_as


def test_latin_1_and_the_marks_of_iso_6937_are_read():
    (latin,) = read("iptc7901/latin1.txt")
    assert latin.headline == "L'été sera cher: une «catastrophe» (Corr)"
    assert latin.body_html == "<p>Paris (mna) Les prix ont monté.</p><p>Le conseil a dit non.</p>"
    (iso,) = read("iptc7901/iso6937.txt")
    assert iso.headline == "Le café monte, dit François"
    assert iso.body_text == "Le café a monté d'un dixième."


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Zürich: 5 €".encode(), "Zürich: 5 €"),
        ("Zürich: 5 €".encode("cp1252"), "Zürich: 5 €"),
        ("Zürich".encode("utf-16"), "Zürich"),
        (b"caf\xc2e", "café"),
        (b"\x81\xe9", "\x81é"),
    ],
)
def test_characters_are_found_without_a_declaration(data, text):
    assert decode(data) == text


def test_telegrams_are_read_by_the_signs_of_their_lines():
    fire, prices = read("iptc7901/zczc.txt")
    assert fire.headline == "Fire at the Port of Halden"
    assert fire.slugline == "Halden_Fire1"
    assert fire.provider == "MNA"
    assert fire.subjects == (Subject("iptc7901-category", "A"), Subject("subj", "04015001"))
    assert fire.body_html.startswith("<p>A fire has closed two quays of the port.</p><p>Nobody")
    assert prices.headline == "Closing prices"
    assert prices.keywords == ("TDR",)


def test_line_noise_before_a_telegram_hides_it_not():
    (item,) = parse_bytes(b"\x1d\x0e\r  ZCZC MNA\r#Halden\r:Port opens\rIt has.\rNNNN")
    assert (item.slugline, item.headline) == ("Halden", "Port opens")
    assert item.body_text == "It has."


def test_plain_text_asked_for_as_a_message_is_read_with_a_doubt():
    (item,) = parse_bytes(b"Port to close\n\nIt will.", format="iptc7901")
    assert (item.headline, item.body_html) == ("Port to close", "<p>It will.</p>")
    assert any("no header" in warning for warning in item.warnings)


@pytest.mark.parametrize("data", [b"\x01", b"\x01\x02\x03\x04", b"\x01\r\n\x04\x01\x03"])
def test_frames_around_nothing_are_empty(data):
    (error,) = parse_bytes(data, format="iptc7901")
    assert isinstance(error, ParseError)
    assert error.code == ErrorCode.EMPTY


def test_markup_in_plain_text_is_text():
    item = message("A =\r\n\r\n<script>x()</script> & <b>more</b>")
    assert item.body_html == "<p>&lt;script&gt;x()&lt;/script&gt; &amp; &lt;b&gt;more&lt;/b&gt;</p>"


# --- ANPA 1312 -------------------------------------------------------------------------------


def test_every_part_of_an_anpa_message_is_read():
    item = read("anpa/two.anpa")[0]
    assert item.format == "anpa"
    assert item.guid == "anpa:z6715:2026-03-05"
    assert item.headline == "Reserve Bank lifts rates to 3.5 percent"
    assert item.slugline == item.story_key == "RATES--Reserve Bank"
    assert item.byline == "By TOR BECK"
    assert item.dateline == "OSLO"
    assert item.urgency == 4
    assert item.provider == "MNA"
    assert item.ed_note == "Eds: Updates throughout. With MNA Photos."
    assert item.subjects == (Subject("anpa", "f"),)
    assert item.version_created == datetime(2026, 3, 5, 9, 4, tzinfo=UTC)
    assert item.signals == ("update",)
    assert item.warnings == ()


def test_typesetting_codes_become_dashes_quotes_and_tables():
    item = read("anpa/two.anpa")[0]
    assert item.body_html == (
        "<p>OSLO (MNA) — The Northern Reserve Bank lifted its rate Thursday, “the last time,” it "
        "said.</p><p>The council voted seven to two.</p><p><strong>Rates at the close</strong></p>"
        "<table><tbody><tr><td></td><td>Before</td><td>After</td></tr>"
        "<tr><td>New deposit</td><td>3.25</td><td>3½</td></tr>"
        "<tr><td>Lending</td><td>4.00</td><td>4.25</td></tr></tbody></table>"
    )


def test_a_kill_in_the_keyword_line_is_withheld_for_a_person():
    item = read("anpa/two.anpa")[1]
    assert item.status is PubStatus.WITHHELD
    assert item.signals == ("kill-advisory",)
    assert item.urgency == 2
    assert item.version_created == datetime(2026, 3, 5, 14, 11, tzinfo=UTC)


def test_anpa_without_a_message_is_empty():
    (error,) = parse_bytes(b"words", format="anpa")
    assert error.code == ErrorCode.EMPTY


# --- Plain copy and mail ---------------------------------------------------------------------


def test_a_release_without_a_header_is_known_by_its_dateline():
    (item,) = read("plain_text/release.txt")
    assert item.format == "text"
    assert item.headline == "Tessellate opens its second plant"
    assert item.provider == "Tessellate"
    assert item.slugline == "PR10042"
    assert item.dateline == "LEUVEN, Belgium"
    assert item.body_html.endswith("two hundred people.</p><p>• It opens in May.</p>")
    assert item.version_created is None


def test_rows_of_results_are_a_table_under_their_title():
    (item,) = read("plain_text/table.txt")
    assert item.headline == "Halden, Thursday 5 March 2026"
    assert "<td>Northern Star</td>" in item.body_html
    assert item.body_html.endswith("<p>Tide: 04.10</p>")


@pytest.mark.parametrize(
    "text", ["Hello world", "BC-BANKS 03-06 0911", "name,value\n1,2\n", "#!/bin/sh\necho x\n"]
)
def test_text_that_shows_no_sign_of_the_wire_stays_unknown(text):
    (error,) = parse_bytes(text.encode())
    assert error.code == ErrorCode.UNKNOWN_FORMAT


def test_mail_is_an_item_with_the_richer_of_its_texts():
    (item,) = read("mail/note.eml")
    assert item.format == "mail"
    assert item.guid == "20260305.1@harrow.example"
    assert item.headline == "Harrow\u2019s view of rates"
    assert item.provider == "Harrow Research"
    assert item.version_created == datetime(2026, 3, 5, 9, tzinfo=UTC)
    assert item.body_html == "<p>Rates will rise <strong>again</strong>, says André.</p>"


def test_a_form_sent_by_mail_is_read_by_the_names_of_its_answers():
    (item,) = read("mail/form.eml")
    assert item.headline == "Halden reopens"
    assert item.slugline == "HALDEN"
    assert item.dateline == "OSLO"
    assert item.urgency == 2
    assert item.body_html == "<p>The port has reopened.</p><p>All quays work.</p>"


@pytest.mark.parametrize(
    "header", ["Auto-Submitted: auto-replied", "Content-Type: multipart/report; boundary=b"]
)
def test_mail_that_a_machine_wrote_is_not_published(header):
    mail = f"Message-ID: <1@a.example>\nSubject: Away\n{header}\nFrom: a@a.example\n\nAway."
    (item,) = parse_bytes(mail.encode())
    assert item.signals == ("not-for-publication",)


@pytest.mark.parametrize(
    "data",
    [
        b"\x00\x00\x01\x00\x01\x00\x10\x10\x02",
        b"\xff\xd8\xff\xe1\x16\x01Exif\x00\x02",
        b"\x89PNG\r\n\x1a\n\x01abc\x02",
        b"| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |\n| 4 | 5 | 6 |\n",
    ],
    ids=["icon", "jpeg", "png", "markdown"],
)
def test_pictures_and_notes_are_no_messages(data):
    (error,) = parse_bytes(data)
    assert error.code == ErrorCode.UNKNOWN_FORMAT


# --- Prose -----------------------------------------------------------------------------------


ROWS = (
    "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr>"
    "<tr><td>e</td><td>f</td></tr></table>"
)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a\n\nb", "<p>a</p><p>b</p>"),
        ("   a b\n   c d", "<p>a b</p><p>c d</p>"),
        ("x" * 65 + "\n" + "y" * 64 + "\nend", f"<p>{'x' * 65} {'y' * 64} end</p>"),
        ("one\ntwo\nthree", "<p>one<br>two<br>three</p>"),
        ("a  b\nc  d\ne  f", ROWS),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        ("", ""),
    ],
)  # fmt: skip
def test_set_text_becomes_paragraphs_lists_and_tables(text, html):
    assert prose_html(text) == html
