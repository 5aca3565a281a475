"""What becomes due by the clock: scheduled versions, embargoes, rights and expiries."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import Min, Q
from wagtail.models import Revision

from masthead.content import gate, rules
from masthead.content.cache_keys import footprint
from masthead.content.models import Article
from masthead.delivery.log import append_change

logger = logging.getLogger(__name__)

AT_ONCE = 200


def next_due() -> datetime | None:
    """The earliest time at which an article opens, changes or closes. Three queries."""
    schedules = Revision.objects.filter(approved_go_live_at__isnull=False)
    waiting = Article.objects.unannounced().filter(withheld=False)
    live = Article.objects.filter(live=True)
    times = [
        schedules.aggregate(at=Min("approved_go_live_at"))["at"],
        *waiting.aggregate(a=Min("embargoed_until"), b=Min("rights_from")).values(),
        live.filter(expire_at__isnull=False).aggregate(at=Min("expire_at"))["at"],
        live.filter(rights_until__isnull=False).aggregate(at=Min("rights_until"))["at"],
    ]
    return min((time for time in times if time), default=None)


def perform_due(now: datetime) -> int:
    """Everything due by `now` is done and told of; the number of things done. One that fails is
    logged and stops no other. Bears being run by several processes at once.
    """
    return _publish_scheduled(now) + _announce(now) + _expire(now)


def _publish_scheduled(now: datetime) -> int:
    due = Revision.objects.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at")
    return sum(_publish_revision(revision, now) for revision in due[:AT_ONCE])


def _publish_revision(revision: Revision, now: datetime) -> bool:
    try:
        with transaction.atomic():
            mine = Revision.objects.filter(pk=revision.pk, approved_go_live_at__lte=now)
            if not mine.update(approved_go_live_at=None):
                return False
            revision.publish(log_action=True)
    except Exception:
        logger.exception("scheduled revision %s could not be published", revision.pk)
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
        return False
    return True


def _announce(now: datetime) -> int:
    opened = Article.objects.released(now).filter(announced=False)
    return sum(_announce_one(article) for article in opened[:AT_ONCE])


@transaction.atomic
def _announce_one(article: Article) -> bool:
    if not Article.objects.filter(pk=article.pk, announced=False).update(announced=True):
        return False
    opened = rules.opens_at(gate.facts_of(article))
    if opened and (article.published_at is None or article.published_at < opened):
        Article.objects.filter(pk=article.pk).update(published_at=opened)
    append_change("published", obj=article, keys=footprint(article).keys, by="clock")
    return True


def _expire(now: datetime) -> int:
    over = Q(expire_at__lte=now) | Q(rights_until__lte=now)
    done = 0
    for article in Article.objects.filter(over, live=True)[:AT_ONCE]:
        article.unpublish(set_expired=True)
        done += 1
    return done
