"""The lists that readers browse: a section's front, a kind, a topic, an author, a story, and the
public record of corrections.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import Exists, OuterRef, QuerySet

from masthead.content.cache_keys import kind_key
from masthead.content.models import (
    Article,
    ArticleAuthor,
    Author,
    Correction,
    Section,
    Story,
    Topic,
)
from masthead.delivery import reads

from .articles import CorrectionView
from .cards import AuthorView, Card, LinkView, PictureView, cards_by_id, picture_view
from .fronts import PAGE_SIZE, Listing, listing, pinned_ids, unpaid
from .prepared import TWO_TIMES, Prepared, Written, all_of

CORRECTIONS_SHOWN = 100
NEWEST_LOOKED_AT = 200  # articles among which a story counts as in the news


@dataclass(frozen=True, slots=True)
class SectionFront:
    """The first page of a section: editors' pins and the newest unpaid pieces lead; `elsewhere`
    is the freshest of the other sections.
    """

    leads: tuple[Card, ...]
    river: tuple[Card, ...]
    elsewhere: tuple[Card, ...]
    next_page: int | None


@dataclass(frozen=True, slots=True)
class AuthorPage:
    """An author with what the page says beyond the byline; `bio` is rich text as stored."""

    id: int
    link: LinkView
    role: str
    bio: str
    portrait: PictureView | None


@dataclass(frozen=True, slots=True)
class Subject:
    """A topic or a story as the head of its list."""

    id: int
    link: LinkView
    description: str


@dataclass(frozen=True, slots=True)
class CorrectionEntry:
    """A correction in the public record, with the card of its article."""

    correction: CorrectionView
    card: Card


def section_front(
    section: Section, now: datetime, *, leads: int = 4, rail: int = 8
) -> SectionFront:
    """The first page of a section. Five queries, whatever is published.

    Pieces that are paid for keep their place in the river and never lead (C4).
    """
    reads.note(f"section:{section.pk}", "~latest")
    lists: tuple[list[int], list[int], list[int]] = [], [], []
    unpaid_here, newest, others = lists
    for number, pk in _section_question(leads, rail).rows(now=now, section=section.pk):
        lists[number].append(pk)
    pinned = pinned_ids(section.slug, now)
    cards = cards_by_id([*pinned, *unpaid_here, *newest, *others], now=now)
    first = [pk for pk in dict.fromkeys([*pinned, *unpaid_here]) if pk in cards][:leads]
    page = newest[:PAGE_SIZE]
    return SectionFront(
        leads=tuple(cards[pk] for pk in first),
        river=tuple(cards[pk] for pk in page if pk in cards and pk not in first),
        elsewhere=tuple(cards[pk] for pk in others if pk in cards and pk not in first),
        next_page=2 if len(newest) > PAGE_SIZE else None,
    )


@lru_cache(maxsize=8)
def _section_question(leads: int, rail: int) -> Prepared:
    """The ids of a section's unpaid pieces, of all its newest, and of the newest elsewhere."""

    def ask(*, now: datetime, section: int) -> Written:
        released = Article.objects.released(now)
        here = released.filter(section_id=section).latest_first()
        elsewhere = unpaid(released.exclude(section_id=section)).latest_first()
        lists = (unpaid(here)[: leads * 2], here[: PAGE_SIZE + 1], elsewhere[:rail])
        return all_of(*(one.values("pk") for one in lists))

    return Prepared(ask, {"now": TWO_TIMES, "section": (1, 2)})


def section_listing(section: Section, now: datetime, *, page: int) -> Listing | None:
    """A further page of a section, newest first; None when there is none. Two queries."""
    reads.note(f"section:{section.pk}")
    return listing(Article.objects.released(now).in_section(section), page=page)


def latest_listing(now: datetime, *, page: int) -> Listing | None:
    """Everything released, newest first. Two queries."""
    reads.note("latest")
    return listing(Article.objects.released(now), page=page)


def kind_listing(kind: str, now: datetime, *, page: int) -> Listing | None:
    """Everything released of one kind, newest first. Two queries."""
    reads.note(kind_key(kind))
    return listing(Article.objects.released(now).filter(kind=kind), page=page)


def topic_listing(topic: Subject, now: datetime, *, page: int) -> Listing | None:
    """A topic's articles, newest first. Two queries."""
    reads.note(f"topic:{topic.id}")
    return listing(Article.objects.released(now).filter(topics=topic.id), page=page)


