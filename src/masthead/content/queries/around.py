"""What stands around an article: related pieces, more of its section, the one before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple

from django.db.models import Q, QuerySet

from masthead.content.cache_keys import pointed_keys
from masthead.content.models import Article
from masthead.content.querysets import ArticleQuerySet
from masthead.delivery import memo, reads

from .articles import ArticleView
from .cards import Card, cards_by_id, ids_of_each
from .fronts import unpaid
from .prepared import Prepared, Written, all_of

MOST_TOPICS = 6  # of an article, asked for related pieces
FILED_LOOKED_AT = 24  # of a topic's articles, some of them not out
SHOWN = 4  # cards in a list beside an article
LOOKED_AT = {"section": SHOWN * 3 + 1, "story": SHOWN + 1, "topic": SHOWN + 1}


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The article before or after one in its section. `label` comes first, as on a card."""

    url: str
    label: str
    headline: str


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around an article; `pointed` are the cards its body points at, by id."""

    related: tuple[Card, ...]
    more_in_section: tuple[Card, ...]
    previous: Neighbour | None
    next: Neighbour | None
    pointed: Mapping[int, Card] = field(default_factory=dict)


class Shelf(NamedTuple):
    """A section, story or topic, by its id."""

    what: str
    id: int

    @property
    def key(self) -> str:
        """What stands around must be right when it changes; what joins may come a little later."""
        return f"~{self.what}:{self.id}"


def neighbours_and_related(
    shown: ArticleView, now: datetime, *, pointed: Iterable[int] = ()
) -> Around:
    """The pieces of the same story, then of the same topics; the section's newest; the one before
    and the one after in the section.

    One query, one more for the lists and two for the cards that this process does not keep. Paid
    pieces never stand as related (C4).
    """
    section, *alike = _newest(_shelves_of(shown), now)
    own = {shown.row.pk}
    related = _free([pk for ids in alike for pk in ids], own)
    more = _free(section, own | set(related))
    aims = set(pointed)
    reads.note(*(f"article:{pk}" for pk in (*related, *more)), *pointed_keys(aims))
    before, after = _neighbours(shown.row, now)
    cards = cards_by_id([*related, *more, *aims], now=now)
    return Around(
        related=tuple(cards[pk] for pk in related if pk in cards),
        more_in_section=tuple(cards[pk] for pk in more if pk in cards),
        previous=before,
        next=after,
        pointed={pk: cards[pk] for pk in aims if pk in cards},
    )


def _free(ids: Iterable[int], taken: set[int]) -> list[int]:
    return [pk for pk in dict.fromkeys(ids) if pk not in taken][:SHOWN]


def _shelves_of(shown: ArticleView) -> list[Shelf]:
    shelves = [Shelf("section", shown.row.section_id)]
    if shown.row.story_id:
        shelves.append(Shelf("story", shown.row.story_id))
    return shelves + [Shelf("topic", pk) for pk in shown.topic_ids[:MOST_TOPICS]]


def _newest(shelves: list[Shelf], now: datetime) -> list[list[int]]:
    """The newest unpaid articles of each. One query, none when all are kept."""

    def make(missing: set[Shelf]) -> dict[Shelf, list[int]]:
        order = sorted(missing)
        found = ids_of_each([_on(shelf, now)[: LOOKED_AT[shelf.what]] for shelf in order])
        return dict(zip(order, found, strict=True))

    found = memo.shared_each("newest", shelves, make=make, key=lambda shelf: shelf.key)
    return [found[shelf] for shelf in shelves]


def _on(shelf: Shelf, now: datetime) -> ArticleQuerySet:
    recent = unpaid(Article.objects.released(now)).latest_first()
    if shelf.what == "section":
        return recent.filter(section_id=shelf.id)
    if shelf.what == "story":
        return recent.filter(story_id=shelf.id)
    return recent.filter(pk__in=_last_filed_under(shelf.id))


def _last_filed_under(topic: int) -> QuerySet:
    """The articles last filed under the topic: a bounded look, however many there are."""
    filed = Article.topics.through.objects.filter(topic=topic).order_by("-pk")
    articles: QuerySet = filed.values("article")
    return articles[:FILED_LOOKED_AT]


def _ask_neighbours(*, section: int, article: int, at: datetime, now: datetime) -> Written:
    """The bounds beside each Q let the database begin in the index at the article's own date."""
    here = unpaid(Article.objects.released(now)).filter(section_id=section).exclude(path="")
    older = Q(published_at__lt=at) | Q(published_at=at, pk__lt=article)
    newer = Q(published_at__gt=at) | Q(published_at=at, pk__gt=article)
    columns = ("pk", "path", "label", "headline")
    return all_of(
        here.filter(older, published_at__lte=at).latest_first().values(*columns)[:1],
        here.filter(newer, published_at__gte=at)
        .order_by("published_at", "id")
        .values(*columns)[:1],
    )


_NEIGHBOURS = Prepared(
    _ask_neighbours,
    {
        "section": (1, 2),
        "article": (3, 4),
        "at": (datetime(2000, 1, 1, tzinfo=UTC), datetime(2001, 1, 1, tzinfo=UTC)),
        "now": (datetime(2002, 1, 1, tzinfo=UTC), datetime(2003, 1, 1, tzinfo=UTC)),
    },
)


def _neighbours(row: Article, now: datetime) -> tuple[Neighbour | None, Neighbour | None]:
    """The articles before and after in the section. One query."""
    found: dict[int, Neighbour] = {}
    rows = _NEIGHBOURS.rows(section=row.section_id, article=row.pk, at=row.published_at, now=now)
    for side, pk, path, label, headline in rows:
        reads.note(f"article:{pk}")
        found[side] = Neighbour(f"/{path}/", label, headline)
    return found.get(0), found.get(1)
