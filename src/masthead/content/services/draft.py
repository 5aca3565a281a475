"""Starting an article."""

from __future__ import annotations

from collections.abc import Iterable
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
    that name.
    """
    others = Article.objects.filter(section=section, slug__startswith=slug)
    if but and but.pk:
        others = others.exclude(pk=but.pk)
    taken = set(others.values_list("slug", flat=True))
    number = 2
    free = slug
    while free in taken:
        free = f"{slug}-{number}"
        number += 1
    return free
