"""The wire inbox and its answers: take, edit, publish, spike, and back again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from masthead.content.errors import NewsroomError
from masthead.content.models import Section
from masthead.content.permissions import Beat, beat_of
from masthead.core import clock
from masthead.desk.articles.editing import person
from masthead.desk.articles.paging import CappedPaginator
from masthead.desk.crumbs import trail
from masthead.wire import services
from masthead.wire.models import Delivery, Item

from . import queries
from .forms import InboxFilter

A_PAGE = 30
VERBS: dict[str, tuple[Callable[..., Item], str, str]] = {
    "take": (services.take_item, "change", "“{item}” is a draft of the desk now."),
    "publish": (services.publish_item, "publish", "“{item}” is published."),
    "spike": (services.spike_item, "publish", "“{item}” is spiked."),
    "unspike": (services.unspike_item, "publish", "“{item}” is back in the inbox."),
}


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """The items that wait, newest first, or those spiked or taken."""
    beat = beat_of(request.user)
    if not beat.writes:
        raise PermissionDenied
    form = InboxFilter(request.GET)
    asked = form.asked()
    items = queries.inbox(
        state=asked.state, source=asked.source, urgent=asked.urgent, text=asked.text
    )
    page = CappedPaginator(items, A_PAGE).get_page(request.GET.get("p"))
    return TemplateResponse(
        request,
        "desk/wire/inbox.html",
        {
            "lines": [(one, _allowed(beat, one.section)) for one in queries.waiting(page)],
            "page": page,
            "elided_page_range": page.paginator.get_elided_page_range(page.number),
            "form": form,
            "state": asked.state,
            "now": clock.now(),
            "may_read_rejected": _may_read_rejected(request),
            "header_title": "Wire",
            "breadcrumbs_items": trail(("Wire", "")),
        },
    )


@require_POST
def act(request: HttpRequest, *, pk: int, verb: str) -> HttpResponse:
    """Do the verb to the item, and back to the inbox; “edit” takes it and opens the editor."""
    item = get_object_or_404(Item.objects.select_related("source", "article__section"), pk=pk)
    perform, action, words = VERBS["take" if verb == "edit" else verb]
    section = queries.section_of(item)
    if not beat_of(request.user).may([action], section=section.pk if section else None):
        raise PermissionDenied
    try:
        item = perform(item, by=person(request))
    except NewsroomError as refusal:
        messages.error(request, str(refusal))
        return _back(request)
    if verb == "edit" and item.article:
        return redirect("articles:edit", item.article.pk)
    messages.success(request, words.format(item=item))
    return _back(request)


@require_safe
def rejected(request: HttpRequest) -> HttpResponse:
    """The deliveries that could not be read, and why."""
    if not _may_read_rejected(request):
        raise PermissionDenied
    page = Paginator(queries.rejected(), A_PAGE).get_page(request.GET.get("p"))
    return TemplateResponse(
        request,
        "desk/wire/rejected.html",
        {
            "page": page,
            "header_title": "Rejected deliveries",
            "breadcrumbs_items": trail(("Wire", reverse("wire:inbox")), ("Rejected", "")),
        },
    )


@require_safe
def payload(request: HttpRequest, pk: int) -> HttpResponse:
    """The bytes of a delivery as they came, to be saved, never to be shown."""
    if not _may_read_rejected(request):
        raise PermissionDenied
    delivery = get_object_or_404(Delivery, pk=pk, state=Delivery.State.REJECTED)
    response = HttpResponse(bytes(delivery.payload), content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="delivery-{delivery.pk}.bin"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _allowed(beat: Beat, section: Section | None) -> dict[str, bool]:
    pk = section.pk if section else None
    return {
        "write": beat.may(["change"], section=pk),
        "release": beat.may(["publish"], section=pk),
    }


def _may_read_rejected(request: HttpRequest) -> bool:
    return request.user.has_perm("wire.view_delivery")


def _back(request: HttpRequest) -> Any:
    came = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(came, allowed_hosts={request.get_host()}):
        return redirect(came)
    return redirect("wire:inbox")
