"""Correcting in public."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from wagtail.models import Revision

from masthead.accounts.audit import Actor, name_of, record
from masthead.accounts.models import User
from masthead.content.cache_keys import footprint
from masthead.content.errors import AlreadyKilledError, NoReasonError, NotReleasedError
from masthead.content.kinds import CorrectionKind
from masthead.content.models import Article, Correction
from masthead.core import clock
from masthead.delivery.log import append_change
from masthead.delivery.models import Change

from .versions import forget_public_versions, keep_public_versions


@transaction.atomic
def correct_article(
    article: Article,
    *,
    note: str,
    by: Actor,
    kind: CorrectionKind = CorrectionKind.CORRECTION,
    headline: str = "",
    at: datetime | None = None,
) -> Change:
    """A public note stands on the article, and its headline is mended where one is given.

    A draft under way keeps its text, its review and its schedule, and takes the new headline.
    Raises NotReleasedError, AlreadyKilledError, NoReasonError (an empty note).
    """
    row = Article.objects.locked(article.pk)
    if row.killed_at:
        raise AlreadyKilledError(row.headline)
    if not row.live:
        raise NotReleasedError(row.headline)
    if not note.strip():
        raise NoReasonError("correct")
    at = at or clock.now()
    Correction.objects.create(article=row, kind=kind, note=note.strip(), at=at, by=name_of(by))
    row.updated_at, row.version = at, row.version + 1
    row.save(update_fields=["updated_at", "version", "label"])
    if headline.strip() and headline.strip() != row.headline:
        _mend_headline(row, headline=headline.strip(), by=by)
    if kind == CorrectionKind.RETRACTION:
        forget_public_versions(row)
    keep_public_versions([row])
    record("masthead.correct", row, by=by, details={"kind": kind, "note": note.strip()})
    article.refresh_from_db()
    keys = footprint(row).keys | {"corrections"}
    return append_change("corrected", obj=row, keys=keys, by=name_of(by))


def _mend_headline(row: Article, *, headline: str, by: Actor) -> None:
    old, row.headline = row.headline, headline
    row.full_clean(exclude=["latest_revision", "live_revision"])
    draft = row.latest_revision if row.has_unpublished_changes else None
    waiting = Q(approved_go_live_at__isnull=False) | Q(pk=draft.pk if draft else None)
    for revision in row.revisions.filter(waiting):
        _mend_draft(revision, old=old, headline=headline)
    user = by if isinstance(by, User) else None
    row.live_revision = row.public_revision(older_than=draft, user=user)
    row.latest_revision = draft or row.live_revision
    row.save(update_fields=["headline", "live_revision", "latest_revision", "label"])


def _mend_draft(revision: Revision, *, old: str, headline: str) -> None:
    if revision.content["headline"] == old:
        revision.content["headline"] = revision.object_str = headline
        revision.save(update_fields=["content", "object_str"])
