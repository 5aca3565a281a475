"""The cache keys that articles move, and the footprint an article leaves on the site."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .models import Article


NAMES_SHOWN = ("nav", "authors", "topics", "stories", "pictures", "settings")
"""The keys of what any page shows beside its articles: the names of sections, authors, topics and
stories, pictures, and the site's own words.
"""


@dataclass(frozen=True, slots=True)
class Footprint:
    """Where an article stands on the site: its path ("" when it never was out) and its keys."""

    path: str
    keys: frozenset[str]


def footprint(article: Article) -> Footprint:
    """Everything that shows this article, as its row in the database says. Three queries."""
    from .models import Article

    facts = Article.objects.only("path", "section", "story", "kind")
    return footprint_of(facts.get(pk=article.pk))


def footprint_of(row: Article) -> Footprint:
    """The same of a row that was just read and is not changed yet. Two queries."""
    from .models import Article, ArticleAuthor

    authors = ArticleAuthor.objects.filter(article=row.pk).values_list("author", flat=True)
    topics = Article.topics.through.objects.filter(article=row.pk)
    keys = {
        *base_keys(row.pk, section=row.section_id, kind=row.kind, story=row.story_id),
        *(f"author:{pk}" for pk in authors),
        *(f"topic:{pk}" for pk in topics.values_list("topic", flat=True)),
    }
    return Footprint(row.path, frozenset(keys))


IDS_A_SHARD = 1_000
"""How many ids one part of the article sitemap spans; publishing touches the part of its id."""


def shard_key(pk: int) -> str:
    """The key of the sitemap part that lists the article."""
    return f"shard:{pk // IDS_A_SHARD}"


def kind_key(kind: str) -> str:
    """The key of the lists of one kind; keys hold no underscores (every CDN takes [a-z0-9:-])."""
    return f"kind:{kind.replace('_', '-')}"


NAMED_AT_MOST = 12  # articles; a page has forty keys for all that it shows


def pointed_keys(pks: Collection[int]) -> set[str]:
    """The keys of what points at these articles: each of them, or, where they are too many to be
    named, the list that every article moves.
    """
    return {f"article:{pk}" for pk in pks} if len(pks) <= NAMED_AT_MOST else {"latest"}


def base_keys(pk: int, *, section: int, kind: str, story: int | None) -> set[str]:
    """The keys that every article moves: itself, its section, its kind, the latest list, its
    part of the sitemap.
    """
    keys = {f"article:{pk}", f"section:{section}", kind_key(kind), "latest", shard_key(pk)}
    return keys | {f"story:{story}"} if story else keys
