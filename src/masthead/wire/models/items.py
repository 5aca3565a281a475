"""What sources sent. Raw bytes are kept before anything is read of them; a version, once stored,
is never edited.
"""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from masthead.core import clock
from masthead.wire.items import PubStatus

from .sources import Source


class Delivery(models.Model):
    """One file or fetch, as it came: its bytes and their SHA-256, stored before parsing."""

    class State(models.TextChoices):
        RECEIVED = "received", "Received"
        READ = "read", "Read"
        REJECTED = "rejected", "Rejected"

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="deliveries")
    name = models.CharField(max_length=255)
    received_at = models.DateTimeField(default=clock.now, db_index=True)
    sha256 = models.CharField(max_length=64)
    payload = models.BinaryField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    error_code = models.CharField(max_length=40, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "sha256"], name="bytes_once_a_source"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["source"],
                condition=models.Q(state="received"),
                name="delivery_unread",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Item(models.Model):
    """One item of a source through all its versions: what is current, and what the desk did."""

    class State(models.TextChoices):
        INBOX = "inbox", "In the inbox"
        TAKEN = "taken", "Taken by the desk"
        RELEASED = "released", "Released"
        SPIKED = "spiked", "Spiked"
        KILLED = "killed", "Killed"

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="items")
    guid = models.CharField(max_length=255)
    version = models.PositiveBigIntegerField(default=0)
    status = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in PubStatus], default="usable"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.INBOX)
    article = models.ForeignKey(
        "content.Article", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    headline = models.CharField(max_length=300, blank=True)
    slugline = models.CharField(max_length=200, blank=True)
    urgency = models.PositiveSmallIntegerField(null=True, blank=True)
    embargoed_until = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(default=clock.now)
    note = models.CharField(
        max_length=250, blank=True, help_text="Why it waits, or what the desk should look at."
    )

    class Meta:
        ordering: ClassVar = ["-received_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "guid"], name="one_item_a_guid"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "-received_at"], name="item_state_latest"),
            models.Index(fields=["article"], name="item_of_article"),
        ]

    def __str__(self) -> str:
        return self.headline or self.guid

    @property
    def current(self) -> ItemVersion | None:
        return self.versions.filter(number=self.version).first()


class ItemVersion(models.Model):
    """One version of an item, kept whatever became of it. `content` is the item as read (JSON)."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveBigIntegerField()
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="versions")
    index = models.PositiveIntegerField(default=0)
    status = models.CharField(max_length=10)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    received_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["-number", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["item", "number", "digest"], name="same_bytes_once_a_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} v{self.number}"

    def clean(self) -> None:
        if self.pk:
            raise ValidationError("A stored version is never edited.")
