"""Putting articles out and taking them off."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from masthead.accounts.audit import Actor, name_of, record
from masthead.accounts.models import User
from masthead.content import gate, rules
from masthead.content.cache_keys import Footprint, footprint
from masthead.content.errors import (
    AlreadyKilledError,
    NoCountryHeaderError,
    NotReleasedError,
    PathTakenError,
)
from masthead.content.models import Article
from masthead.content.wording import words_in
from masthead.core import clock
from masthead.delivery.log import append_change
from masthead.delivery.models import Change

from .versions import keep_public_versions


@transaction.atomic
def publish_article(
    article: Article, *, by: Actor, at: datetime | None = None, dated: datetime | None = None
) -> Change:
    """The article's latest draft is out, or will be at `at`; the change that tells so. `dated` is
    the date that readers see, where it is not now (imported copy).

    Raises AlreadyKilledError; PathTakenError when another article holds its address.
    """
    row = Article.objects.locked(article.pk)
    if row.killed_at:
        raise AlreadyKilledError(row.headline)
    draft = row.get_latest_revision_as_object()
    draft.go_live_at = at
    user = by if isinstance(by, User) else None
    revision = draft.save_revision(user=user)
    row.publish(revision, user=user, skip_permission_checks=True, by=by, dated=dated)
    article.refresh_from_db()
    return _last_change_of(article)


@transaction.atomic
def unpublish_article(article: Article, *, by: Actor) -> Change:
    """The article is off the site and may come back. Raises NotReleasedError when it isn't live."""
    row = Article.objects.locked(article.pk)
    if not row.live:
        raise NotReleasedError(row.headline)
    row.unpublish(log_action=False, by=by)
    record("wagtail.unpublish", row, by=by)
    article.refresh_from_db()
    return _last_change_of(article)


def note_release(
    article: Article,
    *,
    before: Footprint,
    by: Actor,
    now: datetime | None = None,
    dated: datetime | None = None,
) -> Change:
    """Bring the row's system fields up to date after its copy went live, and append the change:
    `published`, `updated`, or `held` when the gate keeps it back.

    `dated` is the date readers see, where it is not now (agency copy). In the caller's transaction.
    """
    was_out = article.announced
    settle(article, now=now or clock.now(), dated=dated)
    article.save(update_fields=SETTLED)
    after = footprint(article) if article.announced else before
    return tell_release(article, before=before, after=after, was_out=was_out, by=by)


def tell_release(
    article: Article, *, before: Footprint, after: Footprint, was_out: bool, by: Actor
) -> Change:
    """Append the change that tells of a settled article: `published`, `updated`, or `held`."""
    if not article.announced:
        keys = before.keys if was_out else frozenset()
        return append_change("held", obj=article, keys=keys, by=name_of(by))
    keep_public_versions([article])
    return append_change(
        "updated" if was_out else "published",
        obj=article,
        keys=before.keys | after.keys,
        by=name_of(by),
        details=_moved(before.path, article.path),
    )


def note_schedule(article: Article, *, before: Footprint, by: Actor, at: datetime) -> Change:
    """Append the change that tells that a version goes out at `at`. Readers notice only when the
    article was out and waits for it off the site.
    """
    was_out = article.announced and not article.live
    if was_out:
        Article.objects.filter(pk=article.pk).update(announced=False)
    return append_change(
        "scheduled",
        obj=article,
        keys=before.keys if was_out else (),
        by=name_of(by),
        details={"at": at.isoformat()},
    )


def note_withdrawal(article: Article, *, before: Footprint, by: Actor) -> Change:
    """Append the change that tells that the article went off the site."""
    Article.objects.filter(pk=article.pk).update(announced=False)
    what = "expired" if article.expired else "unpublished"
    return append_change(what, obj=article, keys=before.keys, by=name_of(by))


def announce(article: Article, *, by: Actor, now: datetime) -> Change:
    """Tell that an article held until now has come out: its embargo or rights have begun, or it
    is withheld no longer. In the caller's transaction, with the row locked.
    """
    before = footprint(article)
    opened = min(rules.opens_at(gate.facts_of(article)) or now, now)
    back = has_been_out(article)
    if back:
        article.updated_at = opened
    elif article.published_at is None or rules.opens_at(gate.facts_of(article)):
        article.published_at = max(article.published_at or opened, opened)
    if not _is_taken(_address_of(article), article):
        article.path = _address_of(article)
    article.announced = True
    article.save(update_fields=["published_at", "updated_at", "path", "announced", "label"])
    keep_public_versions([article])
    return append_change(
        "updated" if back else "published",
        obj=article,
        keys=before.keys | footprint(article).keys,
        by=name_of(by),
        details=_moved(before.path, article.path),
    )


def has_been_out(article: Article) -> bool:
    """True when readers could see the article at some time. One query, none when it never went
    through a release.
    """
    return article.version > 0 and _changes_of(article).filter(what="published").exists()


SETTLED = ("published_at", "updated_at", "version", "path", "announced", "word_count", "label")


def refuse_unknown_country(article: Article) -> None:
    """What may be read in some countries only stays back where nobody tells the reader's country.
    Raises NoCountryHeaderError.
    """
    if article.reach_now().territories and not settings.MASTHEAD_COUNTRY_HEADER:
        raise NoCountryHeaderError(article.headline)


def settle(article: Article, *, now: datetime, dated: datetime | None) -> None:
    """Set the system fields of an article whose copy goes live, unsaved. A date from outside
    never lies ahead of `now`. One query for a new article, two else; one more where it has a
    licence. Raises PathTakenError, NoCountryHeaderError.
    """
    refuse_unknown_country(article)
    back = article.announced or has_been_out(article)
    seen = min(dated, now) if dated else now
    if opens := rules.opens_at(gate.facts_of(article)):
        seen = max(seen, opens)
    article.announced = gate.is_released(article, now)
    if not back:
        article.published_at = seen
    elif article.announced:
        article.updated_at = seen
    address = _free_address(article)
    if article.announced or not back:  # held again, it keeps the address that readers know
        article.path = address
    article.version += 1
    article.word_count = words_in(article.body.raw_data)


def settle_new(article: Article, *, now: datetime, dated: datetime | None) -> None:
    """Set the system fields of an article that goes live for the first time, at an address that is
    known to be free, unsaved. No query. Raises NoCountryHeaderError.
    """
    refuse_unknown_country(article)
    seen = min(dated, now) if dated else now
    if opens := rules.opens_at(gate.facts_of(article)):
        seen = max(seen, opens)
    article.published_at, article.version = seen, article.version + 1
    article.announced = gate.is_released(article, now)
    article.path = _address_of(article)
    article.word_count = words_in(article.body.raw_data)


def _address_of(article: Article) -> str:
    return f"{article.section.slug}/{article.slug}"


def _is_taken(path: str, article: Article) -> bool:
    return Article.objects.at_path(path).exclude(pk=article.pk).exists()


def _free_address(article: Article) -> str:
    path = _address_of(article)
    if path != article.path and _is_taken(path, article):
        raise PathTakenError(path)
    return path


def _moved(old: str, new: str) -> dict[str, str]:
    return {"moved_from": old, "moved_to": new} if old and old != new else {}


def _changes_of(article: Article) -> QuerySet[Change]:
    return Change.objects.filter(object_type="content.article", object_id=article.pk)


def _last_change_of(article: Article) -> Change:
    return _changes_of(article).latest("pk")
