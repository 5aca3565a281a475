"""What pieces are filed under, as machines ask for it: the site, sections, topics, authors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q

from masthead.content import rules
from masthead.content.kinds import Kind
from masthead.content.models import Article, Author, Section, Topic
from masthead.content.querysets import ArticleQuerySet
from masthead.content.rules import Channel
from masthead.delivery import reads

LATEST = "latest"
MOST = 1_000


@dataclass(frozen=True, slots=True)
class Scope:
    """What a list is of: the whole site, a section, a topic or an author. `key` is the cache key
    that every release within it moves; `url` is the page that shows the same list to people.
    """

    what: str
    id: int
    name: str
    url: str
    description: str
    key: str


@dataclass(frozen=True, slots=True)
class Named:
    """A section, topic or author in a list of them."""

    slug: str
    name: str
    description: str
    url: str


def listed(now: datetime, *, channel: Channel = Channel.WEB) -> ArticleQuerySet:
    """The released pieces that machines may list in the channel; `rules.is_indexable` as a
    condition. Nobody knows where machines carry them: what is for some countries is not listed.
    """
    kept_back = Q(kind=Kind.PRESS_RELEASE, origin__in=sorted(rules.UNINDEXED_ORIGINS))
    found = Article.objects.released(now).filter(territories="").exclude(kept_back)
    return found if channel is Channel.WEB else found.open_to(channel)


def whole_site(description: str) -> Scope:
    """The scope of everything."""
    return Scope("site", 0, "", "/", description, LATEST)


def section_scope(slug: str) -> Scope | None:
    """The section at /slug/. One query."""
    found = Section.objects.filter(slug=slug).first()
    if found is None:
        return None
    return Scope(
        "section", found.pk, found.name, found.url, found.description, f"section:{found.pk}"
    )


def topic_scope(slug: str) -> Scope | None:
    """The topic at /topics/slug/. One query."""
    found = Topic.objects.filter(slug=slug).first()
    if found is None:
        return None
    return Scope("topic", found.pk, found.name, found.url, found.description, f"topic:{found.pk}")


def author_scope(slug: str) -> Scope | None:
    """The author at /authors/slug/. One query."""
    found = Author.objects.filter(slug=slug).first()
    if found is None:
        return None
    return Scope("author", found.pk, found.name, found.url, found.role, f"author:{found.pk}")


def urls_of(what: str, ids: Iterable[int]) -> list[str]:
    """The pages of the sections, topics or authors of these ids. One query, none without ids."""
    rows: Any = {"section": Section, "topic": Topic, "author": Author}[what]
    wanted = set(ids)
    return [row.url for row in rows.objects.filter(pk__in=wanted)] if wanted else []


def all_sections() -> list[Named]:
    """Every section in its order. One query."""
    reads.note("nav")
    return [_named(one, one.name, one.description) for one in Section.objects.all()]


def topics_in_use(now: datetime) -> list[Named]:
    """The topics of listed pieces by name, at most a thousand. One query."""
    reads.note(LATEST, "topics")
    used = Exists(listed(now, channel=Channel.API).filter(topics=OuterRef("pk")))
    return [_named(one, one.name, one.description) for one in Topic.objects.filter(used)[:MOST]]


def authors_in_use(now: datetime) -> list[Named]:
    """The authors of listed pieces by name, at most a thousand. One query."""
    reads.note(LATEST, "authors")
    used = Exists(listed(now, channel=Channel.API).filter(authors=OuterRef("pk")))
    return [_named(one, one.name, one.role) for one in Author.objects.filter(used)[:MOST]]


def _named(row: Section | Topic | Author, name: str, description: str) -> Named:
    return Named(row.slug, name, description, row.url)
