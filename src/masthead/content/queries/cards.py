"""The card: what any list shows of an article, its label included."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from masthead.content import rules
from masthead.content.cache_keys import NAMES_SHOWN
from masthead.content.gate import facts_of
from masthead.content.kinds import Kind
from masthead.content.models import Article, Picture
from masthead.content.querysets import ArticleQuerySet
from masthead.delivery import memo, reads

from .prepared import all_of


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


_SHOWN_OF_PICTURES = {
    *("id", "file_hash", "width", "height", "description", "caption", "credit"),
    *("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height"),
}
PICTURE_FACTS = tuple(
    one.attname
    for one in Picture._meta.concrete_fields  # noqa: SLF001 - documented in spite of its name
    if one.attname in _SHOWN_OF_PICTURES
)
"""The columns of a picture that `picture_view` shows, in the order of the model."""


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
    picture = picture_view(
        article.lead_image,
        alt=article.lead_alt,
        caption=article.lead_caption,
        credit=article.lead_credit,
    )
    authors = tuple(
        LinkView(one.author.name, one.author.url) for one in article.article_authors.all()
    )
    section = LinkView(article.section.name, article.section.url)
    return article_card(article, section, picture=picture, authors=authors)


def article_card(
    article: Article,
    section: LinkView,
    *,
    picture: PictureView | None,
    authors: tuple[LinkView, ...],
) -> Card:
    """The card of an article with what it is filed under and shown with; no query."""
    return Card(
        id=article.pk,
        url=article.url,
        headline=article.headline,
        summary=article.summary,
        kind=article.kind,
        kind_name=Kind(article.kind).label,
        label=article.label,
        section=section,
        published=article.published_at or article.created_at,
        updated=article.updated_at,
        picture=picture,
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
    """The cards of those ids that are released. Those that this process keeps are asked for again
    only when their article or a name on them has changed, and never outlive it. Two queries at
    most.

    The caller notes what makes its list old, of which a change of these articles is a part.
    """

    def make(missing: set[int]) -> dict[int, tuple[Card, datetime | None]]:
        reads.note(*NAMES_SHOWN)
        released = Article.objects.released(now).filter(pk__in=missing).for_card()
        return {one.pk: (card(one), rules.closes_at(facts_of(one))) for one in released}

    with reads.collecting():
        kept = memo.shared_each("card", ids, make=make, key=lambda pk: f"article:{pk}")
    reads.note(*NAMES_SHOWN)
    return {pk: one for pk, (one, closes) in kept.items() if closes is None or closes > now}


def ids_of_each(querysets: Sequence[QuerySet]) -> list[list[int]]:
    """The ids of several sliced querysets in one query, in the order of each."""
    lists: list[list[int]] = [[] for _ in querysets]
    sql, parameters = all_of(*(one.values("pk") for one in querysets))
    if sql:
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            for number, pk in cursor.fetchall():
                lists[number].append(pk)
    return lists
