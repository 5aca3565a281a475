"""After the purges the edge is asked as a reader asks: it must serve the new page."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from factories.content import make_article
from factories.receiver import Answer, running
from masthead.content import services
from masthead.content.models import SiteSettings
from masthead.delivery import followers
from masthead.delivery.outgoing import edge
from masthead.delivery.outgoing.conf import PurgeTo
from masthead.reader.machine import health

pytestmark = pytest.mark.django_db


@pytest.fixture
def public():
    """The site's public address, with a cache before it."""
    with running() as one:
        yield one


@pytest.fixture
def pass_time(tell, receiver, public, settings, time_machine):
    """Lets some seconds pass, and the followers catch up after each; the CDN is `receiver`."""
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    settings.MASTHEAD_BASE_URL = public.url
    SiteSettings.load()
    time_machine.move_to("2027-01-04T09:00:00Z", tick=False)
    to = PurgeTo("fastly", (receiver.url,), service="S1", token="t")
    catch_up = tell(base_url=public.url, purge=to)

    def wait(seconds: int) -> None:
        catch_up()
        for _ in range(seconds):
            time_machine.shift(1)
            catch_up()

    return wait


def standing():
    return {one.name: one for one in followers.standings()}[edge.NAME]


def site_answers(article, public):
    return edge.answer_of_the_site(article.url, public.url)


def old_page(age: int | None = None) -> Answer:
    said = {"ETag": '"0123456789-gzip"'} | ({} if age is None else {"Age": str(age)})
    return Answer(200, said, b"old words")


def test_the_condition_is_the_etag_that_the_page_cache_gives(public, settings):
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    article = make_article()
    wanted = site_answers(article, public)
    assert wanted.status == 200
    assert len(wanted.etag) == 24
    assert site_answers(article, public) == wanted
    article.headline = "Other words"
    article.save_revision()
    services.publish_article(article, by="test")
    assert site_answers(article, public) != wanted


def test_a_published_article_is_asked_for_once_after_the_second_purge(pass_time, public, receiver):
    public.always = Answer(304)
    article = make_article()
    pass_time(2)
    assert public.asked == []
    pass_time(30)
    [asked] = public.asked
    assert (asked.method, asked.path) == ("GET", article.url)
    assert f'"{site_answers(article, public).etag}-br"' in asked.headers["If-None-Match"]
    assert (standing().behind, standing().failures) == (0, 0)
    assert len(receiver.asked) == 2


def test_an_edge_that_serves_the_old_page_is_purged_again_until_it_does_not(
    pass_time, public, receiver
):
    public.always = old_page()
    article = make_article()
    pass_time(40)
    assert standing().last_error.endswith(f"first {article.url}")
    assert standing().lag_seconds > 30
    assert standing().is_late
    assert len(receiver.asked) == 2 + len(public.asked) > 4
    public.always = Answer(200, {"ETag": f'W/"{site_answers(article, public).etag}-gzip"'})
    pass_time(40)
    assert (standing().behind, standing().failures) == (0, 0)


def test_a_copy_that_was_fetched_after_the_second_purge_is_new_enough(pass_time, public):
    public.answers = [old_page(age=9)]
    public.always = old_page(age=1)
    make_article()
    pass_time(5)
    assert (len(public.asked), standing().behind) == (2, 0)


def test_a_killed_article_must_be_gone_at_the_edge_however_young_the_copy(pass_time, public):
    public.always = Answer(304)
    article = make_article()
    pass_time(5)
    change = services.kill_article(article, reason="wrong bank", by="test")
    public.always = old_page(age=0)
    pass_time(10)
    assert standing().failures
    assert edge.NAME not in {line.name for line in followers.receipt(change)}
    public.always = Answer(410)
    pass_time(20)
    assert edge.NAME in {line.name for line in followers.receipt(change)}
    assert public.asked[-1].path == article.url


def test_an_edge_that_does_not_answer_is_asked_again_and_not_purged_more(
    pass_time, public, receiver
):
    public.always = Answer(503)
    article = make_article()
    pass_time(3)
    purged = len(receiver.asked)
    assert purged == 3, "a fault page is not the new page"
    assert standing().failures == 1
    public.always = Answer(200, {"ETag": f'"{site_answers(article, public).etag}-br"'})
    pass_time(5)
    assert standing().behind == 0


def test_of_a_large_batch_every_withdrawal_is_looked_at_and_the_newest_of_the_rest(
    pass_time, public
):
    public.always = Answer(304)
    killed = [make_article() for _ in range(3)]
    for article in killed:
        services.kill_article(article, reason="wrong", by="test")
    rest = [make_article() for _ in range(edge.UPDATES_A_BATCH + 2)]
    pass_time(4)
    asked = [one.path for one in public.asked]
    assert {article.url for article in killed} < set(asked)
    assert len(asked) == 3 + edge.UPDATES_A_BATCH
    assert rest[-1].url in asked
    assert rest[0].url not in asked


def test_the_age_of_what_is_not_verified_is_told_to_monitors(pass_time, public):
    public.always = old_page()
    make_article()
    pass_time(4)
    text = health.metrics(RequestFactory().get("/metrics")).content.decode()
    assert "\nmasthead_purge_oldest_pending_seconds 4.0\n" in text


def test_a_site_may_do_without(tell, receiver):
    tell(purge=PurgeTo("varnish", (receiver.url,), verify=False))
    assert edge.NAME not in {one.name for one in followers.registered()}
