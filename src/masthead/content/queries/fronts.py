"""Lists and fronts: what stands on home, a section, a list, and around an article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q, QuerySet

from masthead.content.kinds import Kind, Origin
from masthead.content.models import Article, Pin, Section, Topic
from masthead.content.querysets import ArticleQuerySet
from masthead.delivery import reads

from .cards import Card, cards_by_id, cards_of, ids_of_each

PAGE_SIZE = 30
MOST_TOPICS = 6  # of an article, asked for related pieces
FILED_LOOKED_AT = 24  # of a topic's articles, some of them not out
LAST_PAGE = 400  # deeper pages would make the database count its way there
NEWS_KINDS = (Kind.NEWS, Kind.ANALYSIS, Kind.LIVE, Kind.INTERVIEW, Kind.FACTBOX)


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list, newest first; `next_page` is None on the last."""

    cards: tuple[Card, ...]
    page: int
    next_page: int | None

    @property
    def previous_page(self) -> int | None:
        return self.page - 1 if self.page > 1 else None


@dataclass(frozen=True, slots=True)
class Front:
    """Named lists of one page, no article in two of them."""

    lists: Mapping[str, tuple[Card, ...]]


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around an article; `pointed` are the cards its body points at, by id."""

    related: tuple[Card, ...]
    more_in_section: tuple[Card, ...]
    previous: Card | None
    next: Card | None
    pointed: Mapping[int, Card] = field(default_factory=dict)


def unpaid(articles: ArticleQuerySet) -> ArticleQuerySet:
    """Without what is paid for: commercial copy leads no list that readers take for news (C4)."""
    return articles.exclude(origin=Origin.COMMISSIONED)


def listing(articles: ArticleQuerySet, *, page: int = 1, size: int = PAGE_SIZE) -> Listing | None:
    """A page of released articles, newest first; None when there is no such page. Two queries."""
    if not 1 <= page <= LAST_PAGE:
        return None
    start = (page - 1) * size
    cards = cards_of(articles.latest_first()[start : start + size + 1])
    if not cards and page > 1:
        return None
    more = len(cards) > size
    return Listing(tuple(cards[:size]), page, page + 1 if more else None)


def top_stories(now: datetime, *, limit: int = PAGE_SIZE) -> tuple[Card, ...]:
    """The editor's pins, then the freshest news by urgency of kind. Five queries at most."""
    reads.note("latest")
    pinned = pinned_ids("top-stories", now)
    [rest] = ids_of_each([_news(now)[: limit + len(pinned)]])
    order = list(dict.fromkeys([*pinned, *rest]))[:limit]
    cards = cards_by_id(order, now=now)
    return tuple(cards[pk] for pk in order if pk in cards)


def pinned_ids(front: str, now: datetime) -> list[int]:
    """The articles pinned to a front at `now`, in their places, released or not. One query."""
    reads.note(f"front:{front}")
    holds = (Q(starts_at=None) | Q(starts_at__lte=now)) & (Q(ends_at=None) | Q(ends_at__gt=now))
    pins = Pin.objects.filter(holds, front=front).order_by("place", "pk")
    return list(pins.values_list("article", flat=True))


