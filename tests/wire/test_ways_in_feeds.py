"""Feeds that are asked for over HTTP, by a real server on this machine."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from factories.feeds import agency as running
from factories.feeds import page, rss, validated
from factories.wire import make_source
from masthead.core import clock
from masthead.wire.models import Channel, Item
from masthead.wire.services import channels, polling

FEED = rss(("a-1", "Toll rises"), ("a-2", "Toll falls"))


@pytest.fixture
def agency(settings):
    with running() as server:
        settings.MASTHEAD_TRUSTED_HOSTS = [server.host]
        yield server


@pytest.fixture
def channel(db, agency):
    source = make_source("pressline", auto_publish=True)
    return Channel.objects.create(source=source, address=agency.url())


def look(channel):
    """One look at the way in, as the server does it; the row afterwards."""
    fresh = Channel.objects.select_related("source").get(pk=channel.pk)
    polling.look_at_feed(fresh)
    return Channel.objects.get(pk=channel.pk)


def headlines():
    return sorted(Item.objects.values_list("headline", flat=True))


def test_the_items_of_a_feed_are_taken_in_and_the_next_look_is_set(agency, channel):
    agency.pages["/feed.xml"] = page(FEED)
    after = look(channel)
    assert headlines() == ["Toll falls", "Toll rises"]
    assert (after.failures, after.error) == (0, "")
    wait = (after.next_try_at - clock.now()).total_seconds()
    assert 290 < wait < 340
    assert after.succeeded_at is not None


def test_what_has_not_changed_is_not_sent_again(agency, channel):
    agency.pages["/feed.xml"] = validated(FEED, etag='"one"')
    look(channel)
    look(channel)
    first, second = agency.asked
    assert "If-None-Match" not in first[2]
    assert second[2]["If-None-Match"] == '"one"'
    assert len(headlines()) == 2


def test_the_date_of_the_last_change_is_told_back(agency, channel):
    date = "Tue, 03 Nov 2026 10:00:00 GMT"
    agency.pages["/feed.xml"] = page(FEED, Last_Modified=date)
    look(channel)
    look(channel)
    assert agency.asked[1][2]["If-Modified-Since"] == date


def test_the_same_bytes_again_leave_everything_as_it_was(agency, channel):
    agency.pages["/feed.xml"] = page(FEED)
    look(channel)
    before = list(Item.objects.values("pk", "version", "article"))
    look(channel)
    assert list(Item.objects.values("pk", "version", "article")) == before
    assert channel.source.deliveries.count() == 1


def test_failures_wait_longer_each_time_and_are_told(agency, channel):
    agency.pages["/feed.xml"] = page(b"", status=500)
    waits = []
    for _ in range(4):
        after = look(channel)
        waits.append((after.next_try_at - clock.now()).total_seconds())
    assert after.failures == 4
    assert "answered 500" in after.error
    for times, wait in enumerate(waits, 1):
        assert 300 * 2**times * 0.74 < wait < 300 * 2**times * 1.26
    agency.pages["/feed.xml"] = page(FEED)
    assert look(channel).failures == 0


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_names_a_time_is_not_asked_before_it(agency, channel, status):
    agency.pages["/feed.xml"] = page(b"", status=status, Retry_After="7200")
    after = look(channel)
    assert after.next_try_at >= clock.now() + timedelta(seconds=7190)


def test_a_server_can_not_send_us_away_for_longer_than_a_day(agency, channel):
    agency.pages["/feed.xml"] = page(b"", status=503, Retry_After="999999999")
    assert look(channel).next_try_at <= clock.now() + timedelta(days=1, minutes=1)


def test_a_permanent_move_is_believed_the_third_time(agency, channel):
    agency.pages["/feed.xml"] = page(b"", status=301, Location="/new.xml")
    agency.pages["/new.xml"] = page(FEED)
    for _ in range(2):
        assert look(channel).address == agency.url()
    after = look(channel)
    assert after.address == agency.url("/new.xml")
    assert "moved for good" in after.notice
    look(channel)
    assert agency.paths()[-1] == "/new.xml"


def test_a_passing_move_is_never_stored(agency, channel):
    agency.pages["/feed.xml"] = page(b"", status=302, Location="/new.xml")
    agency.pages["/new.xml"] = page(FEED)
    for _ in range(5):
        assert look(channel).address == agency.url()
    assert len(headlines()) == 2


def test_a_move_that_was_taken_back_counts_from_the_start(agency, channel):
    there, back = page(b"", status=308, Location="/new.xml"), page(FEED)
    agency.pages["/new.xml"] = page(FEED)
    for answer in (there, there, back, there, there):
        agency.pages["/feed.xml"] = answer
        after = look(channel)
    assert after.address == agency.url()


def test_a_feed_that_is_gone_is_asked_no_more_until_someone_says_so(agency, channel):
    agency.pages["/feed.xml"] = page(b"", status=410)
    after = look(channel)
    assert after.closed_at is not None
    assert "gone for good" in after.error
    tomorrow = clock.now() + timedelta(days=1)
    assert not channels.due(tomorrow).exists()
    channels.look_again(after, by="test")
    assert channels.due(tomorrow).exists()


def test_a_feed_may_ask_to_be_asked_less_often(agency, channel):
    agency.pages["/feed.xml"] = page(rss(("a", "A"), about="<ttl>120</ttl>"))
    assert look(channel).next_try_at > clock.now() + timedelta(minutes=119)


def test_the_max_age_of_the_answer_is_such_a_wish_too(agency, channel):
    agency.pages["/feed.xml"] = page(FEED, Cache_Control="public, max-age=3600")
    assert look(channel).next_try_at > clock.now() + timedelta(minutes=59)


def test_no_look_falls_into_the_hours_that_a_feed_leaves_out(agency, channel, time_machine):
    time_machine.move_to(datetime(2026, 11, 3, 22, 58, tzinfo=UTC), tick=False)
    skip = "<skipHours><hour>23</hour><hour>0</hour></skipHours>"
    agency.pages["/feed.xml"] = page(rss(("a", "A"), about=skip))
    assert look(channel).next_try_at == datetime(2026, 11, 4, 1, 0, tzinfo=UTC)


def test_only_one_process_has_a_look_at_a_time(channel):
    now = clock.now()
    [first] = channels.due(now)
    [second] = channels.due(now)
    assert channels.claim(first, now=now)
    assert not channels.claim(second, now=now)
    later = now + channels.CLAIM + timedelta(seconds=1)
    assert channels.due(later).exists()  # a look whose process died is had by the next


def test_an_editor_who_saves_the_source_disturbs_nothing_the_machine_has_noted(agency, channel):
    agency.pages["/feed.xml"] = validated(FEED, etag='"one"')
    stale = Channel.objects.get(pk=channel.pk)
    look(channel)
    stale.every = 900
    stale.save()
    after = Channel.objects.get(pk=channel.pk)
    assert (after.every, after.etag) == (900, '"one"')


def test_another_address_starts_from_nothing(agency, channel):
    agency.pages["/feed.xml"] = validated(FEED, etag='"one"')
    edited = look(channel)
    edited.address = agency.url("/other.xml")
    edited.save()
    after = Channel.objects.get(pk=channel.pk)
    assert (after.etag, after.failures) == ("", 0)
    assert after.next_try_at <= clock.now()


def test_a_feed_with_a_bad_charset_is_kept_with_the_reason(agency, channel):
    body = "<?xml version='1.0' encoding='utf-8'?><rss><channel><title>Z\xfcrich</title>"
    body += "</channel></rss>"
    agency.pages["/feed.xml"] = page(body.encode("latin-1"))
    look(channel)
    delivery = channel.source.deliveries.get()
    assert delivery.quarantine.reasons[0]["code"] == "bad-encoding"
    assert bytes(delivery.payload) == body.encode("latin-1")


def test_dates_from_the_future_put_nothing_above_what_is_new(agency, channel):
    dated = FEED.replace(b"</guid>", b"</guid><pubDate>Fri, 01 Jan 2038 00:00:00 GMT</pubDate>", 1)
    agency.pages["/feed.xml"] = page(dated)
    look(channel)
    articles = [item.article for item in Item.objects.select_related("article")]
    assert all(article.published_at <= clock.now() for article in articles)


def test_items_whose_guids_change_at_each_look_come_in_once(agency, channel):
    for visit in range(4):
        items = [(f"{visit}-{number}", f"Story {number}") for number in range(5)]
        agency.pages["/feed.xml"] = page(rss(*items))
        after = look(channel)
    assert headlines() == [f"Story {number}" for number in range(5)]
    assert "came again under other names" in after.notice


def test_a_correction_passes_even_where_guids_change_at_each_look(agency, channel):
    agency.pages["/feed.xml"] = page(rss(("1", "Toll rises")))
    look(channel)
    agency.pages["/feed.xml"] = page(rss(("2", "Toll rises after all")))
    look(channel)
    assert headlines() == ["Toll rises", "Toll rises after all"]


def test_more_new_items_than_the_flood_mark_are_held_and_told(agency, channel):
    Channel.objects.filter(pk=channel.pk).update(flood=10)
    items = [(str(number), f"Story {number}") for number in range(11)]
    agency.pages["/feed.xml"] = page(rss(*items))
    after = look(channel)
    assert set(Item.objects.values_list("state", flat=True)) == {"inbox"}
    assert "11 new items came at once" in after.notice
    agency.pages["/feed.xml"] = page(rss(("fresh", "The next day"), *items))
    look(channel)
    assert Item.objects.get(guid="fresh").state == "released"


def test_a_password_in_an_address_is_shown_to_nobody(db, settings):
    settings.MASTHEAD_TRUSTED_HOSTS = ["127.0.0.1:9"]
    address = "http://127.0.0.1:9/feed.xml?key=word"
    after = look(Channel.objects.create(source=make_source(), address=address))
    assert "refused" in after.error
    assert "word" not in after.error
