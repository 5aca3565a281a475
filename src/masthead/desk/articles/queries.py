"""What the desk asks about articles: the list, its filters and its search, where each stands, and
the receipt of a change. Nothing here is public, so nothing here passes the gate.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from html import unescape

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, Max, OuterRef, Prefetch, Q, QuerySet
from django.utils.html import strip_tags
from wagtail.models import Revision, WorkflowState

from masthead.content import gate
from masthead.content.models import Article, ArticleAuthor
from masthead.content.wording import prose_of
from masthead.delivery import followers
from masthead.delivery.models import Change
from masthead.desk.rules import Status, status_of
from masthead.wire.models import Item, Source

SEARCHED = 100_000

FILTERS = {
    Status.LIVE: "Live",
    Status.DRAFT: "Draft",
    Status.REVIEW: "In review",
    Status.SCHEDULED: "Scheduled",
    Status.EMBARGOED: "Embargoed",
    Status.WITHHELD: "Withheld",
    Status.OFF: "Taken off",
    Status.EXPIRED: "Expired",
    Status.KILLED: "Killed",
}


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """What one follower made of a change; `ms` and `at` are None while it has not applied it."""

    name: str
    about: str
    at: datetime | None
    ms: int | None


@dataclass(frozen=True, slots=True)
class Receipt:
    change: Change
    lines: tuple[ReceiptLine, ...]

    @property
    def complete(self) -> bool:
        return all(line.at for line in self.lines)

    @property
    def ms(self) -> int:
        """Milliseconds until the last follower that has applied it did so."""
        return max((line.ms or 0 for line in self.lines), default=0)


def receipt_of(change: Change) -> Receipt:
    """Which follower has applied the change, and when. One query a follower."""
    applied = {line.name: line for line in followers.receipt(change)}
    lines = []
    for follower in followers.hearing(change):
        line = applied.get(follower.name)
        at, ms = (line.applied_at, line.ms) if line else (None, None)
        lines.append(ReceiptLine(follower.name, follower.about, at, ms))
    return Receipt(change, tuple(lines))


def kill_of(article: Article) -> Change | None:
    """The change that withdrew the article. One query."""
    changes = Change.objects.filter(object_type="content.article", object_id=article.pk)
    return changes.filter(what="killed").order_by("-pk").first()


def paragraphs_of(article: Article) -> list[str]:
    """The article's prose as plain text, for reading a record. No query."""
    pieces = (strip_tags(piece).strip() for piece in prose_of(article.body.raw_data))
    return [unescape(piece) for piece in pieces if piece]


def for_list(articles: QuerySet[Article]) -> QuerySet[Article]:
    """With what a line of the list shows and no more, newest first: two queries a page."""
    authors = ArticleAuthor.objects.select_related("author").order_by("sort_order")
    return (
        articles.select_related("section")
        .defer("body", "summary", "usage_terms", "kill_reason")
        .prefetch_related(Prefetch("article_authors", queryset=authors))
        .order_by("-created_at", "-pk")
    )


def search(articles: QuerySet[Article], text: str) -> QuerySet[Article]:
    """The articles whose headline or slug holds every word, among the newest SEARCHED; or the one
    whose guid or path is exactly this text, or whose number it is, among all. Three queries.

    The bound keeps the time of a search the same at a million rows.
    """
    text = text.strip()
    if named := _named(text):
        return articles.filter(pk__in=named)
    newest = Article.objects.aggregate(pk=Max("pk"))["pk"] or 0
    every_word = Q(pk__gt=newest - SEARCHED)
    for word in text.split():
        every_word &= Q(headline__icontains=word) | Q(slug__icontains=word)
    if text.isdecimal() and len(text) < 19:  # noqa: PLR2004 - what a bigint holds
        every_word |= Q(pk=int(text))
    return articles.filter(every_word)


def _named(text: str) -> list[int]:
    guids = Article.objects.order_by().filter(guid=text)
    paths = Article.objects.order_by().at_path(text.strip("/"))
    return [pk for rows in (guids, paths) for pk in rows.values_list("pk", flat=True)]


def of_source(articles: QuerySet[Article], source: Source) -> QuerySet[Article]:
    """The articles that hold copy of this wire source."""
    return articles.filter(Exists(Item.objects.filter(article=OuterRef("pk"), source=source)))


def with_status(articles: QuerySet[Article], status: str, *, now: datetime) -> QuerySet[Article]:
    """The articles that stand so at `now`; all of them for a status that is no filter."""
    never_out = Q(live=False, killed_at=None, withheld=False, expired=False)
    conditions = {
        Status.LIVE: gate.released_q(now),
        Status.DRAFT: never_out & Q(version=0) & ~Q(pk__in=_scheduled()) & ~Q(pk__in=_reviewed()),
        Status.REVIEW: Q(pk__in=_reviewed()),
        Status.SCHEDULED: Q(pk__in=_scheduled()),
        Status.EMBARGOED: Q(live=True, announced=False, embargoed_until__gt=now),
        Status.WITHHELD: Q(withheld=True, killed_at=None),
        Status.OFF: never_out & Q(version__gt=0),
        Status.EXPIRED: Q(live=False, expired=True, killed_at=None),
        Status.KILLED: Q(live=False, killed_at__isnull=False),
    }
    try:
        return articles.filter(conditions[Status(status)])
    except (KeyError, ValueError):
        return articles


def standing_of(articles: Iterable[Article], *, now: datetime) -> dict[int, Status]:
    """Where each of the articles stands at `now`, by id. Two queries however many there are."""
    rows = list(articles)
    names = [str(article.pk) for article in rows]
    scheduled = set(_schedules().filter(object_id__in=names).values_list("object_id", flat=True))
    reviewed = set(_reviews().filter(object_id__in=names).values_list("object_id", flat=True))
    return {
        article.pk: status_of(
            gate.why_held(article, now),
            scheduled=str(article.pk) in scheduled,
            in_review=str(article.pk) in reviewed,
            was_out=article.version > 0,
        )
        for article in rows
    }


def _schedules() -> QuerySet[Revision]:
    articles = ContentType.objects.get_for_model(Article)
    schedules: QuerySet[Revision] = Revision.objects.filter(
        base_content_type=articles, approved_go_live_at__isnull=False
    )
    return schedules


def _reviews() -> QuerySet[WorkflowState]:
    articles = ContentType.objects.get_for_model(Article)
    reviews: QuerySet[WorkflowState] = WorkflowState.objects.filter(
        base_content_type=articles, status=WorkflowState.STATUS_IN_PROGRESS
    )
    return reviews


def _scheduled() -> list[int]:
    return [int(pk) for pk in _schedules().values_list("object_id", flat=True)]


def _reviewed() -> list[int]:
    return [int(pk) for pk in _reviews().values_list("object_id", flat=True)]