def home_lists(now: datetime, *, sections: Sequence[Section], sizes: Mapping[str, int]) -> Front:
    """The home page: `top`, `latest`, `opinion`, `interviews`, `videos`, `reports`, `releases`,
    `paid`, and `section:<slug>` for each section; `sizes` gives how many of each (0: none).

    Earlier names choose first; no article stands twice. Four queries, whatever is published.
    """
    reads.note("latest")
    wanted = {name: size for name, size in sizes.items() if size}
    pool = sum(wanted.values())
    candidates = _home_candidates(now, sections)
    pinned = pinned_ids("top-stories", now)
    names = [name for name in wanted if name in candidates]
    found = ids_of_each(
        [candidates[name][: pool if name in {"top", "latest"} else pool // 2] for name in names]
    )
    by_name = dict(zip(names, found, strict=True))
    if "top" in by_name:
        by_name["top"] = list(dict.fromkeys([*pinned, *by_name["top"]]))
    everything = {pk for ids in by_name.values() for pk in ids}
    cards = cards_by_id(_first_of_each(by_name, wanted), now=now) if everything else {}
    return Front(_deal(by_name, wanted, cards))


def _first_of_each(by_name: Mapping[str, list[int]], sizes: Mapping[str, int]) -> set[int]:
    taken: set[int] = set()
    for name, ids in by_name.items():
        taken.update(_free(ids, taken, sizes[name] + SPARE))
    return taken


SPARE = 3  # pins may point at articles that are not out: a few more than are shown


def _free(ids: Sequence[int], taken: set[int], size: int) -> list[int]:
    return [pk for pk in ids if pk not in taken][:size]


def _deal(
    by_name: Mapping[str, list[int]], sizes: Mapping[str, int], cards: Mapping[int, Card]
) -> dict[str, tuple[Card, ...]]:
    taken: set[int] = set()
    dealt = {}
    for name, ids in by_name.items():
        mine = _free([pk for pk in ids if pk in cards], taken, sizes[name])
        taken.update(mine)
        dealt[name] = tuple(cards[pk] for pk in mine)
    return dealt


def _home_candidates(now: datetime, sections: Sequence[Section]) -> dict[str, ArticleQuerySet]:
    released = Article.objects.released(now).latest_first()
    editorial = unpaid(released)
    return {
        "top": _news(now),
        "latest": editorial.exclude(kind=Kind.PRESS_RELEASE),
        "opinion": editorial.filter(kind=Kind.OPINION),
        "interviews": editorial.filter(kind=Kind.INTERVIEW),
        "videos": editorial.filter(kind=Kind.VIDEO),
        "reports": editorial.filter(kind=Kind.RESEARCH_REPORT),
        "releases": released.filter(kind=Kind.PRESS_RELEASE),
        "paid": released.filter(origin=Origin.COMMISSIONED),
        **{
            f"section:{section.slug}": editorial.filter(section=section).exclude(
                kind__in=(Kind.PRESS_RELEASE, Kind.OPINION)
            )
            for section in sections
        },
    }


def _news(now: datetime) -> ArticleQuerySet:
    return unpaid(Article.objects.released(now)).filter(kind__in=NEWS_KINDS).latest_first()


def neighbours_and_related(
    article: Article, now: datetime, *, size: int = 4, pointed: Iterable[int] = ()
) -> Around:
    """The pieces of the same story, then of the same topics, then the section's newest; the
    previous and the next of the section. Three queries and one for the topics.

    Paid pieces never stand as related (C4).
    """
    parts = list(_around_parts(article, now, size=size))
    section, before, after, *alike = ids_of_each(parts)
    related = _free(list(dict.fromkeys(pk for ids in alike for pk in ids)), {article.pk}, size)
    more = _free(section, {article.pk, *related}, size)
    aims = set(pointed)
    shown = [*related, *more, *before, *after, *aims]
    _note_around(article, shown)
    cards = cards_by_id(shown, now=now)
    return Around(
        related=tuple(cards[pk] for pk in related if pk in cards),
        more_in_section=tuple(cards[pk] for pk in more if pk in cards),
        previous=next((cards[pk] for pk in before if pk in cards), None),
        next=next((cards[pk] for pk in after if pk in cards), None),
        pointed={pk: cards[pk] for pk in aims if pk in cards},
    )


def _note_around(article: Article, shown: Iterable[int]) -> None:
    """What stands around must be right when it changes; what joins it may come a little later."""
    reads.note(*(f"article:{pk}" for pk in set(shown)), f"~section:{article.section_id}")
    reads.note(*(f"~topic:{topic.pk}" for topic in article.topics.all()[:MOST_TOPICS]))
    if article.story_id:
        reads.note(f"~story:{article.story_id}")


def _around_parts(article: Article, now: datetime, *, size: int) -> Iterator[ArticleQuerySet]:
    others = unpaid(Article.objects.released(now)).exclude(pk=article.pk)
    recent = others.latest_first()
    here = others.filter(section_id=article.section_id)
    at, pk = article.published_at, article.pk
    older = Q(published_at__lt=at) | Q(published_at=at, pk__lt=pk)
    newer = Q(published_at__gt=at) | Q(published_at=at, pk__gt=pk)
    yield here.latest_first()[: size * 3]
    yield here.filter(older).latest_first()[:1]
    yield here.filter(newer).order_by("published_at", "id")[:1]
    yield recent.filter(story=article.story_id)[:size] if article.story_id else recent.none()
    for topic in article.topics.all()[:MOST_TOPICS]:
        yield recent.filter(pk__in=_last_filed_under(topic))[:size]


def _last_filed_under(topic: Topic) -> QuerySet:
    """The articles last filed under the topic: a bounded look, however many there are."""
    filed = Article.topics.through.objects.filter(topic=topic).order_by("-pk")
    articles: QuerySet = filed.values("article")
    return articles[:FILED_LOOKED_AT]
