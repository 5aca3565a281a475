"""Real files of many agencies, where the shared corpora are: each is read, and read as it says.

The corpora are no part of the project. They are found through `MASTHEAD_CORPORA`, or in a folder
`shared/corpora` beside the checkout; without them these tests are skipped with the reason.
"""

from __future__ import annotations

import ast
import json
import os
import re
from html import unescape
from pathlib import Path

import pytest
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from masthead.content.markup import html_to_text, sanitise_html
from masthead.wire.errors import ErrorCode, ParseError
from masthead.wire.items import WireItem
from masthead.wire.parsing import parse_bytes, parse_file
from masthead.wire.rules import fold, read_language, read_time

CORPORA = Path(
    os.environ.get("MASTHEAD_CORPORA") or Path(__file__).resolve().parents[3] / "shared/corpora"
)
pytestmark = [
    pytest.mark.corpora,
    pytest.mark.skipif(not CORPORA.is_dir(), reason=f"no corpora in {CORPORA}"),
]

_NO_WIRE = {".md", ".html"}
_EXPECTATIONS = {"facts.json", "expected.json"}


def files_of(corpus):
    """The data files of a corpus, as paths from the corpora's folder."""
    found = sorted((CORPORA / corpus).rglob("*")) if CORPORA.is_dir() else []
    return [
        file
        for file in found
        if file.is_file() and file.suffix not in _NO_WIRE and file.name not in _EXPECTATIONS
    ]


def expectations(corpus, name):
    """Pairs of data file and what a corpus says of it."""
    for listing in sorted((CORPORA / corpus).glob(f"*/{name}")):
        for file, expected in json.loads(listing.read_text(encoding="utf-8"))["files"].items():
            yield listing.parent / file, expected


def is_well_formed(data):
    """By lxml as it comes, without our door."""
    try:
        etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError):
        return False
    return True


def assert_clean(item):
    body = LexborHTMLParser(item.body_html).body
    for node in body.traverse() if body else ():
        assert node.tag not in {"script", "style", "img", "iframe", "svg", "object"}
        assert set(node.attributes) <= {"href", "colspan", "rowspan"}
    assert sanitise_html(item.body_html) == item.body_html


@pytest.mark.parametrize(
    ("corpus", "form"), [("nitf", "nitf"), ("newsmlg2", "newsml-g2"), ("ninjs", "ninjs")]
)
def test_every_well_formed_wire_file_is_read(corpus, form):
    unread = []
    for file in files_of(corpus):
        for found in parse_file(file):
            if isinstance(found, WireItem):
                assert found.format == form
                assert found.guid
                assert_clean(found)
            elif file.suffix != ".json" and is_well_formed(file.read_bytes()):
                unread.append((file.name, found.message))
    assert unread == []


def test_every_well_formed_feed_is_read_and_every_other_gives_one_error():
    for file in files_of("feeds"):
        data = file.read_bytes()
        results = list(parse_bytes(data))
        for item in results:
            if isinstance(item, WireItem):
                assert item.guid
                assert item.format in {"rss", "atom", "json-feed", "ninjs"}
        if data.lstrip().startswith((b"{", b"[")):
            continue
        errors = [found for found in results if isinstance(found, ParseError)]
        if not is_well_formed(data.lstrip()):
            assert len(results) == len(errors) == 1 or results, file
        elif errors:
            assert errors[0].code in {ErrorCode.UNKNOWN_FORMAT, ErrorCode.FORBIDDEN_DTD}, file


def test_malformed_feeds_are_refused():
    refused = 0
    for file in files_of("feeds/feedparser/illformed"):
        data = file.read_bytes()
        if file.suffix == ".xml" and not is_well_formed(data.lstrip()):
            (error,) = parse_bytes(data)
            assert isinstance(error, ParseError), file
            refused += 1
    assert refused > 0


# --- NITF ------------------------------------------------------------------------------------

# Files that declare one encoding and hold another: the plain reading is the wrong one.
_RECODED = {"mapping_test.xml", "pa4.xml"}
_NITF_STATUS = {"usable": "usable", "canceled": "canceled", "withheld": "withheld"}


