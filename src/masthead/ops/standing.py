"""How a site stands, read in one go for `masthead status`. Reads only."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Count, Q

from masthead import __version__
from masthead.content import services as newsroom
from masthead.content.models import Article, SiteSettings
from masthead.core import clock
from masthead.delivery import followers, log
from masthead.wire import health
from masthead.wire import queries as wire

OVERDUE = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class DatabaseStanding:
    engine: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Articles:
    """Each article is counted once: by the first reason why readers can't see it, else released."""

    released: int
    drafts: int
    held: int
    killed: int


@dataclass(frozen=True, slots=True)
class Status:
    """All that `masthead status` says. `log_head` is the id of the newest change."""

    version: str
    site: str
    folder: str
    database: DatabaseStanding
    articles: Articles
    log_head: int
    followers: list[followers.Standing]
    queues: wire.Queues
    due_next: datetime | None
    last_backup: datetime | None
    warnings: list[str]

    def to_json(self) -> dict[str, Any]:
        """The same as plain JSON values."""
        return dataclasses.asdict(
            self, dict_factory=lambda pairs: {name: _plain(value) for name, value in pairs}
        )


def read_status() -> Status:
    """How the site stands now. About fifteen queries."""
    now = clock.now()
    standings = followers.standings()
    queues = wire.queues()
    due_next = _due_next()
    return Status(
        version=__version__,
        site=SiteSettings.load().title,
        folder=str(settings.SITE_FOLDER),
        database=_database(),
        articles=_articles(now),
        log_head=log.head(),
        followers=standings,
        queues=queues,
        due_next=due_next,
        last_backup=None,  # no backup is made by this version
        warnings=[
            *_warnings(standings, queues),
            *(alarm.sentence for alarm in health.alarms(now)),
            *_overdue(due_next, now),
        ],
    )


def _database() -> DatabaseStanding:
    query = {
        "sqlite": "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
        "postgresql": "SELECT pg_database_size(current_database())",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        size = cursor.fetchone()[0]
    return DatabaseStanding(connection.vendor, int(size))


def _articles(now: datetime) -> Articles:
    killed = Q(killed_at__isnull=False)
    counts = Article.objects.aggregate(
        every=Count("pk"),
        killed=Count("pk", filter=killed),
        drafts=Count("pk", filter=~killed & Q(live=False)),
    )
    released = Article.objects.released(now).count()
    held = counts["every"] - counts["killed"] - counts["drafts"] - released
    return Articles(released, counts["drafts"], held, counts["killed"])


def _warnings(standings: list[followers.Standing], queues: wire.Queues) -> list[str]:
    lines = []
    for one in standings:
        if one.stopped_at:
            lines.append(
                f"the follower {one.name} has stopped: {one.last_error}; "
                f"when that is mended, run `masthead resume {one.name}`"
            )
        elif one.failures:
            lines.append(
                f"the follower {one.name} has failed {one.failures} times: {one.last_error}"
                + (f"; next try {one.retry_at:%H:%M:%S} UTC" if one.retry_at else "")
            )
        elif one.is_late:
            lines.append(
                f"the follower {one.name} is {one.lag_seconds:.0f} s behind; is a server running?"
            )
    if queues.unread:
        lines.append(
            f"{queues.unread} wire files were received and not read; run `masthead ingest` again"
        )
    return lines


def _due_next() -> datetime | None:
    """When the newsroom's clock next does something; a process's own chores are left out."""
    times = (newsroom.next_due(), newsroom.next_pin_turn())
    return min((time for time in times if time), default=None)


def _overdue(due_next: datetime | None, now: datetime) -> list[str]:
    if due_next and due_next < now - OVERDUE:
        return [f"work has been due since {due_next.isoformat()}; is a server running?"]
    return []


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
