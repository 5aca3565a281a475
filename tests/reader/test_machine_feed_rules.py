"""Every feed by the rules that the W3C's validator and the RSS Advisory Board's profile have."""

from __future__ import annotations

import json
import re
from datetime import datetime
from email.utils import parsedate_to_datetime

import pytest
from lxml import etree, html

from factories.content import make_article, text_block
from masthead.content import services
from masthead.content.kinds import Kind, Origin

pytestmark = pytest.mark.django_db

LISTS = ("/", "/banking/", "/trading/", "/topics/mergers/", "/authors/imogen-farrow/")
ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
NAMED_ENTITY = re.compile(rb"&(?!#x[0-9A-F]+;|lt;|gt;|amp;)")
ADDRESSES = {"href", "src", "poster", "action", "cite"}


@pytest.fixture
def busy(paper, settings):
    """A paper whose feeds hold every kind and origin, markup, agency copy, a correction, a kill."""
    settings.MASTHEAD_OUTGOING = {"hubs": ["https://hub.example/"]}
    section = {"section": paper.banking, "topics": [paper.topic], "authors": [paper.author]}
    for kind in Kind:
        make_article(f"Of kind {kind} & <more>", kind=kind, lead_image=paper.picture, **section)
    for origin in Origin:
        make_article(f"From {origin}", origin=origin, provider="Ardentis", guid=f"id {origin} <1>",
                     byline="By A. B.", section=paper.trading)  # fmt: skip
    linked = '<p>Led <a href="/about/">on</a> and <a href="#there">there</a> & more ]]></p>'
    rich = make_article("Linked", body=[text_block(linked)], **section)
    services.correct_article(rich, note="It was Tuesday.", by="test")
    services.kill_article(make_article(**section), reason="wrong", by="test")
    return paper


def xml_feeds(client, file):
    for path in LISTS:
        answer = client.get(f"{path}{file}")
        assert NAMED_ENTITY.search(answer.content) is None
        yield path, answer, etree.fromstring(answer.content)


def is_absolute(url):
    return url.startswith(("http://testserver/", "https://"))


def assert_whole(fragment):
    """Markup in a feed stands anywhere, so its addresses are absolute and it runs nothing."""
    for node in html.fragments_fromstring(fragment):
        if isinstance(node, str):
            continue
        for one in node.iter():
            assert one.tag not in {"script", "style", "iframe", "form", "input", "object"}
            for name, value in one.attrib.items():
                assert not name.startswith("on")
                assert name != "style"
                assert name not in ADDRESSES or is_absolute(value), (one.tag, name, value)


def the_only(parent, tag):
    [found] = parent.findall(tag)
    return found


def test_rss_keeps_the_rules(client, busy):
    for path, answer, document in xml_feeds(client, "feed.xml"):
        assert answer["Content-Type"] == "application/rss+xml; charset=utf-8"
        assert (document.tag, document.get("version")) == ("rss", "2.0")
        channel = the_only(document, "channel")
        for tag in ("title", "link", "description", "language", "lastBuildDate"):
            assert the_only(channel, tag).text
        parsedate_to_datetime(channel.findtext("lastBuildDate"))
        [own] = [one for one in channel.findall(f"{ATOM}link") if one.get("rel") == "self"]
        assert own.get("href") == f"http://testserver{path}feed.xml"
        items = channel.findall("item")
        guids = [the_only(item, "guid").text for item in items]
        assert len(set(guids)) == len(guids)
        for item in items:
            check_rss_item(item)


