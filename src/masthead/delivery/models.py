"""The change log, the followers' places in it, and leases. Rows are written by this app alone;
a Change is never edited.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models, transaction

from masthead.core import clock


class Change(models.Model):
    """One thing that a reader could notice. Ids grow in commit order (see `log.append_change`)."""

    at = models.DateTimeField(default=clock.now, db_index=True)
    what = models.CharField(max_length=32)
    object_type = models.CharField(max_length=64, blank=True)
    object_id = models.BigIntegerField(null=True, blank=True)
    keys = models.JSONField(default=list)
    by = models.CharField(max_length=150)
    details = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["object_type", "object_id"], name="change_of_object"),
            models.Index(fields=["-id"], condition=models.Q(what="killed"), name="change_kills"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.what} {self.object_type} {self.object_id or ''}".rstrip()


class FollowerPosition(models.Model):
    """How far one follower has applied the log, and how it fares. Changes up to `began_after`
    were none of its business; one that was `stopped_at` some time waits to be resumed.
    """

    name = models.CharField(max_length=64, primary_key=True)
    position = models.BigIntegerField(default=0)
    began_after = models.BigIntegerField(default=0)
    applied_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    retry_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.name} at {self.position}"


class Mark(models.Model):
    """By `at`, the follower had applied every change up to `through`. Receipts read these."""

    follower = models.CharField(max_length=64)
    through = models.BigIntegerField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["follower", "through"], name="mark_once"),
        ]

    def __str__(self) -> str:
        return f"{self.follower} through {self.through}"


class Lease(models.Model):
    """The right to do a named thing alone for a short while; it ends by itself when its holder
    dies.
    """

    name = models.CharField(max_length=64, primary_key=True)
    holder = models.CharField(max_length=64)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} held by {self.holder}"


class ReaderVisible(models.Model):
    """A row whose edits readers can notice: saving or deleting it appends its Change in the same
    transaction. Subclasses name the keys that move, and the fields that readers never notice.
    """

    unseen_fields: ClassVar[frozenset[str]] = frozenset()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        saved = kwargs.get("update_fields")
        with transaction.atomic():
            super().save(*args, **kwargs)
            if saved is None or not self.unseen_fields.issuperset(saved):
                self._tell("edited")

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        with transaction.atomic():
            self._tell("deleted")
            return super().delete(*args, **kwargs)

    def cache_keys(self) -> list[str]:
        """The cache keys of whatever shows this row."""
        raise NotImplementedError

    def _tell(self, what: str) -> None:
        from .log import append_change, who_acts

        append_change(what, obj=self, keys=self.cache_keys(), by=who_acts())
