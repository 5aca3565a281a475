"""Three texts become one, and nothing of the desk's is lost on the way."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from masthead.wire.merging import (
    Conflict,
    Side,
    Story,
    joined,
    merge,
    pieces,
)

WORDS = ("rate", "toll", "port", "bank", "fire")


def text(*paragraphs: str, block: str = "a") -> dict:
    return {"type": "text", "value": "".join(f"<p>{one}</p>" for one in paragraphs), "id": block}


def heading(words: str, block: str = "h") -> dict:
    return {"type": "heading", "value": {"text": words, "level": "h2"}, "id": block}


def story(*blocks: dict, headline: str = "Rate kept", **fields: str) -> Story:
    words = {"summary": "", "byline": "", "dateline": ""} | fields
    return Story(headline=headline, blocks=tuple(blocks), **words)


@st.composite
def stories(draw):
    """Short stories of few words, so that paragraphs meet again in another version."""
    blocks = []
    kinds = draw(st.lists(st.sampled_from(["text", "text", "heading"]), max_size=4))
    for number, kind in enumerate(kinds):
        if kind == "heading":
            blocks.append(heading(draw(st.sampled_from(WORDS)), f"{number}"))
        else:
            found = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4))
            blocks.append(text(*found, block=f"{number}"))
    return story(*blocks, headline=draw(st.sampled_from(WORDS)))


def said(blocks) -> list[tuple[str, str]]:
    return [(one.kind, one.said) for one in pieces(blocks)]


@given(stories())
def test_a_body_taken_apart_and_joined_again_is_the_same(one):
    assert joined(pieces(one.blocks)) == one.blocks


@given(stories(), stories())
def test_what_only_the_agency_changed_is_the_agencys_text(base, theirs):
    merged = merge(base, ours=base, theirs=theirs)
    assert merged.conflicts == 0
    assert merged.settled() == theirs


@given(stories(), stories())
def test_what_only_the_desk_changed_stays_as_the_desk_has_it(base, ours):
    merged = merge(base, ours=ours, theirs=base)
    assert merged.conflicts == 0
    assert merged.settled() == ours


@given(stories(), stories(), stories())
def test_swapped_sides_have_the_same_conflicts(base, ours, theirs):
    here = merge(base, ours=ours, theirs=theirs)
    there = merge(base, ours=theirs, theirs=ours)
    mirrored = [
        Conflict(part.base, part.theirs, part.ours)
        for part in there.parts
        if isinstance(part, Conflict)
    ]
    assert [part for part in here.parts if isinstance(part, Conflict)] == mirrored
    assert here.conflicts == there.conflicts


@given(stories(), stories(), stories())
def test_no_words_the_desk_wrote_are_lost_when_conflicts_stay_ours(base, ours, theirs):
    kept = Counter(said(merge(base, ours=ours, theirs=theirs).settled().blocks))
    written = Counter(said(ours.blocks)) - Counter(said(base.blocks))
    assert written - kept == Counter()


@given(stories(), stories(), stories())
def test_taking_both_loses_the_new_words_of_neither(base, ours, theirs):
    merged = merge(base, ours=ours, theirs=theirs)
    kept = said(merged.settled(parts=[Side.BOTH] * len(merged.parts)).blocks)
    for side in (ours, theirs):
        assert set(said(side.blocks)) - set(said(base.blocks)) <= set(kept)


BASE = story(text("The bank kept its rate.", "Wages rose.", "Rents fell."))


def test_changes_to_different_paragraphs_are_both_taken_without_asking():
    ours = story(text("The bank kept its rate.", "Wages rose by <b>2%</b>.", "Rents fell."))
    theirs = story(
        text("The bank kept its rate.", "Wages rose.", "Rents fell.", "It meets in May.")
    )
    merged = merge(BASE, ours=ours, theirs=theirs)
    assert merged.conflicts == 0
    assert [one.value for one in pieces(merged.settled().blocks)] == [
        "<p>The bank kept its rate.</p>",
        "<p>Wages rose by <b>2%</b>.</p>",
        "<p>Rents fell.</p>",
        "<p>It meets in May.</p>",
    ]


def test_neighbouring_paragraphs_are_no_conflict():
    ours = story(text("The bank kept its rate.", "Wages rose fast.", "Rents fell."))
    theirs = story(text("The bank kept its rate.", "Wages rose.", "Rents fell again."))
    assert merge(BASE, ours=ours, theirs=theirs).conflicts == 0


def test_the_same_paragraph_changed_twice_asks_and_shows_both():
    ours = story(text("The bank kept its rate.", "Wages rose fast.", "Rents fell."))
    theirs = story(text("The bank kept its rate.", "Wages rose by 2%.", "Rents fell."))
    merged = merge(BASE, ours=ours, theirs=theirs)
    assert merged.conflicts == 1
    wages = {
        side: [one.said for one in pieces(merged.settled(parts=[side]).blocks)][1:-1]
        for side in Side
    }
    assert wages == {
        Side.OURS: ["<p>Wages rose fast.</p>"],
        Side.THEIRS: ["<p>Wages rose by 2%.</p>"],
        Side.BOTH: ["<p>Wages rose fast.</p>", "<p>Wages rose by 2%.</p>"],
    }


def test_a_paragraph_that_the_desk_took_out_comes_back_only_by_choice():
    ours = story(text("The bank kept its rate.", "Rents fell."))
    theirs = story(text("The bank kept its rate.", "Wages rose by 2%.", "Rents fell."))
    merged = merge(BASE, ours=ours, theirs=theirs)
    assert merged.conflicts == 1
    assert "Wages" not in str(merged.settled().blocks)


def test_emphasis_is_an_edit_and_the_editors_keys_are_none():
    keyed = story(
        {"type": "text", "value": '<p data-block-key="x1">The bank kept its rate.</p>', "id": "z"},
        text("Wages rose.", "Rents fell."),
    )
    theirs = story(text("The bank kept its rate.", "Wages rose.", "Rents fell again."))
    assert merge(BASE, ours=keyed, theirs=theirs).conflicts == 0
    bold = story(text("The bank kept its <b>rate</b>.", "Wages rose.", "Rents fell."))
    changed = story(text("The bank kept its rate at 4%.", "Wages rose.", "Rents fell."))
    assert merge(BASE, ours=bold, theirs=changed).conflicts == 1


def test_headlines_are_merged_as_a_whole():
    ours, theirs = story(headline="Our headline"), story(headline="Theirs")
    merged = merge(story(), ours=ours, theirs=theirs)
    assert merged.conflicts == 1
    assert merged.settled().headline == "Our headline"
    assert merged.settled(fields={"headline": Side.THEIRS}).headline == "Theirs"


def test_a_body_without_end_is_one_conflict_and_takes_no_time():
    many = [f"line {number}" for number in range(2000)]
    ours, theirs = story(text(*many, "ours")), story(text(*many, "theirs"))
    merged = merge(story(text(*many)), ours=ours, theirs=theirs)
    assert merged.conflicts == 1
