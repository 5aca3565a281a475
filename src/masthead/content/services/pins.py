"""Pins begin and end by the clock; the log is told, so that kept fronts change with them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F, Min, Q, QuerySet

from masthead.content.models import Pin
from masthead.delivery.log import append_change

TURNS = ("starts_at", "ends_at")


def next_pin_turn() -> datetime | None:
    """The earliest start or end of a pin that has not been told of. Two queries."""
    times = (_untold(turn).aggregate(at=Min(turn))["at"] for turn in TURNS)
    return min((time for time in times if time), default=None)


@transaction.atomic
def turn_pins(now: datetime) -> int:
    """Every start and end by `now` is told of; the number of pins that turned."""
    turned = {
        pin.pk: pin for turn in TURNS for pin in _untold(turn).filter(**{f"{turn}__lte": now})
    }
    for pin in turned.values():
        append_change("edited", obj=pin, keys=pin.cache_keys(), by="clock")
    Pin.objects.filter(pk__in=turned).update(told_at=now)
    return len(turned)


def _untold(turn: str) -> QuerySet:
    untold = Q(told_at=None) | Q(told_at__lt=F(turn))
    return Pin.objects.filter(untold, **{f"{turn}__isnull": False})
