"""Keeping bodies as the reader site has set them. No change of the site: a stored body is never
shown unless its digest is that of what the page would be made of now.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from masthead.content.models import Article, StoredBody


@transaction.atomic
def store_bodies(bodies: Iterable[StoredBody]) -> int:
    """Each body is stored in the place of its article's older one; how many. Of articles that are
    gone, none. Two queries.
    """
    by_article = {one.article_id: one for one in bodies}
    there = Article.objects.filter(pk__in=by_article).values_list("pk", flat=True)
    stored = StoredBody.objects.bulk_create(
        [by_article[pk] for pk in there],
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["digest", "packed"],
    )
    return len(stored)
