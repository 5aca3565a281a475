"""An item's versions: what each changed, which of two stands, and what to do about one withheld."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from masthead.content.comparing import Line, compared
from masthead.content.errors import NewsroomError
from masthead.content.permissions import Beat, beat_of
from masthead.core import clock
from masthead.desk.articles.editing import person
from masthead.desk.crumbs import trail
from masthead.wire import services
from masthead.wire.items import PubStatus
from masthead.wire.models import Item, ItemVersion, Merge

from . import queries

MOST_LISTED = 60


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions of an item, and the newer one line by line."""

    old: ItemVersion
    new: ItemVersion
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Asked:
    """What an editor may be asked about the item."""

    conflict: tuple[ItemVersion, ...]
    merge: Merge | None
    withheld: bool
    embargoed: bool


@require_safe
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """Every version of the item, newest first, and what changed between two of them."""
    item, beat, section = _item(request, pk)
    if not beat.may(["change"], section=section):
        raise PermissionDenied
    every = list(item.versions.select_related("delivery").defer("delivery__payload")[:MOST_LISTED])
    return TemplateResponse(
        request,
        "desk/wire/versions.html",
        {
            "item": item,
            "versions": every,
            "asked": _asked(item, every),
            "compared": _compared(every, old=request.GET.get("old"), new=request.GET.get("new")),
            "may_release": beat.may(["publish"], section=section),
            "now": clock.now(),
            "header_title": item.headline or item.guid,
            "breadcrumbs_items": trail(("Wire", reverse("wire:inbox")), ("Versions", "")),
        },
    )


@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Of two texts under one number, the chosen one stands."""
    item = _for_release(request, pk)
    version = request.POST.get("version", "")
    return _said(
        request,
        item,
        lambda: services.settle_conflict(
            item, version=int(version) if version.isdecimal() else 0, by=person(request)
        ),
        done="That text stands now.",
    )


@require_POST
def decide(request: HttpRequest, *, pk: int, verb: str) -> HttpResponse:
    """Kill the item that the agency seems to have killed, or release it again."""
    item = _for_release(request, pk)
    if verb == "release":
        return _said(
            request,
            item,
            lambda: services.release_item(item, by=person(request)),
            done="Released: readers see the story again.",
        )
    reason = request.POST.get("reason", "").strip()
    return _said(
        request,
        item,
        lambda: services.kill_item(item, reason=reason, by=person(request)),
        done="Killed. Its page answers 410 with a notice.",
    )


def _item(request: HttpRequest, pk: int) -> tuple[Item, Beat, int | None]:
    item = get_object_or_404(Item.objects.select_related("source", "article__section"), pk=pk)
    section = queries.section_of(item)
    return item, beat_of(request.user), section.pk if section else None


def _for_release(request: HttpRequest, pk: int) -> Item:
    item, beat, section = _item(request, pk)
    if not beat.may(["publish"], section=section):
        raise PermissionDenied
    return item


def _said(request: HttpRequest, item: Item, perform: Any, *, done: str) -> HttpResponse:
    try:
        perform()
    except NewsroomError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("wire:versions", item.pk)


def _asked(item: Item, every: list[ItemVersion]) -> Asked:
    twins = tuple(one for one in every if one.number == item.version) if item.in_conflict else ()
    until = item.embargoed_until
    article = item.article
    return Asked(
        conflict=tuple(reversed(twins)),
        merge=item.merges.filter(state=Merge.State.OPEN).first(),
        withheld=bool(
            item.status == PubStatus.WITHHELD
            and article
            and article.withheld
            and not item.in_conflict
        ),
        embargoed=bool(
            article and until and article.embargoed_until and article.embargoed_until > clock.now()
        ),
    )


def _compared(every: list[ItemVersion], *, old: str | None, new: str | None) -> Compared | None:
    """The two versions that were asked for; else the newest and the one before."""
    named = {str(one.pk): one for one in every}
    newer = named.get(new or "") or (every[0] if every else None)
    if newer is None:
        return None
    before = [one for one in every if one.pk != newer.pk and one.number <= newer.number]
    older = named.get(old or "") or next(iter(before), None)
    if older is None:
        return None
    return Compared(older, newer, compared(lines_of(older), lines_of(newer)))


def lines_of(version: ItemVersion) -> list[str]:
    """What a version says, paragraph by paragraph, its headline and summary first."""
    said = version.content
    texts = (said.get("body_text") or "").split("\n\n")
    return [text for text in (said.get("headline"), said.get("summary"), *texts) if text]
