"""`masthead demo-data`: so many articles, in steps, one change a batch."""

from __future__ import annotations

import pytest

from factories.content import make_section
from masthead.content.models import Article
from masthead.core import clock
from masthead.delivery.models import Change
from masthead.ops import bulk

pytestmark = pytest.mark.django_db


def test_a_run_goes_on_where_the_last_one_stopped(masthead, monkeypatch):
    monkeypatch.setattr(bulk, "BATCH", 10)
    for name in ("Banking", "Trading"):
        make_section(name)
    said = [masthead("demo-data", "--articles", str(wanted)).stdout for wanted in (15, 15, 40)]
    assert [line.split()[0] for line in said] == ["15", "0", "25"]
    assert Article.objects.released(clock.now()).count() == 40
    assert Article.objects.values("path").distinct().count() == 40
    assert Change.objects.filter(what="loaded").count() == 2 + 3
    newest = Article.objects.released(clock.now()).latest_first()[0]
    assert newest.authors.count() == 1
    assert newest.topics.count() == 1
    assert newest.body[0].block_type == "text"
    assert newest.word_count > 50


def test_the_same_seed_writes_the_same_articles_and_another_writes_others(masthead):
    make_section("Banking")
    masthead("demo-data", "--articles", "20", "--seed", "3")
    first = set(Article.objects.values_list("headline", flat=True))
    Article.objects.all().delete()
    masthead("demo-data", "--articles", "20", "--seed", "3")
    assert set(Article.objects.values_list("headline", flat=True)) == first
    Article.objects.all().delete()
    masthead("demo-data", "--articles", "20", "--seed", "4")
    assert set(Article.objects.values_list("headline", flat=True)) != first


def test_a_site_without_sections_is_told_so(masthead):
    result = masthead("demo-data", "--articles", "5")
    assert result.exit_code == 1
    assert "section" in result.stderr
    assert Article.objects.count() == 0
