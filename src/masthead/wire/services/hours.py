"""The count of what each source sends, hour by hour: one write a batch."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import F

from masthead.wire.models import Source, SourceHour
from masthead.wire.verdicts import Outcome

_PUBLISHED = frozenset({Outcome.CREATED, Outcome.UPDATED})
_HELD = frozenset({Outcome.HELD, Outcome.CONFLICT})


def count(source: Source, outcomes: Collection[Outcome], *, now: datetime) -> None:
    """These outcomes stand in the hour's row of the source; what changed nothing does not count.
    In the caller's transaction, which has the source's turn. One query, two in a new hour.
    """
    new = [one for one in outcomes if one is not Outcome.UNCHANGED]
    if not new:
        return
    added = {
        "items": len(new),
        "published": sum(one in _PUBLISHED for one in new),
        "held": sum(one in _HELD for one in new),
        "rejected": sum(one is Outcome.REJECTED for one in new),
    }
    hour = now.replace(minute=0, second=0, microsecond=0)
    row = SourceHour.objects.filter(source=source, hour=hour)
    if not row.update(last_at=now, **{name: F(name) + more for name, more in added.items()}):
        SourceHour.objects.create(source=source, hour=hour, last_at=now, **added)
