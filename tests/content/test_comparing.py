"""What changed between two texts, word for word, in runs that can be read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from masthead.content.comparing import (
    Change,
    compared,
    is_change,
    paragraphs_of_html,
    said_in_html,
    words_compared,
)

texts = st.lists(st.sampled_from(["toll", "rate", "a", "the", "3", ".", "né"]), max_size=12).map(
    " ".join
)


def side(lines, *fates):
    return [
        text
        for line in lines
        if (text := "".join(span.text for span in line if span.change in fates))
    ]


@given(texts, texts)
def test_either_text_can_be_read_back_from_the_comparison(before, after):
    line = words_compared(before, after)
    assert "".join(one.text for one in line if one.change is not Change.ADDED) == before
    assert "".join(one.text for one in line if one.change is not Change.REMOVED) == after


@given(st.lists(texts.filter(bool), max_size=6), st.lists(texts.filter(bool), max_size=6))
def test_no_paragraph_is_lost(old, new):
    lines = compared(old, new)
    assert side(lines, Change.SAME, Change.ADDED) == new
    assert sorted(side(lines, Change.SAME, Change.REMOVED)) == sorted(old)
    assert any(map(is_change, lines)) == (old != new)


def test_changes_with_one_word_between_them_are_one():
    line = words_compared("Wages rose, less than it feared.", "Wages rose, our own count says.")
    assert [(str(one.change), one.text) for one in line] == [
        ("same", "Wages rose, "),
        ("removed", "less than it feared"),
        ("added", "our own count says"),
        ("same", "."),
    ]


def test_a_paragraph_written_anew_is_taken_out_and_put_in():
    lines = compared(["The port is open."], ["Helena Voss resigned on Monday, she said."])
    assert [one[0].change for one in lines] == [Change.REMOVED, Change.ADDED]


def test_the_outermost_elements_are_the_paragraphs():
    html = "<p>One <b>two</b></p><ul><li>a</li><li>b</li></ul>loose"
    assert paragraphs_of_html(html) == [
        "<p>One <b>two</b></p>",
        "<ul><li>a</li><li>b</li></ul>",
        "loose",
    ]


def test_what_is_said_is_words_emphasis_and_links():
    assert said_in_html('<p data-block-key="x">A  <b>rate</b></p>') == said_in_html(
        "<p>A <strong>rate</strong></p>"
    )
    one, other = (
        '<p><a href="https://a.example/">x</a></p>',
        '<p><a href="https://b.example/">x</a></p>',
    )
    assert said_in_html(one) != said_in_html(other)
