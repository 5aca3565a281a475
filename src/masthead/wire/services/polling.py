"""Feeds that are asked for: one look at one feed, from the conditional request to what is noted
of it. Everything goes out by the one door, and each feed is asked by one process at a time.
"""

from __future__ import annotations

import time
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings

from masthead.core import clock, ids
from masthead.core.http import Door, Fetched, FetchError
from masthead.delivery.outgoing.answers import retry_after
from masthead.wire import hints, manners, queries
from masthead.wire.hints import FeedSays
from masthead.wire.models import Channel
from masthead.wire.pipeline import Line, ingest

from . import channels, hubs

ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, "
    "application/json;q=0.9, text/xml;q=0.9, */*;q=0.1"
)
OK, NOT_MODIFIED, GONE = 200, 304, 410


def look_at_feed(channel: Channel) -> list[Line]:
    """The feed was asked for what is new, and that was taken in; the lines of its items.

    Never raises for what the other side does: it is noted on the way in.
    """
    started = time.monotonic()
    try:
        answer = door().fetch(channel.address, headers=_conditions(channel))
    except FetchError as error:
        _note_time(channel, started)
        channels.note_failure(channel, _sentence(error, channel))
        return []
    _note_time(channel, started)
    if answer.status in {OK, NOT_MODIFIED}:
        return _take(channel, answer)
    _refused(channel, answer)
    return []


def door() -> Door:
    """The way out for feeds and hubs."""
    return Door(trusted=frozenset(settings.MASTHEAD_TRUSTED_HOSTS))


def take_in_feed(channel: Channel, body: bytes, *, name: str) -> list[Line]:
    """The body of a feed was taken in, whoever brought it; the lines of its items. What came
    before under other guids is left out; an answer with too much that is new is held.
    """
    if queries.taken_whole(channel.source, [ids.sha256_of(body)]):
        return []
    sieve = manners.FeedSieve(channel.seen, flood=channel.flood)
    lines = list(ingest([(name, body)], source=channel.source, sieve=sieve))
    learnt: dict[str, object] = {"seen": sieve.remembered()}
    if notice := _notice(channel, sieve):
        learnt["notice"] = notice
    channels.learn(channel, **learnt)
    return lines


def _conditions(channel: Channel) -> dict[str, str]:
    """RFC 9110 §13.1: what we have of it already."""
    conditions = {"Accept": ACCEPT}
    if channel.etag:
        conditions["If-None-Match"] = channel.etag
    if channel.last_modified:
        conditions["If-Modified-Since"] = channel.last_modified
    return conditions


def _take(channel: Channel, answer: Fetched) -> list[Line]:
    lines: list[Line] = []
    says = FeedSays(channel.hub, channel.topic)
    learnt: dict[str, object] = _move(channel, answer)
    if answer.status == OK:
        says = hints.read(answer.body, answer.headers, url=answer.url)
        lines = take_in_feed(channel, answer.body, name=_name_of(answer.url))
        learnt |= {
            "etag": _short(answer.headers.get("etag", ""), 500),
            "last_modified": _short(answer.headers.get("last-modified", ""), 100),
        }
    hubs.keep_subscribed(channel, says, door=door())
    at = manners.next_look(
        clock.now(),
        every=timedelta(seconds=channel.every),
        hints=says.hints,
        has_hub=hubs.is_alive(channel),
        dice=channels.dice(),
    )
    channels.note_success(channel, next_try_at=at, **learnt)
    return lines


def _short(validator: str, length: int) -> str:
    """A validator cut short would be another one: none then."""
    return validator if len(validator) <= length else ""


def _move(channel: Channel, answer: Fetched) -> dict[str, object]:
    """What is learnt from where the answer came from: a permanent move is believed in time."""
    to = answer.url if answer.permanent and answer.url != channel.address else ""
    move = manners.moved(to, before=channel.moved_to, times=channel.moved_times)
    if not move.to or len(move.to) > 500:  # noqa: PLR2004 - the column
        return {"moved_to": "", "moved_times": 0}
    if not move.believed:
        return {"moved_to": move.to, "moved_times": move.times}
    return {
        "address": move.to,
        "moved_to": "",
        "moved_times": 0,
        "notice": f"The feed has moved for good, from {channel.address}"[:250],
    }


def _refused(channel: Channel, answer: Fetched) -> None:
    if answer.status == GONE:
        channels.close(channel, "the server answered 410: the feed is gone for good")
        return
    asked = retry_after(answer.headers.get("retry-after", ""))
    channels.note_failure(channel, f"the server answered {answer.status}", asked=asked)


def _note_time(channel: Channel, started: float) -> None:
    channels.learn(channel, took_ms=round((time.monotonic() - started) * 1000))


def _notice(channel: Channel, sieve: manners.FeedSieve) -> str:
    if sieve.flooded:
        return f"{sieve.new} new items came at once; more than {channel.flood} are held."
    if sieve.repeated:
        return f"{sieve.repeated} items came again under other names; they were not taken twice."
    return ""


def _sentence(error: FetchError, channel: Channel) -> str:
    """The cause alone: people see the address beside it, less what could be a password in it."""
    text = str(error).removeprefix(f"{channel.address}: ")
    return text.replace(channel.address, _name_of(channel.address))


def _name_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path}"
