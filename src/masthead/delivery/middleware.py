"""A request performs what is due before it is answered, so that a dead heartbeat delays nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from . import due, followers

logger = logging.getLogger(__name__)

OUR_OWN = "masthead.own"  # in META: this process asks itself, in the midst of its work


Answer = Callable[[HttpRequest], HttpResponse]


def due_work(get_response: Answer) -> Answer:
    """Perform due releases, embargoes and expiries before the request sees the site."""

    def middleware(request: HttpRequest) -> HttpResponse:
        try:
            if OUR_OWN not in request.META and due.perform_if_due():
                followers.run_all()
        except DatabaseError as error:  # the gate reads the clock: nothing held is seen meanwhile
            logger.warning("due work waits for the next request: %s", error)
        return get_response(request)

    return middleware
