"""How a draft would look to readers. The reader site registers who builds an article's page and who
cuts its pictures, so that the desk's live preview is the very page and no second one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.template.response import TemplateResponse

    from .models import Article, CompanyPage

Builder = Callable[["HttpRequest", Any], dict[str, Any]]
PICTURES, DESK_PICTURES = b"/pictures/", b"/desk/pictures/"


@dataclass(frozen=True, slots=True)
class ReaderSite:
    """What the reader site lends the desk: `article` and `company` make the contexts of their
    templates, `cut` answers with one cut of a picture and asks no gate.
    """

    article: Builder
    company: Builder
    cut: Callable[..., HttpResponse]


_sites: list[ReaderSite] = []


def register(site: ReaderSite) -> None:
    """Let the reader site build previews; called from its ready()."""
    _sites[:] = [site]


def context_of(draft: Article | CompanyPage, request: HttpRequest) -> dict[str, Any]:
    """The context of the template for this draft; empty while no reader site is there."""
    if not _sites:
        return {}
    build = _sites[0].company if hasattr(draft, "url_path") else _sites[0].article
    return build(request, draft)


def picture(request: HttpRequest, **asked: Any) -> HttpResponse:
    """A cut of any picture, released or not: for people with a login. Raises Http404."""
    if not _sites:
        raise Http404
    return _sites[0].cut(request, **asked)


def in_the_desk(response: TemplateResponse) -> TemplateResponse:
    """The same page with its pictures at the desk's addresses: a draft's are not public yet."""
    response.add_post_render_callback(_lead_pictures)
    return response


def _lead_pictures(response: HttpResponse) -> None:
    for before in (b'"', b" "):
        response.content = response.content.replace(before + PICTURES, before + DESK_PICTURES)
