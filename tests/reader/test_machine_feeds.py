"""The feeds: valid, whole, dated, and the same piece under the same name for ever."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import feedparser
import pytest
from django.core.files.base import ContentFile
from lxml import etree
from wagtail.documents import get_document_model

from factories.content import make_article, make_draft
from masthead.content import services
from masthead.content.kinds import Kind, Origin
from masthead.content.models import SiteSettings
from masthead.reader.machine.feed_formats import Entry, Feed, atom, json_feed, rss
from masthead.reader.machine.hubs import feeds_of

pytestmark = pytest.mark.django_db

NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "at": "http://purl.org/atompub/tombstones/1.0",
}
FORMATS = ("feed.xml", "atom.xml", "feed.json")


def read(client, path):
    return client.get(path).content


def xml_of(client, path):
    return etree.fromstring(read(client, path))


@pytest.mark.parametrize("start", ["/", "/banking/", "/topics/mergers/", "/authors/imogen-farrow/"])
@pytest.mark.parametrize("file", FORMATS)
def test_feed_of_every_list_holds_the_article_under_its_own_address(client, paper, start, file):
    answer = client.get(f"{start}{file}")
    told = feedparser.parse(answer.content) if file.endswith("xml") else None
    if told:
        assert not told.bozo, told.get("bozo_exception")
        assert [one.title for one in told.entries] == ["Calloway members back the merger"]
        self_link = next(link for link in told.feed.links if link.rel == "self")
        assert self_link.href == f"http://testserver{start}{file}"
    else:
        described = answer.json()
        assert [one["title"] for one in described["items"]] == ["Calloway members back the merger"]
        assert described["feed_url"] == f"http://testserver{start}{file}"
    assert answer.headers["Link"] == f'<http://testserver{start}{file}>; rel="self"'
    assert "private" not in answer.headers["Cache-Control"]


@pytest.mark.parametrize("file", FORMATS)
def test_feed_of_another_section_does_not_hold_it(client, paper, file):
    assert b"Calloway" not in read(client, f"/trading/{file}")
    assert client.get(f"/nowhere/{file}").status_code == 404


def test_rss_item_is_in_order_whole_and_permanently_named(client, paper):
    [item] = xml_of(client, "/feed.xml").iter("item")
    names = [child.tag for child in item]
    encoded = f"{{{NAMESPACES['content']}}}encoded"
    assert names.index("description") < names.index(encoded)
    guid = item.find("guid")
    assert (guid.text, guid.get("isPermaLink")) == (paper.article.guid, "false")
    enclosure = item.find("enclosure")
    assert enclosure.get("url").startswith("http://testserver/pictures/")
    assert enclosure.get("type") == "image/jpeg"
    assert item.findtext("link") == f"http://testserver{paper.article.url}"
    assert item.findtext("pubDate").endswith(" GMT")


def test_plain_text_is_escaped_by_number(client, paper):
    make_article("Fish & chips < 5% of \x0bspend", section=paper.banking)
    text = read(client, "/feed.xml").decode()
    assert "<title>Fish &#x26; chips &#x3C; 5% of spend</title>" in text
    assert "Harbour &#x26; Exchange" in text


def test_article_keeps_its_guid_through_correction_and_move_and_its_update_is_dated(client, paper):
    [before] = xml_of(client, "/atom.xml").findall("atom:entry", NAMESPACES)
    services.correct_article(
        paper.article,
        note="The vote was on Tuesday.",
        headline="Members back it",
        by="test",
        at=datetime(2999, 1, 1, tzinfo=UTC),
    )
    [after] = xml_of(client, "/atom.xml").findall("atom:entry", NAMESPACES)
    said = [entry.findtext("atom:id", namespaces=NAMESPACES) for entry in (before, after)]
    assert said[0] == said[1] == paper.article.guid
    dates = [entry.findtext("atom:updated", namespaces=NAMESPACES) for entry in (before, after)]
    assert dates[0] <= dates[1]
    published = [
        entry.findtext("atom:published", namespaces=NAMESPACES) for entry in (before, after)
    ]
    assert published[0] == published[1]
    content = after.findtext("atom:content", namespaces=NAMESPACES)
    assert "The vote was on Tuesday." in content
    assert after.findtext("atom:title", namespaces=NAMESPACES) == "Members back it"


def test_agency_guid_that_is_no_iri_is_put_into_one_for_atom_and_left_alone_in_rss(client, paper):
    make_article("From the wire", section=paper.banking, guid="id 42<x>", origin=Origin.WIRE)
    entries = xml_of(client, "/atom.xml").findall("atom:entry", NAMESPACES)
    assert entries[0].findtext("atom:id", namespaces=NAMESPACES) == "urn:x-masthead:id%2042%3Cx%3E"
    assert xml_of(client, "/feed.xml").find(".//item/guid").text == "id 42<x>"


def stones(client, path="/atom.xml"):
    found = xml_of(client, path).findall("at:deleted-entry", NAMESPACES)
    return [dict(one.attrib) for one in found]


def test_killed_article_leaves_every_feed_and_atom_says_that_it_is_gone(
    client, paper, time_machine
):
    time_machine.move_to("2999-01-04T09:00:00Z", tick=False)
    assert stones(client) == []
    services.kill_article(paper.article, reason="The bank was another.", by="test")
    stone = {"ref": paper.article.guid, "when": "2999-01-04T09:00:00Z"}
    for start in ("/", "/banking/", "/topics/mergers/", "/authors/imogen-farrow/"):
        assert stones(client, f"{start}atom.xml") == [stone]
        for file in FORMATS:
            text = read(client, f"{start}{file}")
            assert b"Calloway" not in text
            assert b"another" not in text
            assert (paper.article.guid.encode() in text) == (file == "atom.xml")
    assert stones(client, "/trading/atom.xml") == []
    feed = xml_of(client, "/atom.xml")
    assert feed.findtext("atom:updated", namespaces=NAMESPACES) == "2999-01-04T09:00:00Z"
    assert not feedparser.parse(read(client, "/atom.xml")).bozo


def test_tombstones_stand_only_for_what_was_in_the_feed(client, paper):
    draft = make_draft("A secret", section=paper.banking)
    held = make_draft(
        "Held", section=paper.banking, embargoed_until=datetime(2999, 1, 1, tzinfo=UTC)
    )
    services.publish_article(held, by="test")
    release = make_article(
        "Sent in", section=paper.banking, kind=Kind.PRESS_RELEASE, origin=Origin.CONTRIBUTED
    )
    for one in (draft, held, release):
        services.kill_article(one, reason="wrong", by="test")
    assert stones(client) == []


def test_the_newest_twenty_tombstones_stand_newest_first(client, paper):
    killed = [make_article(section=paper.banking) for _ in range(22)]
    for one in killed:
        services.kill_article(one, reason="wrong", by="test")
    refs = [one["ref"] for one in stones(client)]
    assert refs == [one.guid for one in reversed(killed)][:20]


def test_feed_carries_whole_articles_or_summaries_as_the_editors_say(client, paper):
    assert b"agreed the terms" in read(client, "/feed.xml")
    face = SiteSettings.load()
    face.feed_content = "summary"
    face.save()
    for file in FORMATS:
        assert b"agreed the terms" not in read(client, f"/{file}")
        assert b"what comes next" in read(client, f"/{file}")


def test_agency_copy_under_terms_goes_out_as_a_summary(client, paper):
    make_article(
        "Under terms", section=paper.banking, origin=Origin.WIRE, usage_terms="Web page only."
    )
    items = {one["title"]: one for one in json.loads(read(client, "/feed.json"))["items"]}
    assert "content_html" not in items["Under terms"]
    assert items["Under terms"]["content_text"] == "What the board agreed, and what comes next."
    assert "content_html" in items["Calloway members back the merger"]


def test_links_and_pictures_of_the_text_are_whole(client, paper):
    film = get_document_model().objects.create(
        title="Cranes", file=ContentFile(b"film", name="cranes.webm")
    )
    make_article(
        "With a picture",
        section=paper.banking,
        body=[
            {"type": "text", "value": '<p><a href="/about/">Us</a> and href="/nothing"</p>'},
            {"type": "image", "value": {"image": paper.picture.pk, "alt": "A harbour"}},
            {
                "type": "video",
                "value": {"title": "Cranes", "file": film.pk, "poster": paper.picture.pk},
            },
        ],
    )
    item = json.loads(read(client, "/banking/feed.json"))["items"][0]
    assert 'href="http://testserver/about/"' in item["content_html"]
    assert 'href="/nothing"' in item["content_html"].replace("&quot;", '"')
    assert '<img src="http://testserver/pictures/' in item["content_html"]
    assert 'poster="http://testserver/pictures/' in item["content_html"]
    assert f'<video src="http://testserver/files/{film.pk}/' in item["content_html"]


def test_empty_feed_is_valid_and_the_same_every_time(client, paper):
    first = read(client, "/trading/atom.xml")
    assert not feedparser.parse(first).bozo
    assert first == read(client, "/trading/atom.xml")


def test_hubs_stand_in_every_format_and_in_the_header(client, paper, settings):
    settings.MASTHEAD_OUTGOING = {"hubs": ["https://hub.example/"]}
    for file in FORMATS:
        answer = client.get(f"/{file}")
        assert b"https://hub.example/" in answer.content
        assert '<https://hub.example/>; rel="hub"' in answer.headers["Link"]


def test_hubs_are_told_of_the_feeds_that_a_key_moves(paper):
    moved = set(feeds_of(frozenset({"latest", f"section:{paper.banking.pk}", "article:1", "nav"})))
    assert {"/feed.xml", "/atom.xml", "/feed.json", "/banking/feed.xml"} <= moved
    assert not any(path.startswith("/trading/") for path in moved)


@pytest.mark.parametrize("file", FORMATS)
def test_feed_needs_no_more_queries_for_more_articles(queries_of, paper, file):
    few = queries_of(f"/{file}")
    for _ in range(4):
        make_article(section=paper.banking, authors=[paper.author], topics=[paper.topic],
                     lead_image=paper.picture)  # fmt: skip
    assert queries_of(f"/{file}") == few <= 13


def test_publishing_in_one_section_leaves_the_feed_of_another_alone(client, paper):
    keys = client.get("/trading/feed.xml").headers["Surrogate-Key"].split()
    assert f"section:{paper.trading.pk}" in keys
    assert "latest" not in keys
    assert f"section:{paper.banking.pk}" not in keys


AT = datetime(2026, 11, 23, 9, 30, 15, 999, tzinfo=UTC)
ENTRY = Entry(
    id="urn:x:1", guid="1", url="https://p.example/a/", title="T & t", summary="S", content="",
    label="", categories=("A",), authors=(("Ann", ""),), image="", image_alt="", published=AT,
    updated=AT, language="en", licence="https://p.example/rsl/1.xml",
)  # fmt: skip
FEED = Feed(
    title="F", description="D", page="https://p.example/", address="https://p.example/feed.xml",
    language="en-GB", publisher="P", icon="https://p.example/favicon.svg", hubs=(), updated=AT,
    entries=(ENTRY,),
)  # fmt: skip


def test_dates_are_written_as_each_format_asks():
    assert "<pubDate>Mon, 23 Nov 2026 09:30:15 GMT</pubDate>" in rss(FEED)
    assert "<published>2026-11-23T09:30:15Z</published>" in atom(FEED)
    assert json.loads(json_feed(FEED))["items"][0]["date_published"] == "2026-11-23T09:30:15Z"
