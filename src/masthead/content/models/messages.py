"""What readers send by a form of the site: stored first, mailed after."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from masthead.core import clock


class Message(models.Model):
    """One message. `recipient` is the address it was handed to; `consent` the words agreed to."""

    class Form(models.TextChoices):
        CONTACT = "contact", "Contact form"
        LEAD = "lead", "Enquiry form in an article"

    form = models.CharField(max_length=8, choices=Form.choices, default=Form.CONTACT)
    name = models.CharField(max_length=120)
    email = models.EmailField()
    company = models.CharField(max_length=120, blank=True)
    subject = models.CharField(max_length=160)
    text = models.TextField()
    recipient = models.EmailField(blank=True)
    purpose = models.CharField(max_length=200, blank=True)
    consent = models.TextField(blank=True)
    article = models.ForeignKey(
        "content.Article", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=clock.now, db_index=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    handled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-at"]

    def __str__(self) -> str:
        return f"{self.name}: {self.subject}"
