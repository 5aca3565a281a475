"""Reads: how each source and its ways in fare, what somebody should look at, and what lies in
quarantine.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Max, Q, QuerySet

from .models import Channel, Delivery, Source, SourceHour

HOURS = 48
MANY_FAILURES = 3


class Trouble(StrEnum):
    """What an alarm is about."""

    SILENT = "silent"
    FAILING = "failing"
    CLOSED = "closed"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something about a source that a person should look at."""

    source: Source
    trouble: Trouble
    words: str

    @property
    def sentence(self) -> str:
        """The words after the source's name."""
        return f"{self.source.name}: {self.words}"


@dataclass(frozen=True, slots=True)
class Hour:
    """What came new in the hour (UTC) from `start`."""

    start: datetime
    items: int = 0
    published: int = 0
    held: int = 0
    rejected: int = 0


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """One source: its ways in, its last 48 hours from the oldest, when something new came last."""

    source: Source
    channels: tuple[Channel, ...]
    hours: tuple[Hour, ...]
    last_at: datetime | None
    alarms: tuple[Alarm, ...]

    @property
    def day(self) -> Hour:
        """The last 24 hours in one."""
        last = self.hours[-24:]
        return Hour(
            start=last[0].start,
            items=sum(one.items for one in last),
            published=sum(one.published for one in last),
            held=sum(one.held for one in last),
            rejected=sum(one.rejected for one in last),
        )


def standings(now: datetime) -> list[SourceHealth]:
    """Every source by name. Three queries."""
    last = _last_times()
    channels = _channels()
    hours = _hours(now)
    return [
        SourceHealth(
            source=source,
            channels=tuple(channels[source.pk]),
            hours=hours.get(source.pk) or _empty(now),
            last_at=last.get(source.pk),
            alarms=tuple(
                _alarms(source, channels[source.pk], last_at=last.get(source.pk), now=now)
            ),
        )
        for source in Source.objects.all()
    ]


def alarms(now: datetime) -> list[Alarm]:
    """What somebody should look at, the silent sources first. Three queries."""
    last, channels = _last_times(), _channels()
    found = [
        alarm
        for source in Source.objects.all()
        for alarm in _alarms(source, channels[source.pk], last_at=last.get(source.pk), now=now)
    ]
    return sorted(found, key=lambda one: list(Trouble).index(one.trouble))


def in_quarantine() -> QuerySet[Delivery]:
    """The deliveries of which something was bad and that nobody has put aside, newest first,
    without their bytes.
    """
    kept = Q(quarantine__isnull=False, quarantine__put_aside_at=None)
    of_old = Q(quarantine=None, state=Delivery.State.REJECTED)
    rows = Delivery.objects.filter(kept | of_old).select_related("source", "quarantine")
    return rows.defer("payload").order_by("-received_at", "-pk")


def in_words(span: timedelta) -> str:
    """The span as people say it: 12 min, 3 h, 2 h 14 min, 5 days."""
    minutes = int(span.total_seconds() // 60)
    if minutes < 60:  # noqa: PLR2004 - minutes of an hour
        return f"{minutes} min"
    if minutes < 48 * 60:
        hours, rest = divmod(minutes, 60)
        return f"{hours} h {rest} min" if rest else f"{hours} h"
    return f"{minutes // (24 * 60)} days"


def _alarms(
    source: Source, channels: list[Channel], *, last_at: datetime | None, now: datetime
) -> list[Alarm]:
    found = []
    if is_silent(last_at, minutes=source.silence_minutes, now=now):
        limit = in_words(timedelta(minutes=source.silence_minutes))
        since = f"nothing new for {in_words(now - last_at)}" if last_at else "nothing has come yet"
        words = f"{since}; the alarm stands at {limit}."
        found.append(Alarm(source, Trouble.SILENT, words))
    for one in channels:
        if one.closed_at:
            found.append(Alarm(source, Trouble.CLOSED, one.error))
        elif one.active and one.failures >= MANY_FAILURES:
            words = f"{one.failures} failures in a row: {one.error}"
            found.append(Alarm(source, Trouble.FAILING, words))
        if one.active and one.notice:
            found.append(Alarm(source, Trouble.NOTICE, one.notice))
    return found


def is_silent(last_at: datetime | None, *, minutes: int, now: datetime) -> bool:
    """True when a source with an alarm has sent nothing new for longer than that."""
    return minutes > 0 and (last_at is None or now - last_at > timedelta(minutes=minutes))


def _last_times() -> dict[int, datetime]:
    rows = SourceHour.objects.order_by().values_list("source").annotate(Max("last_at"))
    return dict(rows)


def _channels() -> dict[int, list[Channel]]:
    found: dict[int, list[Channel]] = defaultdict(list)
    for one in Channel.objects.defer("seen").order_by("pk"):
        found[one.source_id].append(one)
    return found


def _starts(now: datetime) -> list[datetime]:
    here = now.replace(minute=0, second=0, microsecond=0)
    return [here - timedelta(hours=back) for back in reversed(range(HOURS))]


def _empty(now: datetime) -> tuple[Hour, ...]:
    return tuple(Hour(start) for start in _starts(now))


def _hours(now: datetime) -> dict[int, tuple[Hour, ...]]:
    starts = _starts(now)
    found: dict[int, dict[datetime, Hour]] = defaultdict(dict)
    rows = SourceHour.objects.filter(hour__gte=starts[0], hour__lte=starts[-1])
    for row in rows:
        found[row.source_id][row.hour] = Hour(
            row.hour, row.items, row.published, row.held, row.rejected
        )
    return {
        source: tuple(hours.get(start, Hour(start)) for start in starts)
        for source, hours in found.items()
    }