def test_nitf_facts_agree():
    checked = 0
    for file, facts in expectations("nitf", "facts.json"):
        (item,) = parse_file(file)
        checked += 1
        if file.name not in _RECODED:
            headline = facts.get("hl1") or facts.get("title")
            assert item.headline == headline, file
        assert item.guid == facts.get("doc_id", item.guid), file
        assert str(item.urgency) == facts.get("urgency", "None"), file
        assert item.status == _NITF_STATUS[facts.get("management_status", "usable")], file
        assert item.byline == facts.get("byline"), file
        assert item.copyright == facts.get("copyright_holder", item.copyright), file
        assert list(item.keywords) == facts.get("keywords", list(item.keywords)), file
        codes = [subject.code for subject in item.subjects]
        assert codes == facts.get("subject_codes", []), file
        assert len(item.media) == (0 if file.name in _MEDIA_WITHOUT_ADDRESS else facts["media"])
        for name, field in _NITF_TIMES.items():
            stated = read_time(facts.get(name)).value
            assert stated is None or stated == getattr(item, field), (file, name)
        if "ed_msg" in facts:
            assert item.ed_note == facts["ed_msg"], file
        if facts["body_paragraphs"]:
            assert item.body_text, file
    assert checked >= 19


_NITF_TIMES = {
    "date_issue": "first_created",
    "date_release": "embargoed_until",
    "date_expire": "expires",
}
_MEDIA_WITHOUT_ADDRESS = {"handle_invalid_fields.xml"}


def test_nitf_blocks_become_the_html_their_publisher_expects():
    for file, expected in expectations("nitf", "expected.json"):
        if not isinstance(expected, dict) or "bodyContentHtml" not in expected:
            continue
        (item,) = parse_file(file)
        assert item.body_html == expected["bodyContentHtml"]
        assert item.summary == expected["abstract"]
        assert item.ed_note == expected["edMessage"]
        assert item.headline == expected["headline"]


def test_recoded_nitf_is_read_in_the_encoding_it_holds():
    file = CORPORA / "nitf/superdesk-core/mapping_test.xml"
    (item,) = parse_file(file)
    assert item.headline.startswith("*En 41-årig mand")


# --- NewsML-G2 -------------------------------------------------------------------------------


def test_newsml_g2_facts_agree():
    checked = 0
    for file, facts in expectations("newsmlg2", "facts.json"):
        items = list(parse_file(file))
        for item, stated in zip(items, facts.get("items", []), strict=True):
            assert isinstance(item, WireItem), file
            compare_g2(item, stated, file)
            checked += 1
    assert checked >= 230


_G2_TEXTS = {
    "headline": "headline",
    "slugline": "slugline",
    "byline": "byline",
    "creditline": "credit_line",
    "dateline": "dateline",
    "urgency": "urgency",
}


def compare_g2(item, stated, file):
    assert item.guid == stated.get("guid", item.guid), file
    assert item.version == int(stated.get("version", 1)), file
    assert item.status == stated.get("pub_status", "stat:usable").partition(":")[2], file
    assert item.version_created == read_time(stated.get("version_created")).value, file
    assert item.first_created == read_time(stated.get("first_created")).value, file
    assert item.embargoed_until == read_time(stated.get("embargoed")).value, file
    for name, field in _G2_TEXTS.items():
        if name in stated:
            assert str(getattr(item, field)) == stated[name].strip(), (file, name)
    if stated.get("language"):
        assert item.language == read_language(stated["language"][0]), file
    codes = [f"{one.scheme}:{one.code}" for one in item.subjects if one.scheme != "literal"]
    assert [code for code in codes if not code.startswith("uri:")] == list(
        dict.fromkeys(stated.get("subjects", []))
    ), file
    for keyword in filter(None, stated.get("keywords", [])):
        assert keyword in item.keywords, file
    for note in filter(None, stated.get("edNote", [])):
        assert note in (item.ed_note or ""), file
    for signal in stated.get("signal", []):
        assert {signal, signal.partition(":")[2]} & set(item.signals), file
    assert not stated.get("inlineXML_paragraphs") or item.body_text, file
    assert len(item.media) <= stated["remote_contents"] or item.body_html, file


def test_editors_notepads_are_not_published():
    for file in files_of("newsmlg2/dpa-sample-2017"):
        for item in parse_file(file):
            if isinstance(item, WireItem) and "not-for-publication" not in item.signals:
                assert "nicht zur Veröffentlichung bestimmt" not in item.body_text, file


# --- The same story in two formats -----------------------------------------------------------


