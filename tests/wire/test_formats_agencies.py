"""The XML that single agencies made for themselves, and what their APIs put around ninjs."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from masthead.wire.errors import ErrorCode
from masthead.wire.items import Link, PubStatus, Subject
from masthead.wire.parsing import parse_bytes, parse_file

FIXTURES = Path(__file__).parents[1] / "fixtures" / "wire"


def only(name):
    (item,) = parse_file(FIXTURES / name)
    return item


def test_local_times_are_the_agencys():
    item = only("house_xml/rbnews.xml")
    assert item.format == "agency-xml"
    assert item.guid == "b0a1"
    assert item.version == 2
    assert item.headline == "Havnen i Halden åbner"
    assert item.byline == "Tor Beck"
    assert item.dateline == "Halden"
    assert item.urgency == 3
    assert item.version_created == datetime(2026, 7, 5, 8, 0, 0, 500000, tzinfo=UTC)
    assert item.signals == ("correction",)
    assert item.ed_note == "Ny version kl. 12."
    assert item.body_html == "<p>Havnen åbner <strong>igen</strong>.</p>"


def test_a_withdrawn_story_is_canceled():
    assert only("house_xml/withdrawn.xml").status is PubStatus.CANCELED


def test_a_release_keeps_its_embargo_and_its_pictures():
    item = only("house_xml/release.xml")
    assert item.guid == "42"
    assert item.embargoed_until == datetime(2026, 3, 6, 7, tzinfo=UTC)
    assert item.provider == "Tessellate"
    assert item.language == "no"
    assert item.keywords == ("Teknologi",)
    assert item.body_html == "<p>To hundre arbeidsplasser.</p><p>Fabrikken åpner i mai.</p>"
    (picture,) = item.media
    assert (picture.url, picture.caption) == ("https://pressline.example/plant.jpg", "Fabrikken")


def test_a_flag_to_hold_withholds_and_a_zero_date_is_no_embargo():
    item = only("house_xml/held.xml")
    assert item.status is PubStatus.WITHHELD
    assert item.embargoed_until is None
    assert item.version == 7


def test_a_picture_beside_the_file_is_named_as_it_is():
    item = only("house_xml/noticia.xml")
    assert item.first_created == datetime(2026, 3, 5, 17, 16, 4, tzinfo=UTC)
    assert [(one.url, one.caption) for one in item.media] == [("puerto.jpg", "El muelle")]


@pytest.mark.parametrize("data", [b"<release/>", b"<document><title>x</title></document>"])
def test_a_common_root_without_the_agencys_marks_stays_unknown(data):
    (error,) = parse_bytes(data)
    assert error.code == ErrorCode.UNKNOWN_FORMAT
    (error,) = parse_bytes(data, format="agency-xml")
    assert error.code == ErrorCode.UNKNOWN_FORMAT


def test_an_answer_of_an_api_gives_the_items_inside():
    item = only("ninjs/api_feed.json")
    assert item.format == "ninjs"
    assert item.guid == "9f1"
    assert item.version == 3
    assert item.byline == "By TOR BECK"
    assert item.provider == "MNA"
    assert item.usage_terms == "Editorial use only."
    assert [one.url for one in item.media] == ["https://api.meridian.example/9f1.jpg"]
    assert item.links == (Link("https://api.meridian.example/9f1.xml", "nitf"),)


def test_an_item_alone_in_an_answer_keeps_its_whole_body():
    item = only("ninjs/api_item.json")
    assert item.guid == "tag:calder.example,2026:x1"
    assert item.headline == "Rates rise"
    assert item.slugline == "RATES/"
    assert item.body_html == "<p>Rates rose.</p>"


def test_an_address_with_time_and_version_names_the_item_without_them():
    item = only("ninjs/gateway.json")
    assert item.guid == "http://WIRE/abc"
    assert item.version == 4
    assert item.subjects == (Subject("iptccat", "f"), Subject("service", "MNA"))


@pytest.mark.parametrize("data", [b'{"data": {"x": 1}}', b'{"items": [{"a": 1}]}', b'{"data": []}'])
def test_an_answer_without_a_story_stays_unknown(data):
    (error,) = parse_bytes(data)
    assert error.code == ErrorCode.UNKNOWN_FORMAT
