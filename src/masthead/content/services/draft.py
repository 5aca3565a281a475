"""Starting an article."""

from __future__ import annotations

from collections.abc import Iterable
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
    names = (slug if number == 1 else f"{slug}-{number}" for number in count(1))
    return next(name for name in names if not _is_used(section, name, but=mine))


def _is_used(section: Section, slug: str, *, but: int | None) -> bool:
    named = Article.objects.filter(section=section, slug=slug).exclude(pk=but)
    there = Article.objects.at_path(f"{section.slug}/{slug}").exclude(pk=but)
    return named.exists() or there.exists()
