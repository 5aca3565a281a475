"""Settling a merge: what the desk wrote and what the agency sent, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from masthead.content.comparing import Line, compared
from masthead.content.errors import NewsroomError
from masthead.content.markup_blocks import html_to_text
from masthead.content.permissions import article_policy
from masthead.content.wording import paragraphs_in
from masthead.desk.articles.editing import person
from masthead.desk.crumbs import trail
from masthead.wire import services
from masthead.wire.merging import Conflict, FieldMerge, Piece, Settled, Side
from masthead.wire.models import Item
from masthead.wire.services import Meeting

NAMES = {
    "headline": "Headline",
    "summary": "Standfirst",
    "byline": "Byline",
    "dateline": "Dateline",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: both texts, each compared with what the story was filed from. `name` is
    the form's name for it.
    """

    name: str
    title: str
    ours: list[Line]
    theirs: list[Line]


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the body that needs no choice; `by` says who changed it, "" where nobody did."""

    by: str
    lines: tuple[str, ...]


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """The open merge of an item; a POST settles it."""
    item = get_object_or_404(Item.objects.select_related("source", "article__section"), pk=pk)
    article = item.article
    if article is None or not article_policy.user_has_permission_for_instance(
        request.user, "publish", article
    ):
        raise PermissionDenied
    try:
        if request.method == "POST":
            return _settled(request, item)
        meeting = services.open_meeting(item)
    except NewsroomError as refusal:
        messages.error(request, str(refusal))
        return redirect("wire:versions", item.pk)
    return TemplateResponse(
        request,
        "desk/wire/merge.html",
        {
            "item": item,
            "meeting": meeting,
            "fields": [_field_choice(one) for one in meeting.merged.fields if one.value is None],
            "passages": list(_passages(meeting)),
            "seen": f"{meeting.article.latest_revision_id}:{item.digest}",
            "sides": [(Side.OURS, "Keep ours"), (Side.THEIRS, "Take theirs"), (Side.BOTH, "Both")],
            "header_title": item.headline,
            "breadcrumbs_items": trail(
                ("Wire", reverse("wire:inbox")),
                ("Versions", reverse("wire:versions", args=[item.pk])),
                ("Merge", ""),
            ),
        },
    )


def _settled(request: HttpRequest, item: Item) -> HttpResponse:
    revision, _, digest = request.POST.get("seen", "").partition(":")
    item = services.settle_merge(
        item,
        by=person(request),
        parts=list(_sides(request.POST, "part")),
        fields=dict(_fields(request.POST)),
        seen=(int(revision) if revision.isdecimal() else None, digest),
    )
    out = item.state == Item.State.RELEASED
    where = "and is out" if out else "in the draft; publish it when it is right"
    messages.success(request, f"Version {item.version} is merged {where}.")
    return redirect("articles:edit", item.article_id)


def _sides(said: QueryDict, name: str) -> Iterator[Side]:
    """The choices by number, up to the first that is missing; what is not chosen is ours."""
    number = 0
    while (chosen := said.get(f"{name}-{number}")) is not None:
        yield Side(chosen) if chosen in set(Side) else Side.OURS
        number += 1


def _fields(said: QueryDict) -> Iterator[tuple[str, Side]]:
    for name in NAMES:
        chosen = said.get(f"field-{name}")
        if chosen in set(Side):
            yield name, Side(chosen)


def _field_choice(one: FieldMerge) -> Choice:
    base = [one.base] if one.base else []
    return Choice(
        name=f"field-{one.name}",
        title=NAMES[one.name],
        ours=compared(base, [one.ours]),
        theirs=compared(base, [one.theirs]),
    )


def _passages(meeting: Meeting) -> Iterator[Choice | Passage]:
    number = 0
    for part in meeting.merged.parts:
        if isinstance(part, Settled):
            yield Passage(part.changed, tuple(_words(part.pieces)))
        else:
            yield _part_choice(part, number)
            number += 1


def _part_choice(part: Conflict, number: int) -> Choice:
    base = list(_words(part.base))
    return Choice(
        name=f"part-{number}",
        title=f"Passage {number + 1}",
        ours=compared(base, list(_words(part.ours))),
        theirs=compared(base, list(_words(part.theirs))),
    )


def _words(pieces: tuple[Piece, ...]) -> Iterator[str]:
    """What the pieces say, as plain text; a block without words by its kind."""
    for piece in pieces:
        if piece.kind == "text":
            text = html_to_text(piece.value)
        else:
            raw = [{"type": piece.kind, "value": piece.value}]
            text = " / ".join(paragraphs_in(raw)) or f"[{piece.kind.replace('_', ' ')}]"
        if text:
            yield text
