"""Cuts of pictures, made when first asked for and kept for ever under an address of their own.

Refuses sizes nobody offers, and pictures that nothing readers can see uses.
"""

from datetime import timedelta

from django.core.files import File
from django.http import FileResponse, Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from masthead.content.models import Picture
from masthead.content.queries.media import public_picture
from masthead.core import clock
from masthead.reader.pictures import RATIOS, WIDTHS, picture_url

from .paging import found

FORMATS = {
    "avif": ("image/avif", "format-avif|avifquality-55"),
    "webp": ("image/webp", "format-webp|webpquality-78"),
    "jpg": ("image/jpeg", "format-jpeg|jpegquality-80|bgcolor-ffffff"),
}
FOR_EVER = f"public, max-age={int(timedelta(days=365).total_seconds())}, immutable"


@require_safe
def picture(
    _request: HttpRequest, *, pk: int, version: str, ratio: str, width: int, suffix: str
) -> HttpResponseBase:
    """One cut; 404 for a size that is not offered. An address of an old version leads on."""
    if suffix not in FORMATS or width not in WIDTHS:
        raise Http404
    row: Picture = found(public_picture(pk, clock.now()))
    if version != row.version:
        return HttpResponseRedirect(picture_url(row, ratio=ratio, width=width, suffix=suffix))
    mime, form = FORMATS[suffix]
    return FileResponse(
        _cut(row, f"{_shape(ratio, width)}|{form}"),
        content_type=mime,
        headers={"Cache-Control": FOR_EVER, "CDN-Cache-Control": FOR_EVER},
    )


def _shape(ratio: str, width: int) -> str:
    if ratio not in RATIOS:
        return f"width-{width}"
    across, down = RATIOS[ratio]
    return f"fill-{width}x{round(width * down / across)}"


def _cut(row: Picture, spec: str) -> File:
    """The open file of a cut, made anew when it has gone from the disk."""
    try:
        rendition = row.get_rendition(spec)
        try:
            return rendition.file.open("rb")
        except FileNotFoundError:
            rendition.delete()
            return row.get_rendition(spec).file.open("rb")
    except (SourceImageIOError, InvalidFilterSpecError) as error:
        raise Http404 from error
