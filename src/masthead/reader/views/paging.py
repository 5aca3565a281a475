"""Page numbers as readers type them."""

from typing import TypeVar

from django.http import Http404, HttpRequest

Something = TypeVar("Something")


def page_asked_for(request: HttpRequest) -> int:
    """The `page` of the query, 1 when there is none; Http404 for anything that is no page."""
    asked = request.GET.get("page", "1")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 7):  # noqa: PLR2004 - no list is so long
        raise Http404
    return int(asked)


def found(thing: Something | None) -> Something:
    """The thing; Http404 when it is not there."""
    if thing is None:
        raise Http404
    return thing
