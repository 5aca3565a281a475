"""The desk's answers to what waits: take, edit, publish, spike, and back again. A form is led back
to its list; a screen that asked for JSON is told what was done.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from masthead.content.errors import NewsroomError
from masthead.content.permissions import beat_of
from masthead.core import clock
from masthead.desk.articles.editing import person
from masthead.wire import services
from masthead.wire.models import Item

from . import queries
from .rules import ANSWERED_FROM

AT_ONCE = 100
NOT_YOURS = "This is not for your sections."


@dataclass(frozen=True, slots=True)
class Answer:
    """What a verb does and asks for: a right in the item's section."""

    perform: Callable[..., Item]
    asks: str
    words: str


ANSWERS = {
    "take": Answer(services.take_item, "change", "“{item}” is a draft of the desk now."),
    "publish": Answer(services.publish_item, "publish", "“{item}” is published."),
    "spike": Answer(services.spike_item, "publish", "“{item}” is spiked."),
    "unspike": Answer(services.unspike_item, "publish", "“{item}” is back in the inbox."),
}


@dataclass(frozen=True, slots=True)
class Told:
    """What was done: the addresses that undo it and that show it, "" where there are none."""

    words: str
    undo: str = ""
    link: str = ""
    link_words: str = ""


class AnsweredError(NewsroomError):
    def __init__(self, item: Item) -> None:
        super().__init__(f"“{item}” is {item.get_state_display().lower()} already.")


@require_POST
def act(request: HttpRequest, *, pk: int, verb: str) -> HttpResponse:
    """Do the verb to the item, and back to the list; “edit” takes it and opens the editor."""
    item = get_object_or_404(_items(), pk=pk)
    try:
        item = _answer(request, item, verb=verb)
    except NewsroomError as refusal:
        return _refused(request, str(refusal), status=409)
    except PermissionDenied:
        if _wants_json(request):
            return _refused(request, NOT_YOURS, status=403)
        raise
    if verb == "edit" and item.article:
        return redirect("articles:edit", item.article.pk)
    return _done(request, _told(item, verb))


@require_POST
def spike_ticked(request: HttpRequest) -> HttpResponse:
    """Spike the ticked items that the person may spike; the others stay and are counted."""
    ticked = [int(pk) for pk in request.POST.getlist("item")[:AT_ONCE] if pk.isdigit()]
    spiked = left = 0
    for item in _items().filter(pk__in=ticked):
        try:
            _answer(request, item, verb="spike")
        except (NewsroomError, PermissionDenied):
            left += 1
        else:
            spiked += 1
    if not spiked:
        return _refused(request, "Nothing was spiked: tick what you may spike.", status=409)
    words = f"{spiked} {'item is' if spiked == 1 else 'items are'} spiked."
    if left:
        words += f" {left} stayed: answered by somebody else, or not of your sections."
    link = f"{reverse('wire:inbox')}?state={Item.State.SPIKED}"
    return _done(request, Told(words, link=link, link_words="See what is spiked"))


def _items() -> QuerySet[Item]:
    return Item.objects.select_related("source", "article__section")


@transaction.atomic
def _answer(request: HttpRequest, item: Item, *, verb: str) -> Item:
    """The item as answered; of two people who answer it at once, the second is told. Raises
    NewsroomError, PermissionDenied.
    """
    locked = Item.objects.select_for_update().values_list("state", flat=True)
    item.state = locked.get(pk=item.pk)
    answer = ANSWERS["take" if verb == "edit" else verb]
    section = queries.section_of(item)
    if not beat_of(request.user).may([answer.asks], section=section.pk if section else None):
        raise PermissionDenied
    if item.state not in ANSWERED_FROM[verb]:
        raise AnsweredError(item)
    return answer.perform(item, by=person(request))


def _told(item: Item, verb: str) -> Told:
    words = ANSWERS["take" if verb == "edit" else verb].words.format(item=item)
    article = item.article
    if verb == "spike":
        return Told(words, undo=reverse("wire:act", args=[item.pk, "unspike"]))
    if verb == "take" and article:
        link = reverse("articles:edit", args=[article.pk])
        return Told(words, link=link, link_words="Open the draft")
    if verb == "publish" and article:
        until = article.embargoed_until
        if until and until > clock.now():
            at = date_format(timezone.localtime(until), "j M, H:i")
            words = f"“{item}” comes out by itself on {at}."
        link = reverse("articles:edit", args=[article.pk])
        return Told(words, link=link, link_words="Open the article")
    return Told(words)


def _done(request: HttpRequest, told: Told) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse(asdict(told))
    messages.success(request, told.words)
    return _back(request)


def _refused(request: HttpRequest, words: str, *, status: int) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"refused": words}, status=status)
    messages.error(request, words)
    return _back(request)


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "application/json"


def _back(request: HttpRequest) -> HttpResponse:
    came = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(came, allowed_hosts={request.get_host()}):
        return redirect(came)
    return redirect("wire:inbox")
