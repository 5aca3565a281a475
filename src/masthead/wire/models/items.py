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
    """One item of a source through all its versions: what is current, and what the desk did.

    A version is named by the digest of what it says: the one that stands, the one that the article
    was last filed from, the one that an editor chose in a conflict. `advised`: another document
    spoke of its status. `replaced_by`: another item corrects this one and has its place.
    """

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
    digest = models.CharField(max_length=64, blank=True, editable=False)
    filed_digest = models.CharField(max_length=64, blank=True, editable=False)
    settled_digest = models.CharField(max_length=64, blank=True, editable=False)
    in_conflict = models.BooleanField(default=False, editable=False)
    advised = models.BooleanField(default=False, editable=False)
    replaced_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
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
        return self.versions.filter(number=self.version, digest=self.digest).first()


class ItemVersion(models.Model):
    """One version of an item, kept whatever became of it. `content` is the item as read (JSON);
    `made` is the latest time as of which the provider sent it; `correction`: so it calls itself.
    """

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveBigIntegerField()
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="versions")
    index = models.PositiveIntegerField(default=0)
    status = models.CharField(max_length=10)
    made = models.DateTimeField(null=True, blank=True)
    numbered = models.BooleanField(default=True)
    embargoed_until = models.DateTimeField(null=True, blank=True)
    correction = models.BooleanField(default=False)
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


class Advisory(models.Model):
    """What a document says about the status of another item, be it here already or not."""

    target = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="advisories")
    version = models.ForeignKey(ItemVersion, on_delete=models.CASCADE, related_name="advisories")
    status = models.CharField(max_length=10)
    made = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name_plural = "advisories"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["target", "version"], name="one_advisory_a_version"),
        ]

    def __str__(self) -> str:
        return f"{self.target_id}: {self.status}"


class Merge(models.Model):
    """A new version met an article that the desk had edited: `base` is the digest of the version
    that the article was filed from, `theirs` of the one that came.
    """

    class State(models.TextChoices):
        OPEN = "open", "Waits for an editor"
        MERGED = "merged", "Merged by itself"
        SETTLED = "settled", "Settled by an editor"
        DROPPED = "dropped", "Overtaken"

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="merges")
    base = models.CharField(max_length=64, blank=True)
    theirs = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    conflicts = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["item"], condition=models.Q(state="open"), name="one_open_merge_an_item"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.get_state_display().lower()}"
