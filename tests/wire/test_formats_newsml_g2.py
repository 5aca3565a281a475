"""NewsML-G2 messages and items read as the newsroom understands them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from masthead.wire.items import Instrument, Link, PubStatus, Subject
from masthead.wire.parsing import parse_bytes, parse_file

FIXTURES = Path(__file__).parents[1] / "fixtures" / "wire" / "newsml_g2"


@pytest.fixture
def message():
    return list(parse_file(FIXTURES / "message.xml"))


@pytest.fixture
def others():
    return list(parse_file(FIXTURES / "others.xml"))


def news_item(meta="", *, content="", copy="<p>Copy.</p>"):
    (item,) = parse_bytes(
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x" xml:lang="en">'
        f"<itemMeta>{meta}</itemMeta><contentMeta>{content}</contentMeta>"
        f"<contentSet><inlineXML>{copy}</inlineXML></contentSet></newsItem>".encode()
    )
    return item


def test_every_part_of_an_item_is_read(message):
    item = message[0]
    assert item.guid == "urn:newsml:meridian.example:20260305:nrb-rates"
    assert item.version == 3
    assert item.status is PubStatus.USABLE
    assert item.embargoed_until == datetime(2026, 3, 5, 9, tzinfo=UTC)
    assert item.expires == datetime(2026, 4, 5, 9, tzinfo=UTC)
    assert item.first_created == datetime(2026, 3, 5, 7, tzinfo=UTC)
    assert item.version_created == datetime(2026, 3, 5, 7, 59, 30, tzinfo=UTC)
    assert item.headline == "Reserve Bank lifts rates to 3.5 %"
    assert item.slugline == "NRB-RATES"
    assert item.summary == "The council voted seven to two."
    assert item.byline == "Priya Sand, Tor Beck"
    assert item.dateline == "OSLO (Meridian) -"
    assert item.language == "en-GB"
    assert item.urgency == 1
    assert item.provider == "Meridian News Agency"
    assert item.credit_line == "Meridian"
    assert item.copyright == "(c) Meridian 2026"
    assert item.usage_terms == "For subscribers only."
    assert item.item_class == "text"
    assert item.genres == ("Current",)
    assert item.places == ("Norway", "Europe")
    assert item.warnings == ()


def test_two_subject_vocabularies_stay_apart(message):
    assert message[0].subjects == (
        Subject("medtop", "20000350", "central bank"),
        Subject("subj", "04008003", "interest rate"),
        Subject("medtop", "20000379"),
        Subject("literal", "NRB", "Northern Reserve Bank"),
        Subject("place", "no", "Norway"),
    )


def test_securities_are_those_declared(message):
    assert message[0].instruments == (
        Instrument(ticker="ARDN", mic="XOSL", name="Ardentis Bank"),
        Instrument(isin="NO0010000003", name="Ardentis Bank"),
        Instrument(ticker="ARDN", mic="XNYS"),
    )


def test_relations_say_what_is_corrected_and_which_story_goes_on(message):
    item = message[0]
    assert item.signals == ("update", "correction", "meridian:flash")
    assert item.corrects == "urn:newsml:meridian.example:20260304:nrb-preview"
    assert item.story_key == "urn:newsml:meridian.example:2026:rate-path"
    assert Link("https://meridian.example/rates", "seeAlso") in item.links


def test_body_leaves_out_page_furniture_and_the_repeated_headline(message):
    assert message[0].body_html == (
        "<p>OSLO (Meridian) - The bank moved<br>by a quarter point.</p><h2>Vote</h2>"
        "<p>Two members <strong>dissented</strong>.</p>"
        "<table><tbody><tr><td>Old</td><td>3.25</td></tr>"
        "<tr><td>New</td><td>3.50</td></tr></tbody></table>"
    )
    assert message[0].word_count == 18


def test_editors_note_stays_with_editors(message):
    assert message[0].ed_note == "Desk: +47 555 0101, not for publication"
    assert "555" not in message[0].body_text


def test_either_spelling_cancels(message):
    assert message[1].status is PubStatus.CANCELED
    assert news_item('<pubStatus qcode="stat:canceled"/>').status is PubStatus.CANCELED


def test_a_status_we_do_not_know_is_withheld(message):
    assert message[2].status is PubStatus.WITHHELD
    assert "withdrawn" in message[2].warnings[0]
    assert message[2].version == 1


def test_plain_text_content_becomes_paragraphs(message):
    assert message[1].body_html == "<p>First stanza &amp; more.</p><p>Second stanza.</p>"


def test_a_byline_that_opens_the_copy_is_the_byline(message):
    assert message[2].byline == "By Ada Quill"
    assert news_item(copy="<p>By 2027 rates will fall</p>").byline is None


def test_an_embargo_that_cannot_be_read_is_withheld(message):
    item = message[3]
    assert item.status is PubStatus.WITHHELD
    assert item.signals == ("correction", "update")
    assert item.body_html == "<p>NITF inside.</p>"
    assert item.summary == "Ships wait."


def test_packages_link_to_what_they_hold(others):
    package = others[0]
    assert package.item_class == "composite"
    assert package.headline == "Morning list"
    assert package.links == (
        Link("urn:newsml:meridian.example:20260305:nrb-rates", "main"),
        Link("https://meridian.example/2.xml", "main"),
    )


def test_picture_renditions_share_what_they_depict(others):
    picture = others[1]
    assert [(one.url, one.rendition, one.width) for one in picture.media] == [
        ("https://meridian.example/pic-small.jpg", "thumbnail", 150),
        ("tag:meridian.example,2026:pic", "highRes", 3000),
    ]
    assert {one.depicts for one in picture.media} == {"urn:newsml:meridian.example:pic"}
    assert picture.media[1].caption == "A ship waits outside the port."
    assert picture.media[1].credit == "Meridian/L. Moss"
    assert picture.media[1].alt == "Ship"


def test_reference_data_is_marked_as_no_story(others):
    plan, concept = others[2], others[3]
    assert plan.headline == "Rate decision, Thursday"
    assert plan.version == 4
    assert plan.warnings[0] == "a planningItem is reference data, not a story"
    assert concept.headline == "Helena Voss"
    assert concept.body_html == ""


def test_sports_data_is_no_copy_and_a_nameless_item_gets_a_name(others):
    item = others[4]
    assert item.body_html == ""
    assert "no copy: the item holds no text to publish" in item.warnings
    assert item.guid.startswith("urn:sha256:")


def test_tt_mark_up_is_read(others):
    item = others[5]
    assert item.language == "sv"
    assert item.status is PubStatus.WITHHELD
    assert item.body_html == (
        "<p>Ingen höjning nu.</p><p>Vi väntar, säger chefen.</p>"
        "<h3>Marknaden</h3><p>Kronan föll.</p>"
    )


def test_pictures_inside_the_copy_are_media(message):
    (chart,) = message[0].media
    assert chart.url == "https://meridian.example/chart.png"
    assert chart.alt == "Rate path"
    assert chart.caption == "The rate since 2020"


def test_a_heartbeat_and_a_bare_catalogue_hold_no_item():
    for name in ("newsMessage", "catalog"):
        assert list(parse_bytes(f"<{name}/>".encode())) == []


def test_a_caption_is_no_summary_of_a_text():
    content = '<description role="descRole:caption">Slug:head</description>'
    text = news_item('<itemClass qcode="icls:text"/>', content=content)
    picture = news_item('<itemClass qcode="icls:picture"/>', content=content)
    assert text.summary is None
    assert picture.summary == "Slug:head"


def test_an_advisory_that_says_so_itself_is_marked_not_for_publication():
    item = news_item(copy="<p>(This is not for publication)</p>")
    assert item.signals == ("not-for-publication",)
    assert item.warnings == ("the copy says it is not for publication",)
    assert news_item(copy="<p>Copy.</p>").signals == ()


def test_an_item_says_whether_it_states_a_version(message):
    assert [item.numbered for item in message] == [True, True, False, False]


def test_a_nil_embargo_is_until_further_notice_and_an_empty_one_is_none():
    nil = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"'
    assert news_item(f"<embargoed {nil}/>").status is PubStatus.WITHHELD
    assert news_item("<embargoed/>").status is PubStatus.USABLE


def test_html_and_plain_text_data_are_told_apart():
    html = news_item(copy="&lt;p&gt;a &lt;b&gt;b&lt;/b&gt;&lt;/p&gt;")
    assert html.body_html == "<p>a <strong>b</strong></p>"


def test_of_many_languages_the_items_own_is_taken():
    content = (
        '<language tag="ger"/><headline xml:lang="en">Rates</headline>'
        '<headline xml:lang="de-AT">Zinsen</headline>'
    )
    assert news_item(content=content).headline == "Zinsen"
    assert news_item(content=content).language == "de"
