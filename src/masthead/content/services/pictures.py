"""Pictures that come from outside: kept once each in the library, and set before a story."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass

from django.core.files.images import ImageFile
from django.db import transaction

from masthead.accounts.audit import Actor, name_of, record
from masthead.content.cache_keys import footprint
from masthead.content.models import Article, Picture
from masthead.core import ids
from masthead.delivery.log import append_change

LEAD_FIELDS = ("lead_image", "lead_alt", "lead_caption", "lead_credit", "label")


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture's bytes, which are known to be a picture of this file `extension`, and what its
    maker says of it; "" is not said.
    """

    data: bytes
    extension: str
    title: str
    caption: str = ""
    credit: str = ""
    alt: str = ""
    usage_terms: str = ""


@transaction.atomic
def keep_picture(shot: Shot, *, by: Actor) -> Picture:
    """The picture as a row of the library; the row that is there already when its bytes are."""
    digest = hashlib.sha1(shot.data, usedforsecurity=False).hexdigest()
    kept = Picture.objects.filter(file_hash=digest).order_by("pk").first()
    if kept:
        return kept
    title = shot.title[:255] or "Picture"
    name = f"{ids.slug_of(title)[:60] or 'picture'}.{shot.extension}"
    picture = Picture(
        title=title,
        file=ImageFile(io.BytesIO(shot.data), name=name),
        file_size=len(shot.data),
        file_hash=digest,
        description=shot.alt[:255],
        caption=shot.caption[:300],
        credit=shot.credit[:160],
        usage_terms=shot.usage_terms[:300],
    )
    picture.save()
    record("wagtail.create", picture, by=by)
    return picture


@transaction.atomic
def illustrate_article(
    article: Article,
    picture: Picture,
    *,
    shot: Shot,
    by: Actor,
    instead_of: int | None = None,
) -> bool:
    """True when the picture now leads the article, in the words of this shot.

    False, and nothing is changed, when an editor has worked on the article, when it was killed,
    or when it has a lead image other than the one of the id `instead_of`.
    """
    row = Article.objects.locked(article.pk)
    if row.killed_at or row.latest_revision_id or row.lead_image_id not in {None, instead_of}:
        return False
    row.lead_image, row.lead_alt = picture, shot.alt[:300]
    row.lead_caption, row.lead_credit = shot.caption[:300], shot.credit[:160]
    row.save(update_fields=list(LEAD_FIELDS))
    record("masthead.file", row, by=by, details={"picture": picture.pk})
    if row.announced:
        append_change("updated", obj=row, keys=footprint(row).keys, by=name_of(by))
    return True
