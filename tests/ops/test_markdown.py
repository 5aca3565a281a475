"""Markdown sheets into blocks."""

from __future__ import annotations

import pytest

from masthead.ops.markdown import read_sheet, to_blocks
from masthead.ops.site import SiteError


def kinds(blocks):
    return [(one["type"], one["value"]) for one in blocks]


def test_prose_headings_and_quotes_become_their_blocks():
    blocks = to_blocks(
        "First *one*.\n\nSecond.\n\n## What we found\n\n- a\n- b\n\n"
        "> We waited.\n> We went on.\n>\n> — Ada Fenn, harbour master\n\nLast."
    )
    assert kinds(blocks) == [
        ("text", "<p>First <em>one</em>.</p>\n<p>Second.</p>"),
        ("heading", {"text": "What we found", "level": "h2"}),
        ("text", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        (
            "quote",
            {"text": "We waited. We went on.", "attribution": "Ada Fenn", "role": "harbour master"},
        ),
        ("text", "<p>Last.</p>"),
    ]


def test_mark_up_in_a_sheet_is_shown_and_not_obeyed():
    (block,) = to_blocks("<script>alert(1)</script>")
    assert "<script>" not in block["value"]


def test_a_fence_is_made_by_whoever_knows_its_name_and_unknown_ones_are_refused():
    fences = {"offer": lambda raw: {"type": "offer", "value": raw["merchant"], "id": "1"}}
    assert kinds(to_blocks('```offer\nmerchant = "X"\n```', fences=fences)) == [("offer", "X")]
    with pytest.raises(SiteError, match="'poll'"):
        to_blocks("```poll\n```", fences=fences)
    with pytest.raises(SiteError, match="'offer'"):
        to_blocks("```offer\nmerchant = \n```", fences=fences)


def test_a_sheet_without_front_matter_is_refused_by_name(tmp_path):
    (tmp_path / "notes.md").write_text("Only text.")
    with pytest.raises(SiteError, match=r"notes\.md"):
        read_sheet(tmp_path / "notes.md")
