"""Documents and films that released articles hold, with byte ranges."""

from mimetypes import guess_type
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from masthead.content.queries.media import public_document
from masthead.core import clock
from masthead.reader.ranges import (
    ByteRange,
    Unsatisfiable,
    asked_range,
    read_range,
)

from .paging import found

SHOWN_IN_PAGE = {"application/pdf", "text/plain", "text/vtt", "video/mp4", "video/webm"}
TYPES = {".vtt": "text/vtt; charset=utf-8"}


@require_safe
def file(request: HttpRequest, *, pk: int, name: str) -> HttpResponseBase:
    """The file's bytes, or the range asked for; 404 unless something released holds it."""
    document: Any = found(public_document(pk, clock.now()))
    if name != document.filename:
        raise Http404
    size = document.file.size
    try:
        part = asked_range(request.headers.get("Range", ""), size=size)
    except Unsatisfiable:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    return _dressed(_answer(document, part=part, size=size), document.filename)


def _answer(document: Any, *, part: ByteRange | None, size: int) -> StreamingHttpResponse:
    shown = part or ByteRange(0, size - 1)
    opened = document.file.storage.open(document.file.name, "rb")
    response = StreamingHttpResponse(read_range(opened, shown), status=206 if part else 200)
    response["Content-Length"] = str(shown.length)
    if part:
        response["Content-Range"] = f"bytes {part.first}-{part.last}/{size}"
    return response


def _dressed(response: HttpResponseBase, name: str) -> HttpResponseBase:
    mime = guess_type(name)[0] or "application/octet-stream"
    suffix = name[name.rfind(".") :].lower()
    response["Content-Type"] = TYPES.get(suffix, mime)
    shown_in_page = mime in SHOWN_IN_PAGE or suffix in TYPES
    if disposition := content_disposition_header(as_attachment=not shown_in_page, filename=name):
        response["Content-Disposition"] = disposition
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "public, max-age=300"
    return response
