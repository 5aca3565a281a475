"""The desk's rules for wire copy: read as sentences, put in order, edited, and tried on the copy of
the last day before they are saved.
"""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from masthead.desk.articles.editing import person
from masthead.desk.crumbs import trail
from masthead.wire import media_topics
from masthead.wire.models import Route
from masthead.wire.services import routes as services

from . import trials

NEW = -1  # the number of a rule that is tried before it is saved


class RouteForm(forms.ModelForm[Route]):
    """One rule. A condition left empty fits all copy."""

    class Meta:
        model = Route
        fields = (
            *("source", "code", "scheme", "kind", "urgency", "words", "language", "status"),
            *("action", "section", "otherwise"),
        )
        labels = {"source": "From", "scheme": "of the scheme", "section": "into the section"}
        help_texts = {
            "code": "A code such as 20000350 (central bank); what stands under it fits too.",
            "scheme": "medtop: IPTC Media Topics; subj: old subject codes.",
            "kind": "As the agency names it.",
        }
        widgets = {"code": forms.TextInput(attrs={"list": "topics", "autocomplete": "off"})}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # Django's own signature
        self.fields["source"].empty_label = "Every source"  # type: ignore[attr-defined]
        self.fields["section"].empty_label = "The source's own"  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        said = super().clean() or {}
        if said.get("otherwise") and not said.get("source"):
            raise forms.ValidationError({"otherwise": "“Else” needs a source: else of what?"})
        return said


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The rules in their order, with how much of the last day's copy each decides."""
    _ask(request)
    routes = _all()
    trial = trials.run(routes)
    return TemplateResponse(
        request,
        "desk/wire/routes.html",
        {
            "lines": [(one, trial.counts.get(one.pk, 0)) for one in routes],
            "unrouted": trial.counts.get(0, 0),
            "trial": trial,
            "header_title": "Routing",
            "breadcrumbs_items": trail(("Wire", reverse("wire:inbox")), ("Routing", "")),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """One rule's form; “Try” shows what it would have done, unsaved; “Save” saves it."""
    _ask(request)
    route = get_object_or_404(Route, pk=pk) if pk else Route()
    form = RouteForm(request.POST or None, instance=route)
    if request.method == "POST" and form.is_valid() and "try" not in request.POST:
        saved = services.save_route(form.save(commit=False), by=person(request))
        messages.success(request, f"Saved: {saved}.")
        return redirect("wire:routes")
    tried = _try(form.instance) if (form.is_valid() if form.is_bound else pk) else None
    return TemplateResponse(
        request,
        "desk/wire/route.html",
        {
            "form": form,
            "route": route if pk else None,
            "sentence": str(form.instance) if tried else "",
            "trial": tried,
            "topics": media_topics.choices(),
            "header_title": "Edit a rule" if pk else "Add a rule",
            "breadcrumbs_items": trail(
                ("Wire", reverse("wire:inbox")),
                ("Routing", reverse("wire:routes")),
                ("Edit" if pk else "Add", ""),
            ),
        },
    )


def _try(route: Route) -> trials.Trial:
    """What the rule decides where it stands among the others, or behind them when it is new."""
    if not route.pk:
        route.pk = NEW
        tried = trials.run([*_all(), route], only=NEW)
        route.pk = None
        return tried
    return trials.run([route if one.pk == route.pk else one for one in _all()], only=route.pk)


@require_POST
def move(request: HttpRequest, *, pk: str, step: str) -> HttpResponse:
    """The rule changes places with the one before or behind it."""
    _ask(request)
    number = int(pk)
    numbers = [one.pk for one in _all()]
    if number in numbers:
        at = numbers.index(number)
        to = max(0, min(len(numbers) - 1, at + (-1 if step == "up" else 1)))
        numbers.insert(to, numbers.pop(at))
        services.order_routes(numbers, by=person(request))
    return redirect(f"{reverse('wire:routes')}#rule-{number}")


@require_POST
def order(request: HttpRequest) -> HttpResponse:
    """The rules stand in the order in which they were dropped."""
    _ask(request)
    numbers = [int(one) for one in request.POST.getlist("rule") if one.isdecimal()]
    services.order_routes(numbers, by=person(request))
    return redirect("wire:routes")


@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """The rule is gone."""
    _ask(request)
    route = get_object_or_404(Route, pk=pk)
    words = str(route)
    services.delete_route(route, by=person(request))
    messages.success(request, f"Deleted: {words}.")
    return redirect("wire:routes")


def _all() -> list[Route]:
    return list(Route.objects.select_related("source", "section"))


def _ask(request: HttpRequest) -> None:
    if not request.user.has_perm("wire.change_source"):
        raise PermissionDenied
