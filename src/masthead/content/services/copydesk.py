"""Filing agency copy: rows are written straight, without a revision; the first edit makes one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from masthead.accounts.audit import Actor, record, record_all
from masthead.accounts.models import User
from masthead.content.cache_keys import Footprint, base_keys, footprint_of
from masthead.content.errors import AlreadyKilledError
from masthead.content.kinds import Kind, Origin
from masthead.content.models import Article, Licence, Section
from masthead.core import clock, ids
from masthead.delivery.log import append_changes
from masthead.delivery.models import Change

from .draft import free_slug, free_slugs
from .embargo import put_embargo
from .release import settle, settle_new, tell_release
from .versions import keep_public_versions


@dataclass(frozen=True, slots=True)
class Copy:
    """What an agency sent, in our words. `blocks` is the raw value of a body; `dated` the time
    the agency gives this version.
    """

    guid: str
    headline: str
    section: Section
    blocks: list[dict[str, Any]]
    provider: str
    credit_line: str = ""
    summary: str = ""
    byline: str = ""
    dateline: str = ""
    language: str = "en"
    urgency: int | None = None
    usage_terms: str = ""
    kind: Kind = Kind.NEWS
    origin: Origin = Origin.WIRE
    embargoed_until: datetime | None = None
    expire_at: datetime | None = None
    withheld: bool = False
    dated: datetime | None = None
    licence: Licence | None = None


@transaction.atomic
def file_copy(
    copy: Copy, *, by: Actor, now: datetime, article: Article | None = None, release: bool = False
) -> Article:
    """The copy stands in its article (a new one when `article` is None), out when `release` says
    so and the gate lets it, else in the wire inbox.

    The caller has made sure that no editor has changed the article. Five queries for new copy.
    Raises AlreadyKilledError.
    """
    row = Article.objects.locked(article.pk) if article else Article(guid=copy.guid, live=False)
    if row.killed_at:
        raise AlreadyKilledError(row.headline)
    before = footprint_of(row) if row.pk else Footprint("", frozenset())
    was_out = row.announced
    _take_over(row, copy)
    row.live = row.live or release
    if row.live:
        settle(row, now=now, dated=copy.dated)
    row.save()
    record("masthead.file", row, by=by)
    if row.live:
        tell_release(row, before=before, after=_footprint_now(row), was_out=was_out, by=by)
    return row


@transaction.atomic
def file_new(copies: Sequence[Copy], *, by: str, now: datetime) -> list[Article]:
    """Each copy stands in a new article, out when the gate lets it, in the order given. Seven
    queries for all of them, whatever their number.
    """
    wanted = [(copy.section, ids.slug_of(copy.headline)) for copy in copies]
    rows = []
    for copy, slug in zip(copies, free_slugs(wanted), strict=True):
        row = Article(guid=copy.guid, section=copy.section, slug=slug, live=True)
        row.headline = copy.headline
        _take_over(row, copy)
        row.label = row.label_now()
        settle_new(row, now=now, dated=copy.dated)
        rows.append(row)
    Article.objects.bulk_create(rows)
    record_all("masthead.file", rows, by=by)
    append_changes([_first_change(row, by=by) for row in rows])
    keep_public_versions(rows)
    return rows


def _first_change(row: Article, *, by: str) -> Change:
    return Change(
        what="published" if row.announced else "held",
        object_type=row._meta.label_lower,  # noqa: SLF001 - Django's public-by-custom name
        object_id=row.pk,
        keys=sorted(_footprint_now(row).keys) if row.announced else [],
        by=by,
    )


@transaction.atomic
def revise_copy(
    article: Article, copy: Copy, *, by: Actor, publish: bool, said: dict[str, Any]
) -> Article:
    """The words of the copy are a new revision of an article that the desk has edited, published
    when `publish` says so; everything else stays as the desk has it. `said` goes into the history.

    Raises AlreadyKilledError, PathTakenError.
    """
    row = Article.objects.locked(article.pk)
    if row.killed_at:
        raise AlreadyKilledError(row.headline)
    draft = row.get_latest_revision_as_object()
    draft.headline, draft.summary = copy.headline[:250], copy.summary[:600]
    draft.byline, draft.dateline = copy.byline[:160], copy.dateline[:80]
    draft.body = copy.blocks
    user = by if isinstance(by, User) else None
    revision = draft.save_revision(user=user)
    record("masthead.merge", row, by=by, details=said)
    if publish:
        row.publish(revision, user=user, skip_permission_checks=True, by=by, dated=copy.dated)
    article.refresh_from_db()
    return article


def _footprint_now(row: Article) -> Footprint:
    """What filing moves: it touches neither authors nor topics. No query."""
    keys = base_keys(row.pk, section=row.section_id, kind=row.kind, story=row.story_id)
    return Footprint(row.path, frozenset(keys))


def _take_over(article: Article, copy: Copy) -> None:
    if not article.pk or article.section_id == copy.section.pk:
        article.section = copy.section
    if article.headline != copy.headline or not article.slug:
        article.headline = copy.headline
        if not article.path:
            slug = ids.slug_of(copy.headline)
            article.slug = free_slug(article.section, slug, but=article)
    article.body = copy.blocks
    article.summary = copy.summary[:600]
    article.byline, article.dateline = copy.byline[:160], copy.dateline[:80]
    article.provider, article.credit_line = copy.provider[:120], copy.credit_line[:250]
    article.usage_terms = copy.usage_terms[:500]
    article.language, article.urgency = copy.language[:16], copy.urgency
    article.kind, article.origin = copy.kind, copy.origin
    put_embargo(article, copy.embargoed_until)
    article.expire_at = copy.expire_at
    article.withheld = copy.withheld
    _put_licence(article, copy.licence, dated=copy.dated or clock.now())


def _put_licence(article: Article, licence: Licence | None, *, dated: datetime) -> None:
    """The piece is bound by its source's licence: where it may be seen, from when, until when."""
    if licence is None and article.licence is None:
        return
    article.licence = licence
    article.closed_to, article.territories = astuple(article.reach_now())
    term = licence.term_of(article.published_at or dated) if licence else (None, None)
    article.rights_from, article.rights_until = term
