"""One article, as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from masthead.content.cache_keys import NAMES_SHOWN
from masthead.content.models import Article, ArticleAuthor, Correction, FormerSection, Picture
from masthead.delivery import reads

from .cards import (
    PICTURE_FACTS,
    AuthorView,
    Card,
    LinkView,
    PictureView,
    article_card,
    picture_view,
)
from .names import author_view, author_views, section_links, story_links, topic_links
from .prepared import Prepared, Written, all_of, written

MOST_FILED = 100  # authors, topics or corrections of one article
UNSEEN = {
    *("latest_revision_id", "live_revision_id", "has_unpublished_changes"),
    *("locked", "locked_at", "locked_by_id", "kill_reason"),
}
SHOWN = tuple(
    one.attname
    for one in Article._meta.concrete_fields  # noqa: SLF001 - documented in spite of its name
    if one.attname not in UNSEEN
)
LEAD = "lead_image__"
STORED = ("stored_body__digest", "stored_body__packed")


@dataclass(frozen=True, slots=True)
class CorrectionView:
    kind: str
    kind_name: str
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Stored:
    """A body that the reader site set before, "" where none is stored: to be shown only when it
    would be set with this digest now.
    """

    digest: str
    packed: bytes


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article's page: its card and what only the page shows. `row` is for the body's blocks
    and the queries around it; `stored` is None in a preview, whose body may not be stored.
    """

    card: Card
    row: Article
    picture: PictureView | None
    authors: tuple[AuthorView, ...]
    topics: tuple[LinkView, ...]
    topic_ids: tuple[int, ...]
    story: LinkView | None
    corrections: tuple[CorrectionView, ...]
    dateline: str
    provider: str
    credit_line: str
    language: str
    origin: str
    stored: Stored | None = None


@dataclass(frozen=True, slots=True)
class Filed:
    """What an article is filed under and shown with, by name."""

    section: LinkView
    story: LinkView | None
    picture: PictureView | None
    authors: tuple[AuthorView, ...]
    topics: dict[int, LinkView]
    corrections: tuple[CorrectionView, ...]


@dataclass(frozen=True, slots=True)
class Gone:
    """What became of an address: killed (410), or moved to `moved_to` (301)."""

    killed_at: datetime | None = None
    moved_to: str | None = None


def article_at(path: str, now: datetime) -> ArticleView | None:
    """The released article at "section/slug"; None when readers may see none there.

    Three queries, one more for each kind of name that this process does not keep, and one for
    corrections where there are some.
    """
    article = next(iter(Article.objects.raw(*_AT_PATH.sql(path=path, now=now))), None)
    if article is None:
        return None
    reads.note(f"article:{article.pk}", *NAMES_SHOWN)
    article.lead_image = _joined_picture(article)
    digest, packed = (getattr(article, name) for name in STORED)
    stored = Stored(digest or "", bytes(packed or b""))
    return replace(_view(article, _filed(article)), stored=stored)


def article_view(article: Article) -> ArticleView:
    """The page of this article as it stands in memory, released or not: for previews."""
    return _view(
        article,
        Filed(
            section=LinkView(article.section.name, article.section.url),
            story=LinkView(article.story.title, article.story.url) if article.story else None,
            picture=_lead(article),
            authors=tuple(author_view(one.author) for one in article.article_authors.all()),
            topics={one.pk: LinkView(one.name, one.url) for one in article.topics.all()},
            corrections=_corrections(article) if article.pk else (),
        ),
    )


def _ask_at_path(*, path: str, now: datetime) -> Written:
    return written(
        Article.objects.released(now)
        .at_path(path)
        .order_by()
        .values(*SHOWN, *STORED, *(LEAD + name for name in PICTURE_FACTS))
    )


def _ask_filed(*, article: int) -> Written:
    authors = ArticleAuthor.objects.filter(article=article).order_by("sort_order")
    topics = Article.topics.through.objects.filter(article=article).order_by("topic__name")
    return all_of(
        authors.values("author_id")[:MOST_FILED],
        topics.values("topic_id")[:MOST_FILED],
        Correction.objects.filter(article=article).values("pk")[:1],
    )


_AT_PATH = Prepared(
    _ask_at_path,
    {
        "path": ("banking/a", "trading/b"),
        "now": (datetime(2000, 1, 1, tzinfo=UTC), datetime(2001, 1, 1, tzinfo=UTC)),
    },
)
_FILED = Prepared(_ask_filed, {"article": (1, 2)})


def _filed(article: Article) -> Filed:
    rows = _FILED.rows(article=article.pk)
    authors, topics, corrected = ([pk for part, pk in rows if part == n] for n in range(3))
    stories = story_links([article.story_id]) if article.story_id else {}
    links, bylines = topic_links(topics), author_views(authors)
    return Filed(
        section=section_links([article.section_id])[article.section_id],
        story=stories.get(article.story_id or 0),
        picture=_lead(article),
        authors=tuple(bylines[pk] for pk in authors if pk in bylines),
        topics={pk: links[pk] for pk in topics if pk in links},
        corrections=_corrections(article) if corrected else (),
    )


def _joined_picture(article: Article) -> Picture | None:
    """The lead picture of a row that `_AT_PATH` loaded; no query."""
    if not article.lead_image_id:
        return None
    facts = [getattr(article, LEAD + name) for name in PICTURE_FACTS]
    return Picture.from_db(None, PICTURE_FACTS, facts)


def _lead(article: Article) -> PictureView | None:
    return picture_view(
        article.lead_image,
        alt=article.lead_alt,
        caption=article.lead_caption,
        credit=article.lead_credit,
    )


def _corrections(article: Article) -> tuple[CorrectionView, ...]:
    return tuple(
        CorrectionView(one.kind, one.get_kind_display(), one.note, one.at)
        for one in article.corrections.all()
    )


def _view(article: Article, filed: Filed) -> ArticleView:
    byline = tuple(LinkView(one.name, one.url) for one in filed.authors)
    return ArticleView(
        card=article_card(article, filed.section, picture=filed.picture, authors=byline),
        row=article,
        picture=filed.picture,
        authors=filed.authors,
        topics=tuple(filed.topics.values()),
        topic_ids=tuple(filed.topics),
        story=filed.story,
        corrections=filed.corrections,
        dateline=article.dateline,
        provider=article.provider,
        credit_line=article.credit_line,
        language=article.language,
        origin=article.origin,
    )


def what_was_at(path: str) -> Gone | None:
    """What became of an address that shows no article now; None when there never was one.

    Two queries at most. Redirects of single articles are `wagtail.contrib.redirects`'.
    """
    killed = Article.objects.at_path(path).filter(killed_at__isnull=False).only("killed_at").first()
    if killed:
        reads.note(f"article:{killed.pk}")
        return Gone(killed_at=killed.killed_at)
    slug, _, rest = path.partition("/")
    former = FormerSection.objects.filter(slug=slug).select_related("section").first()
    if former:
        return Gone(moved_to=f"/{former.section.slug}/{rest and rest + '/'}")
    return None