def test_ninjs_and_newsml_g2_of_one_story_agree():
    pairs = 0
    for file in files_of("ninjs/dpa-digitalwires"):
        twin = CORPORA / "newsmlg2/dpa-digitalwires/output" / f"{file.stem}.xml"
        if not twin.exists():
            continue
        ours, theirs = next(parse_file(file)), next(parse_file(twin))
        pairs += 1
        for field in ("guid", "version", "status", "headline", "language", "urgency", "byline"):
            assert getattr(ours, field) == getattr(theirs, field), (file, field)
        assert ours.version_created == theirs.version_created
        assert ours.signals == theirs.signals
        codes = {(one.scheme, one.code) for one in theirs.subjects}
        assert {(one.scheme, one.code) for one in ours.subjects} <= codes, file
        for line in html_to_text(ours.body_html).splitlines()[:3]:
            assert line in theirs.body_text, file
    assert pairs >= 8


# --- ninjs -----------------------------------------------------------------------------------


def test_ninjs_of_every_line_says_what_the_object_says():
    checked = 0
    for file in files_of("ninjs/iptc-newsinjson"):
        value = json.loads(file.read_text(encoding="utf-8"))
        if "uri" not in value or "$schema" in value:
            continue
        (item,) = parse_bytes(file.read_bytes(), format="ninjs")
        checked += 1
        assert item.guid == value["uri"]
        assert item.status == value.get("pubstatus", value.get("pubStatus", "usable"))
        stated = value.get("versioncreated") or value.get("versionCreated")
        assert item.version_created == read_time(stated).value
        headlines = value.get("headlines") or [{"value": value.get("headline")}]
        if headlines[0]["value"]:
            assert fold(headlines[0]["value"]) == item.headline
    assert checked >= 20


# --- Feeds -----------------------------------------------------------------------------------


def plain(text):
    """A title as our reading prints it."""
    has_mark_up = text and ("<" in text or "&" in text)
    return fold(html_to_text(sanitise_html(text))) if has_mark_up else fold(text)


def test_feeds_read_as_another_library_expects():
    checked = 0
    root = CORPORA / "feeds/gofeed/translator"
    for file in sorted(root.rglob("*.xml")):
        listing = file.with_suffix(".json")
        if not listing.exists() or not is_well_formed(file.read_bytes()):
            continue
        expected = json.loads(listing.read_text(encoding="utf-8")).get("items") or []
        for item, stated in zip(parse_file(file), expected, strict=True):
            checked += 1
            assert item.guid == stated.get("guid", item.guid), file
            assert not stated.get("title") or item.headline == plain(stated["title"]), file
            assert not stated.get("link") or item.links[0].url == stated["link"], file
            for name, field in (
                ("publishedParsed", "first_created"),
                ("updatedParsed", "version_created"),
            ):
                assert not stated.get(name) or getattr(item, field) == read_time(stated[name]).value
            assert list(item.keywords) == stated.get("categories", list(item.keywords)), file
    assert checked > 0


_EXPECT = re.compile(rb"Expect:\s*(.*?)\n\s*-->", re.DOTALL)
_EQUATION = re.compile(r"entries\[(\d+)\]\['(title|id|link)'\]\s*==\s*(.+)$", re.DOTALL)
# Addresses that only the HTTP response, which a file has not, would make whole.
_BY_RESPONSE = re.compile(r"^http_")


def equations_of(data):
    """What a test file of the reference parser expects: entry, field and value."""
    expectation = _EXPECT.search(data)
    for part in (
        re.split(r"\s+and\s+", expectation[1].decode("utf-8", "replace")) if expectation else ()
    ):
        equation = _EQUATION.match(part.strip())
        if equation and (value := literal(equation[3])) is not None:
            yield int(equation[1]), equation[2], value


def test_feeds_read_as_the_reference_parser_expects():
    checked = 0
    for file in sorted((CORPORA / "feeds/feedparser/wellformed").rglob("*.xml")):
        results = list(parse_bytes(data := file.read_bytes()))
        readable = all(isinstance(one, WireItem) for one in results)
        if not readable or _BY_RESPONSE.match(file.name) or "base64" in file.name:
            continue
        for index, name, value in equations_of(data):
            checked += 1
            assert_equation(results[index], name, value)
    assert checked >= 30


def assert_equation(item, name, value):
    if name == "title":
        assert item.headline in {plain(value), plain(unescape(value)), fold(value)}
    elif name == "id":
        assert item.guid == value
    elif value.startswith("http"):
        assert item.links[0].url == value


def literal(text):
    try:
        return ast.literal_eval(text)
    except (SyntaxError, ValueError):
        return None


# --- Hostile ---------------------------------------------------------------------------------


