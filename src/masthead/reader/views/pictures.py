"""Cuts of pictures, made when first asked for and kept for ever under an address of their own.

Refuses sizes nobody offers, and pictures that nothing readers can see uses.
"""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe
from wagtail.images.models import SourceImageIOError

from masthead.content.models import Picture
from masthead.content.queries.media import public_picture
from masthead.core import clock
from masthead.reader.cuts import FORMATS, cut_bytes
from masthead.reader.pictures import WIDTHS, picture_url

from .paging import found

FOR_EVER = f"public, max-age={int(timedelta(days=365).total_seconds())}, immutable"


@require_safe
def picture(
    _request: HttpRequest, *, pk: int, version: str, ratio: str, width: int, suffix: str
) -> HttpResponse:
    """One cut; 404 for a size that is not offered. An address of an old version leads on."""
    if suffix not in FORMATS or width not in WIDTHS:
        raise Http404
    row: Picture = found(public_picture(pk, clock.now()))
    if version != row.version:
        return HttpResponseRedirect(picture_url(row, ratio=ratio, width=width, suffix=suffix))
    try:
        content = cut_bytes(row, ratio=ratio, width=width, suffix=suffix)
    except (OSError, SourceImageIOError) as error:
        raise Http404 from error
    return HttpResponse(
        content,
        content_type=FORMATS[suffix][0],
        headers={"Cache-Control": FOR_EVER, "CDN-Cache-Control": FOR_EVER},
    )
