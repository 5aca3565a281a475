"""What tells that several items are one story: fingerprints, clusters, and who is in them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from masthead.core import clock

from .items import Item


class Fingerprint(models.Model):
    """The words of an item's current version, as `wire.fingerprints` writes them down. A new
    version has a new row, so that every process finds it by its number.
    """

    item = models.OneToOneField(Item, on_delete=models.CASCADE, related_name="fingerprint")
    at = models.DateTimeField(default=clock.now, db_index=True)
    told = models.BinaryField()

    def __str__(self) -> str:
        return f"fingerprint of {self.item_id}"


class Cluster(models.Model):
    """One story that several items tell; `primary` is the one that readers get."""

    primary = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"cluster {self.pk}"


class ClusterMember(models.Model):
    """An item's place in a cluster. Without a cluster: the desk has said that it stands alone.
    `likeness` is in hundredths; `by` is who put it there.
    """

    item = models.OneToOneField(Item, on_delete=models.CASCADE, related_name="membership")
    cluster = models.ForeignKey(
        Cluster, null=True, blank=True, on_delete=models.CASCADE, related_name="members"
    )
    likeness = models.PositiveSmallIntegerField(default=0)
    since = models.DateTimeField(default=clock.now)
    by = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering: ClassVar = ["since", "pk"]

    def __str__(self) -> str:
        return f"{self.item_id} in {self.cluster_id}"
