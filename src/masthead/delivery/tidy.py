"""Keeps the tables of delivery small. The change log itself is never cut."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from . import followers, machines
from .models import Change, FollowerPosition, Lease, Mark

MARKS_FOR = timedelta(days=30)
MACHINES_FOR = timedelta(days=30)
RECEIPTS_FOR_GOOD = ("killed", "corrected")


def forget_old_marks(now: datetime) -> int:
    """Marks older than 30 days are gone, but for those that are the receipt of a kill or a
    correction; the number of marks deleted.
    """
    before = Mark.objects.filter(follower=OuterRef("follower"), through__lt=OuterRef("through"))
    latest_before = before.order_by("-through").values("through")[:1]
    begun = FollowerPosition.objects.filter(name=OuterRef("follower")).values("began_after")
    receipted = Change.objects.filter(
        what__in=RECEIPTS_FOR_GOOD, pk__lte=OuterRef("through"), pk__gt=OuterRef("previous")
    )
    old = (
        Mark.objects.filter(at__lt=now - MARKS_FOR)
        .annotate(previous=Coalesce(Subquery(latest_before), Subquery(begun), Value(0)))
        .exclude(Exists(receipted))
    )
    deleted, _ = Mark.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:5000])).delete()
    return deleted


def forget_gone_machines(now: datetime) -> int:
    """Machines that have not beaten for 30 days are forgotten, but for those that a receipt
    names; the number of places deleted.
    """
    Lease.objects.filter(name__startswith=machines.LEASE, until__lt=now - MACHINES_FOR).delete()
    known = Lease.objects.filter(name__startswith=machines.LEASE).values_list("name", flat=True)
    names = {machines.here(), *(name.removeprefix(machines.LEASE) for name in known)}
    forgotten = 0
    for follower in followers.registered():
        if follower.everywhere:
            kept = [follower.row(machine) for machine in names]
            receipted = Mark.objects.filter(follower=OuterRef("name"))
            gone = FollowerPosition.objects.filter(name__startswith=follower.row(""))
            deleted, _ = gone.exclude(name__in=kept).exclude(Exists(receipted)).delete()
            forgotten += deleted
    return forgotten
