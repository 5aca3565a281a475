"""publish, correct, kill and unpublish: what they print and what they do."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest

from factories.content import make_article, make_draft, make_section
from masthead.content.models import Article
from masthead.core import clock
from masthead.delivery import followers

pytestmark = pytest.mark.django_db


def released(headline):
    return Article.objects.released(clock.now()).filter(headline=headline).exists()


@pytest.mark.parametrize("name", ["id", "path", "/path/", "url", "guid"])
def test_an_article_is_found_by_each_of_its_names(masthead, name):
    article = make_article("Toll rises", section=make_section("Trading"))
    names = {
        "id": str(article.pk),
        "path": "trading/toll-rises",
        "/path/": "/trading/toll-rises/",
        "url": "https://news.example.com/trading/toll-rises/?from=feed",
        "guid": article.guid,
    }
    result = masthead("unpublish", names[name])
    assert result.exit_code == 0, result.output
    assert re.fullmatch(r"change \d+\n", result.output)
    assert not released("Toll rises")


def test_a_draft_is_published_and_its_change_is_told_to_programs(masthead):
    make_draft("Toll falls", section=make_section("Trading"))
    result = masthead("publish", "trading/toll-falls", "--json")
    assert json.loads(result.output).keys() == {"change"}
    assert released("Toll falls")


def test_a_draft_published_for_later_is_not_out_yet(masthead):
    make_draft("Toll stays", section=make_section("Trading"))
    later = (clock.now() + timedelta(hours=2)).isoformat()
    assert masthead("publish", "trading/toll-stays", "--at", later).exit_code == 0
    assert not released("Toll stays")
    wrong = masthead("publish", "trading/toll-stays", "--at", "noon")
    assert wrong.exit_code == 2
    assert "2027-03-01T09:30" in wrong.stderr


def test_a_kill_that_waits_prints_the_receipt_of_every_follower(masthead):
    article = make_article("Forged memo")
    result = masthead("kill", str(article.pk), "--reason", "The memo was forged", "--wait")
    assert result.exit_code == 0, result.output
    receipt = json.loads(result.output)
    assert receipt.keys() == {"change", "followers"}
    assert {one["name"] for one in receipt["followers"]} == {
        one.name for one in followers.registered()
    }
    assert all(one.keys() == {"name", "applied_at", "ms"} for one in receipt["followers"])
    assert all(isinstance(one["ms"], int) and one["ms"] >= 0 for one in receipt["followers"])
    assert not released("Forged memo")
    again = masthead("kill", str(article.pk), "--reason", "Again")
    assert (again.exit_code, again.stderr.count("\n")) == (1, 1)
    assert "a kill is final" in again.stderr


def test_a_correction_stands_on_the_article_with_its_new_headline(masthead):
    article = make_article("Vote six to three")
    result = masthead(
        *("correct", str(article.pk), "--note", "Five to four.", "--kind", "clarification"),
        *("--headline", "Vote five to four"),
    )
    assert result.exit_code == 0, result.output
    article.refresh_from_db()
    note = article.corrections.get()
    assert (article.headline, note.kind, note.note) == (
        "Vote five to four",
        "clarification",
        "Five to four.",
    )


def test_an_item_of_the_wire_inbox_is_published_by_its_guid(masthead):
    from masthead.wire.models import Item, Source
    from masthead.wire.pipeline import Handling, ingest

    section = make_section("Headlines")
    source = Source.objects.create(slug="desk-wire", name="Desk Wire", default_section=section)
    item = {
        "uri": "tag:desk.example,2027:1",
        "type": "text",
        "version": "1",
        "versioncreated": clock.now().isoformat(),
        "pubstatus": "usable",
        "headlines": [{"role": "main", "value": "Ferry line orders six ships"}],
        "bodies": [{"role": "main", "contenttype": "text/html", "value": "<p>It did.</p>"}],
    }
    lines = list(
        ingest([("a.json", json.dumps(item).encode())], source=source, handling=Handling.HOLD)
    )
    assert [str(line.outcome) for line in lines] == ["held"]
    result = masthead("publish", "tag:desk.example,2027:1")
    assert result.exit_code == 0, result.output
    assert released("Ferry line orders six ships")
    assert Item.objects.get().state == Item.State.RELEASED
