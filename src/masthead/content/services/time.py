"""What becomes due by the clock: scheduled versions, embargoes, rights and expiries."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from django.db import OperationalError, transaction
from django.db.models import Min, Q, QuerySet
from wagtail.models import Page, Revision

from masthead.accounts.audit import record
from masthead.content.gate import released_q
from masthead.content.models import Article
from masthead.core import clock

from .release import announce

logger = logging.getLogger(__name__)

AT_ONCE = 200
STARTS = ("embargoed_until", "rights_from", "go_live_at")
ENDS = ("expire_at", "rights_until")


def next_due() -> datetime | None:
    """The earliest time at which an article opens, changes or closes; now, when one is open and
    not yet told of. Six queries, each on an index of its own.
    """
    now = clock.now()
    waiting = Article.objects.unannounced()
    if waiting.filter(released_q(now)).exists():
        return now
    starts = {name: Min(name, filter=Q(**{f"{name}__gt": now})) for name in STARTS}
    times = [
        Revision.objects.aggregate(at=Min("approved_go_live_at"))["at"],
        *waiting.filter(withheld=False).aggregate(**starts).values(),
        *(_first_end(_ending(Article.objects.all(), name), name) for name in ENDS),
        _first_end(_ending(Page.objects.all(), "expire_at"), "expire_at"),
    ]
    return min((time for time in times if time), default=None)


def perform_due(now: datetime) -> int:
    """Everything due by `now` is done and told of; the number of things done. One that fails is
    logged and stops no other. Bears being run by several processes at once.
    """
    schedules = Revision.objects.filter(approved_go_live_at__lte=now)
    opened = Article.objects.released(now).filter(announced=False)
    return (
        _do(_publish_scheduled, schedules.order_by("approved_go_live_at"), now)
        + _do(_announce, opened.order_by("embargoed_until"), now)
        + sum(_do(_expire, _ended(Article.objects.all(), end, now), now) for end in ENDS)
        + _do(_expire_page, _ended(Page.objects.all(), "expire_at", now), now)
    )


def _do(verb: Callable[[int, datetime], bool], rows: QuerySet, now: datetime) -> int:
    return sum(_try(verb, pk, now) for pk in list(rows.values_list("pk", flat=True)[:AT_ONCE]))


def _try(verb: Callable[[int, datetime], bool], pk: int, now: datetime) -> bool:
    try:
        with transaction.atomic():
            return verb(pk, now)
    except Exception:
        logger.exception("due work on %s failed: %s", pk, verb.__name__)
        return False


def _publish_scheduled(pk: int, now: datetime) -> bool:
    mine = Revision.objects.filter(pk=pk, approved_go_live_at__lte=now)
    if not mine.update(approved_go_live_at=None):
        return False
    revision = Revision.objects.get(pk=pk)
    try:
        with transaction.atomic():
            revision.publish(log_action=True)
    except OperationalError:
        raise  # the database is busy: the schedule stands, and the next look tries again
    except Exception as error:
        logger.exception("scheduled revision %s was refused", pk)
        record(
            "masthead.schedule_refused",
            revision.content_object,
            by="clock",
            details={"reason": str(error)[:500]},
        )
        return False
    return True


def _announce(pk: int, now: datetime) -> bool:
    opened = Article.objects.released(now).filter(pk=pk, announced=False)
    article = opened.select_for_update().first()
    if article is None:
        return False
    announce(article, by="clock", now=now)
    return True


def _expire(pk: int, now: datetime) -> bool:
    over = Q(expire_at__lte=now) | Q(rights_until__lte=now)
    article = Article.objects.filter(over, pk=pk, live=True).select_for_update().first()
    if article is None:
        return False
    article.unpublish(set_expired=True)
    return True


def _expire_page(pk: int, now: datetime) -> bool:
    page = Page.objects.filter(pk=pk, live=True, expire_at__lte=now).select_for_update().first()
    if page is None:
        return False
    page.specific.unpublish(set_expired=True)
    return True


def _ended(rows: QuerySet, field: str, now: datetime) -> QuerySet:
    """Live rows whose end has come, first come first; each end by its own index."""
    return _ending(rows, field).filter(**{f"{field}__lte": now}).order_by(field)


def _ending(rows: QuerySet, field: str) -> QuerySet:
    return rows.filter(live=True, **{f"{field}__isnull": False})


def _first_end(rows: QuerySet, field: str) -> datetime | None:
    found: dict[str, datetime | None] = rows.aggregate(at=Min(field))
    return found["at"]