def check_rss_item(item):
    for tag in ("title", "link", "description", "guid", "pubDate"):
        assert the_only(item, tag).text.strip()
    assert the_only(item, "guid").get("isPermaLink") == "false"
    assert parsedate_to_datetime(item.findtext("pubDate")).tzinfo
    assert is_absolute(item.findtext("link"))
    assert item.find("author") is None, "an e-mail address; names stand in dc:creator"
    assert len(item.findall("enclosure")) <= 1
    for enclosure in item.findall("enclosure"):
        assert is_absolute(enclosure.get("url"))
        assert enclosure.get("type") == "image/jpeg"
        assert enclosure.get("length").isdecimal()
    tags = [child.tag for child in item]
    assert tags.count(f"{CONTENT}encoded") <= 1
    if f"{CONTENT}encoded" in tags:
        assert tags.index("description") < tags.index(f"{CONTENT}encoded")
        assert_whole(item.findtext(f"{CONTENT}encoded"))


def test_atom_keeps_the_rules(client, busy):
    for path, answer, document in xml_feeds(client, "atom.xml"):
        assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
        assert document.tag == f"{ATOM}feed"
        for tag in ("id", "title", "updated"):
            assert the_only(document, f"{ATOM}{tag}").text
        [own] = [one for one in document.findall(f"{ATOM}link") if one.get("rel") == "self"]
        assert own.get("href") == f"http://testserver{path}atom.xml"
        entries = document.findall(f"{ATOM}entry")
        ids = [the_only(entry, f"{ATOM}id").text for entry in entries]
        assert len(set(ids)) == len(ids)
        stones = document.findall("{http://purl.org/atompub/tombstones/1.0}deleted-entry")
        assert not {one.get("ref") for one in stones} & set(ids)
        told = document.findtext(f"{ATOM}updated")
        for entry in entries:
            check_atom_entry(entry)
            assert entry.findtext(f"{ATOM}updated") <= told


def check_atom_entry(entry):
    for tag in ("id", "title", "updated", "published", "summary"):
        assert the_only(entry, f"{ATOM}{tag}").text
    assert re.match(r"[a-z][a-z0-9+.-]*:\S+$", entry.findtext(f"{ATOM}id")), "an IRI"
    for tag in ("updated", "published"):
        assert RFC_3339.fullmatch(entry.findtext(f"{ATOM}{tag}"))
    assert entry.findtext(f"{ATOM}published") <= entry.findtext(f"{ATOM}updated")
    links = [(one.get("rel"), one.get("type")) for one in entry.findall(f"{ATOM}link")]
    assert links.count(("alternate", "text/html")) == 1
    assert len(set(links)) == len(links)
    assert all(is_absolute(one.get("href")) for one in entry.findall(f"{ATOM}link"))
    assert all(one.findtext(f"{ATOM}name") for one in entry.findall(f"{ATOM}author"))
    for content in entry.findall(f"{ATOM}content"):
        assert content.get("type") == "html"
        assert_whole(content.text)


def test_json_feed_keeps_the_rules(client, busy):
    for path in LISTS:
        answer = client.get(f"{path}feed.json")
        assert answer["Content-Type"].startswith("application/feed+json")
        told = json.loads(answer.content)
        assert told["version"] == "https://jsonfeed.org/version/1.1"
        assert told["title"]
        assert told["feed_url"] == f"http://testserver{path}feed.json"
        assert is_absolute(told["home_page_url"])
        assert [one["type"] for one in told["hubs"]] == ["WebSub"]
        ids = [one["id"] for one in told["items"]]
        assert len(set(ids)) == len(ids)
        for item in told["items"]:
            check_json_item(item)


def check_json_item(item):
    assert isinstance(item["id"], str)
    assert is_absolute(item["url"])
    assert item.get("content_html") or item.get("content_text")
    for name in ("date_published", "date_modified"):
        assert datetime.fromisoformat(item[name]).tzinfo
    assert "author" not in item, "JSON Feed 1.1 says authors"
    assert all(one.get("name") for one in item.get("authors", []))
    if "content_html" in item:
        assert_whole(item["content_html"])


@pytest.mark.parametrize("file", ["feed.xml", "atom.xml", "feed.json"])
def test_a_feed_that_has_not_moved_is_the_same_to_the_byte(client, busy, file):
    assert client.get(f"/{file}").content == client.get(f"/{file}").content
