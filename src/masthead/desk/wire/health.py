"""How every source fares: what came hour by hour, its ways in, and what somebody should look at."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from masthead.core import clock
from masthead.desk.articles.editing import person
from masthead.desk.crumbs import trail
from masthead.desk.rules import Bar, stacks
from masthead.wire import health
from masthead.wire.health import Hour, SourceHealth, Trouble
from masthead.wire.models import Channel
from masthead.wire.services import channels, hubs

WIDTH, HEIGHT, GAP = 960.0, 72.0, 4.0
PARTS = ("published", "held", "rejected")


@dataclass(frozen=True, slots=True)
class HourPile:
    """An hour of the chart: its place, and the bars that stand on one another in it."""

    hour: Hour
    slot: Bar
    parts: list[tuple[str, Bar]]


@dataclass(frozen=True, slots=True)
class WayIn:
    """A way in as its row shows it; the address without what could be a password in it."""

    channel: Channel
    state: str
    words: str
    where: str
    by_hub: bool


@dataclass(frozen=True, slots=True)
class SourceCard:
    standing: SourceHealth
    state: str
    words: str
    piles: list[HourPile]
    ways: list[WayIn]


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Every source with its last two days."""
    if not request.user.has_perm("wire.view_source"):
        raise PermissionDenied
    now = clock.now()
    cards = [_card(one) for one in health.standings(now)]
    return TemplateResponse(
        request,
        "desk/wire/health.html",
        {
            "cards": sorted(cards, key=lambda card: _ORDER.index(card.state)),
            "chart": {"width": WIDTH, "height": HEIGHT},
            "now": now,
            "troubled": sum(card.state != "well" for card in cards),
            "may_change": request.user.has_perm("wire.change_source"),
            "header_title": "Health of the wire",
            "breadcrumbs_items": trail(("Wire", reverse("wire:inbox")), ("Health", "")),
        },
    )


@require_POST
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at the way in now: a closed one is open again, its notice is read."""
    if not request.user.has_perm("wire.change_source"):
        raise PermissionDenied
    channel = get_object_or_404(Channel.objects.select_related("source"), pk=pk)
    channels.look_again(channel, by=person(request))
    messages.success(request, f"{channel.source.name}: the server looks within seconds.")
    return redirect("wire:health")


_WORDS = {
    Trouble.SILENT: "Silent",
    Trouble.CLOSED: "Closed",
    Trouble.FAILING: "Failing",
    Trouble.NOTICE: "Look",
}

_ORDER = [*(one.value for one in Trouble), "well"]


def _card(standing: SourceHealth) -> SourceCard:
    troubles = {one.trouble for one in standing.alarms}
    first = next((one for one in Trouble if one in troubles), None)
    return SourceCard(
        standing=standing,
        state=first.value if first else "well",
        words=_WORDS[first] if first else "Well",
        piles=_piles(standing.hours),
        ways=[_way(one) for one in standing.channels],
    )


def _piles(hours: tuple[Hour, ...]) -> list[HourPile]:
    """The parts of an hour; what was neither published, held nor bad is only in the numbers."""
    values = [tuple(getattr(hour, part) for part in PARTS) for hour in hours]
    drawn = stacks(values, width=WIDTH, height=HEIGHT, gap=GAP)
    return [
        HourPile(
            hour,
            Bar(pile[0].x, 0, pile[0].width, HEIGHT),
            [(name, bar) for name, bar in zip(PARTS, pile, strict=True) if bar.height],
        )
        for hour, pile in zip(hours, drawn, strict=True)
    ]


def _way(channel: Channel) -> WayIn:
    parts = urlsplit(channel.address)
    where = f"{parts.hostname}{parts.path}" if parts.hostname else channel.address
    state, words = "well", "Well"
    if channel.closed_at:
        state, words = "closed", "Closed"
    elif not channel.active:
        state, words = "off", "Off"
    elif channel.failures:
        state, words = "failing", "Failing"
    elif channel.succeeded_at is None:
        state, words = "new", "Not yet"
    return WayIn(channel, state, words, where or "signed posts", hubs.is_alive(channel))
