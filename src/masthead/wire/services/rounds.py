"""The rounds of the server: looks at every way in when it is due, each look in a thread of its own.
Ways in that are slow or failing share two threads, so that they delay none that is well. A process
without a heartbeat goes on no rounds.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings

from masthead.delivery import couriers
from masthead.wire.models import Channel

from . import channels, folders, mail, polling

WELL, POORLY = 8, 2  # looks at a time
SLOW_MS = 5_000
STAND_IN = timedelta(seconds=15)  # a request does the rounds when they are this late

LOOKS: dict[str, Callable[[Channel], object]] = {
    Channel.Kind.FEED: polling.look_at_feed,
    Channel.Kind.FOLDER: folders.look_at_folder,
    Channel.Kind.MAIL: mail.look_at_mailbox,
}

_lanes = {True: threading.BoundedSemaphore(WELL), False: threading.BoundedSemaphore(POORLY)}
_out: set[int] = set()
_turn = threading.Lock()


def next_at() -> datetime | None:
    """When a request should do the rounds in the heartbeat's stead. One query."""
    if not settings.MASTHEAD_HEARTBEAT:
        return None
    at = channels.next_due()
    return at + STAND_IN if at else None


def start(now: datetime) -> int:
    """Send somebody to each way in that is due; how many were sent. Returns at once.

    One query when nothing is due. What finds no free thread waits for the next beat.
    """
    if not settings.MASTHEAD_HEARTBEAT:
        return 0
    return sum(_send(channel, now) for channel in channels.due(now).select_related("source")[:50])


def _send(channel: Channel, now: datetime) -> int:
    lane = _lanes[channel.failures == 0 and channel.took_ms < SLOW_MS]
    with _turn:
        if channel.pk in _out or not lane.acquire(blocking=False):
            return 0
        _out.add(channel.pk)
    if not channels.claim(channel, now=now):
        _back(channel, lane)
        return 0
    couriers.send(f"wire:{channel.pk}", partial(_look, channel, lane))
    return 1


def _look(channel: Channel, lane: threading.BoundedSemaphore) -> None:
    try:
        LOOKS[channel.kind](channel)
    finally:
        _back(channel, lane)


def _back(channel: Channel, lane: threading.BoundedSemaphore) -> None:
    with _turn:
        _out.discard(channel.pk)
        lane.release()
