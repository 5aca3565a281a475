"""Whatever comes in, a file gives items or one error that names the cause; never an exception."""

from __future__ import annotations

import gzip
import json
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masthead.content.markup import sanitise_html
from masthead.wire import xml
from masthead.wire.errors import ParseError
from masthead.wire.formats import FORMATS
from masthead.wire.items import PubStatus, WireItem
from masthead.wire.parsing import parse_bytes, parse_file

FIXTURES = Path(__file__).parents[1] / "fixtures" / "wire"


def error_of(data, **options):
    (error,) = parse_bytes(data, **options)
    assert isinstance(error, ParseError)
    return str(error.code), error.line


@pytest.mark.parametrize(
    ("name", "code", "line"),
    [
        ("unclosed.xml", "malformed-xml", 3),
        ("unclosed.json", "malformed-json", 3),
        ("external_entity.xml", "forbidden-dtd", 2),
        ("bomb.xml", "forbidden-dtd", 1),
        ("foreign_dtd.xml", "forbidden-dtd", 1),
        ("page.html", "unknown-format", None),
        ("unknown.xml", "unknown-format", None),
        ("unknown.json", "unknown-format", None),
        ("teletype.txt", "unknown-format", None),
        ("empty.xml", "empty", None),
        ("bytes.xml", "bad-encoding", 1),
    ],
)
def test_a_broken_file_gives_its_cause_and_line(name, code, line):
    assert error_of((FIXTURES / "broken" / name).read_bytes()) == (code, line)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\x00\x00 \n", "empty"),
        (b"<nitf>" * 10_000 + b"</nitf>" * 10_000, "too-deep"),
        (b"[" * 100_000 + b"]" * 100_000, "too-deep"),
        (b"<nitf " + b" ".join(b'a%d="1"' % n for n in range(201)) + b"/>", "too-large"),
        (b"<nitf>\x00</nitf>", "malformed-xml"),
        (b"<nitf>&unknown;</nitf>", "malformed-xml"),
        (b'<?xml version="1.0" encoding="x-none"?><nitf/>', "bad-encoding"),
        (b'<?xml version="1.0" encoding="punycode"?><nitf/>', "bad-encoding"),
        (b'{"uri": "urn:x", "urgency": NaN}', "malformed-json"),
        (b'{"uri": "\xff"}', "bad-encoding"),
        (gzip.compress(b"<nitf/>" * 1000, mtime=0), "unknown-format"),
        (b"<!DOCTYPE nitf [<!ENTITY % p SYSTEM 'http://e.example/'> %p;]><nitf/>", "forbidden-dtd"),
        (b"<!DOCTYPE nitf SYSTEM 'nitf.dtd' [<!ENTITY a 'b'>]><nitf>&a;</nitf>", "forbidden-dtd"),
        ("<?xml version='1.0' encoding='utf-16'?><nitf>".encode("utf-16"), "malformed-xml"),
        (b"+ADw-nitf+AD4-", "unknown-format"),
    ],
)  # fmt: skip
def test_hostile_bytes_are_refused(data, code):
    assert error_of(data)[0] == code


def test_a_file_past_the_limit_is_refused_before_it_is_read_whole(tmp_path):
    file = tmp_path / "big.xml"
    file.write_bytes(b"<nitf>" + b" " * 2000 + b"</nitf>")
    (error,) = parse_file(file, max_bytes=1000)
    assert error.code == "too-large"
    assert xml.MAX_BYTES == 20 * 1024 * 1024


def test_a_missing_file_and_a_folder_are_not_found(tmp_path):
    for path in (tmp_path / "none.xml", tmp_path, "a\x00b"):
        (error,) = parse_file(path)
        assert error.code == "not-found"


def test_a_bare_document_type_of_the_trade_is_no_offence():
    data = b'<?xml version="1.0"?>\n<!DOCTYPE nitf SYSTEM "nitf-3-2.dtd">\n<nitf><body/></nitf>'
    (item,) = parse_bytes(data)
    assert item.format == "nitf"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig"])
