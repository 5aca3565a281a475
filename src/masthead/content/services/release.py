"""Putting articles out and taking them off."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from masthead.accounts.audit import Actor, name_of, record
from masthead.accounts.models import User
from masthead.content import gate, rules
from masthead.content.cache_keys import Footprint, footprint
from masthead.content.errors import AlreadyKilledError, NotReleasedError, PathTakenError
from masthead.content.models import Article
from masthead.content.wording import words_in
from masthead.core import clock
from masthead.delivery.log import append_change
from masthead.delivery.models import Change


@transaction.atomic
def publish_article(
    article: Article, *, by: Actor, at: datetime | None = None, dated: datetime | None = None
) -> Change:
    """The article's latest draft is out, or will be at `at`; the change that tells so. `dated` is
    the date of first publication that readers see, where it is not now (imported copy).

    Raises AlreadyKilledError; PathTakenError when another article holds its address.
    """
    if article.killed_at:
        raise AlreadyKilledError(article.headline)
    if dated and article.published_at is None:
        article.published_at = dated
        article.save(update_fields=["published_at", "label"])
    draft = article.get_latest_revision_as_object()
    draft.go_live_at = at
    user = by if isinstance(by, User) else None
    revision = draft.save_revision(user=user)
    revision.publish(user=user, skip_permission_checks=True)
    return _last_change_of(article)


@transaction.atomic
def unpublish_article(article: Article, *, by: Actor) -> Change:
    """The article is off the site and may come back. Raises NotReleasedError when it is not live."""
    if not article.live:
        raise NotReleasedError(article.headline)
    article.unpublish(user=None, log_action=False)
    record("wagtail.unpublish", article, by=by)
    return _last_change_of(article)


def note_release(
    article: Article,
    *,
    before: Footprint,
    by: Actor,
    now: datetime | None = None,
    dated: datetime | None = None,
) -> Change:
    """Bring the row's system fields up to date after its copy went live or was scheduled, and
    append the change. `dated` is the date readers see, where it is not now (agency copy).
    """
    now = now or clock.now()
    if not article.live:
        return append_change("scheduled", obj=article, keys=(), by=name_of(by))
    _settle(article, now=now, dated=dated)
    if not article.announced:
        return append_change("held", obj=article, keys=before.keys, by=name_of(by))
    after = footprint(article)
    return append_change(
        "published" if article.version == 1 else "updated",
        obj=article,
        keys=before.keys | after.keys,
        by=name_of(by),
        details=_moved(before.path, article.path),
    )


def note_withdrawal(article: Article, *, before: Footprint, by: Actor) -> Change:
    """Append the change that tells that the article went off the site."""
    Article.objects.filter(pk=article.pk).update(announced=False)
    what = "expired" if article.expired else "unpublished"
    return append_change(what, obj=article, keys=before.keys, by=name_of(by))


def _settle(article: Article, *, now: datetime, dated: datetime | None) -> None:
    opens = rules.opens_at(gate.facts_of(article))
    first = article.published_at is None
    if first:
        article.published_at = max(dated or now, opens or dated or now)
    elif article.announced:
        article.updated_at = dated or now
    article.version += 1
    article.path = _free_path(article)
    article.announced = gate.is_released(article, now)
    article.word_count = words_in(article.body.raw_data)
    article.save(
        update_fields=[
            *("published_at", "updated_at", "version", "path", "announced", "word_count", "label"),
        ]
    )


def _free_path(article: Article) -> str:
    path = f"{article.section.slug}/{article.slug}"
    if Article.objects.filter(path=path).exclude(pk=article.pk).exists():
        raise PathTakenError(path)
    return path


def _moved(old: str, new: str) -> dict[str, str]:
    return {"moved_from": old, "moved_to": new} if old and old != new else {}


def _last_change_of(article: Article) -> Change:
    changes = Change.objects.filter(object_type="content.article", object_id=article.pk)
    return changes.latest("pk")
