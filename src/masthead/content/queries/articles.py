"""One article, as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from masthead.content.cache_keys import NAMES_SHOWN
from masthead.content.models import Article, ArticleAuthor, Author, FormerSection
from masthead.delivery import reads

from .cards import AuthorView, Card, LinkView, PictureView, card, picture_view


@dataclass(frozen=True, slots=True)
class CorrectionView:
    kind: str
    kind_name: str
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article's page: its card and what only the page shows. `row` is for the body's blocks
    and the queries around it.
    """

    card: Card
    row: Article
    picture: PictureView | None
    authors: tuple[AuthorView, ...]
    topics: tuple[LinkView, ...]
    story: LinkView | None
    corrections: tuple[CorrectionView, ...]
    dateline: str
    provider: str
    credit_line: str
    language: str
    origin: str


@dataclass(frozen=True, slots=True)
class Gone:
    """What became of an address: killed (410), or moved to `moved_to` (301)."""

    killed_at: datetime | None = None
    moved_to: str | None = None


def article_at(path: str, now: datetime) -> ArticleView | None:
    """The released article at "section/slug"; None when readers may see none there.

    Four queries, two of them for the authors with their portraits and the topics.
    """
    with_authors = ArticleAuthor.objects.select_related("author__portrait").order_by("sort_order")
    article = (
        Article.objects.released(now)
        .at_path(path)
        .select_related("section", "story", "lead_image")
        .prefetch_related(Prefetch("article_authors", queryset=with_authors), "topics")
        .first()
    )
    if article is None:
        return None
    reads.note(f"article:{article.pk}", *NAMES_SHOWN)
    return article_view(article)


def article_view(article: Article) -> ArticleView:
    """The page of this article, released or not: previews ask it too. Three queries."""
    authors = [one.author for one in article.article_authors.all()]
    shown = card(article)
    return ArticleView(
        card=shown,
        row=article,
        picture=shown.picture,
        authors=tuple(_author(author) for author in authors),
        topics=tuple(LinkView(topic.name, topic.url) for topic in article.topics.all()),
        story=LinkView(article.story.title, article.story.url) if article.story else None,
        corrections=tuple(
            CorrectionView(one.kind, one.get_kind_display(), one.note, one.at)
            for one in (article.corrections.all() if article.pk else ())
        ),
        dateline=article.dateline,
        provider=article.provider,
        credit_line=article.credit_line,
        language=article.language,
        origin=article.origin,
    )


def _author(author: Author) -> AuthorView:
    return AuthorView(author.name, author.url, author.role, picture_view(author.portrait))


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