def test_wide_encodings_are_read(encoding):
    text = "<nitf><body><body.head><hedline><hl1>Øre + €</hl1></hedline></body.head></body></nitf>"
    (item,) = parse_bytes(text.encode(encoding))
    assert item.headline == "Øre + €"


def test_error_lines_count_from_the_top_of_the_file():
    data = b'<?xml version="1.0"\n?>\n\n<!DOCTYPE nitf\n SYSTEM "nitf.dtd">\n<nitf>\n</broken>'
    assert error_of(data) == ("malformed-xml", 7)


def test_a_format_asked_for_by_name_is_the_one_used():
    assert error_of(b'{"uri": "urn:x"}', format="nitf")[0] == "malformed-xml"
    assert error_of(b"<nitf/>", format="iptc7901")[0] == "unknown-format"
    (item,) = parse_bytes(b'{"title": "no marks"}', format="ninjs")
    assert item.headline == "no marks"


# --- Properties ------------------------------------------------------------------------------

_FIXTURES = [
    file.read_bytes()
    for file in sorted(FIXTURES.rglob("*"))
    if file.is_file() and file.parent.name != "broken"
]


def assert_sound(results):
    for found in results:
        if isinstance(found, ParseError):
            continue
        assert isinstance(found, WireItem)
        assert found.guid
        assert isinstance(found.status, PubStatus)
        assert sanitise_html(found.body_html) == found.body_html
        assert json.loads(json.dumps(found.to_json())) == found.to_json()


@given(data=st.binary(max_size=200), name=st.sampled_from(["auto", *FORMATS]))
def test_any_bytes_give_items_or_errors(data, name):
    assert_sound(parse_bytes(data, format=name))


@given(
    base=st.sampled_from(_FIXTURES),
    start=st.integers(0, 4000),
    length=st.integers(0, 40),
    put=st.binary(max_size=20),
)
def test_damaged_files_give_items_or_errors(*, base, start, length, put):
    start = min(start, len(base))
    assert_sound(parse_bytes(base[:start] + put + base[start + length :]))


_JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["uri", "headline", "headlines", "value", "role", "name", "bodies", "body_html",
             "items", "renditions", "associations", "subject", "places", "code", "version",
             "embargoed", "urgency", "href", "title", "authors", "attachments", "url", "tags"]
        ),
        inner,
        max_size=5,
    ),
    max_leaves=12,
)  # fmt: skip


@given(value=_JSON, name=st.sampled_from(["auto", "ninjs", "json-feed"]))
def test_any_json_gives_items_or_errors(value, name):
    assert_sound(parse_bytes(json.dumps(value).encode(), format=name))


_XML_NAMES = st.sampled_from(
    ["nitf", "head", "docdata", "body", "body.head", "body.content", "p", "hl1", "media",
     "media-reference", "newsItem", "itemMeta", "pubStatus", "contentMeta", "headline", "subject",
     "contentSet", "inlineXML", "html", "table", "tr", "td", "item", "title", "guid", "entry",
     "content", "link", "description", "script", "NewsItem", "NewsComponent", "ContentItem",
     "DataContent", "NewsLines", "Role", "RevisionId", "NewsIdentifier", "NewsManagement"]
)  # fmt: skip
_XML_TEXT = st.text(string.printable, max_size=10).map(
    lambda text: "".join(c for c in text if c not in "<>&\x0b\x0c")
)


def _element(name, attribute, inner):
    return f'<{name} {attribute}="2026-01-01">{"".join(inner)}</{name}>'


_XML = st.recursive(
    _XML_TEXT,
    lambda inner: st.builds(
        _element,
        _XML_NAMES,
        st.sampled_from(["guid", "version", "qcode", "norm", "href", "source", "url", "type"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=15,
)


@given(
    root=st.sampled_from(
        ["NewsML", "nitf", "newsItem", "newsMessage", "rss", "feed", "entry", "RDF"]
    ),
    inner=st.lists(_XML, max_size=4).map("".join),
)
def test_any_elements_give_items_or_errors(root, inner):
    assert_sound(parse_bytes(f"<{root}>{inner}</{root}>".encode()))
