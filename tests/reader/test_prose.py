"""Running text on its way out."""

from __future__ import annotations

import pytest

from masthead.reader.prose import prose_html


def test_inner_links_carry_no_rel_and_outer_ones_the_given():
    html = prose_html(
        '<p><a href="/banking/">here</a> <a href="https://a.example/?x=1&amp;y=2">there</a></p>',
        rel="noopener",
    )
    assert '<a href="/banking/">here</a>' in html
    assert '<a href="https://a.example/?x=1&amp;y=2" rel="noopener">there</a>' in html


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>x()</script>",
        '<p style="position:fixed">a</p>',
        '<a href="javascript:x()">a</a>',
        '<svg onload="x()"></svg>',
        '<img src="https://track.example/1.gif">',
        '<iframe src="https://a.example"></iframe>',
        '<a href="data:text/html,x()">a</a>',
    ],
)
def test_what_could_act_is_taken_out(hostile):
    html = prose_html(hostile, rel="noopener")
    for mark in ("x()", "style=", "src=", "<svg", "onload"):
        assert mark not in html


def test_dateline_is_text_and_opens_the_first_paragraph_only():
    html = prose_html("<p>One.</p><p>Two.</p>", rel="noopener", dateline="A & B")
    assert html == '<p><span class="dateline">A &amp; B</span> One.</p><p>Two.</p>'


def test_dateline_stands_alone_before_a_list():
    html = prose_html("<ul><li>One</li></ul>", rel="noopener", dateline="OSLO")
    assert html.startswith('<p><span class="dateline">OSLO</span> </p><ul>')
