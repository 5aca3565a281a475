"""What the front page of the desk shows: what is live, what is due, what is held, how the followers
fare, and how much went out each hour. Due and held are only of the person's own sections.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncHour
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision, WorkflowState

from masthead.content.models import Article
from masthead.content.permissions import article_policy
from masthead.delivery.models import Change
from masthead.wire.models import Item

HOURS = 24
ROWS = 8


@dataclass(frozen=True, slots=True)
class Line:
    """An article in a list of the front page, the time that matters about it there, and where a
    click leads.
    """

    pk: int
    address: str
    headline: str
    section: str
    at: datetime | None
    what: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """How much waits for someone: in the wire inbox, withheld, in review (the oldest as lines)."""

    inbox: int
    withheld: int
    in_review: int
    review: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Hour:
    """How many articles went out in the hour that began at `start`, site time."""

    start: datetime
    count: int


def live_now(now: datetime) -> tuple[Line, ...]:
    """The newest released articles. One query."""
    rows = Article.objects.released(now).select_related("section").latest_first()
    rows = rows.only("headline", "path", "published_at", "section__name")[:ROWS]
    return tuple(
        Line(row.pk, row.url, row.headline, row.section.name, row.published_at) for row in rows
    )


def due_next(user: Any, *, now: datetime) -> tuple[Line, ...]:
    """What the clock will do next to the person's articles: versions that go out, embargoes that
    end, articles that leave. Three queries.
    """
    mine = _mine(user)
    lines = [*_schedules(mine, now), *_embargoes(mine, now), *_endings(mine, now)]
    return tuple(sorted(lines, key=lambda line: (line.at or now, line.pk))[:ROWS])


def held(user: Any) -> Held:
    """What waits for someone in the person's sections. Four queries."""
    mine = _mine(user)
    states = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Article),
        status=WorkflowState.STATUS_IN_PROGRESS,
    )
    since = {int(state.object_id): state.created_at for state in states}
    rows = mine.filter(pk__in=since)
    review = [_line(row, since[row.pk], "submitted") for row in rows]
    return Held(
        inbox=Item.objects.filter(state=Item.State.INBOX).count(),
        withheld=mine.filter(withheld=True, killed_at=None).count(),
        in_review=len(review),
        review=tuple(sorted(review, key=lambda line: (line.at or line.pk, line.pk))[:ROWS]),
    )


def published_by_hour(now: datetime) -> tuple[Hour, ...]:
    """How many articles went out in each of the last 24 hours, oldest first. One query."""
    here = timezone.localtime(now).replace(minute=0, second=0, microsecond=0)
    starts = [here - timedelta(hours=back) for back in reversed(range(HOURS))]
    counted = (
        Change.objects.filter(what="published", at__gte=starts[0])
        .annotate(hour=TruncHour("at"))
        .values_list("hour")
        .annotate(Count("pk"))
        .order_by("hour")
    )
    by_hour = dict(counted)
    return tuple(Hour(start, by_hour.get(start, 0)) for start in starts)


def _line(row: Article, at: datetime | None, what: str) -> Line:
    editor = reverse("articles:edit", args=[row.pk])
    return Line(row.pk, editor, row.headline, row.section.name, at, what)


def _mine(user: Any) -> QuerySet[Article]:
    mine = article_policy.instances_user_has_any_permission_for(user, ["view"])
    return mine.select_related("section").only("headline", "section__name")


def _schedules(mine: QuerySet[Article], now: datetime) -> list[Line]:
    revisions = Revision.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Article),
        approved_go_live_at__gt=now,
    ).order_by("approved_go_live_at")
    times = {int(pk): at for pk, at in revisions.values_list("object_id", "approved_go_live_at")}
    rows = mine.filter(pk__in=list(times)[: ROWS * 5])
    return [_line(row, times[row.pk], "goes out") for row in rows]


def _embargoes(mine: QuerySet[Article], now: datetime) -> list[Line]:
    rows = mine.filter(live=True, announced=False, embargoed_until__gt=now)
    rows = rows.only("headline", "section__name", "embargoed_until").order_by("embargoed_until")
    return [_line(row, row.embargoed_until, "embargo ends") for row in rows[:ROWS]]


def _endings(mine: QuerySet[Article], now: datetime) -> list[Line]:
    rows = mine.filter(Q(expire_at__gt=now), live=True).order_by("expire_at")
    rows = rows.only("headline", "section__name", "expire_at")
    return [_line(row, row.expire_at, "comes off") for row in rows[:ROWS]]
