"""A licence that has changed binds its pieces anew, however many they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple
from datetime import datetime

from django.db import transaction

from masthead.content.models import Article, Licence
from masthead.core import clock
from masthead.delivery.log import append_change
from masthead.delivery.models import Change

AT_ONCE = 500
BOUND = ("closed_to", "territories", "rights_from", "rights_until", "announced")

READ = ("pk", "published_at", "created_at", *BOUND)


def apply_licence(licence: Licence, *, by: str) -> int:
    """Every piece of the licence may be seen where and as long as it says now; how many it moved.

    Batches of AT_ONCE, each in a transaction of its own, and at the end one change that moves every
    page. What it has done before it does not do again, so it may be cut short and run anew. What
    has left the site by its end does not come back by itself: a person publishes it.
    """
    now, moved, after = clock.now(), 0, 0
    while rows := _batch(licence, after=after):
        after = rows[-1].pk
        moved += _bind(rows, licence, now=now)
    if moved:
        with transaction.atomic():
            append_change("licence", obj=licence, keys=licence.cache_keys(), by=by)
    return moved


def _batch(licence: Licence, *, after: int) -> list[Article]:
    mine = Article.objects.filter(licence=licence, pk__gt=after).order_by("pk")
    return list(mine.only(*READ)[:AT_ONCE])


@transaction.atomic
def _bind(rows: Sequence[Article], licence: Licence, *, now: datetime) -> int:
    ids = [row.pk for row in rows]
    moved = [
        row
        for row in Article.objects.select_for_update()
        .filter(pk__in=ids)
        .only("pk", *BOUND, "published_at", "created_at")
        if _binds(row, licence, now=now)
    ]
    Article.objects.bulk_update(moved, BOUND)
    return len(moved)


def _binds(row: Article, licence: Licence, *, now: datetime) -> bool:
    """True when the row's rights are others now. What may not be seen yet is announced anew."""
    before = [getattr(row, name) for name in BOUND]
    row.closed_to, row.territories = astuple(licence.reach)
    row.rights_from, row.rights_until = licence.term_of(row.published_at or row.created_at)
    if row.rights_from and row.rights_from > now:
        row.announced = False
    return before != [getattr(row, name) for name in BOUND]


def keep_rights(changes: Sequence[Change]) -> None:
    """The licences that these changes are about bind their pieces."""
    edited = {
        change.object_id
        for change in changes
        if change.object_type == "content.licence" and change.what == "edited" and change.object_id
    }
    for licence in Licence.objects.filter(pk__in=edited):
        apply_licence(licence, by="licence")
