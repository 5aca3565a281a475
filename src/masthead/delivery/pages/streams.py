"""How a view begins a stream that says when a key has moved (see `live.py`)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from masthead.delivery import page_keys

from .live import moved_event

ASK_AGAIN_AFTER = 5_000  # milliseconds


def live(request: HttpRequest, key: str) -> HttpResponse:
    """The beginning of a stream that says when `key` moves; what moved while the browser was
    away is said at once.
    """
    [now] = page_keys.table().versions([key])
    beginning = f"retry: {ASK_AGAIN_AFTER}\n\n"
    if request.headers.get("Last-Event-ID") not in {None, str(now)}:
        beginning += moved_event(now)
    response = HttpResponse(beginning, content_type="text/event-stream")
    response["Cache-Control"] = "private, no-store"
    response["X-Accel-Buffering"] = "no"
    response.live = (key, now)  # type: ignore[attr-defined] # for the bridge
    return response
