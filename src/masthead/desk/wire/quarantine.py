"""The quarantine: deliveries of which something was bad, why, their bytes, and a second try."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from masthead.desk.articles.editing import person
from masthead.desk.crumbs import trail
from masthead.wire import health
from masthead.wire.models import Delivery
from masthead.wire.services import retries
from masthead.wire.services.quarantine import Reason, reasons_of
from masthead.wire.verdicts import Outcome

A_PAGE = 30
SHOWN = 5

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Bad:
    """A delivery as the list shows it: `bad` of its items were bad, `good` were taken."""

    delivery: Delivery
    bad: int
    good: int
    tries: int
    reasons: list[Reason]

    @property
    def more(self) -> int:
        return self.bad - len(self.reasons)


def _asks(permission: str) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, **named: int) -> HttpResponse:
            if not request.user.has_perm(permission):
                raise PermissionDenied
            return view(request, **named)

        return answer

    return decorate


@require_safe
@_asks("wire.view_delivery")
def rejected(request: HttpRequest) -> HttpResponse:
    """The deliveries of which something was bad, and why."""
    page = Paginator(health.in_quarantine(), A_PAGE).get_page(request.GET.get("p"))
    return TemplateResponse(
        request,
        "desk/wire/rejected.html",
        {
            "page": page,
            "lines": [_bad(one) for one in page],
            "may_try": request.user.has_perm("wire.change_delivery"),
            "header_title": "Quarantine",
            "breadcrumbs_items": trail(("Wire", reverse("wire:inbox")), ("Quarantine", "")),
        },
    )


@require_safe
@_asks("wire.view_delivery")
def payload(request: HttpRequest, pk: int) -> HttpResponse:  # noqa: ARG001 - Django's shape
    """The bytes of a delivery as they came, to be saved, never to be shown."""
    delivery = get_object_or_404(health.in_quarantine(), pk=pk)
    response = HttpResponse(bytes(delivery.payload), content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="delivery-{delivery.pk}.bin"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
@_asks("wire.change_delivery")
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the stored bytes once more, and say what became of them."""
    delivery = get_object_or_404(health.in_quarantine(), pk=pk)
    lines = retries.try_again(delivery, by=person(request))
    bad = [line for line in lines if line.outcome is Outcome.REJECTED]
    if not bad:
        messages.success(request, f"“{delivery}” is taken in: {len(lines)} items.")
    elif len(bad) < len(lines):
        words = f"“{delivery}”: {len(lines) - len(bad)} items are in, {len(bad)} are still bad."
        messages.warning(request, words)
    else:
        why = bad[0].detail or bad[0].reason
        messages.error(request, f"“{delivery}” still can't be read: {why}")
    return redirect("wire:rejected")


@require_POST
@_asks("wire.change_delivery")
def aside(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the delivery off the list; its bytes stay."""
    delivery = get_object_or_404(health.in_quarantine(), pk=pk)
    retries.put_aside(delivery, by=person(request))
    messages.success(request, f"“{delivery}” is put aside.")
    return redirect("wire:rejected")


def _bad(delivery: Delivery) -> Bad:
    kept = getattr(delivery, "quarantine", None)
    if kept is None:
        reason = Reason(0, None, delivery.error_code, delivery.error)
        return Bad(delivery, 1, 0, 1, [reason])
    return Bad(delivery, kept.bad, kept.good, kept.tries, list(reasons_of(kept))[:SHOWN])
