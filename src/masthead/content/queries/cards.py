"""The card: what any list shows of an article, its label included."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from masthead.content import rules
from masthead.content.cache_keys import NAMES_SHOWN
from masthead.content.kinds import Kind
from masthead.content.models import Article, Picture
from masthead.content.querysets import ArticleQuerySet
from masthead.delivery import reads


@dataclass(frozen=True, slots=True)
class LinkView:
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture as a page shows it; `focal` is the focal point in hundredths of width and
    height, (50, 50) where none is set.
    """

    id: int
    version: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str
    focal: tuple[int, int]


@dataclass(frozen=True, slots=True)
class AuthorView:
    name: str
    url: str
    role: str
    portrait: PictureView | None


@dataclass(frozen=True, slots=True)
class Card:
    """An article in a list. `label` is "" unless money is involved, and comes first."""

    id: int
    url: str
    headline: str
    summary: str
    kind: str
    kind_name: str
    label: str
    section: LinkView
    published: datetime
    updated: datetime | None
    picture: PictureView | None
    byline: str
    authors: tuple[LinkView, ...]
    is_video: bool
    reading_minutes: int


def picture_view(
    picture: Picture | None, *, alt: str = "", caption: str = "", credit: str = ""
) -> PictureView | None:
    """The picture with an article's own words over the picture's own; no query."""
    if picture is None:
        return None
    focal = picture.get_focal_point()
    return PictureView(
        id=picture.pk,
        version=picture.version,
        width=picture.width,
        height=picture.height,
        alt=alt or picture.description,
        caption=caption or picture.caption,
        credit=credit or picture.credit,
        focal=(50, 50)
        if focal is None
        else (
            round(focal.centroid.x * 100 / picture.width),
            round(focal.centroid.y * 100 / picture.height),
        ),
    )


def card(article: Article) -> Card:
    """The card of an article loaded by `for_card()`; no query."""
    authors = tuple(
        LinkView(one.author.name, one.author.url) for one in article.article_authors.all()
    )
    return Card(
        id=article.pk,
        url=article.url,
        headline=article.headline,
        summary=article.summary,
        kind=article.kind,
        kind_name=Kind(article.kind).label,
        label=article.label,
        section=LinkView(article.section.name, article.section.url),
        published=article.published_at or article.created_at,
        updated=article.updated_at,
        picture=picture_view(
            article.lead_image,
            alt=article.lead_alt,
            caption=article.lead_caption,
            credit=article.lead_credit,
        ),
        byline=article.byline or article.provider,
        authors=authors,
        is_video=article.kind == Kind.VIDEO,
        reading_minutes=rules.reading_minutes(article.word_count),
    )


def cards_of(articles: ArticleQuerySet) -> list[Card]:
    """The cards of a queryset of articles, in its order. Two queries."""
    reads.note(*NAMES_SHOWN)
    return [card(article) for article in articles.for_card()]


def cards_by_id(ids: Iterable[int], *, now: datetime) -> dict[int, Card]:
    """The cards of those ids that are released. Two queries, none when there are no ids."""
    wanted = set(ids)
    if not wanted:
        return {}
    return {one.id: one for one in cards_of(Article.objects.released(now).filter(pk__in=wanted))}


def ids_of_each(querysets: Sequence[QuerySet]) -> list[list[int]]:
    """The ids of several sliced querysets in one query, in the order of each."""
    parts: list[str] = []
    params: list[Any] = []
    for number, queryset in enumerate(querysets):
        query = queryset.values("pk").query
        if query.is_empty():
            continue
        sql, part_params = query.sql_with_params()
        alias = f"part_{number}"
        parts.append(f"SELECT {number} AS list, {alias}.pk FROM ({sql}) AS {alias}")  # noqa: S608 - the ORM's own SQL
        params.extend(part_params)
    lists: list[list[int]] = [[] for _ in querysets]
    if parts:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), params)
            for number, pk in cursor.fetchall():
                lists[number].append(pk)
    return lists
