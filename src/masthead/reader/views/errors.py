"""Pages for what is not there: never there, gone for good, or broken."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from masthead.content.queries.lists import latest_listing
from masthead.core import clock
from masthead.reader.frame import Head, show
from masthead.reader.machine.problems import problem, wants_problem

LATEST_SHOWN = 6


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Nothing at this address: the sections and the latest pieces instead."""
    if wants_problem(request):
        return problem(404, "Not found")
    return _instead(request, "reader/404.html", title="Page not found", status=404)


def gone(request: HttpRequest) -> HttpResponse:
    """A killed article: a notice, no word of the piece."""
    return _instead(request, "reader/410.html", title="Article withdrawn", status=410)


def elsewhere(request: HttpRequest) -> HttpResponse:
    """A piece that may not be read in the reader's country (RFC 7725): no word of it."""
    return _instead(request, "reader/451.html", title="Not available where you are", status=451)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """A host that is not the site's, or too many parameters: a page that asks no database."""
    if wants_problem(request):
        return problem(400, "Bad request")
    return HttpResponse(render_to_string("reader/400.html"), status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """A page that needs neither database nor frame."""
    if wants_problem(request):
        return problem(500, "Something went wrong on our side")
    return HttpResponse(render_to_string("reader/500.html"), status=500)


def _instead(request: HttpRequest, template: str, *, title: str, status: int) -> HttpResponse:
    listing = latest_listing(clock.now(), page=1)
    cards: Any = listing.cards[:LATEST_SHOWN] if listing else ()
    head = Head(title=title, index=False)
    return show(request, template, head, status=status, cards=cards)
