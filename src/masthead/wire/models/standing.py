"""How sources fare, hour by hour, and the deliveries that were bad in whole or in part."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from masthead.core import clock

from .items import Delivery
from .sources import Source


class SourceHour(models.Model):
    """What one source sent in one hour (UTC) that was new: each item counts once."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="hours")
    hour = models.DateTimeField()
    items = models.PositiveIntegerField(default=0)
    published = models.PositiveIntegerField(default=0)
    held = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "hour"], name="one_row_an_hour"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.hour:%Y-%m-%d %H} h"


class Quarantine(models.Model):
    """A delivery of which something could not be read or kept. `reasons` are the first of them
    as `masthead.wire.quarantine.Reason` writes them; `bad` counts all.
    """

    delivery = models.OneToOneField(Delivery, on_delete=models.CASCADE, related_name="quarantine")
    at = models.DateTimeField(default=clock.now)
    bad = models.PositiveIntegerField(default=1)
    good = models.PositiveIntegerField(default=0)
    reasons = models.JSONField(default=list)
    tries = models.PositiveIntegerField(default=1)
    put_aside_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "quarantine"
        indexes: ClassVar = [
            models.Index(
                fields=["-at"], condition=models.Q(put_aside_at=None), name="quarantine_open"
            ),
        ]

    def __str__(self) -> str:
        return str(self.delivery)
