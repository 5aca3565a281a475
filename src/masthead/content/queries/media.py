"""Pictures and documents: what a page shows of them, and whether readers may have the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from django.contrib.contenttypes.models import ContentType
from wagtail.documents import get_document_model
from wagtail.models import Page, ReferenceIndex

from masthead.content.models import Article, Author, Picture, SiteSettings
from masthead.delivery import reads

from .cards import PICTURE_FACTS


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A file that readers may fetch at `url`; `name` ends in `extension`."""

    id: int
    title: str
    name: str
    extension: str

    @property
    def url(self) -> str:
        return f"/files/{self.id}/{quote(self.name)}"


def pictures_by_id(ids: Iterable[int]) -> dict[int, Picture]:
    """The pictures of those ids, loaded for `picture_view`. One query, none without ids."""
    wanted = set(ids)
    if wanted:
        reads.note("pictures")
    return Picture.objects.only(*PICTURE_FACTS).in_bulk(wanted) if wanted else {}


def documents_by_id(ids: Iterable[int]) -> dict[int, DocumentView]:
    """The documents of those ids. One query, none when there are no ids."""
    wanted = set(ids)
    if not wanted:
        return {}
    reads.note("documents")
    found = get_document_model().objects.in_bulk(wanted)
    return {
        pk: DocumentView(pk, one.title, one.filename, one.file_extension)
        for pk, one in found.items()
    }


def public_picture(pk: int, now: datetime) -> Picture | None:
    """The picture, if something that readers may see now uses it; else None. Six queries at most.

    Lead pictures, portraits and the logo are asked of their tables; pictures inside bodies of the
    reference index, which a follower keeps.
    """
    picture = Picture.objects.filter(pk=pk).first()
    if picture is None:
        return None
    uses = (
        lambda: Article.objects.released(now).filter(lead_image=pk).exists(),
        lambda: Author.objects.filter(portrait=pk).exists(),
        lambda: SiteSettings.objects.filter(logo=pk).exists(),
        lambda: _is_in_a_body(picture, now),
    )
    return picture if any(used() for used in uses) else None


def public_document(pk: int, now: datetime) -> object | None:
    """The document (a Wagtail document row), if a released body uses it; else None.

    Three queries at most.
    """
    document = get_document_model().objects.filter(pk=pk).first()
    return document if document is not None and _is_in_a_body(document, now) else None


def _is_in_a_body(thing: Picture, now: datetime) -> bool:
    """True when a released article or a live page holds it. Three queries at most."""
    users = set(
        ReferenceIndex.get_references_to(thing).values_list("base_content_type_id", "object_id")
    )
    articles = list(_ids_of(users, Article))
    pages = list(_ids_of(users, Page))
    return bool(
        (articles and Article.objects.released(now).filter(pk__in=articles).exists())
        or (pages and Page.objects.live().filter(pk__in=pages).exists())
    )


def _ids_of(users: Iterable[tuple[int, str]], model: type) -> Iterator[int]:
    wanted = ContentType.objects.get_for_model(model).pk
    return (int(pk) for content_type, pk in users if content_type == wanted)
