"""The pictures that the desk itself shows, and those of its previews. Readers' pictures have
addresses of their own, which ask the gate; these are for people with a login alone.
"""

from __future__ import annotations

import mimetypes

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from masthead.content import preview


@require_safe
def cut(request: HttpRequest, *, pk: str, ratio: str, width: str, suffix: str) -> HttpResponse:
    """A picture as the preview of a draft shows it."""
    return preview.picture(request, pk=int(pk), ratio=ratio, width=int(width), suffix=suffix)


@require_safe
def serve(request: HttpRequest, name: str) -> FileResponse:  # noqa: ARG001 - the door has asked
    """The stored file of this name, as a picture of the desk; anything else is not found."""
    kind, _ = mimetypes.guess_type(name)
    if not kind or not kind.startswith("image/") or kind == "image/svg+xml":
        raise Http404
    try:
        stored = default_storage.open(name)
    except (OSError, SuspiciousFileOperation):
        raise Http404 from None
    response = FileResponse(stored, content_type=kind)
    response["X-Content-Type-Options"] = "nosniff"
    return response
