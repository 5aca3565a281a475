"""Wagtail's editor is the second door for writes: what it did is told to the services here, inside
its own transaction.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_save, pre_delete, pre_save
from wagtail.documents import get_document_model
from wagtail.models import Page
from wagtail.signals import post_page_move

from masthead.delivery.log import append_change, who_acts

from . import services, signals
from .cache_keys import footprint
from .models import Article, Section


def connect() -> None:
    """Connect the receivers; called once by the app's ready()."""
    signals.article_published.connect(_published, dispatch_uid="content.published")
    signals.article_unpublished.connect(_unpublished, dispatch_uid="content.unpublished")
    pre_delete.connect(_deleted, sender=Article, dispatch_uid="content.deleted")
    document = get_document_model()
    post_save.connect(_document_edited, sender=document, dispatch_uid="content.document_edited")
    pre_delete.connect(_document_edited, sender=document, dispatch_uid="content.document_gone")
    post_page_move.connect(_page_moved, dispatch_uid="content.page_moved")
    pre_save.connect(_remember_slug, sender=Section, dispatch_uid="content.section_slug")
    post_save.connect(_follow_slug, sender=Section, dispatch_uid="content.section_moved")


def _published(*, pk: int, before: Any, by: Any, at: Any, dated: Any, **_: Any) -> None:
    article = Article.objects.get(pk=pk)
    if at:
        services.note_schedule(article, before=before, by=by, at=at)
    else:
        services.note_release(article, before=before, by=by, dated=dated)


def _unpublished(*, pk: int, before: Any, by: Any, **_: Any) -> None:
    services.note_withdrawal(Article.objects.get(pk=pk), before=before, by=by)


def _deleted(*, instance: Article, **_: Any) -> None:
    """Django sends this inside the transaction of the deletion. With a killed one goes the notice
    in its place, of which nobody outside is told; a draft leaves nothing.
    """
    path = {"path": instance.path}
    if instance.announced:
        keys = footprint(instance).keys
        append_change("deleted", obj=instance, keys=keys, by=who_acts(), details=path)
    elif instance.path:
        key = f"article:{instance.pk}"
        append_change("edited", obj=instance, keys=[key], by=who_acts(), details=path)


@transaction.atomic
def _page_moved(*, instance: Page, **_: Any) -> None:
    """The order of the company pages is the order of their menu."""
    append_change("edited", obj=instance, keys=[f"page:{instance.pk}", "nav"], by=who_acts())


@transaction.atomic
def _document_edited(*, instance: Any, **_: Any) -> None:
    """Wagtail's own documents are told of here. Their views save them in one transaction."""
    append_change("edited", obj=instance, keys=["documents"], by=who_acts())


def _remember_slug(*, instance: Section, **_: Any) -> None:
    instance.slug_before = (
        Section.objects.filter(pk=instance.pk).values_list("slug", flat=True).first()
    )


def _follow_slug(*, instance: Section, **_: Any) -> None:
    if instance.slug_before not in (None, instance.slug):
        services.move_section(instance, old_slug=instance.slug_before)
