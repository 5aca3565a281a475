"""Starting an article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import Any

from django.db import transaction

from masthead.accounts.audit import Actor, record
from masthead.accounts.models import User
from masthead.content.models import Article, ArticleAuthor, Author, Section, Topic
from masthead.core import ids


@transaction.atomic
def create_article(
    *,
    section: Section,
    headline: str,
    by: Actor,
    authors: Iterable[Author] = (),
    topics: Iterable[Topic] = (),
    **fields: Any,
) -> Article:
    """A new draft with its first revision; `fields` are editorial fields of `Article`.

    The slug is made of the headline unless given, and of a free address in its section.
    """
    article = Article(section=section, headline=headline, live=False, **fields)
    article.slug = free_slug(section, article.slug or ids.slug_of(headline))
    article.has_unpublished_changes = True
    article.article_authors = [
        ArticleAuthor(author=author, sort_order=place) for place, author in enumerate(authors)
    ]
    article.save()
    article.topics.set(topics)
    article.save()
    article.save_revision(user=by if isinstance(by, User) else None)
    record("wagtail.create", article, by=by)
    return article


def free_slug(section: Section, slug: str, *, but: Article | None = None) -> str:
    """`slug`, or `slug-2`, `slug-3` … when the section already has an article (`but` this one) of
    that name, or an address it once gave away. Two queries when the name is free, whatever the
    section holds.
    """
    mine = but.pk if but else None
    return next(name for name in _names(slug) if not _is_used(section, name, but=mine))


def free_slugs(wanted: Sequence[tuple[Section, str]]) -> list[str]:
    """A free slug for each of these new articles, none given twice in a section. Two queries when
    all names are free.
    """
    used = _used(wanted)
    given = []
    for section, slug in wanted:
        taken = (name for name in _names(slug) if (section.pk, name) not in used)
        name = next(name for name in taken if name == slug or not _is_used(section, name, but=None))
        used.add((section.pk, name))
        given.append(name)
    return given


def _used(wanted: Sequence[tuple[Section, str]]) -> set[tuple[int, str]]:
    """Which of these names articles bear, or once had as an address."""
    slugs = {slug for _, slug in wanted}
    paths = {f"{section.slug}/{slug}": (section.pk, slug) for section, slug in wanted}
    named = Article.objects.filter(slug__in=slugs).values_list("section", "slug")
    there = Article.objects.exclude(path="").filter(path__in=paths)
    return {*named, *(paths[path] for path in there.values_list("path", flat=True))}


def _names(slug: str) -> Iterator[str]:
    return (slug if number == 1 else f"{slug}-{number}" for number in count(1))


def _is_used(section: Section, slug: str, *, but: int | None) -> bool:
    named = Article.objects.filter(section=section, slug=slug).exclude(pk=but)
    there = Article.objects.at_path(f"{section.slug}/{slug}").exclude(pk=but)
    return named.exists() or there.exists()
