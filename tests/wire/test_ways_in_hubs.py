"""WebSub: a feed's hub is asked to tell us, asks back, and brings copy that is signed for us."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from factories.feeds import agency as running
from factories.feeds import page, rss
from factories.wire import make_source
from masthead.core import clock
from masthead.wire.models import Channel, Item
from masthead.wire.services import hubs, polling

ABOUT = "<atom:link rel='hub' href='/hub'/><atom:link rel='self' href='/feed.xml'/>"
FEED = rss(("a-1", "Toll rises"), about=ABOUT)
NEXT = rss(("a-2", "Toll falls"), about=ABOUT)


@pytest.fixture
def agency(settings):
    with running() as server:
        settings.MASTHEAD_TRUSTED_HOSTS = [server.host]
        settings.MASTHEAD_BASE_URL = "https://title.example"
        server.pages["/feed.xml"] = page(FEED)
        server.pages["/hub"] = page(b"", status=202)
        yield server


@pytest.fixture
def channel(db, agency):
    return Channel.objects.create(source=make_source("pressline"), address=agency.url())


def look(channel):
    polling.look_at_feed(Channel.objects.select_related("source").get(pk=channel.pk))
    return Channel.objects.get(pk=channel.pk)


def requests_to_hub(agency):
    return [
        {name: values[0] for name, values in parse_qs(body.decode()).items()}
        for method, path, _, body in agency.asked
        if (method, path) == ("POST", "/hub")
    ]


def asked_back(channel, **changes):
    said = {
        "hub.mode": "subscribe",
        "hub.topic": channel.topic,
        "hub.challenge": "as-long-as-you-like",
        "hub.lease_seconds": "864000",
    }
    return Client().get(f"/wire/hub/{channel.token}/", said | changes)


def brought(channel, body, *, method="sha256", secret=None):
    secret = hubs.secret_of(channel) if secret is None else secret
    mac = hmac.new(secret.encode(), body, getattr(hashlib, method)).hexdigest()
    return Client().post(
        f"/wire/hub/{channel.token}/",
        body,
        content_type="application/rss+xml",
        headers={"X-Hub-Signature": f"{method}={mac}"},
    )


def guids():
    return sorted(Item.objects.values_list("guid", flat=True))


@pytest.fixture
def subscribed(channel):
    after = look(channel)
    assert asked_back(after).status_code == 200
    return Channel.objects.select_related("source").get(pk=channel.pk)


def test_the_hub_of_a_feed_is_asked_once_with_an_address_and_a_secret(agency, channel):
    after = look(channel)
    look(channel)
    [asked] = requests_to_hub(agency)
    assert asked["hub.mode"] == "subscribe"
    assert asked["hub.topic"] == agency.url()
    assert asked["hub.callback"] == f"https://title.example/wire/hub/{after.token}/"
    assert len(asked["hub.secret"]) < 200
    assert asked["hub.secret"] == hubs.secret_of(after)


def test_a_hub_named_in_the_header_stands_before_one_in_the_feed(agency, channel):
    agency.pages["/feed.xml"] = page(FEED, Link='</other>; rel=hub, <http://x/y>; rel="self"')
    look(channel)
    assert agency.paths()[-1] == "/other"


def test_the_hubs_question_is_answered_with_its_challenge_and_starts_the_lease(channel):
    after = look(channel)
    response = asked_back(after)
    assert (response.status_code, response.content) == (200, b"as-long-as-you-like")
    assert response["Content-Type"].startswith("text/plain")
    after.refresh_from_db()
    assert timedelta(days=9) < after.lease_until - clock.now() <= timedelta(days=10)


@pytest.mark.parametrize(
    "change",
    [{"hub.topic": "http://evil.example/"}, {"hub.mode": "unsubscribe"}, {"hub.mode": ""}],
    ids=["topic", "unsubscribe", "no-mode"],
)
def test_what_we_did_not_ask_for_is_not_confirmed(channel, change):
    after = look(channel)
    assert asked_back(after, **change).status_code == 404
    after.refresh_from_db()
    assert after.lease_until is None


def test_a_question_that_comes_long_after_is_not_confirmed(channel, time_machine):
    after = look(channel)
    time_machine.move_to(clock.now() + timedelta(hours=2))
    assert asked_back(after).status_code == 404


def test_nobody_guesses_an_address(db):
    assert Client().get("/wire/hub/guess/", {"hub.mode": "subscribe"}).status_code == 404
    assert Client().post("/wire/hub/guess/", b"x", content_type="a/b").status_code == 410


@pytest.mark.parametrize("method", ["sha1", "sha256", "sha384", "sha512"])
def test_copy_that_the_hub_brings_is_taken_in_at_once(subscribed, method):
    response = brought(subscribed, NEXT, method=method)
    assert response.status_code == 202
    assert guids() == ["a-1", "a-2"]


def test_copy_with_a_wrong_signature_is_ignored_and_the_sender_learns_nothing(subscribed):
    assert brought(subscribed, NEXT, secret="guess").status_code == 202
    address = f"/wire/hub/{subscribed.token}/"
    assert Client().post(address, NEXT, content_type="a/b").status_code == 202
    assert guids() == ["a-1"]


def test_a_feed_whose_hub_tells_us_is_asked_once_an_hour_and_else_at_its_interval(
    agency, subscribed, time_machine
):
    agency.pages["/feed.xml"] = page(NEXT)
    after = look(subscribed)
    assert after.next_try_at > clock.now() + timedelta(minutes=59)
    time_machine.move_to(clock.now() + timedelta(days=11))  # the lease is over and the hub is dead
    agency.pages["/hub"] = page(b"", status=500)
    after = look(subscribed)
    assert after.next_try_at < clock.now() + timedelta(minutes=6)
    assert after.failures == 0


def test_a_lease_is_renewed_in_its_last_day(agency, subscribed, time_machine):
    time_machine.move_to(clock.now() + timedelta(days=5))
    look(subscribed)
    assert len(requests_to_hub(agency)) == 1
    time_machine.shift(timedelta(days=4, hours=12))
    look(subscribed)
    first, second = requests_to_hub(agency)
    assert second["hub.callback"] == first["hub.callback"]
    asked_back(Channel.objects.get(pk=subscribed.pk))
    subscribed.refresh_from_db()
    assert subscribed.lease_until > clock.now() + timedelta(days=9)


def test_a_hub_that_refuses_leaves_a_word_and_the_feed_is_asked_for(channel):
    after = look(channel)
    response = asked_back(after, **{"hub.mode": "denied", "hub.reason": "members only"})
    assert response.status_code == 200
    after.refresh_from_db()
    assert "members only" in after.notice
    assert not hubs.is_alive(after)


def test_a_hub_is_told_that_nobody_listens_any_longer(subscribed):
    Channel.objects.filter(pk=subscribed.pk).update(active=False)
    assert brought(subscribed, NEXT).status_code == 410


@pytest.mark.parametrize("base", ["http://127.0.0.1:8000", "http://localhost:8000"])
def test_a_site_that_no_hub_can_reach_asks_none(agency, channel, settings, base):
    settings.MASTHEAD_BASE_URL = base
    look(channel)
    assert requests_to_hub(agency) == []


def test_a_person_may_want_no_hub(agency, channel):
    channel.use_hub = False
    channel.save()
    look(channel)
    assert requests_to_hub(agency) == []


def test_a_hub_on_this_machine_is_not_called(agency, channel, settings):
    settings.MASTHEAD_TRUSTED_HOSTS = [agency.host]
    inside = "<atom:link rel='hub' href='http://127.0.0.1:1/hub'/>"
    agency.pages["/feed.xml"] = page(rss(("a-1", "Toll rises"), about=inside))
    after = look(channel)
    assert (after.failures, guids()) == (0, ["a-1"])
    assert urlsplit(after.hub).port == 1