def test_hostile_files_give_an_error_or_a_clean_item():
    for file in files_of("hostile"):
        for found in parse_file(file):
            if isinstance(found, WireItem):
                assert_clean(found)


def test_hostile_mark_up_is_cleaned_in_every_line():
    for corpus in ("xss-*", "html-*", "svg-*", "strings-*"):
        for folder in (CORPORA / "hostile").glob(corpus):
            for file in files_of(folder.relative_to(CORPORA)):
                text = file.read_bytes()[:600_000].decode("utf-8", "replace")
                for piece in (text, *text.splitlines()):
                    clean = sanitise_html(piece)
                    assert sanitise_html(clean) == clean, file
                    for node in LexborHTMLParser(clean).css("*"):
                        assert set(node.attributes) <= {"href", "colspan", "rowspan"}, file


_PARTS_OF_DOCUMENTS = {"list.xml", "text-europa-press-invalid.xml", "text-invalid.xml"}
_WITHOUT_ITEMS = {"Efe/invalid.xml", "NewsMLComponent/invalid.xml"}
_RECODED_NEWSML = {"afp20.xml", "photo.xml", "photo-europa-press.xml", "photo-incomplete.xml"}


def test_every_newsml_1_file_is_read():
    for file in files_of("newsml1"):
        if file.suffix.lower() != ".xml":
            continue
        for found in parse_file(file):
            if file.name in _PARTS_OF_DOCUMENTS:
                assert found.code == ErrorCode.UNKNOWN_FORMAT, file
            elif f"{file.parent.name}/{file.name}" in _WITHOUT_ITEMS:
                assert found.code == ErrorCode.EMPTY, file
            else:
                assert isinstance(found, WireItem), (file, found)
                assert found.format == "newsml-1"
                assert_clean(found)


def test_newsml_1_facts_agree():
    checked = 0
    for file, facts in expectations("newsml1", "facts.json"):
        stated_items = facts.get("news_items") or []
        left_out = f"{file.parent.name}/{file.name}" in _WITHOUT_ITEMS
        if not stated_items or left_out or file.name in _PARTS_OF_DOCUMENTS:
            continue
        for item, stated in zip(parse_file(file), stated_items, strict=True):
            assert isinstance(item, WireItem), file
            compare_newsml_1(item, stated, file)
            checked += 1
    assert checked >= 60


def compare_newsml_1(item, stated, file):
    if stated.get("revision_id"):
        assert item.version == int(stated["revision_id"]), file
    if stated.get("news_item_id"):
        public = stated.get("public_identifier") or ""
        assert item.guid in public or stated["news_item_id"] in item.guid, file
    assert item.status == (stated.get("status") or "usable").lower(), file
    assert item.first_created == read_time(stated.get("first_created")).value, file
    assert item.version_created == read_time(stated.get("this_revision_created")).value, file
    if file.name not in _RECODED_NEWSML:
        for name, field in (("headline", "headline"), ("slugline", "slugline")):
            assert not stated.get(name) or getattr(item, field) == fold(stated[name]), (file, name)
    if stated.get("language"):
        assert item.language in {read_language(one) for one in stated["language"]}, file
    assert not stated.get("paragraphs_in_DataContent") or item.body_text or item.media, file


def test_every_message_of_the_text_wires_is_read():
    forms = set()
    for file in files_of("iptc7901-anpa"):
        for found in parse_file(file):
            assert isinstance(found, WireItem), (file, found)
            assert found.headline, file
            assert found.body_text, file
            assert_clean(found)
            forms.add(found.format)
    assert forms == {"iptc7901", "anpa", "text"}


_SAID_IN_THE_FILE = {"headline": "headline", "slugline": "slugline"}


def test_text_wires_say_what_their_reader_of_origin_expects():
    checked = 0
    for file, checks in expectations("iptc7901-anpa", "expected.json"):
        (item,) = parse_file(file)
        for check in checks:
            field = _SAID_IN_THE_FILE.get(check["path"][0]) if check["path"] else None
            if field and check["check"] == "equal" and check.get("literal_in_source"):
                stated, ours = fold(check["value"]), getattr(item, field) or ""
                apart = ours.replace("-", "").replace(" ", "")
                assert apart.startswith(stated.replace("-", "").replace(" ", "")), file
                checked += 1
    assert checked >= 10


def test_every_other_wire_file_is_read():
    for file in files_of("other-wire"):
        for found in parse_file(file):
            assert isinstance(found, WireItem), (file, found)
            assert found.guid
            assert_clean(found)
