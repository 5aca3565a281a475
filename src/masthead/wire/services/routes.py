"""The desk's rules, in their order."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max

from masthead.accounts.audit import Actor, record
from masthead.wire.models import Route


@transaction.atomic
def save_route(route: Route, *, by: Actor) -> Route:
    """The rule stands as it is now; a new one is asked last."""
    is_new = route.pk is None
    if is_new:
        last = Route.objects.aggregate(last=Max("sort_order"))["last"] or 0
        route.sort_order = last + 1
    route.save()
    record("wagtail.create" if is_new else "wagtail.edit", route, by=by)
    return route


@transaction.atomic
def delete_route(route: Route, *, by: Actor) -> None:
    """The rule is asked no more."""
    record("wagtail.delete", route, by=by)
    route.delete()


@transaction.atomic
def order_routes(numbers: Sequence[int], *, by: Actor) -> None:  # noqa: ARG001 - every verb names who acts
    """The rules are asked in this order. Those that are not named follow as they stood."""
    place = {number: at for at, number in enumerate(numbers)}
    routes = sorted(Route.objects.all(), key=lambda one: place.get(one.pk, len(place)))
    for at, route in enumerate(routes, 1):
        route.sort_order = at
    Route.objects.bulk_update(routes, ["sort_order"])
