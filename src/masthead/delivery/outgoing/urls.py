"""The one address that outputs need: the key file of IndexNow, when there is a key."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path

from . import conf, indexnow


def key_file(request: HttpRequest, name: str) -> HttpResponse:  # noqa: ARG001 - Django's shape
    """The key as plain text. Raises Http404 for any other name."""
    text = indexnow.key_text(name)
    if text is None:
        raise Http404
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def patterns() -> list[URLPattern]:
    """The address of the key file; none without a key."""
    to = conf.read().indexnow
    return [path(f"{to.key}.txt", key_file, {"name": to.key}, name="indexnow-key")] if to else []


urlpatterns = patterns()
