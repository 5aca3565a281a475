"""What feeds, the read API, Markdown and share images ask of the newsroom.

Every list starts at `listed(now)`: released, and not kept from machines. A list notes its own key
and the few keys of names it shows, never one key an article.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q

from masthead.content import rules
from masthead.content.cache_keys import NAMES_SHOWN, kind_key
from masthead.content.kinds import Kind
from masthead.content.models import (
    Article,
    ArticleAuthor,
    Licence,
    SiteSettings,
)
from masthead.content.models.site import FeedContent
from masthead.content.querysets import ArticleQuerySet
from masthead.content.rules import Channel
from masthead.delivery import memo, reads

from .articles import CorrectionView
from .cards import LinkView, PictureView, picture_view
from .scopes import LATEST, Scope, author_scope, listed, section_scope, topic_scope


@dataclass(frozen=True, slots=True)
class Terms:
    """What the site says to machines, as the editors set it."""

    title: str
    strapline: str
    description: str
    publisher: str
    contact_email: str
    accent: str
    logo: PictureView | None
    full_feeds: bool
    ai_input: bool
    ai_train: bool
    ads_txt: str


@dataclass(frozen=True, slots=True)
class MachineArticle:
    """A piece as machines get it. `body` is the raw blocks; `label` comes before the headline."""

    id: int
    guid: str
    url: str
    headline: str
    summary: str
    kind: str
    kind_name: str
    origin: str
    label: str
    section: LinkView
    topics: tuple[LinkView, ...]
    authors: tuple[LinkView, ...]
    byline: str
    provider: str
    credit_line: str
    usage_terms: str
    dateline: str
    language: str
    urgency: int | None
    created: datetime
    published: datetime
    updated: datetime | None
    version: int
    word_count: int
    corrections: tuple[CorrectionView, ...]
    picture: PictureView | None
    body: list[Any]
    licence: rules.Licence
    territories: str

    @property
    def changed(self) -> datetime:
        """When its public text last changed."""
        return self.updated or self.published


@dataclass(frozen=True, slots=True)
class Filters:
    """What the read API may be asked for; "" and None ask for nothing. `after` is the place in
    the list, as published time and id, behind which the answer begins.
    """

    section: str = ""
    topic: str = ""
    author: str = ""
    kind: str = ""
    since: datetime | None = None
    after: tuple[datetime, int] | None = None


def terms() -> Terms:
    """What the site says to machines. Two queries at most: the settings and the logo; none when
    this process keeps it.
    """
    return memo.shared("terms", _terms)


def _terms() -> Terms:
    reads.note("settings", "pictures")
    face = SiteSettings.load()
    return Terms(
        title=face.title,
        strapline=face.strapline,
        description=face.description,
        publisher=face.publisher or face.title,
        contact_email=face.contact_email,
        accent=face.accent_light,
        logo=picture_view(face.logo),
        full_feeds=face.feed_content == FeedContent.FULL,
        ai_input=face.ai_input,
        ai_train=face.ai_train,
        ads_txt=face.ads_txt,
    )


def contracts() -> list[rules.Licence]:
    """What machines may do with pieces under each licence of the house. One query."""
    reads.note("settings")
    return [
        rules.licence_of(
            origin="wire",
            usage_terms="",
            ai_input=False,
            ai_train=False,
            contract=one.reach.closed_to,
        )
        for one in Licence.objects.all()
    ]


def newest(scope: Scope, now: datetime, *, told: Terms, limit: int) -> list[MachineArticle]:
    """The newest pieces of the scope, newest first. Four queries, whatever is published."""
    reads.note(scope.key, *NAMES_SHOWN)
    within = {
        "site": Q(),
        "section": Q(section=scope.id),
        "topic": Q(topics=scope.id),
        "author": Q(authors=scope.id),
    }[scope.what]
    found = listed(now, channel=Channel.FEED).filter(within).latest_first()[:limit]
    return [machine_article(row, told) for row in _whole(found)]


def matching(
    filters: Filters, now: datetime, *, told: Terms, limit: int
) -> tuple[list[MachineArticle], tuple[datetime, int] | None]:
    """Up to `limit` pieces that fit, newest first, and the place behind which the next ones
    stand, None at the end. Four queries and one for each slug, whatever is published.

    `since` is about the time of posting. A section, topic or author that is not there fits none.
    """
    reads.note(*NAMES_SHOWN)
    found = _fitting(filters, now)
    if filters.since:
        found = found.filter(published_at__gte=filters.since)
    if filters.after:
        at, pk = filters.after
        found = found.filter(Q(published_at__lt=at) | Q(published_at=at, pk__lt=pk))
    rows = list(_whole(found.latest_first()[: limit + 1]))
    shown = [machine_article(row, told) for row in rows[:limit]]
    last = shown[-1] if len(rows) > limit else None
    return shown, (last.published, last.id) if last else None


def _fitting(filters: Filters, now: datetime) -> ArticleQuerySet:
    """The listed pieces that are filed as asked; notes the key of the narrowest list."""
    found, key = listed(now, channel=Channel.API), LATEST
    if filters.kind:
        found, key = found.filter(kind=filters.kind), kind_key(filters.kind)
    for slug, field, find in (
        (filters.section, "section", section_scope),
        (filters.topic, "topics", topic_scope),
        (filters.author, "authors", author_scope),
    ):
        if slug:
            scope = find(slug)
            if scope is None:
                return found.none()
            found, key = found.filter(**{field: scope.id}), scope.key
    reads.note(key)
    return found


def listed_by_id(pk: int, now: datetime, *, told: Terms) -> MachineArticle | None:
    """The piece, None when machines may not have it. Four queries."""
    reads.note(f"article:{pk}", *NAMES_SHOWN)
    row = _whole(listed(now, channel=Channel.API).filter(pk=pk)).first()
    return machine_article(row, told) if row else None


def released_by_id(pk: int, now: datetime, *, told: Terms) -> MachineArticle | None:
    """As `listed_by_id`, for what belongs to a page that readers can open, be it noindex."""
    reads.note(f"article:{pk}", *NAMES_SHOWN)
    row = _whole(Article.objects.released(now).filter(pk=pk)).first()
    return machine_article(row, told) if row else None


def released_at(path: str, now: datetime, *, told: Terms) -> MachineArticle | None:
    """The piece whose page stands at "section/slug"; None when readers may see none there."""
    row = _whole(Article.objects.released(now).at_path(path)).first()
    if row is None:
        return None
    reads.note(f"article:{row.pk}", *NAMES_SHOWN)
    return machine_article(row, told)


def is_killed(pk: int) -> bool:
    """True when the piece was out and was killed. One query."""
    reads.note(f"article:{pk}")
    return Article.objects.filter(pk=pk, killed_at__isnull=False).exclude(path="").exists()


def machine_article(row: Article, told: Terms) -> MachineArticle:
    """The piece of a row that `_whole` loaded; no query."""
    return MachineArticle(
        id=row.pk,
        guid=row.guid,
        url=row.url,
        headline=row.headline,
        summary=row.summary,
        kind=row.kind,
        kind_name=Kind(row.kind).label,
        origin=row.origin,
        label=row.label,
        section=LinkView(row.section.name, row.section.url),
        topics=tuple(LinkView(one.name, one.url) for one in row.topics.all()),
        authors=tuple(
            LinkView(one.author.name, one.author.url) for one in row.article_authors.all()
        ),
        byline=row.byline,
        provider=row.provider,
        credit_line=row.credit_line,
        usage_terms=row.usage_terms,
        dateline=row.dateline,
        language=row.language,
        urgency=row.urgency,
        created=row.created_at,
        published=row.published_at or row.created_at,
        updated=row.updated_at,
        version=row.version,
        word_count=row.word_count,
        corrections=tuple(
            CorrectionView(one.kind, one.get_kind_display(), one.note, one.at)
            for one in row.corrections.all()
        ),
        picture=picture_view(
            row.lead_image, alt=row.lead_alt, caption=row.lead_caption, credit=row.lead_credit
        ),
        body=list(row.body.raw_data),
        territories=row.territories,
        licence=rules.licence_of(
            origin=row.origin,
            usage_terms=row.usage_terms,
            ai_input=told.ai_input,
            ai_train=told.ai_train,
            contract=row.contract,
        ),
    )


def _whole(found: ArticleQuerySet) -> ArticleQuerySet:
    """With all that `machine_article` reads: four queries."""
    authors = ArticleAuthor.objects.select_related("author").order_by("sort_order")
    return found.select_related("section", "lead_image").prefetch_related(
        Prefetch("article_authors", queryset=authors), "topics", "corrections"
    )
