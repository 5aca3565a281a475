"""One story from several sources: who tells it, which is the primary, and the desk's word on it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from masthead.content.permissions import beat_of
from masthead.desk.articles.editing import person
from masthead.desk.crumbs import trail
from masthead.wire.models import Cluster, ClusterMember, Item
from masthead.wire.services import clusters as services

from . import queries


@require_safe
def cluster(request: HttpRequest, pk: int) -> HttpResponse:
    """The items of a cluster, the primary first, then by contract."""
    if not beat_of(request.user).writes:
        raise PermissionDenied
    found = get_object_or_404(Cluster.objects.select_related("primary"), pk=pk)
    members = ClusterMember.objects.filter(cluster=found).select_related(
        "item__source", "item__article__section"
    )
    return TemplateResponse(
        request,
        "desk/wire/cluster.html",
        {
            "cluster": found,
            "members": sorted(
                members,
                key=lambda one: (one.item_id != found.primary_id, one.item.source.priority, one.pk),
            ),
            "header_title": found.primary.headline,
            "breadcrumbs_items": trail(("Wire", reverse("wire:inbox")), ("One story", "")),
        },
    )


@require_POST
def act(request: HttpRequest, *, pk: str, verb: str) -> HttpResponse:
    """Detach the item from its cluster, or make it the primary."""
    item = get_object_or_404(Item.objects.select_related("source", "membership__cluster"), pk=pk)
    section = queries.section_of(item)
    if not beat_of(request.user).may(["publish"], section=section.pk if section else None):
        raise PermissionDenied
    member = getattr(item, "membership", None)
    home = member.cluster_id if member else None
    if verb == "detach":
        services.detach(item, by=person(request))
        messages.success(request, f"“{item}” stands alone now.")
    elif services.make_primary(item, by=person(request)):
        messages.success(request, f"“{item}” is the primary now. Nothing went out or off by this.")
    if home and Cluster.objects.filter(pk=home).exists():
        return redirect("wire:cluster", home)
    return redirect("wire:inbox")
