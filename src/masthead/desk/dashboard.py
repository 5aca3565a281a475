"""The front page of the desk, in place of Wagtail's panels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from wagtail.admin.ui.components import Component

from masthead.content.permissions import beat_of
from masthead.core import clock
from masthead.delivery.followers import standings
from masthead.wire import health

from . import queries
from .rules import Bar, bars

CHART_WIDTH, CHART_HEIGHT, CHART_GAP = 480.0, 96.0, 4.0


@dataclass(frozen=True, slots=True)
class HourBar:
    hour: queries.Hour
    bar: Bar


@dataclass(frozen=True, slots=True)
class QuickAction:
    words: str
    address: str


class Dashboard(Component):
    """Live now, due next, held, the followers' lag, and what went out each hour."""

    name = "masthead_dashboard"
    template_name = "desk/dashboard.html"
    order = 10

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user, now = parent_context["request"].user, clock.now()
        hours = queries.published_by_hour(now)
        drawn = bars(
            [hour.count for hour in hours],
            width=CHART_WIDTH,
            height=CHART_HEIGHT,
            gap=CHART_GAP,
        )
        return {
            "now": now,
            "alarms": health.alarms(now) if user.has_perm("wire.view_source") else [],
            "live": queries.live_now(now),
            "due": queries.due_next(user, now=now),
            "held": queries.held(user),
            "followers": standings(),
            "hours": [HourBar(hour, bar) for hour, bar in zip(hours, drawn, strict=True)],
            "published": sum(hour.count for hour in hours),
            "chart": {"width": CHART_WIDTH, "height": CHART_HEIGHT},
            "actions": quick_actions(user),
        }


def quick_actions(user: Any) -> list[QuickAction]:
    """The few things a person comes to the desk for."""
    if not beat_of(user).writes:
        return []
    return [
        QuickAction("Write an article", reverse("articles:add")),
        QuickAction("Open the wire", reverse("wire:inbox")),
        QuickAction("Articles in review", reverse("articles:list") + "?status=review"),
        QuickAction("Drafts", reverse("articles:list") + "?status=draft"),
    ]
