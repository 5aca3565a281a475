"""What went wrong, told to programs: problem documents (RFC 9457) for whoever asks under /api/."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from .api_shapes import Problem

MIME = "application/problem+json"
UNDER = "/api/"
NOT_ALLOWED = 405


def wants_problem(request: HttpRequest) -> bool:
    """True when the address is the API's: its readers are programs."""
    return request.path.startswith(UNDER)


def problem(
    status: int, title: str, *, detail: str = "", errors: list[str] | None = None
) -> HttpResponse:
    """The answer that says what went wrong."""
    told = Problem(title=title, status=status, detail=detail, errors=errors or [])
    return HttpResponse(told.model_dump_json(), content_type=MIME, status=status)


def not_allowed_as_problem(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view, whose refusal of a method is a problem document too."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code != NOT_ALLOWED:
            return response
        allowed = ", ".join(sorted(response["Allow"].split(", ")))
        told = problem(NOT_ALLOWED, "Method not allowed", detail=f"Ask by {allowed}.")
        told["Allow"] = allowed
        return told

    return answer
