"""Search engines hear of addresses that came, changed and went, and of no others."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from django.http import Http404
from django.test import RequestFactory

from factories.content import make_article, make_draft, make_section
from factories.receiver import Answer
from masthead.content import services
from masthead.content.kinds import Kind, Origin
from masthead.delivery import followers
from masthead.delivery.outgoing import indexnow, urls
from masthead.delivery.outgoing.conf import IndexNowTo

pytestmark = pytest.mark.django_db

KEY = "a1b2c3d4e5f6a7b8"
SITE = "https://title.example"


@pytest.fixture
def catch_up(tell, receiver):
    return tell(indexnow=IndexNowTo(KEY, f"{receiver.url}/indexnow"))


def lists(receiver):
    return [json.loads(asked.body)["urlList"] for asked in receiver.asked]


def standing():
    return {one.name: one for one in followers.standings()}["indexnow"]


def test_an_article_that_came_is_submitted_with_the_place_of_the_key(catch_up, receiver):
    article = make_article()
    catch_up()
    [asked] = receiver.asked
    assert (asked.method, asked.path) == ("POST", "/indexnow")
    assert json.loads(asked.body) == {
        "host": "title.example",
        "key": KEY,
        "keyLocation": f"{SITE}/{KEY}.txt",
        "urlList": [SITE + article.url],
    }


def test_an_article_that_moved_is_submitted_at_both_addresses(catch_up, receiver):
    article = make_article("Old words", section=make_section("Banking"))
    catch_up()
    article.slug = "new-words"
    article.save_revision()
    services.publish_article(article, by="test")
    catch_up()
    assert lists(receiver)[-1] == [f"{SITE}/banking/new-words/", f"{SITE}/banking/old-words/"]


def test_a_section_that_moved_takes_its_articles_along(catch_up, receiver):
    section = make_section("Banking")
    make_article("A piece", section=section)
    catch_up()
    section.slug = "banks"
    section.save()
    catch_up()
    assert lists(receiver)[-1] == [
        *(f"{SITE}/banks/", f"{SITE}/banks/a-piece/"),
        *(f"{SITE}/banking/", f"{SITE}/banking/a-piece/"),
    ]


@pytest.mark.parametrize("verb", ["kill", "unpublish", "withhold", "delete"])
def test_an_article_that_went_is_submitted_too(catch_up, receiver, verb):
    article = make_article()
    catch_up()
    withdraw = {
        "kill": lambda: services.kill_article(article, reason="wrong bank", by="test"),
        "unpublish": lambda: services.unpublish_article(article, by="test"),
        "withhold": lambda: services.withhold_article(article, by="test"),
        "delete": article.delete,
    }
    withdraw[verb]()
    catch_up()
    assert lists(receiver) == [[SITE + article.url]] * 2


def test_an_address_stands_once_in_a_list_and_held_ones_never(catch_up, receiver):
    article = make_article()
    services.correct_article(article, note="A figure was wrong.", by="test")
    held = make_draft(embargoed_until=datetime(2099, 1, 1, tzinfo=UTC))
    services.publish_article(held, by="test")
    services.kill_article(held, reason="never mind", by="test")
    catch_up()
    assert lists(receiver) == [[SITE + article.url]]


def test_what_engines_may_not_index_is_not_submitted(catch_up, receiver):
    release = make_article(kind=Kind.PRESS_RELEASE, origin=Origin.CONTRIBUTED)
    services.unpublish_article(release, by="test")
    catch_up()
    assert receiver.asked == []


def test_a_long_list_is_sent_in_parts(catch_up, receiver, monkeypatch):
    monkeypatch.setattr(indexnow, "ADDRESSES_A_REQUEST", 2)
    for _ in range(5):
        make_article()
    catch_up()
    assert [len(urls) for urls in lists(receiver)] == [2, 2, 1]


@pytest.mark.parametrize("status", [403, 422, 429, 500])
def test_a_refusal_that_can_be_mended_is_tried_again(catch_up, receiver, time_machine, status):
    time_machine.move_to("2027-01-04T09:00:00Z", tick=False)
    receiver.answers = [Answer(status, {"Retry-After": "60"}), Answer(202)]
    make_article()
    catch_up()
    assert (standing().failures, standing().behind > 0) == (1, True)
    assert str(status) in standing().last_error
    time_machine.shift(59)
    catch_up()
    assert len(receiver.asked) == 1
    time_machine.shift(1)
    catch_up()
    assert lists(receiver)[0] == lists(receiver)[1]
    assert (standing().failures, standing().behind) == (0, 0)


def test_addresses_that_are_refused_for_themselves_are_passed_over(catch_up, receiver, caplog):
    receiver.answers = [Answer(400)]
    make_article()
    catch_up()
    assert (standing().failures, standing().behind) == (0, 0)
    assert "IndexNow refused 1 addresses" in caplog.text


def test_the_key_file_is_there_when_there_is_a_key_and_under_that_name_alone(settings):
    assert urls.patterns() == []
    settings.MASTHEAD_OUTGOING = {"indexnow": {"key": KEY, "endpoint": "https://engine.example"}}
    [pattern] = urls.patterns()
    match = pattern.resolve(f"{KEY}.txt")
    response = match.func(RequestFactory().get(f"/{KEY}.txt"), **match.kwargs)
    assert (response.content, response["Content-Type"]) == (
        KEY.encode(),
        "text/plain; charset=utf-8",
    )
    assert indexnow.key_text("robots") is None
    with pytest.raises(Http404):
        urls.key_file(RequestFactory().get("/x.txt"), "x")
