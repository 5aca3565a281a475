"""Questions whose SQL is made once: they ask what the ORM would ask, for any values."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from factories.content import make_article, make_section
from masthead.content import services
from masthead.content.models import Article
from masthead.content.queries import article_at
from masthead.content.queries.prepared import Prepared, all_of, written
from masthead.core import clock

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def released_in(*, section, now):
    return written(Article.objects.released(now).filter(section_id=section).values("pk"))


def test_the_same_question_is_asked_with_each_value():
    banking, trading = make_section("Banking"), make_section("Trading")
    first = make_article("A toll", section=banking)
    ending = make_article("A rate", section=trading, expire_at=clock.now() + timedelta(hours=1))
    question = Prepared(released_in, {"section": (1, 2), "now": (NOON, NOON + timedelta(days=1))})
    now = clock.now()
    assert question.rows(section=banking.pk, now=now) == [(first.pk,)]
    assert question.rows(section=trading.pk, now=now) == [(ending.pk,)]
    assert question.rows(section=trading.pk, now=now + timedelta(hours=2)) == []


def test_each_row_tells_which_list_it_is_of_and_keeps_its_place():
    section = make_section("Banking")
    articles = [make_article(f"Toll {number}", section=section) for number in range(3)]
    newest = Article.objects.latest_first().values("pk")[:2]
    oldest = Article.objects.order_by("published_at").values("pk")[:1]
    sql, parameters = all_of(newest, Article.objects.none().values("pk")[:1], oldest)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        found = cursor.fetchall()
    assert found == [(0, articles[2].pk), (0, articles[1].pk), (2, articles[0].pk)]


@pytest.mark.parametrize(
    "ask",
    [
        lambda *, number: written(Article.objects.filter(pk__in=range(number)).values("pk")),
        lambda *, number: written(Article.objects.filter(pk=number + 1).values("pk")),
        lambda *, number: (f"SELECT {number}", ()),
    ],
    ids=["as many parameters as it says", "another value than asked with", "the value in the SQL"],
)
def test_a_question_whose_sql_depends_on_the_value_is_refused(ask):
    with pytest.raises(ValueError, match="number"):
        Prepared(ask, {"number": (1, 2)}).sql(number=3)


def test_the_page_of_a_piece_is_found_only_while_the_gate_lets_it():
    article = make_article("A toll", expire_at=clock.now() + timedelta(hours=1))
    now = clock.now()
    shown = article_at(article.path, now)
    assert shown is not None
    assert shown.card.headline == "A toll"
    assert article_at(article.path, now + timedelta(hours=2)) is None
    services.kill_article(article, by="test", reason="legal")
    assert article_at(article.path, now) is None
