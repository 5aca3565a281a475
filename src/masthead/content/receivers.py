"""Wagtail's editor is the second door for writes: what it did is told to the services here, inside
its own transaction.
"""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save, pre_save

from . import services, signals
from .models import Article, Section


def connect() -> None:
    """Connect the receivers; called once by the app's ready()."""
    signals.article_published.connect(_published, dispatch_uid="content.published")
    signals.article_unpublished.connect(_unpublished, dispatch_uid="content.unpublished")
    pre_save.connect(_remember_slug, sender=Section, dispatch_uid="content.section_slug")
    post_save.connect(_follow_slug, sender=Section, dispatch_uid="content.section_moved")


def _published(*, pk: int, before: Any, user: Any, **_: Any) -> None:
    services.note_release(Article.objects.get(pk=pk), before=before, by=user or "clock")


def _unpublished(*, pk: int, before: Any, user: Any, **_: Any) -> None:
    services.note_withdrawal(Article.objects.get(pk=pk), before=before, by=user or "clock")


def _remember_slug(*, instance: Section, **_: Any) -> None:
    instance.slug_before = (
        Section.objects.filter(pk=instance.pk).values_list("slug", flat=True).first()
    )


def _follow_slug(*, instance: Section, **_: Any) -> None:
    if instance.slug_before not in (None, instance.slug):
        services.move_section(instance, old_slug=instance.slug_before)
