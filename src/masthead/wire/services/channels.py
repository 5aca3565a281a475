"""The verbs of ways in that all kinds share: claim one that is due, note how a look went, open a
closed one again. A claim is a row's own next time: who moves it has it, and a process that dies
gives it back by the clock.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Min, QuerySet

from masthead.accounts.audit import Actor
from masthead.core import clock
from masthead.wire import manners
from masthead.wire.models import Channel

CLAIM = timedelta(minutes=3)  # longer than the slowest look takes
LOOKED_AT = (Channel.Kind.FEED, Channel.Kind.FOLDER, Channel.Kind.MAIL)


def due(now: datetime) -> QuerySet[Channel]:
    """The ways in to look at now, the longest overdue first."""
    return _open().filter(next_try_at__lte=now).order_by("next_try_at")


def next_due() -> datetime | None:
    """When the next way in is to be looked at. One query."""
    times = _open().aggregate(at=Min("next_try_at"))
    at: datetime | None = times["at"]
    return at


def claim(channel: Channel, *, now: datetime) -> bool:
    """True when this process, and no other, is to look at the way in. One query."""
    mine = _open().filter(pk=channel.pk, next_try_at=channel.next_try_at)
    return bool(mine.update(next_try_at=now + CLAIM, tried_at=now))


def note_success(channel: Channel, *, next_try_at: datetime, **learnt: Any) -> None:
    """The look went well; `learnt` are fields of the machine's own."""
    _note(
        channel,
        succeeded_at=clock.now(),
        failures=0,
        error="",
        next_try_at=next_try_at,
        **learnt,
    )


def note_failure(channel: Channel, error: str, *, asked: timedelta | None = None) -> None:
    """The look failed; the next comes later each time. `asked` is what the other side asked for."""
    failures = channel.failures + 1
    at = manners.next_try(
        clock.now(),
        every=timedelta(seconds=channel.every),
        failures=failures,
        asked=asked,
        dice=dice(),
    )
    _note(channel, failures=failures, error=error[:1000], next_try_at=at)


def note_brought(channel: Channel) -> None:
    """Copy was brought to us; the next look stays when it is."""
    now = clock.now()
    _note(channel, tried_at=now, succeeded_at=now, failures=0, error="")


def close(channel: Channel, why: str) -> None:
    """The way in is looked at no more, until somebody opens it again."""
    _note(channel, closed_at=clock.now(), error=why, next_try_at=None)


def look_again(channel: Channel, *, by: Actor) -> None:  # noqa: ARG001 - every verb names who acts
    """The way in is open and due now, its notice read, its failures forgiven."""
    looked_at = channel.kind in LOOKED_AT
    _note(
        channel,
        closed_at=None,
        failures=0,
        error="",
        notice="",
        next_try_at=clock.now() if looked_at else None,
    )


def learn(channel: Channel, **learnt: Any) -> None:
    """These fields of the machine's own are as said."""
    _note(channel, **learnt)


def dice() -> float:
    """A number in [0, 1)."""
    return secrets.randbelow(1 << 20) / (1 << 20)


def _open() -> QuerySet[Channel]:
    return Channel.objects.filter(active=True, closed_at=None)


def _note(channel: Channel, **fields: Any) -> None:
    """Written only while the row still has the address that was looked at."""
    Channel.objects.filter(pk=channel.pk, address=channel.address).update(**fields)
    for name, value in fields.items():
        setattr(channel, name, value)