def story_listing(story: Subject, now: datetime, *, page: int) -> Listing | None:
    """A story's articles, newest first. Two queries."""
    reads.note(f"story:{story.id}")
    return listing(Article.objects.released(now).filter(story=story.id), page=page)


def author_listing(author: AuthorPage, now: datetime, *, page: int) -> Listing | None:
    """An author's articles, newest first. Two queries."""
    reads.note(f"author:{author.id}")
    return listing(Article.objects.released(now).filter(authors=author.id), page=page)


def all_sections() -> tuple[Section, ...]:
    """The sections of the navigation, in their order. One query."""
    reads.note("nav")
    return tuple(Section.objects.filter(in_nav=True))


def topic_by_slug(slug: str) -> Subject | None:
    """The topic at /topics/slug/. One query."""
    topic = Topic.objects.filter(slug=slug).first()
    return Subject(topic.pk, LinkView(topic.name, topic.url), topic.description) if topic else None


def story_by_slug(slug: str) -> Subject | None:
    """The story at /stories/slug/. One query."""
    story = Story.objects.filter(slug=slug).first()
    return Subject(story.pk, LinkView(story.title, story.url), story.summary) if story else None


def author_by_slug(slug: str) -> AuthorPage | None:
    """The author at /authors/slug/. One query."""
    author = Author.objects.select_related("portrait").filter(slug=slug).first()
    return _author_page(author) if author else None


def stories_in_the_news(now: datetime, *, limit: int = 4) -> tuple[LinkView, ...]:
    """The stories told most recently, freshest first. One query over the newest articles alone."""
    reads.note("latest", "stories")
    newest = Article.objects.released(now).latest_first().values("pk")[:NEWEST_LOOKED_AT]
    told = Article.objects.filter(pk__in=newest, story__isnull=False).latest_first()
    links = (
        LinkView(title, f"/stories/{slug}/")
        for title, slug in told.values_list("story__title", "story__slug")
    )
    return tuple(dict.fromkeys(links))[:limit]


def topics_with_articles(now: datetime) -> tuple[Subject, ...]:
    """The topics under which something is released, by name. One query."""
    reads.note("topics", "~latest")
    filed = Article.topics.through.objects.filter(topic=OuterRef("pk"))
    return tuple(
        Subject(one.pk, LinkView(one.name, one.url), one.description)
        for one in _in_use(Topic.objects.all(), filed, now)
    )


def authors_with_articles(now: datetime) -> tuple[AuthorPage, ...]:
    """The authors of something released, by name. One query."""
    reads.note("authors", "pictures", "~latest")
    filed = ArticleAuthor.objects.filter(author=OuterRef("pk"))
    authors = Author.objects.select_related("portrait")
    return tuple(_author_page(author) for author in _in_use(authors, filed, now))


def portraits_of(cards: Iterable[Card]) -> dict[str, AuthorView]:
    """The first author of each card, by the author's address. One query, none without authors."""
    slugs = {card.authors[0].url.strip("/").partition("/")[2] for card in cards if card.authors}
    if not slugs:
        return {}
    found = Author.objects.select_related("portrait").filter(slug__in=slugs)
    return {
        one.url: AuthorView(one.name, one.url, one.role, picture_view(one.portrait))
        for one in found
    }


def corrections_record(now: datetime) -> tuple[CorrectionEntry, ...]:
    """The newest corrections to articles that readers can see. Three queries."""
    reads.note("corrections", "latest")
    visible = Article.objects.released(now).values("pk")
    notes = list(Correction.objects.filter(article__in=visible)[:CORRECTIONS_SHOWN])
    cards = cards_by_id((note.article_id for note in notes), now=now)
    return tuple(
        CorrectionEntry(
            CorrectionView(note.kind, note.get_kind_display(), note.note, note.at),
            cards[note.article_id],
        )
        for note in notes
        if note.article_id in cards
    )


def _in_use(rows: QuerySet, filed: QuerySet, now: datetime) -> QuerySet:
    """The rows under which something released is filed: `filed` are the articles of the outer
    row. The look ends at the first one, however many there are.
    """
    released = Article.objects.released(now).filter(pk=OuterRef("article"))
    in_use: QuerySet = rows.filter(Exists(filed.filter(Exists(released))))
    return in_use


def _author_page(author: Author) -> AuthorPage:
    return AuthorPage(
        author.pk,
        LinkView(author.name, author.url),
        author.role,
        author.bio,
        picture_view(author.portrait),
    )
