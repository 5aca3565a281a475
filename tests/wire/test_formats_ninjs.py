"""ninjs of all three lines, and two dialects, read as the newsroom understands them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from masthead.wire.errors import ErrorCode, ParseError
from masthead.wire.items import Instrument, Link, PubStatus, Subject
from masthead.wire.parsing import parse_bytes, parse_file

FIXTURES = Path(__file__).parents[1] / "fixtures" / "wire" / "ninjs"


def read(name):
    (item,) = parse_file(FIXTURES / name)
    return item


def ninjs(**properties):
    (item,) = parse_bytes(json.dumps({"uri": "urn:x", **properties}).encode())
    return item


def test_every_part_of_a_1_x_object_is_read():
    item = read("v1.json")
    assert item.guid == "urn:calder.example:1001"
    assert item.version == 5
    assert item.status is PubStatus.USABLE
    assert item.embargoed_until == datetime(2026, 3, 6, 8, tzinfo=UTC)
    assert item.first_created == datetime(2026, 3, 6, 7, tzinfo=UTC)
    assert item.version_created == datetime(2026, 3, 6, 7, 30, tzinfo=UTC)
    assert item.headline == "Kestrel Payments buys a rival"
    assert item.summary == "The deal is worth 90 million."
    assert item.byline == "Jon Vale"
    assert item.dateline == "Bergen"
    assert item.language == "en-US"
    assert item.urgency == 4
    assert item.provider == item.credit_line == "Calder Financial"
    assert item.copyright == "Copyright Calder"
    assert item.usage_terms == "Web only"
    assert item.ed_note == "Not for print: call the desk"
    assert item.genres == ("Analysis",)
    assert item.keywords == ("payments",)
    assert item.places == ("Bergen",)
    assert item.story_key == "urn:calder.example:1000"
    assert item.body_html == "<p>Kestrel <strong>bought</strong> a rival.</p>"
    assert item.warnings == ()


def test_subject_codes_keep_their_vocabulary():
    assert read("v1.json").subjects == (
        Subject("medtop", "20000350", "central bank"),
        Subject("subj", "04008000", "economy"),
        Subject("literal", "Payments", "Payments"),
    )
    assert read("v3.json").subjects == (
        Subject("medtop", "20000274", "banking"),
        Subject("subj", "13010000", "Teknologi"),
        Subject("literal", "lok", "Local"),
    )


def test_symbols_of_organisations_are_securities():
    assert read("v1.json").instruments == (
        Instrument(ticker="KSTR", mic="XNAS", name="Kestrel Payments"),
        Instrument(isin="NO0010000011", name="Kestrel Payments"),
    )
    assert read("v3.json").instruments == (
        Instrument(ticker="FNDB", mic="XOSL", name="Foundry Bank"),
    )


def test_associations_are_media_or_links():
    item = read("v1.json")
    assert [(one.url, one.caption, one.credit, one.alt) for one in item.media] == [
        ("https://calder.example/main.jpg", "The deal is worth 90 million.", "Jon Vale", None),
        ("https://calder.example/o.jpg", "The office in Bergen", "L. Moss", "A glass door"),
        ("https://calder.example/in.jpg", None, None, "Logo"),
    ]
    assert (item.media[1].width, item.media[1].height) == (4000, 3000)
    assert item.links == (Link("urn:calder.example:0999", "related"),)


def test_every_part_of_a_3_x_object_is_read():
    item = read("v3.json")
    assert item.status is PubStatus.CANCELED
    assert item.embargoed_until == datetime(2026, 3, 6, 12, tzinfo=UTC)
    assert item.expires == datetime(2026, 5, 1, tzinfo=UTC)
    assert item.headline == "Foundry Bank & friends"
    assert item.summary == "In brief."
    assert item.byline == "Mia Holt"
    assert item.language == "nb-NO"
    assert item.ed_note == "desk only"
    assert item.body_html == "<p>One.</p><p>Two.</p>"
    assert [(one.url, one.rendition) for one in item.media] == [
        ("https://calder.example/t.png", "thumbnail"),
        ("https://calder.example/logo.png", None),
    ]


def test_a_version_that_is_no_number_is_the_first_with_a_warning():
    assert read("v3.json").version == 1
    assert read("v3.json").warnings == ("version 'rev-b' is not a number",)
    assert ninjs(version=7).version == 7


@pytest.mark.parametrize("name", ["embargoed", "embargoedUntil", "embargoeduntil"])
def test_the_embargo_is_found_under_the_name_of_each_line(name):
    item = ninjs(**{name: "2026-03-06T12:00:00Z"})
    assert item.embargoed_until == datetime(2026, 3, 6, 12, tzinfo=UTC)


def test_one_bad_item_of_a_list_leaves_its_siblings():
    first, second, third, fourth = parse_file(FIXTURES / "list.json")
    assert first.body_html == "<p>Plain copy</p><p>in two stanzas &lt;5%</p>"
    assert isinstance(second, ParseError)
    assert (second.code, second.index) == (ErrorCode.MALFORMED_JSON, 1)
    assert third.status is PubStatus.WITHHELD
    assert third.signals == ("kill-advisory",)
    assert fourth.status is PubStatus.WITHHELD
    assert fourth.urgency is None
    assert fourth.embargoed_until == datetime(2026, 3, 6, tzinfo=UTC)


def test_digital_wires_are_read_with_their_boxes_but_not_their_notepad():
    item = read("digitalwires.json")
    assert item.guid == "urn:newsml:calder.example:20260306:77"
    assert item.signals == ("correction",)
    assert item.subjects == (Subject("medtop", "20000337", "Hafen"),)
    assert item.places == ("Norwegen",)
    assert item.keywords == ("Schiffe",)
    assert item.dateline == "Halden (cal) -"
    assert item.summary == "Schiffe warten."
    assert item.body_text == "Der Hafen öffnet.\n\nZahlen\n\n12 Schiffe"
    (picture,) = item.media
    assert (picture.url, picture.width) == ("https://calder.example/p.jpeg", 2048)
    assert picture.caption == "Der Hafen am Morgen"


def test_properties_of_the_wrong_type_read_as_absent():
    item = ninjs(
        headline=["x", {"value": 3}, None], body_html={"a": 1}, subject="text", place=[[]],
        renditions=[1, None], associations={"a": 4}, urgency=True, byline={}, version=[],
    )  # fmt: skip
    assert item.headline == "x"
    assert item.urgency is None
    assert item.byline is None
    assert item.media == ()
