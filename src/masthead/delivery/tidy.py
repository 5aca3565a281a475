"""Keeps the tables of delivery small. The change log itself is never cut."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from .models import Change, Mark

MARKS_FOR = timedelta(days=30)
RECEIPTS_FOR_GOOD = ("killed", "corrected")


def forget_old_marks(now: datetime) -> int:
    """Marks older than 30 days are gone, but for those that are the receipt of a kill or a
    correction; the number of marks deleted.
    """
    before = Mark.objects.filter(follower=OuterRef("follower"), through__lt=OuterRef("through"))
    latest_before = before.order_by("-through").values("through")[:1]
    receipted = Change.objects.filter(
        what__in=RECEIPTS_FOR_GOOD, pk__lte=OuterRef("through"), pk__gt=OuterRef("previous")
    )
    old = (
        Mark.objects.filter(at__lt=now - MARKS_FOR)
        .annotate(previous=Coalesce(Subquery(latest_before), Value(0)))
        .exclude(Exists(receipted))
    )
    deleted, _ = Mark.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:5000])).delete()
    return deleted
