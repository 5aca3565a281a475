"""Ways in: where copy of a source comes from by itself, what people set about each and how it
fares. Passwords and signing secrets are named here and kept in the configuration, never in a row.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from masthead.core import clock
from masthead.wire import addresses

from .sources import Source


class Channel(models.Model):
    """One way in. The first fields are what people set; the rest the machine notes."""

    class Kind(models.TextChoices):
        FEED = "feed", "Feed (asked for over HTTP)"
        FOLDER = "folder", "Folder on the server"
        PUSH = "push", "Push (the agency posts to us)"
        MAIL = "mail", "Mailbox (IMAP)"

    SET: ClassVar = (
        *("source", "kind", "address", "active", "every", "secret", "use_hub", "flood"),
        *("keep_files", "senders", "moved_to_mailbox"),
    )
    LEARNT: ClassVar = (  # of the address as it stands; void when the address changes
        *("etag", "last_modified", "failures", "error", "notice", "closed_at", "next_try_at"),
        *("moved_to", "moved_times", "seen", "hub", "topic", "lease_until", "hub_asked_at"),
    )

    source = ParentalKey(Source, on_delete=models.CASCADE, related_name="channels")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.FEED)
    address = models.CharField(
        max_length=500,
        blank=True,
        help_text="Feed: https://… · Folder: a path under one of the folders that masthead.toml "
        "allows · Mailbox: imaps://login@host/INBOX · Push: nothing.",
    )
    active = models.BooleanField(default=True)
    every = models.PositiveIntegerField(
        "Look every (seconds)",
        default=300,
        validators=[MinValueValidator(5)],
        help_text="A feed may ask for longer.",
    )
    secret = models.CharField(
        max_length=40,
        blank=True,
        help_text="Push, mailbox: the name under [secrets] in masthead.toml that holds the "
        "signing secret or the password.",
    )
    use_hub = models.BooleanField(
        default=True, help_text="Feed: let its hub tell us at once (WebSub), where it has one."
    )
    flood = models.PositiveIntegerField(
        "Flood mark",
        default=100,
        help_text="Feed: with more new items than this in one answer, all of them are held.",
    )
    keep_files = models.BooleanField(
        default=False, help_text="Folder: leave files where they are once they are taken."
    )
    senders = models.TextField(
        blank=True,
        help_text="Mailbox: who may send, one a line, such as desk@agency.example or "
        "@agency.example. Empty: nobody.",
    )
    moved_to_mailbox = models.CharField(
        "Move to",
        max_length=100,
        blank=True,
        help_text="Mailbox: where messages go once taken. Empty: they stay, marked as read.",
    )

    next_try_at = models.DateTimeField(null=True, blank=True, editable=False)
    tried_at = models.DateTimeField(null=True, blank=True, editable=False)
    succeeded_at = models.DateTimeField(null=True, blank=True, editable=False)
    took_ms = models.PositiveIntegerField(default=0, editable=False)
    failures = models.PositiveIntegerField(default=0, editable=False)
    error = models.TextField(blank=True, editable=False)
    notice = models.CharField(max_length=250, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    etag = models.CharField(max_length=500, blank=True, editable=False)
    last_modified = models.CharField(max_length=100, blank=True, editable=False)
    moved_to = models.CharField(max_length=500, blank=True, editable=False)
    moved_times = models.PositiveSmallIntegerField(default=0, editable=False)
    seen = models.JSONField(default=dict, blank=True, editable=False)
    hub = models.CharField(max_length=500, blank=True, editable=False)
    topic = models.CharField(max_length=500, blank=True, editable=False)
    token = models.CharField(max_length=43, blank=True, editable=False, db_index=True)
    hub_asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)

    panels: ClassVar = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("active"), FieldPanel("every")]),
        FieldPanel("address"),
        FieldPanel("secret"),
        FieldRowPanel([FieldPanel("use_hub"), FieldPanel("flood"), FieldPanel("keep_files")]),
        FieldPanel("senders"),
        FieldPanel("moved_to_mailbox"),
    ]

    class Meta:
        ordering: ClassVar = ["pk"]
        verbose_name = "way in"
        verbose_name_plural = "ways in"
        indexes: ClassVar = [
            models.Index(
                fields=["next_try_at"],
                condition=models.Q(active=True, closed_at=None),
                name="channel_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source.slug}, {self.get_kind_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A person's save writes what people set and leaves what the machine has noted; with
        another address everything learnt of the old one is void.
        """
        if self.pk and kwargs.get("update_fields") is None and not kwargs.get("force_insert"):
            kwargs["update_fields"] = list(self.SET)
            kept = Channel.objects.filter(pk=self.pk).values_list("kind", "address").first()
            if kept and kept != (self.kind, self.address):
                self.forget_what_was_learnt()
                kwargs["update_fields"] += self.LEARNT
        elif not self.pk and self.next_try_at is None:
            self.look_at_once()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        try:
            addresses.check(self.kind, self.address, secret=self.secret)
        except addresses.WrongAddressError as error:
            raise ValidationError({error.field: str(error)}) from None

    def forget_what_was_learnt(self) -> None:
        blank = Channel(kind=self.kind)
        for name in self.LEARNT:
            setattr(self, name, getattr(blank, name))
        self.look_at_once()

    def look_at_once(self) -> None:
        """Due now, unless the agency comes to us."""
        if self.kind != self.Kind.PUSH:
            self.next_try_at = clock.now()


class PushReceipt(models.Model):
    """A pushed message that was taken in: its id is answered the same for good. `told` is the
    body of that answer.
    """

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="receipts")
    message_id = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    told = models.JSONField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["channel", "message_id"], name="push_once"),
        ]

    def __str__(self) -> str:
        return self.message_id
