"""Shared caches forget what changed: softly, withdrawals hard, and all once more after 2 s."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from factories.content import make_article, make_draft, make_section
from factories.receiver import Answer
from masthead.content import services
from masthead.core import clock
from masthead.delivery import followers, page_keys
from masthead.delivery.outgoing import purge, purgers
from masthead.delivery.outgoing.conf import Outputs, PurgeTo

pytestmark = pytest.mark.django_db

AN_HOUR = 3600


@pytest.fixture
def fastly(tell, receiver):
    return tell(
        purge=PurgeTo("fastly", (receiver.url,), service="S1", token="key-of-fastly", verify=False)
    )


def to_cache(kind, receiver):
    return PurgeTo(kind, (receiver.url,), service="Z1", token="t", verify=False)


def keys_in(asked, header="Surrogate-Key"):
    return set(asked.headers[header].split())


def standing_of(name):
    return {one.name: one for one in followers.standings()}[name]


def test_fastly_purges_the_keys_of_a_published_article_softly(fastly, receiver):
    article = make_article()
    fastly()
    [asked] = receiver.asked
    assert (asked.method, asked.path) == ("POST", "/service/S1/purge")
    assert {f"article:{article.pk}", f"section:{article.section_id}", "latest"} <= keys_in(asked)
    assert (asked.headers["Fastly-Key"], asked.headers["Fastly-Soft-Purge"]) == (
        "key-of-fastly",
        "1",
    )


@pytest.mark.parametrize(
    "withdraw",
    [
        lambda article: services.kill_article(article, reason="wrong bank", by="test"),
        lambda article: services.withhold_article(article, by="test"),
        lambda article: services.unpublish_article(article, by="test"),
        lambda article: article.delete(),
    ],
    ids=["killed", "withheld", "unpublished", "deleted"],
)
def test_what_was_withdrawn_is_purged_hard_and_before_the_rest(fastly, receiver, withdraw):
    article = make_article()
    fastly()
    make_article("Another piece", section=make_section("Trading"))
    key = f"article:{article.pk}"
    withdraw(article)
    fastly()
    _, hard, soft = receiver.asked
    assert hard.headers["Fastly-Soft-Purge"] is None
    assert key in keys_in(hard)
    assert soft.headers["Fastly-Soft-Purge"] == "1"
    assert keys_in(hard).isdisjoint(keys_in(soft))


def test_an_expired_article_is_purged_hard(fastly, receiver, time_machine):
    article = make_article(expire_at=datetime(2027, 1, 4, 10, tzinfo=UTC))
    time_machine.move_to("2027-01-04T10:00:01Z")
    from masthead.delivery import due

    due.perform(clock.now())
    fastly()
    hard = [one for one in receiver.asked if one.headers["Fastly-Soft-Purge"] is None]
    assert f"article:{article.pk}" in keys_in(hard[0])


def test_every_purge_is_repeated_two_seconds_after_it_was_done(fastly, receiver, time_machine):
    time_machine.move_to("2027-01-04T09:00:00Z", tick=False)
    article = make_article()
    receiver.answers = [Answer(503)]
    fastly()
    assert len(receiver.asked) == 1, "refused"
    time_machine.shift(60)
    fastly()
    assert len(receiver.asked) == 2, "purged a minute late"
    time_machine.shift(1.5)
    fastly()
    assert len(receiver.asked) == 2, "not yet two seconds after the purge"
    time_machine.shift(0.5)
    fastly()
    assert keys_in(receiver.asked[2]) == keys_in(receiver.asked[1])
    assert f"article:{article.pk}" in keys_in(receiver.asked[2])
    time_machine.shift(60)
    fastly()
    assert len(receiver.asked) == 3


def test_the_second_purge_outlives_a_restart(fastly, tell, receiver, no_followers, time_machine):
    time_machine.move_to("2027-01-04T09:00:00Z", tick=False)
    make_article()
    fastly()
    no_followers.clear()
    time_machine.shift(AN_HOUR)
    tell(purge=PurgeTo("fastly", (receiver.url,), service="S1", token="t", verify=False))()
    assert len(receiver.asked) == 2


def test_the_heartbeat_sees_that_the_second_purge_is_due(fastly, time_machine):
    time_machine.move_to("2027-01-04T09:00:00Z", tick=False)
    make_article()
    fastly()
    assert followers.ready() == []
    time_machine.shift(2)
    assert [one.name for one in followers.ready()] == ["purge-again"]


def test_a_cdn_that_is_down_is_asked_again_for_ever_and_loses_nothing(
    fastly, receiver, time_machine
):
    time_machine.move_to("2027-01-04T09:00:00Z", tick=False)
    receiver.always = Answer(500, body=b"<h1>oh\nno</h1>")
    first = make_article()
    for _ in range(30):
        fastly()
        time_machine.shift(301)
    assert len(receiver.asked) == 30
    standing = standing_of("purge")
    assert (standing.failures, standing.stopped_at) == (30, None)
    assert standing.last_error == "RefusedError: 127.0.0.1 answered 500: <h1>oh no</h1>"
    second = make_article()
    receiver.always = Answer()
    fastly()
    assert {f"article:{first.pk}", f"article:{second.pk}"} <= keys_in(receiver.asked[-1])
    assert standing_of("purge").failures == 0


def test_a_cdn_that_asks_for_time_is_given_it(fastly, receiver, time_machine):
    time_machine.move_to("2027-01-04T09:00:00Z", tick=False)
    receiver.answers = [Answer(429, {"Retry-After": "120"})]
    make_article()
    fastly()
    assert standing_of("purge").retry_at == datetime(2027, 1, 4, 9, 2, tzinfo=UTC)
    time_machine.shift(119)
    fastly()
    assert len(receiver.asked) == 1
    time_machine.shift(1)
    fastly()
    assert len(receiver.asked) == 2


def test_nothing_is_purged_before_the_page_cache_has_moved(fastly, receiver, monkeypatch):
    """Else the CDN would fetch the old page again, straight from us."""
    with monkeypatch.context() as broken:
        broken.setattr(page_keys, "table", lambda: 1 / 0)
        make_article()
        fastly()
    assert receiver.asked == []
    followers.resume("pages")
    fastly()
    assert len(receiver.asked) == 1


def test_changes_from_before_the_cdn_was_configured_are_none_of_its_business(
    tell, receiver, time_machine
):
    time_machine.move_to("2027-01-04T09:00:00Z", tick=False)
    article = make_article()
    time_machine.shift(1)
    catch_up = tell(purge=to_cache("fastly", receiver))
    killed = services.kill_article(article, reason="wrong bank", by="test")
    catch_up()
    [asked] = receiver.asked
    assert asked.headers["Fastly-Soft-Purge"] is None
    published = article_changes(article).first()
    assert "purge" in {one.name for one in followers.receipt(killed)}
    assert "purge" not in {one.name for one in followers.receipt(published)}


def article_changes(article):
    from masthead.delivery.models import Change

    return Change.objects.filter(object_id=article.pk, what="published")


def test_the_receipt_of_a_kill_names_the_cdn(fastly, time_machine):
    time_machine.move_to("2027-01-04T09:00:00Z", tick=False)
    article = make_article()
    fastly()
    change = services.kill_article(article, reason="wrong bank", by="test")
    time_machine.shift(0.05)
    fastly()
    time_machine.shift(2)
    fastly()
    receipt = {line.name: line.ms for line in followers.receipt(change)}
    assert (receipt["purge"], receipt["purge-again"]) == (50, 2050)


def test_cloudflare_is_given_at_most_a_hundred_tags_at_a_time(tell, receiver):
    catch_up = tell(purge=to_cache("cloudflare", receiver))
    receiver.always = Answer(body=b'{"success": true}')
    for number in range(40):
        make_article(section=make_section(f"Desk {number}"))
    catch_up()
    tags = [json.loads(asked.body)["tags"] for asked in receiver.asked]
    assert max(len(part) for part in tags) <= 100
    assert len({tag for part in tags for tag in part}) == sum(len(part) for part in tags) > 80
    assert receiver.asked[0].path == "/client/v4/zones/Z1/purge_cache"
    assert receiver.asked[0].headers["Authorization"] == "Bearer t"


@pytest.mark.parametrize("body", [b'{"success": false}', b"<html>", b"[]"])
def test_cloudflare_saying_no_with_a_200_is_no(tell, receiver, body):
    catch_up = tell(purge=to_cache("cloudflare", receiver))
    receiver.always = Answer(body=body)
    make_article()
    catch_up()
    assert standing_of("purge").failures == 1


def test_many_keys_are_split_by_number_and_by_size():
    limits = purgers.Limits(keys=3, size=20)
    assert list(limits.split(["a", "b", "c", "d"])) == [["a", "b", "c"], ["d"]]
    assert list(limits.split(["a" * 12, "b" * 12])) == [["a" * 12], ["b" * 12]]
    assert list(limits.split([])) == []


def test_varnish_is_asked_for_by_xkey_at_every_node(tell, receiver):
    nodes = (receiver.url, receiver.url.replace("127.0.0.1", "localhost"))
    catch_up = tell(purge=PurgeTo("varnish", nodes, verify=False))
    article = make_article()
    catch_up()
    services.kill_article(article, reason="wrong bank", by="test")
    catch_up()
    soft, hard = receiver.asked[:2], receiver.asked[2:4]
    for asked in soft:
        assert (asked.method, asked.headers["Host"]) == ("PURGE", "title.example")
        assert f"article:{article.pk}" in keys_in(asked, "xkey-softpurge")
        assert asked.headers["xkey-purge"] is None
    for asked in hard:
        assert f"article:{article.pk}" in keys_in(asked, "xkey-purge")


def test_nginx_is_asked_by_address_for_the_article_its_old_address_and_its_fronts(tell, receiver):
    catch_up = tell(purge=to_cache("nginx", receiver))
    receiver.always = Answer(404)
    article = make_article("Old words", section=make_section("Banking"))
    catch_up()
    assert {one.path for one in receiver.asked} == {"/", "/banking/", "/banking/old-words/"}
    assert {one.method for one in receiver.asked} == {"PURGE"}
    receiver.asked.clear()
    article.slug = "new-words"
    article.save_revision()
    services.publish_article(article, by="test")
    catch_up()
    assert {"/banking/old-words/", "/banking/new-words/"} <= {one.path for one in receiver.asked}
    assert standing_of("purge").failures == 0, "an address that was not kept is no failure"


def test_nginx_hears_no_address_of_an_article_that_never_was_out(tell, receiver):
    catch_up = tell(purge=to_cache("nginx", receiver))
    draft = make_draft("Secret merger", embargoed_until=datetime(2099, 1, 1, tzinfo=UTC))
    services.publish_article(draft, by="test")
    services.kill_article(draft, reason="never mind", by="test")
    catch_up()
    assert [one.path for one in receiver.asked if "secret" in one.path] == []


def test_the_null_twin_remembers_what_it_was_asked():
    null = purgers.Null()
    article = make_article()
    purge.apply(null, list(article_changes(article)))
    [order] = null.orders
    assert (f"article:{article.pk}" in order.keys, order.hard) == (True, False)
    assert article.url in order.addresses


def test_a_site_without_outputs_has_no_outgoing_follower(tell):
    tell()
    assert [one.name for one in followers.registered()] == ["pages"]


def test_a_cache_named_by_the_operator_may_be_private_and_no_other(receiver):
    outputs = Outputs("https://title.example", purge=PurgeTo("varnish", (receiver.url,)))
    purgers.purger_of(outputs.purge, outputs).purge(purgers.Order(("latest",)))
    assert len(receiver.asked) == 1
    elsewhere = outputs.door(seconds=1)
    from masthead.delivery.outgoing.answers import RefusedError, ask

    with pytest.raises(RefusedError):
        ask("PURGE", f"{receiver.url}/", door=elsewhere)
    assert len(receiver.asked) == 1
