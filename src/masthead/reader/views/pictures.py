"""Cuts of pictures, made when first asked for and kept for ever under an address of their own.

Refuses sizes nobody offers, and pictures that nothing readers can see uses.
"""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe
from wagtail.images.models import SourceImageIOError

from masthead.content.models import Picture
from masthead.content.queries.media import pictures_by_id, public_picture
from masthead.core import clock
from masthead.reader.cuts import FORMATS, cut_bytes
from masthead.reader.pictures import RATIOS, WIDTHS, picture_url

from .paging import found

FOR_EVER = f"public, max-age={int(timedelta(days=365).total_seconds())}, immutable"


@require_safe
def picture(
    _request: HttpRequest, *, pk: int, version: str, ratio: str, width: int, suffix: str
) -> HttpResponse:
    """One cut; 404 for a size that is not offered. An address of an old version leads on."""
    _offered(ratio=ratio, width=width, suffix=suffix)
    row: Picture = found(public_picture(pk, clock.now()))
    if version != row.version:
        return HttpResponseRedirect(picture_url(row, ratio=ratio, width=width, suffix=suffix))
    response = _answer(row, ratio=ratio, width=width, suffix=suffix)
    response["Cache-Control"] = response["CDN-Cache-Control"] = FOR_EVER
    return response


@require_safe
def cut(_request: HttpRequest, *, pk: int, ratio: str, width: int, suffix: str) -> HttpResponse:
    """One cut of any picture, for the desk's previews: the desk's door has asked for a login."""
    _offered(ratio=ratio, width=width, suffix=suffix)
    row: Picture = found(pictures_by_id([pk]).get(pk))
    return _answer(row, ratio=ratio, width=width, suffix=suffix)


def _offered(*, ratio: str, width: int, suffix: str) -> None:
    if ratio not in {*RATIOS, "full"} or suffix not in FORMATS or width not in WIDTHS:
        raise Http404


def _answer(row: Picture, *, ratio: str, width: int, suffix: str) -> HttpResponse:
    try:
        content = cut_bytes(row, ratio=ratio, width=width, suffix=suffix)
    except (OSError, SourceImageIOError) as error:
        raise Http404 from error
    return HttpResponse(content, content_type=FORMATS[suffix][0])
