"""The wire room's list: the whole page, the list alone for a screen that keeps itself fresh, and
the stream that says when there is something to fetch.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.views.decorators.http import conditional_page, require_safe

from masthead.content.permissions import Beat, article_policy, beat_of
from masthead.core import clock
from masthead.delivery.pages import streams
from masthead.desk.crumbs import trail
from masthead.wire.cache_keys import WIRE_ROOM
from masthead.wire.items import PubStatus

from . import queries
from .forms import STATES, InboxFilter, Mark
from .rules import Verb, verbs_for

FILTERS = ("q", "state", "source", "section", "urgent", "stories")


@dataclass(frozen=True, slots=True)
class Line:
    """A row and the answers that this person may give to it."""

    row: queries.Row
    verbs: tuple[Verb, ...]
    writes: bool


@dataclass(frozen=True, slots=True)
class Pile:
    """One of the states that the room shows, and the address of its list."""

    words: str
    address: str
    here: bool


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """The items that wait, newest first, or those taken, released, spiked or killed."""
    beat = beat_of(request.user)
    if not beat.writes:
        raise PermissionDenied
    form = InboxFilter(request.GET, sections=article_policy.sections(request.user, ["view"]))
    asked = form.asked()
    found = queries.listed(asked, beat=beat)
    context: dict[str, Any] = {
        "lines": [_line(row, beat) for row in found.rows],
        "older": _address(request.GET, before=found.older) if found.older else "",
        "newest": _address(request.GET) if asked.before else "",
        "state": asked.state,
        "count": _count(found),
        "now": clock.now(),
    }
    if request.GET.get("part") == "list":
        return _list_alone(request, context)
    filtered = any(request.GET.get(name) for name in FILTERS if name != "state")
    context |= {
        "form": form,
        "piles": [
            Pile(words, _address(request.GET, state=state), state == asked.state)
            for state, words in STATES
        ],
        "filtered": filtered,
        "here": _address(request.GET, before=asked.before),
        "stands_still": "still" in request.GET or bool(asked.before),
        "keys_on": _keys_on(request.user),
        "header_title": "Wire",
        "breadcrumbs_items": trail(("Wire", "")),
    }
    return TemplateResponse(request, "desk/wire/inbox.html", context)


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """A stream that says when something in the wire room has moved; what, the list says."""
    if not beat_of(request.user).writes:
        raise PermissionDenied
    return streams.live(request, WIRE_ROOM)


@conditional_page
def _list_alone(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Rendered here: once the desk has said that nothing is stored, it would get no ETag."""
    return render(request, "desk/wire/inbox_list.html", context)


def _count(found: queries.Listed) -> str | None:
    capped = found.count == queries.COUNT_AT_MOST
    return None if found.count is None else f"{found.count:,}{'+' if capped else ''}"


def _line(row: queries.Row, beat: Beat) -> Line:
    section = row.section.pk if row.section else None
    writes = beat.may(["change"], section=section)
    verbs = verbs_for(
        row.item.state,
        usable=row.item.status == PubStatus.USABLE,
        merge=row.merge,
        writes=writes,
        releases=beat.may(["publish"], section=section),
    )
    return Line(row, verbs, writes)


def _address(said: QueryDict, *, before: Mark | None = None, state: str = "") -> str:
    """The same filters, at another place or in another state."""
    kept = QueryDict(mutable=True)
    for name in FILTERS:
        if said.get(name):
            kept[name] = str(said[name])
    if state:
        kept["state"] = state
    if before:
        kept["before"] = str(before)
    return f"?{kept.urlencode()}"


def _keys_on(user: Any) -> bool:
    """False where the person has switched the desk's shortcuts off in the account settings."""
    profile = getattr(user, "wagtail_userprofile", None)
    return profile is None or profile.keyboard_shortcuts
