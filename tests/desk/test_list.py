"""The list of articles: where each stands, filters, search, and what a page of it costs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from factories.content import make_article, make_author, make_draft
from masthead.content import services
from masthead.content.models import Article
from masthead.core import clock
from masthead.delivery import followers
from masthead.desk.articles.paging import COUNT_AT_MOST, CappedPaginator
from masthead.wire.models import Item, Source

HOUR = timedelta(hours=1)


@pytest.fixture
def desk(newsroom, at_desk):
    return at_desk(newsroom.editor)


def listed(desk, **asked):
    response = desk.get(reverse("articles:list"), asked)
    return [article.headline for article in response.context["object_list"]]


def test_each_status_lists_what_stands_so(newsroom, desk):
    section = newsroom.banking
    now = clock.now()
    make_article("Live", section=section)
    make_draft("Draft", section=section)
    scheduled = make_draft("Scheduled", section=section)
    services.publish_article(scheduled, by="test", at=now + HOUR)
    make_article("Embargoed", section=section, embargoed_until=now + HOUR)
    services.withhold_article(make_article("Withheld", section=section), by="wire:test")
    services.kill_article(make_article("Killed", section=section), reason="Wrong.", by="test")
    services.unpublish_article(make_article("Off", section=section), by="test")
    review = make_draft("Review", section=section)
    review.get_workflow().start(review, newsroom.reporter)
    for status in ("live", "draft", "scheduled", "embargoed", "withheld", "killed", "off"):
        assert listed(desk, status=status) == [status.title()], status
    assert listed(desk, status="review") == ["Review"]
    assert listed(desk, status="expired") == []
    assert len(listed(desk)) == 8


def test_what_has_expired_is_listed_as_expired(newsroom, desk, time_machine):
    make_article("Notice", section=newsroom.banking, expire_at=clock.now() + HOUR)
    time_machine.move_to(clock.now() + 2 * HOUR)
    services.perform_due(clock.now())
    desk.force_login(newsroom.editor)
    assert listed(desk, status="expired") == ["Notice"]
    assert listed(desk, status="live") == []


def test_filters_by_section_kind_origin_and_wire_source(newsroom, at_desk):
    desk = at_desk(newsroom.chief)
    make_article("Bank news", section=newsroom.banking)
    make_article("Trade view", section=newsroom.trading, kind="opinion")
    wired = make_article("Wire news", section=newsroom.trading, origin="wire")
    source = Source.objects.create(name="Meridian", slug="meridian")
    Item.objects.create(source=source, guid="a", article=wired)
    assert listed(desk, section=newsroom.banking.pk) == ["Bank news"]
    assert listed(desk, kind="opinion") == ["Trade view"]
    assert listed(desk, origin="wire") == ["Wire news"]
    assert listed(desk, source=source.pk) == ["Wire news"]


def test_search_finds_words_of_the_headline_the_slug_the_guid_the_path_and_the_number(
    newsroom, desk
):
    article = make_article("Calloway members vote for merger", section=newsroom.banking)
    make_article("Container rates fall", section=newsroom.banking)
    found = ["Calloway members vote for merger"]
    for text in ("merger calloway", "members-vote", article.guid, article.path, str(article.pk)):
        assert listed(desk, q=text) == found, text
    assert listed(desk, q="calloway container") == []
    assert listed(desk, q="9" * 40) == []


def test_a_line_says_who_wrote_it_and_where_it_stands(newsroom, desk):
    make_article("Signed", section=newsroom.banking, authors=[make_author("Imogen Farrow")])
    make_article("Agency", section=newsroom.banking, provider="Meridian News Agency")
    page = desk.get(reverse("articles:list")).content.decode()
    assert "Imogen Farrow" in page
    assert "Meridian News Agency" in page
    assert page.count("desk-pill--live") == 2


def test_a_page_of_the_list_costs_the_same_whatever_it_holds(newsroom, desk):
    author = make_author("Imogen Farrow")

    def seen():
        with CaptureQueriesContext(connection) as queries:
            desk.get(reverse("articles:list"))
        return len([query for query in queries if "content_article" in query["sql"]])

    def cost():
        followers.run_all()
        return min(seen() for _ in range(3))  # a request may also look for due work

    make_article("One", section=newsroom.banking, authors=[author])
    one = cost()
    for number in range(12):
        make_article(f"Number {number}", section=newsroom.banking, authors=[author])
    assert cost() == one


def test_the_pager_counts_no_further_than_it_shows_and_stays_on_its_last_page(newsroom):
    Article.objects.bulk_create(
        Article(headline=f"N {number}", slug=f"n-{number}", section=newsroom.banking, live=False)
        for number in range(COUNT_AT_MOST + 20)
    )
    with CaptureQueriesContext(connection) as seen:
        pager = CappedPaginator(Article.objects.all(), 50)
        assert (pager.count, pager.num_pages) == (COUNT_AT_MOST, COUNT_AT_MOST // 50)
    assert f"LIMIT {COUNT_AT_MOST}" in seen[0]["sql"]
    assert pager.get_page("99999").number == pager.num_pages
    assert pager.items_count_label == "1,000+ articles"
