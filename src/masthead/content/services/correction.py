"""Correcting in public."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from masthead.accounts.audit import Actor, name_of, record
from masthead.accounts.models import User
from masthead.content.cache_keys import footprint
from masthead.content.errors import AlreadyKilledError, NoReasonError, NotReleasedError
from masthead.content.kinds import CorrectionKind
from masthead.content.models import Article, Correction
from masthead.core import clock
from masthead.delivery.log import append_change
from masthead.delivery.models import Change


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

    A draft under way keeps its text and takes the new headline. Raises NotReleasedError,
    AlreadyKilledError, NoReasonError (an empty note).
    """
    if article.killed_at:
        raise AlreadyKilledError(article.headline)
    if not article.live:
        raise NotReleasedError(article.headline)
    if not note.strip():
        raise NoReasonError("correct")
    at = at or clock.now()
    Correction.objects.create(article=article, kind=kind, note=note.strip(), at=at, by=name_of(by))
    if headline and headline != article.headline:
        _mend_headline(article, headline=headline, by=by)
    Article.objects.filter(pk=article.pk).update(updated_at=at)
    record("masthead.correct", article, by=by, details={"kind": kind, "note": note})
    keys = footprint(article).keys | {"corrections"}
    return append_change("corrected", obj=article, keys=keys, by=name_of(by))


def _mend_headline(article: Article, *, headline: str, by: Actor) -> None:
    user = by if isinstance(by, User) else None
    draft = article.get_latest_revision_as_object() if article.has_unpublished_changes else None
    public = Article.objects.get(pk=article.pk)
    old, public.headline = public.headline, headline
    public.save_revision(user=user).publish(user=user, skip_permission_checks=True)
    if draft:
        draft.headline = headline if draft.headline == old else draft.headline
        draft.save_revision(user=user)
    article.refresh_from_db()
