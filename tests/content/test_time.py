"""What falls due is done once, by whoever comes first, and one failure stops nothing else."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from wagtail.models import Page, Revision

from factories.content import make_article, make_draft, make_section
from masthead.content import services
from masthead.content.models import Article, CompanyPage, SiteRoot
from masthead.core import clock
from masthead.delivery import due
from masthead.delivery.middleware import due_work
from masthead.delivery.models import Change

pytestmark = pytest.mark.django_db


def in_whole_seconds(**ahead):
    return clock.now().replace(microsecond=0) + timedelta(**ahead)


@pytest.fixture
def request_comes(rf):
    """A request arrives, a second and more after the last one."""

    def come():
        due.forget()
        seen = []

        def answer(_request):
            seen.extend(Article.objects.released(clock.now()).values_list("headline", "announced"))
            return "page"

        due_work(answer)(rf.get("/"))
        return sorted(headline for headline, announced in seen if announced)

    return come


def test_with_a_dead_heartbeat_the_next_request_performs_all_that_is_due(
    request_comes, time_machine
):
    at = in_whole_seconds(hours=1)
    services.publish_article(make_draft("Scheduled"), by="test", at=at)
    make_article("Embargoed", embargoed_until=at)
    make_article("Expiring", expire_at=at)
    make_article("Rights end", rights_until=at)
    make_article("Rights begin", rights_from=at)
    time_machine.move_to(at - timedelta(seconds=1), tick=False)
    assert request_comes() == ["Expiring", "Rights end"]
    time_machine.move_to(at, tick=False)
    assert request_comes() == ["Embargoed", "Rights begin", "Scheduled"]
    told = Change.objects.filter(by="clock").values_list("what", flat=True)
    assert sorted(told) == ["expired", "expired", "published", "published", "published"]


@pytest.mark.django_db(transaction=True)
def test_two_performers_at_one_moment_tell_of_everything_once():
    make_section()
    at = in_whole_seconds(hours=1)
    services.publish_article(make_draft("Scheduled"), by="test", at=at)
    make_article("Embargoed", embargoed_until=at)
    make_article("Expiring", expire_at=at)
    start = threading.Barrier(3)

    def perform():
        start.wait()
        try:
            services.perform_due(at)
        finally:
            connection.close()

    later = [threading.Thread(target=perform) for _ in range(3)]
    before = Change.objects.count()
    make_due(at)
    for thread in later:
        thread.start()
    for thread in later:
        thread.join()
    told = Change.objects.order_by("pk").values_list("what", flat=True)[before:]
    assert sorted(told) == ["expired", "published", "published"]


def make_due(at):
    """Brings all that is due at that time forward to now: threads don't share a moved clock."""
    past = clock.now() - timedelta(seconds=1)
    Article.objects.filter(embargoed_until=at).update(embargoed_until=past)
    Article.objects.filter(expire_at=at).update(expire_at=past)
    revision = Revision.objects.get(approved_go_live_at__isnull=False)
    revision.content["go_live_at"] = past.isoformat()
    revision.approved_go_live_at = past
    Revision.objects.bulk_update([revision], ["content", "approved_go_live_at"])


def test_a_busy_database_does_not_lose_a_schedule(time_machine, monkeypatch):
    at = in_whole_seconds(hours=1)
    services.publish_article(make_draft("Scheduled"), by="test", at=at)
    time_machine.move_to(at, tick=False)

    def locked(*_args, **_names):
        raise OperationalError("database is locked")

    with monkeypatch.context() as busy:
        busy.setattr(Article, "publish", locked)
        assert services.perform_due(clock.now()) == 0
    assert services.next_due() == at
    assert services.perform_due(clock.now()) == 1


def test_one_that_fails_stops_no_other(time_machine, monkeypatch):
    at = in_whole_seconds(hours=1)
    first = make_article("First", expire_at=at)
    make_article("Second", expire_at=at)
    time_machine.move_to(at, tick=False)
    unpublish = Article.unpublish

    def fails_once(self, **names):
        if self.pk == first.pk:
            raise ValueError("broken")
        unpublish(self, **names)

    monkeypatch.setattr(Article, "unpublish", fails_once)
    assert services.perform_due(clock.now()) == 1


def test_a_company_page_expires_too(time_machine):
    root = Page.objects.get(depth=1).add_child(instance=SiteRoot(title="Site", slug="site"))
    at = in_whole_seconds(hours=1)
    page = root.add_child(instance=CompanyPage(title="Offer", slug="offer", expire_at=at))
    assert services.next_due() == at
    time_machine.move_to(at, tick=False)
    assert services.perform_due(clock.now()) == 1
    page.refresh_from_db()
    assert (page.live, page.expired) == (False, True)
    assert services.next_due() is None


def test_looking_for_due_work_costs_seven_queries_whatever_is_published(
    django_assert_max_num_queries,
):
    for _ in range(5):
        make_article(embargoed_until=in_whole_seconds(days=1))
    with django_assert_max_num_queries(7):
        services.next_due()
