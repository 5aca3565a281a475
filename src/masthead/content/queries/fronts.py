"""Lists and fronts: what stands on home, a section and a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import Q

from masthead.content.kinds import Kind, Origin
from masthead.content.models import Article, Pin, Section
from masthead.content.querysets import ArticleQuerySet
from masthead.delivery import reads

from .cards import Card, cards_by_id, cards_of, ids_of_each
from .prepared import TWO_TIMES, Prepared, Written, all_of

PAGE_SIZE = 30
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
    pinned = pinned_ids("top-stories", now)
    question = _home_question(tuple((one.slug, one.pk) for one in sections), tuple(wanted), pool)
    by_name: dict[str, list[int]] = {name: [] for name in wanted}
    for number, pk in question.rows(now=now):
        by_name[tuple(wanted)[number]].append(pk)
    if "top" in by_name:
        by_name["top"] = list(dict.fromkeys([*pinned, *by_name["top"]]))
    everything = {pk for ids in by_name.values() for pk in ids}
    cards = cards_by_id(_first_of_each(by_name, wanted), now=now) if everything else {}
    return Front(_deal(by_name, wanted, cards))


@lru_cache(maxsize=64)
def _home_question(
    sections: tuple[tuple[str, int], ...], names: tuple[str, ...], pool: int
) -> Prepared:
    """The ids of each list's candidates, `pool` of the lists that are asked of everything."""

    def ask(*, now: datetime) -> Written:
        candidates = _home_candidates(now, sections)
        sizes = {name: pool if name in {"top", "latest"} else pool // 2 for name in names}
        return all_of(*(candidates[name].values("pk")[: sizes[name]] for name in names))

    return Prepared(ask, {"now": TWO_TIMES})


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


def _home_candidates(
    now: datetime, sections: Sequence[tuple[str, int]]
) -> dict[str, ArticleQuerySet]:
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
            f"section:{slug}": editorial.filter(section_id=pk).exclude(
                kind__in=(Kind.PRESS_RELEASE, Kind.OPINION)
            )
            for slug, pk in sections
        },
    }


def _news(now: datetime) -> ArticleQuerySet:
    return unpaid(Article.objects.released(now)).filter(kind__in=NEWS_KINDS).latest_first()
