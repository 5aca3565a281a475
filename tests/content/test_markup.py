"""Foreign HTML comes out clean, loses no words, and always makes the same blocks."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from masthead.content.markup import (
    Picture,
    html_to_blocks,
    html_to_text,
    pictures_in,
    sanitise_html,
)

ALLOWED_TEXT = """
    p h2 h3 h4 ul ol li blockquote table caption thead tbody tr th td a strong em sub sup br
"""
ALLOWED = set(ALLOWED_TEXT.split())


def assert_clean(html: str) -> None:
    """Nothing a browser would run, load or style."""
    body = LexborHTMLParser(html).body
    for node in body.traverse() if body else ():
        if node == body:
            continue
        assert node.tag in ALLOWED, html
        for name, value in node.attributes.items():
            assert (node.tag, name) in {
                ("a", "href"),
                ("td", "colspan"),
                ("td", "rowspan"),
                ("th", "colspan"),
                ("th", "rowspan"),
            }, html
            if name == "href":
                assert re.match(r"(https?://|mailto:)", value, re.IGNORECASE), html


@pytest.mark.parametrize(
    ("foreign", "clean"),
    [
        ("<p>One</p>\n\n<p>Two</p>", "<p>One</p><p>Two</p>"),
        ("loose <b>words</b>", "<p>loose <strong>words</strong></p>"),
        ("<div>one</div><div>two</div>", "<p>one</p><p>two</p>"),
        ("<h1>A</h1><h5>B</h5>", "<h2>A</h2><h4>B</h4>"),
        ("<p>1<span><h2>2</h2></span></p>", "<p>1</p><h2>2</h2>"),
        ("<b>on<p>and on</b></p>", "<p><strong>on</strong></p><p><strong>and on</strong></p>"),
        ("<p style='x' onclick='y' class='z'>t</p>", "<p>t</p>"),
        ("<p>a<br><br></p><p> <br> </p>", "<p>a</p>"),
        ("<p>x<script>alert(1)</script>y</p>", "<p>xy</p>"),
        ("<svg><script>x</script><p>t</p></svg>", "<p>t</p>"),
        ("<ul>stray<li><p>a</p><p>b</p></li><li></li></ul>", "<ul><li>a<br>b</li></ul>"),
        ("<ol><li>a<ul><li>b</li></ul></li></ol>", "<ol><li>a<ul><li>b</li></ul></li></ol>"),
        ("<dl><dt>Term</dt><dd>Meaning</dd></dl>", "<p><strong>Term</strong></p><p>Meaning</p>"),
        ("<pre>Close  1\nHigh   2\n\nLow 3</pre>", "<p>Close 1<br>High 2</p><p>Low 3</p>"),
        ("<blockquote>Said</blockquote>", "<blockquote><p>Said</p></blockquote>"),
        ("<a href='https://a.b/?x&y=2'>t</a>", '<p><a href="https://a.b/?x&amp;y=2">t</a></p>'),
        ("<a href='java\tscript:alert(1)'>t</a>", "<p>t</p>"),
        ("<a href='data:text/html,x'>t</a>", "<p>t</p>"),
        ("<a href='/relative'>t</a>", "<p>t</p>"),
        ("<a href='https://a<b/'>t</a>", "<p>t</p>"),
        ("<table><tr><td>only</td></tr></table>", "<p>only</p>"),
        ("<figure><ul><li>a</ul><figcaption>c</figure>", "<ul><li>a</li></ul><p>c</p>"),
        ("<figure><img src=x><figcaption>c</figcaption></figure><p>t</p>", "<p>t</p>"),
        ("<object>safe <b>text</b>", "<p>safe <strong>text</strong></p>"),
        ("", ""),
        (" \n ", ""),
    ],
)  # fmt: skip
def test_foreign_html_becomes_ours(foreign, clean):
    assert sanitise_html(foreign) == clean


def test_relative_links_are_made_whole_where_the_base_is_known():
    html = sanitise_html('<a href="../x">t</a>', base_url="https://a.example/b/c")
    assert html == '<p><a href="https://a.example/x">t</a></p>'


def test_data_tables_keep_their_cells_and_layout_tables_only_their_words():
    data = (
        "<table><caption>Rates</caption><thead><tr><th>Name<th colspan=2>Both</thead>"
        "<tr><td>a<td>b<td>c</table>"
    )
    assert sanitise_html(data) == (
        "<table><caption>Rates</caption>"
        '<thead><tr><th>Name</th><th colspan="2">Both</th></tr></thead>'
        "<tbody><tr><td>a</td><td>b</td><td>c</td></tr></tbody></table>"
    )
    layout = "<table><tr><td>left<table><tr><td>in<td>ner</table><td>right</table>"
    assert html_to_text(sanitise_html(layout)).split() == ["left", "in", "ner", "right"]


def test_cleaning_twice_changes_nothing_more():
    once = sanitise_html("<div>a<ul><li>b</ul><table><tr><th>c<td>d</table><pre>e\nf</pre></div>")
    assert sanitise_html(once) == once


def test_mark_up_nested_beyond_reason_keeps_its_words():
    assert sanitise_html("<div>" * 5000 + "deep") == "<p>deep</p>"
    assert "deep" in sanitise_html("<b>" * 5000 + "deep")
    assert "deep" in sanitise_html("<ul><li>" * 3000 + "deep")
    assert "deep" in sanitise_html("<blockquote>" * 3000 + "deep")


@pytest.mark.parametrize(
    "foreign",
    [
        "a" + "<br>" * 200_000 + "b",
        "<b><i><sup>" + "<p>x" * 40_000,
        "<b>" * 100 + "<p>x" * 30_000,
        "<figure>" + "<figcaption>x</figcaption>" * 30_000,
        "<img src='http://a.b/c'>" * 50_000,
        "<table>" * 90 + "<tr><td>x" * 10_000,
        "<p" + " a" * 200_000 + ">x",
        "&" * 100_000,
    ],
    ids=range(8),
)
def test_mark_up_made_to_be_slow_is_not(foreign):
    start = time.process_time()
    clean = sanitise_html(foreign)
    pictures_in(foreign)
    html_to_blocks(clean)
    assert time.process_time() - start < 10
    assert len(clean) < 40 * len(foreign)


def test_text_keeps_paragraphs_apart_and_rows_on_lines():
    html = sanitise_html(
        "<h2>Head</h2><p>One&nbsp;two<br>three &amp; four</p><ul><li>x</li><li>y</li></ul>"
        "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>"
    )
    assert html_to_text(html) == "Head\n\nOne two\nthree & four\n\nx\ny\n\na b\nc d"


def test_pictures_are_found_with_their_words():
    html = (
        '<figure><img src="/a.jpg" alt="A &amp; B" width="640px" height="x">'
        "<figcaption>Cap</figcaption></figure>"
        '<img src="data:image/png;base64,xx"><img src="/a.jpg">'
    )
    assert pictures_in(html, base_url="https://p.example/x") == [
        Picture(url="https://p.example/a.jpg", alt="A & B", caption="Cap", width=640, height=0)
    ]
    assert "a.jpg" not in sanitise_html(html)


def test_blocks_gather_text_and_part_headings_quotes_and_tables():
    html = sanitise_html(
        "<p>One</p><ul><li>x</li></ul><h4>Sub</h4><p>Two</p>"
        "<blockquote><p>No better price.</p><p>— Ada Quill</p></blockquote>"
        "<table><caption>T</caption><tr><th>a</th><th>b</th></tr>"
        "<tr><td colspan=2>c</td></tr></table>"
    )
    assert [(block["type"], block["value"]) for block in html_to_blocks(html)] == [
        ("text", "<p>One</p><ul><li>x</li></ul>"),
        ("heading", {"text": "Sub", "level": "h3"}),
        ("text", "<p>Two</p>"),
        ("quote", {"text": "No better price.", "attribution": "Ada Quill"}),
        (
            "table",
            {
                "data": [["a", "b"], ["c", ""]],
                "first_row_is_table_header": True,
                "first_col_is_header": False,
                "table_caption": "T",
            },
        ),
    ]


def test_the_same_copy_gives_the_same_block_ids_and_other_copy_gives_others():
    html = "<p>One</p><h2>Head</h2><p>One</p>"
    ids = [block["id"] for block in html_to_blocks(html)]
    assert ids == [block["id"] for block in html_to_blocks(html)]
    assert len(set(ids)) == 3
    assert ids[0] != html_to_blocks("<p>Two</p>")[0]["id"]


_PIECES = st.sampled_from(
    [
        "<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<a href='javascript:x'>", "</a>",
        '<a href="https://a.example" onclick=x>', "<table>", "<tr>", "<td>", "</table>",
        "<script>", "</script>", "<style>", "<svg><", "<math><mi>", "<!--", "-->",
        "<img src=x onerror=y>",
        "<noscript>", "<template>", "<li>", "<ul>", "</ul>", "<h1>", "<pre>\n", "<br>", "<select>",
        "<textarea>", "<iframe srcdoc='<p>'>", "&lt;script&gt;", "&#x6a;",
        "\x00", "<![CDATA[", "<?pi",
        "<blockquote>", "<plaintext>", "<title>", "<xmp>", "<font color=red>", "words ", "\ud7ff",
    ]
)  # fmt: skip


@given(st.lists(st.one_of(_PIECES, st.text(max_size=12)), max_size=40).map("".join))
def test_no_mark_up_gets_through_that_could_act(foreign):
    clean = sanitise_html(foreign, base_url="https://b.example/")
    assert_clean(clean)
    assert sanitise_html(clean) == clean
    for block in html_to_blocks(clean):
        assert set(block) == {"type", "value", "id"}
    assert html_to_text(clean) == html_to_text(clean).strip()
