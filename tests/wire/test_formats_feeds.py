"""RSS, Atom and JSON Feed read as wire items."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from masthead.wire.errors import ParseError
from masthead.wire.items import Link, PubStatus, Subject
from masthead.wire.parsing import parse_bytes, parse_file

FIXTURES = Path(__file__).parents[1] / "fixtures" / "wire" / "feeds"


def read(name):
    return list(parse_file(FIXTURES / name))


def test_rss_2_entry_is_read_whole():
    item = read("rss20.xml")[0]
    assert item.format == "rss"
    assert item.guid == "PL-1"
    assert item.status is PubStatus.USABLE
    assert item.headline == "Lumen Grid & Brightwater sign"
    assert item.summary == "Power for data centres."
    assert item.byline == "Press office"
    assert item.language == "en-US"
    assert item.provider == item.credit_line == "Pressline"
    assert item.copyright == "Pressline 2026"
    assert item.first_created == item.version_created == datetime(2026, 3, 6, 8, 30, tzinfo=UTC)
    assert item.subjects == (Subject("medtop", "20000256"),)
    assert item.keywords == ("20000256", "energy")
    assert item.links == (Link("https://pressline.example/r/1", "alternate"),)


def test_rss_body_is_the_full_content_without_headline_pictures_and_scripts():
    item = read("rss20.xml")[0]
    assert item.body_html == (
        '<p>The firms <a href="https://pressline.example/terms">agreed</a>.</p>'
    )
    assert [(one.url, one.mime, one.credit, one.width) for one in item.media] == [
        ("https://pressline.example/r/1.jpg", "image/jpeg", None, 0),
        ("https://pressline.example/big.jpg", "image/*", "Lumen", 1200),
        ("https://pressline.example/logo.png", None, None, 200),
    ]


def test_entry_without_guid_is_named_by_link_title_and_date():
    item = read("rss20.xml")[1]
    assert item.guid.startswith("urn:sha256:")
    assert item.guid == read("rss20.xml")[1].guid
    assert item.byline == "Rolf Dane"
    assert item.summary == item.body_text == "First line."
    assert "first_created: '2026-03-06T10:00:00' has no offset, read as UTC" in item.warnings


def test_kill_in_a_feeds_headline_is_withheld_for_an_editor():
    item = read("rss20.xml")[2]
    assert item.status is PubStatus.WITHHELD
    assert item.signals == ("kill-advisory",)


def test_white_space_before_the_declaration_is_forgiven():
    assert (FIXTURES / "rss20.xml").read_bytes().startswith(b"\n<?xml")
    assert len(read("rss20.xml")) == 3


def test_netscapes_document_type_brings_its_letters():
    (item,) = read("rss091.xml")
    assert item.headline == "Café chain lists"
    assert item.body_text == "Shares & more"


def test_rss_1_entry_is_read():
    (item,) = read("rss10.xml")
    assert item.guid == "https://pressline.example/d"
    assert item.headline == "Saltmarsh Re reports"
    assert item.byline == "Ines Roe"
    assert item.version_created == datetime(2026, 3, 6, 11, tzinfo=UTC)


def test_atom_entry_is_read_whole():
    (item,) = read("atom10.xml")
    assert item.format == "atom"
    assert item.guid == "tag:harrow.example,2026:1"
    assert item.headline == "Ports and premiums"
    assert item.byline == "Sel Ashe"
    assert item.first_created == datetime(2026, 3, 5, 7, tzinfo=UTC)
    assert item.version_created == datetime(2026, 3, 6, 7, tzinfo=UTC)
    assert item.subjects == (Subject("https://harrow.example/kinds", "insurance", "Insurance"),)
    assert item.links == (Link("https://harrow.example/notes/1", "alternate"),)
    assert item.body_html == "<p>Premiums <em>rose</em>.</p><ul><li>Hulls</li></ul>"
    assert [(one.url, one.caption) for one in item.media] == [
        ("https://harrow.example/1.pdf", "The note")
    ]


def test_a_lone_atom_entry_is_a_feed_of_one_and_plain_text_stays_text():
    (item,) = read("atom_entry.xml")
    assert item.headline == "Alone"
    assert item.body_text == "Plain <not a tag> text"


def test_json_feed_items_are_read_and_strangers_passed_over():
    first, second = read("feed.json")
    assert (first.format, first.guid) == ("json-feed", "17")
    assert first.headline == "Tessellate < forecasts"
    assert first.byline == "The desk"
    assert first.language == "en-CA"
    assert first.first_created == datetime(2026, 3, 6, 14, tzinfo=UTC)
    assert first.version_created == datetime(2026, 3, 6, 15, tzinfo=UTC)
    assert first.body_html == '<p>Chips <a href="https://baystreet.example/x">sold</a>.</p>'
    assert first.keywords == ("chips",)
    assert [one.url for one in first.media] == [
        "https://baystreet.example/17.jpg",
        "https://baystreet.example/17.mp3",
    ]
    assert second.byline == "Old form"
    assert second.body_html == "<p>Only &lt;text&gt;.</p><p>Two stanzas.</p>"


def test_an_identifier_in_the_place_of_a_link_is_no_link():
    (item,) = parse_bytes(
        b'<rss version="2.0"><channel><item><guid>x:1</guid><title>T</title></item></channel></rss>'
    )
    assert item.guid == "x:1"
    assert item.links == ()


@pytest.mark.parametrize(
    "element",
    [
        "<author>" + "a@" * 50_000 + "</author>",
        "<author>" + "a" * 100_000 + "</author>",
        "<description>" + "&amp;amp;" * 60_000 + "</description>",
        "<title>" + "&lt;![" * 50_000 + "</title>",
        "<pubDate>" + "Jan 1 " * 50_000 + "</pubDate>",
    ],
    ids=["addresses", "letters", "ampersands", "half tags", "dates"],
)
def test_feeds_made_to_be_slow_are_not(element):
    start = time.process_time()
    results = list(
        parse_bytes(f"<rss version='2.0'><channel><item>{element}</item></channel></rss>".encode())
    )
    assert len(results) == 1
    assert time.process_time() - start < 10


def test_empty_feeds_hold_no_items():
    assert list(parse_bytes(b'<rss version="2.0"><channel/></rss>')) == []
    assert list(parse_bytes(b'<feed xmlns="http://www.w3.org/2005/Atom"/>')) == []


def test_elements_where_no_feed_has_them_are_an_error_not_a_crash():
    (error,) = parse_bytes(b"<entry><link guid='x'><entry guid='y'/></link></entry>")
    assert isinstance(error, ParseError)
    assert error.code == "malformed-xml"
