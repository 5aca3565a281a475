"""Other sites hear what was published: signed, in order, each on its own, and never of what is
held.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from standardwebhooks import Webhook
from standardwebhooks.webhooks import WebhookVerificationError

from factories.content import make_article, make_author, make_draft, make_section
from factories.receiver import Answer, running
from masthead.content import services
from masthead.delivery import couriers, due, followers, rules
from masthead.delivery.outgoing import webhooks
from masthead.delivery.outgoing.conf import Endpoint

pytestmark = pytest.mark.django_db

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
OLD_SECRET = "whsec_" + "b2xk" * 8
SECRET_WORDS = "Ardentis to buy Calloway"


@pytest.fixture
def catch_up(tell, receiver):
    return tell(webhooks=(Endpoint("acme", f"{receiver.url}/hook?pw=hush", SECRET),))


def messages(receiver):
    return [json.loads(asked.body) for asked in receiver.asked]


def kinds(receiver):
    return [message["type"] for message in messages(receiver)]


def standing_of(name):
    return {one.name: one for one in followers.standings()}[name]


def test_a_published_article_is_told_as_readers_see_it(catch_up, receiver):
    author = make_author("Imogen Farrow")
    section = make_section("Banking")
    article = make_draft("Board agrees terms", section=section, authors=[author])
    services.publish_article(article, by="test")
    article.refresh_from_db()
    catch_up()
    [message] = messages(receiver)
    assert message["type"] == "article.published"
    data = message["data"]
    assert data["url"] == "https://title.example/banking/board-agrees-terms/"
    assert (data["id"], data["headline"]) == (article.pk, "Board agrees terms")
    assert (data["section"], data["byline"]) == ("Banking", "Imogen Farrow")
    assert data["published"] == article.published_at.isoformat()
    assert receiver.asked[0].headers["Content-Type"] == "application/json"


def test_the_signature_is_what_the_standard_asks_for(catch_up, receiver):
    make_article()
    catch_up()
    [asked] = receiver.asked
    assert Webhook(SECRET).verify(asked.body, dict(asked.headers))["type"] == "article.published"
    with pytest.raises(WebhookVerificationError):
        Webhook(OLD_SECRET).verify(asked.body, dict(asked.headers))
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(asked.body + b" ", dict(asked.headers))


def test_while_a_secret_is_replaced_both_secrets_verify(tell, receiver):
    endpoint = Endpoint("acme", f"{receiver.url}/", SECRET, old_secret=OLD_SECRET)
    catch_up = tell(webhooks=(endpoint,))
    make_article()
    catch_up()
    [asked] = receiver.asked
    for secret in (SECRET, OLD_SECRET):
        Webhook(secret).verify(asked.body, dict(asked.headers))


def test_of_a_whole_life_told_at_once_only_its_end_is_told(catch_up, receiver):
    article = make_article("First words")
    services.correct_article(article, note="A figure was wrong.", by="test")
    services.kill_article(article, reason="wrong bank", by="test")
    article.delete()
    catch_up()
    assert kinds(receiver) == ["article.killed"]
    assert b"First words" not in receiver.asked[0].body


def test_a_withdrawal_is_told_by_number_and_address_alone(catch_up, receiver):
    article = make_article("First words")
    catch_up()
    services.kill_article(article, reason="wrong bank", by="test")
    catch_up()
    killed = messages(receiver)[-1]
    assert killed["type"] == "article.killed"
    url = f"https://title.example{article.url}"
    assert killed["data"] == {"id": article.pk, "url": url}


def test_each_step_of_an_articles_life_is_told_when_it_happens(catch_up, receiver):
    article = make_article("First words")
    catch_up()
    services.correct_article(article, note="A figure was wrong.", headline="Second words", by="x")
    catch_up()
    services.unpublish_article(article, by="test")
    catch_up()
    services.publish_article(article, by="test")
    catch_up()
    services.withhold_article(article, by="test")
    catch_up()
    services.release_article(article, by="test")
    catch_up()
    article.delete()
    catch_up()
    assert kinds(receiver) == [
        *("article.published", "article.corrected", "article.unpublished", "article.published"),
        *("article.unpublished", "article.updated", "article.unpublished"),
    ]
    corrected = messages(receiver)[1]["data"]
    assert (corrected["headline"], corrected["correction"]) == (
        "Second words",
        "A figure was wrong.",
    )


def test_an_embargoed_article_is_told_when_the_embargo_ends_and_not_before(
    catch_up, receiver, time_machine
):
    time_machine.move_to("2027-01-04T09:00:00Z", tick=False)
    at = datetime(2027, 1, 4, 12, tzinfo=UTC)
    draft = make_draft(SECRET_WORDS, embargoed_until=at)
    services.publish_article(draft, by="test")
    catch_up()
    assert receiver.asked == []
    time_machine.move_to(at + timedelta(seconds=1), tick=False)
    due.perform(at + timedelta(seconds=1))
    catch_up()
    assert [message["data"]["headline"] for message in messages(receiver)] == [SECRET_WORDS]


def test_nothing_is_told_of_what_never_was_out(catch_up, receiver):
    """Not even its address: it is made of the headline."""
    far = datetime(2099, 1, 1, tzinfo=UTC)
    make_draft(SECRET_WORDS)
    held = make_draft(SECRET_WORDS + " soon", embargoed_until=far)
    services.publish_article(held, by="test")
    services.kill_article(held, reason="never mind", by="test")
    later = make_draft(SECRET_WORDS + " later")
    services.publish_article(later, at=far, by="test")
    services.withhold_article(later, by="test")
    later.delete()
    catch_up()
    assert receiver.asked == []


def test_what_was_killed_before_it_could_be_told_is_not_told_in_words(
    catch_up, receiver, time_machine
):
    time_machine.move_to("2027-01-04T09:00:00Z", tick=False)
    receiver.answers = [Answer(500)]
    article = make_article(SECRET_WORDS, slug="a-deal")
    catch_up()
    services.kill_article(article, reason="wrong bank", by="test")
    receiver.asked.clear()
    time_machine.shift(10)
    catch_up()
    assert kinds(receiver) == ["article.killed"]
    assert SECRET_WORDS.encode() not in receiver.asked[0].body


def test_an_article_put_under_embargo_after_it_was_out_is_told_as_gone(catch_up, receiver):
    article = make_article(SECRET_WORDS, slug="a-deal")
    catch_up()
    article.embargoed_until = datetime(2099, 1, 1, tzinfo=UTC)
    article.headline = "New and secret words"
    article.save_revision()
    services.publish_article(article, by="test")
    catch_up()
    _, gone = messages(receiver)
    assert gone["type"] == "article.unpublished"
    assert set(gone["data"]) == {"id", "url"}


def test_a_retry_has_the_same_id_a_new_time_and_comes_by_the_schedule(
    catch_up, receiver, time_machine
):
    time_machine.move_to("2027-01-04T09:00:00Z", tick=False)
    receiver.answers = [Answer(500), Answer(302, {"Location": "/elsewhere"}), Answer(204)]
    make_article()
    catch_up()
    for seconds in (4, 1, 299, 1):
        time_machine.shift(seconds)
        catch_up()
    assert len({asked.headers["webhook-id"] for asked in receiver.asked}) == 1
    started = datetime(2027, 1, 4, 9, tzinfo=UTC).timestamp()
    times = [int(asked.headers["webhook-timestamp"]) - started for asked in receiver.asked]
    assert times == [0, 5, 305]
    Webhook(SECRET).verify(receiver.asked[-1].body, dict(receiver.asked[-1].headers))
    assert standing_of("webhook:acme").behind == 0


def test_what_was_delivered_is_not_sent_again_when_the_next_fails(catch_up, receiver, time_machine):
    time_machine.move_to("2027-01-04T09:00:00Z", tick=False)
    receiver.answers = [Answer(), Answer(500)]
    first, second, third = (make_article() for _ in range(3))
    catch_up()
    time_machine.shift(5)
    catch_up()
    told = [message["data"]["id"] for message in messages(receiver)]
    assert told == [first.pk, second.pk, second.pk, third.pk]


def test_an_endpoint_that_answers_410_is_left_alone_until_it_is_resumed(
    catch_up, receiver, time_machine
):
    time_machine.move_to("2027-01-04T09:00:00Z", tick=False)
    receiver.answers = [Answer(410)]
    make_article()
    catch_up()
    change = services.publish_article(make_draft(), by="test")
    time_machine.shift(timedelta(days=30))
    catch_up()
    assert len(receiver.asked) == 1
    standing = standing_of("webhook:acme")
    assert standing.stopped_at == datetime(2027, 1, 4, 9, tzinfo=UTC)
    assert "410" in standing.last_error
    assert "hush" not in standing.last_error
    assert "pages" in {line.name for line in followers.wait_for(change, seconds=1)}
    assert followers.resume("webhook:acme")
    catch_up()
    assert len(receiver.asked) == 3, "nothing was lost meanwhile"


def test_an_endpoint_that_fails_ten_times_in_three_days_is_given_up(
    catch_up, receiver, time_machine
):
    time_machine.move_to("2027-01-04T09:00:00Z", tick=False)
    receiver.always = Answer(500)
    make_article()
    for _ in range(80):
        catch_up()
        time_machine.shift(timedelta(hours=1, seconds=6))
    assert len(receiver.asked) == 10
    assert standing_of("webhook:acme").stopped_at


def test_the_schedule_is_the_one_of_the_standard():
    waits = [rules.webhook_backoff(failures) for failures in range(1, 11)]
    assert waits[:3] == [timedelta(seconds=5), timedelta(minutes=5), timedelta(minutes=30)]
    assert [wait and wait.total_seconds() / 3600 for wait in waits[3:]] == [
        *(2, 5, 10, 14, 20, 24),
        None,
    ]


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("600", 600),
        ("1", 5),
        ("Mon, 04 Jan 2027 10:00:00 GMT", 3600),
        ("soon", 5),
        ("9" * 40, 86400),
    ],
)
def test_a_throttle_is_honoured_and_never_shortens_the_schedule(
    catch_up, receiver, time_machine, said, seconds
):
    time_machine.move_to("2027-01-04T09:00:00Z", tick=False)
    receiver.answers = [Answer(429, {"Retry-After": said})]
    make_article()
    catch_up()
    at = datetime(2027, 1, 4, 9, tzinfo=UTC) + timedelta(seconds=seconds)
    assert standing_of("webhook:acme").retry_at == at


def test_an_endpoint_hears_the_events_it_asked_for(tell, receiver):
    endpoint = Endpoint("acme", f"{receiver.url}/", SECRET, events=("article.killed",))
    catch_up = tell(webhooks=(endpoint,))
    article = make_article()
    services.kill_article(article, reason="wrong bank", by="test")
    catch_up()
    assert kinds(receiver) == ["article.killed"]


def test_a_message_stays_below_the_bound_of_the_standard():
    long = {"type": "article.published", "data": {"id": 1, "url": "u", "summary": "é" * 20_000}}
    body = webhooks._encoded(long)
    assert json.loads(body)["data"] == {"id": 1, "url": "u"}


def test_nothing_is_sent_to_a_private_address_that_is_not_trusted(tell, receiver):
    endpoint = Endpoint("acme", f"{receiver.url}/hook?pw=hush", SECRET)
    catch_up = tell(webhooks=(endpoint,), trusted=frozenset())
    make_article()
    catch_up()
    assert receiver.asked == []
    standing = standing_of("webhook:acme")
    assert standing.failures == 1
    assert "hush" not in standing.last_error


@pytest.mark.django_db(transaction=True)
def test_an_endpoint_that_hangs_holds_up_neither_the_newsroom_nor_the_others(tell, receiver):
    with running() as dead:
        dead.open.clear()
        tell(
            webhooks=(
                Endpoint("dead", f"{dead.url}/", SECRET),
                Endpoint("acme", f"{receiver.url}/", SECRET),
            ),
            trusted=frozenset({receiver.host, dead.host}),
        )
        change = services.publish_article(make_draft(), by="test")
        with pytest.raises(TimeoutError, match="by: webhook:dead"):
            followers.wait_for(change, seconds=3)
        assert {line.name for line in followers.receipt(change)} == {"pages", "webhook:acme"}
        assert len(receiver.asked) == 1
        dead.open.set()
        couriers.wait()
        assert "webhook:dead" in {line.name for line in followers.receipt(change)}
