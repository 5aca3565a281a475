"""What sitemaps ask of the newsroom: parts by range of ids, so that a release touches one part;
what is news; and every other page there is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F, IntegerField, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Cast, Coalesce, Floor

from masthead.content import rules
from masthead.content.cache_keys import IDS_A_SHARD
from masthead.content.kinds import Kind, Origin
from masthead.content.models import Article, Author, CompanyPage, Section, Topic
from masthead.content.models.pictures import version_of
from masthead.content.querysets import ArticleQuerySet
from masthead.delivery import reads
from masthead.delivery.models import Change

from .cards import PictureView
from .scopes import LATEST, listed

MOST_URLS = 50_000
NEWS_LASTS = timedelta(days=2) - timedelta(hours=1)  # counted from the full hour
SHOWN = (
    *("pk", "kind", "path", "headline", "summary", "language", "published_at", "updated_at"),
    *("created_at", "lead_image", "lead_image__width", "lead_image__height"),
    *("lead_image__file_hash", "lead_image__focal_point_x", "lead_image__focal_point_y"),
)
"""The columns of a `ListedArticle`: a part is a thousand rows, too many to make models of."""
NEWS_HOUR = "news-hour"
"""The key that moves when an hour begins."""
MANY_CHANGES = 500  # beyond this, all parts are read afresh
MANY_MOVED = 20  # parts; beyond this one pass over all is cheaper than a range for each


@dataclass(frozen=True, slots=True)
class Shard:
    """A part of the article sitemap: a thousand ids, and its newest change."""

    number: int
    changed: datetime


@dataclass(frozen=True, slots=True)
class Address:
    """A page for the sitemap; `changed` is None where no honest date is known."""

    url: str
    changed: datetime | None = None


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """An article for the sitemap. `films` are the raw values of its video blocks."""

    url: str
    headline: str
    summary: str
    language: str
    published: datetime
    changed: datetime
    picture: PictureView | None
    films: tuple[dict[str, object], ...]


_CHANGED = Coalesce(F("updated_at"), F("published_at"), F("created_at"))


@dataclass(frozen=True, slots=True)
class _Seen:
    """What this process knows of all parts, up to the change `head` made at `at`."""

    head: int
    at: datetime | None
    newest: dict[int, datetime]


_seen = _Seen(-1, None, {})


def shards(now: datetime) -> tuple[Shard, ...]:
    """The parts that list something, by number. Three queries; their cost is that of the parts
    which have changed since this process last looked, as the change log tells.
    """
    global _seen  # noqa: PLW0603 - the one reading of this process
    reads.note(LATEST)
    seen = _seen
    changes = list(Change.objects.filter(pk__gte=seen.head).order_by("pk")[: MANY_CHANGES + 1])
    known = bool(changes) and (changes[0].pk, changes[0].at) == (seen.head, seen.at)
    if not known or len(changes) > MANY_CHANGES:
        last = Change.objects.order_by("-pk").first()
        seen = _Seen(last.pk if last else -1, last.at if last else None, _newest_of(None, now))
    elif len(changes) > 1:
        moved = {number for change in changes[1:] for number in _numbers(change.keys)}
        rest = {number: at for number, at in seen.newest.items() if number not in moved}
        newest = rest | (_newest_of(moved, now) if moved else {})
        seen = _Seen(changes[-1].pk, changes[-1].at, newest)
    _seen = seen
    return tuple(Shard(number, at) for number, at in sorted(seen.newest.items()))


def _numbers(keys: Iterable[str]) -> Iterator[int]:
    for key in keys:
        family, _, number = key.partition(":")
        if family == "shard":
            yield int(number)


def _newest_of(numbers: Collection[int] | None, now: datetime) -> dict[int, datetime]:
    found = listed(now)
    if numbers is not None and len(numbers) <= MANY_MOVED:
        found = found.filter(_within(numbers))
    by_part = found.order_by().annotate(
        part=Cast(Floor(F("pk") / IDS_A_SHARD), output_field=IntegerField())
    )
    newest = dict(
        by_part.values("part").annotate(newest=Max(_CHANGED)).values_list("part", "newest")
    )
    return {part: at for part, at in newest.items() if numbers is None or part in numbers}


def _within(numbers: Iterable[int]) -> Q:
    wanted = Q()
    for number in numbers:
        wanted |= Q(pk__gte=number * IDS_A_SHARD, pk__lt=(number + 1) * IDS_A_SHARD)
    return wanted


def shard(number: int, now: datetime) -> list[ListedArticle]:
    """The articles of a part, by id. Two queries: the articles, and the bodies of the videos."""
    reads.note(f"shard:{number}", "nav", "pictures")
    rows = list(listed(now).filter(_within([number])).order_by("pk").values(*SHOWN))
    films = _films(row["pk"] for row in rows if row["kind"] == Kind.VIDEO)
    return [_listed(row, films.get(row["pk"], ())) for row in rows]


def news(now: datetime, *, first: int, size: int) -> list[ListedArticle]:
    """The journalism first posted in the last two days, newest first, from the place `first` on.
    The same all through an hour. One query.
    """
    reads.note("nav", "settings", "pictures")
    rows = _news(now).latest_first()[first : first + size]
    return [_listed(row, ()) for row in rows.values(*SHOWN)]


def news_count(now: datetime) -> int:
    """How many pieces `news` has. One query."""
    return _news(now).count()


def _news(now: datetime) -> ArticleQuerySet:
    reads.note(LATEST, NEWS_HOUR)
    since = hour_of(now) - NEWS_LASTS
    # What is not news is excluded: asked for kinds, the database would not go by the date.
    return (
        listed(now)
        .filter(published_at__gte=since)
        .exclude(kind__in=[kind for kind in Kind if not rules.is_news(kind=kind, origin="staff")])
        .exclude(origin__in=[one for one in Origin if not rules.is_news(kind="news", origin=one)])
    )


def hour_of(moment: datetime) -> datetime:
    """The beginning of the hour."""
    return moment.replace(minute=0, second=0, microsecond=0)


def sections(now: datetime) -> list[Address]:
    """The home page and the section fronts, with their newest release. One query."""
    reads.note(LATEST, "nav")
    newest = listed(now).filter(section=OuterRef("pk")).latest_first().values("published_at")[:1]
    rows = list(Section.objects.annotate(newest=newest).values_list("slug", "newest"))
    latest = max((at for _, at in rows if at), default=None)
    return [Address("/", latest), *(Address(f"/{slug}/", at) for slug, at in rows)]


def company_pages() -> list[Address]:
    """The company pages that are out. One query."""
    reads.note("nav")
    pages = CompanyPage.objects.live().order_by("path").values_list("slug", "last_published_at")
    return [Address(f"/{slug}/", changed) for slug, changed in pages]


def topics(now: datetime) -> list[Address]:
    """The page of topics, and those under which something is listed: at most 50,000. One query."""
    reads.note(LATEST, "topics")
    used = Exists(listed(now).filter(topics=OuterRef("pk")))
    slugs = Topic.objects.filter(used).order_by("pk").values_list("slug", flat=True)
    return _under("/topics/", slugs)


def authors(now: datetime) -> list[Address]:
    """The page of authors, and those of something listed: at most 50,000. One query."""
    reads.note(LATEST, "authors")
    used = Exists(listed(now).filter(authors=OuterRef("pk")))
    slugs = Author.objects.filter(used).order_by("pk").values_list("slug", flat=True)
    return [
        Address("/authors/"),
        *(Address(f"/authors/{slug}/") for slug in slugs[: MOST_URLS - 1]),
    ]


def _under(page: str, slugs: QuerySet) -> list[Address]:
    return [Address(page), *(Address(f"{page}{slug}/") for slug in slugs[: MOST_URLS - 1])]


def _films(ids: Iterable[int]) -> dict[int, tuple[dict[str, object], ...]]:
    rows = Article.objects.filter(pk__in=list(ids)).only("body")
    return {
        row.pk: tuple(one["value"] for one in row.body.raw_data if one["type"] == "video")
        for row in rows
    }


def _listed(row: dict[str, Any], films: tuple[dict[str, object], ...]) -> ListedArticle:
    published = row["published_at"] or row["created_at"]
    return ListedArticle(
        url=f"/{row['path']}/",
        headline=row["headline"],
        summary=row["summary"],
        language=row["language"],
        published=published,
        changed=row["updated_at"] or published,
        picture=_picture(row) if row["lead_image"] else None,
        films=films,
    )


def _picture(row: dict[str, Any]) -> PictureView:
    """The lead picture's size and version: what the address of a cut is made of."""
    focal = (row["lead_image__focal_point_x"], row["lead_image__focal_point_y"])
    return PictureView(
        id=row["lead_image"],
        version=version_of(row["lead_image__file_hash"], focal=focal),
        width=row["lead_image__width"],
        height=row["lead_image__height"],
        alt="",
        caption="",
        credit="",
        focal=(50, 50),
    )
