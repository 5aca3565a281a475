"""A request performs what is due before it is answered, so that a dead heartbeat delays nothing."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from . import due, followers

Answer = Callable[[HttpRequest], HttpResponse]


def due_work(get_response: Answer) -> Answer:
    """Perform due releases, embargoes and expiries before the request sees the site."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if due.perform_if_due():
            followers.run_all()
        return get_response(request)

    return middleware
