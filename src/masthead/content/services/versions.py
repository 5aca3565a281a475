"""What readers could read is kept version by version, in sections that show what changed."""

from __future__ import annotations

from collections.abc import Iterable

from masthead.content.models import Article, PublicVersion
from masthead.content.wording import paragraphs_in
from masthead.core import clock


def keep_public_versions(articles: Iterable[Article]) -> None:
    """What each of these articles shows readers from now on is kept, once a version, where its
    section shows changes; an article that is held shows nothing. One query where there is anything
    to keep. In the transaction that brings it out.
    """
    shown = [one for one in articles if one.announced and one.section.shows_changes]
    if shown:
        rows = [_version_of(article) for article in shown]
        PublicVersion.objects.bulk_create(rows, ignore_conflicts=True)


def forget_public_versions(article: Article) -> None:
    """Readers are shown none of what the article said before: it was retracted."""
    PublicVersion.objects.filter(article=article.pk).delete()


def _version_of(article: Article) -> PublicVersion:
    return PublicVersion(
        article=article,
        number=article.version,
        at=clock.now(),
        headline=article.headline,
        summary=article.summary,
        paragraphs=paragraphs_in(article.body.raw_data),
    )
