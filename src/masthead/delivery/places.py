"""The rows that say how far each follower is: beginning, moving, failing, and how far one was at
some time. What a follower is, and when it may go on, is `followers`' business.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from masthead.core import clock

from .models import Change, FollowerPosition, Mark


class OvertakenError(Exception):
    """Another process has moved this follower on while it was applying."""


def read(rows: Iterable[str]) -> dict[str, FollowerPosition]:
    """The places of these names, those that have begun. One query."""
    return {place.name: place for place in FollowerPosition.objects.filter(name__in=list(rows))}


def begin(row: str, *, after: int) -> FollowerPosition:
    """The place of this name; a new one begins after that change."""
    place, _ = FollowerPosition.objects.get_or_create(
        name=row, defaults={"position": after, "began_after": after}
    )
    return place


def move(place: FollowerPosition, *, through: int) -> None:
    """The place stands there, and a mark says since when. Raises OvertakenError."""
    now = clock.now()
    here = FollowerPosition.objects.filter(name=place.name, position=place.position)
    with transaction.atomic():
        if not here.update(
            position=through, applied_at=now, failures=0, retry_at=None, last_error=""
        ):
            raise OvertakenError
        Mark.objects.get_or_create(follower=place.name, through=through, defaults={"at": now})
    place.position = through


def note_failure(row: str, error: Exception, *, again_at: datetime | None) -> str:
    """The error as operators are shown it; the place rests until `again_at`, None: it stopped."""
    place = FollowerPosition.objects.get(name=row)
    place.failures += 1
    place.last_error = f"{type(error).__name__}: {error}"[:1000]
    place.retry_at, place.stopped_at = again_at, None if again_at else clock.now()
    place.save(update_fields=["failures", "retry_at", "stopped_at", "last_error"])
    return place.last_error


def failures_of(row: str) -> int:
    """How often it has failed in a row."""
    return FollowerPosition.objects.values_list("failures", flat=True).get(name=row)


def reached(place: FollowerPosition | None, *, at: datetime | None = None) -> int:
    """How far the place was at that time, else is. No query, or one."""
    if place is None:
        return 0
    if at is None or place.applied_at is None or place.applied_at <= at:
        return place.position
    marks = Mark.objects.filter(follower=place.name, at__lte=at)
    return marks.aggregate(through=Max("through"))["through"] or 0


def newest_before(at: datetime) -> int:
    """The last change that was older at that time, 0 when there is none. One query."""
    return Change.objects.filter(at__lt=at).aggregate(newest=Max("pk"))["newest"] or 0
