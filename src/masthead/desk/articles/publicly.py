"""Correcting and killing: a form, the newsroom's verb, and the receipt."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.generic import FormView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from masthead.content import services
from masthead.content.errors import NewsroomError
from masthead.content.models import Article
from masthead.delivery import followers
from masthead.delivery.models import Change

from . import queries, verbs
from .editing import person, told
from .forms import CorrectForm, KillForm, OverrideForm


class VerbView(WagtailAdminTemplateMixin, FormView):
    """A page that asks what a verb needs and then does it. `perform` answers a response."""

    model = Article
    index_url_name = ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.article = get_object_or_404(
            Article.objects.select_related("section"), pk=self.kwargs["pk"]
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = verbs.address("edit", self.article)
        return super().get_context_data(article=self.article, back_url=back, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.article.headline

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return verbs.trail_to(self.article, str(self.page_title))

    def form_valid(self, form: Form) -> HttpResponse:
        try:
            return self.perform(form.cleaned_data)
        except NewsroomError as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)

    def perform(self, said: dict[str, Any]) -> HttpResponse:
        raise NotImplementedError


class CorrectView(VerbView):
    form_class = CorrectForm
    template_name = "desk/articles/correct.html"
    page_title = "Correct"
    header_icon = "pick"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            corrections=self.article.corrections.all(),
            **kwargs,
        )

    def perform(self, said: dict[str, Any]) -> HttpResponse:
        change = services.correct_article(
            self.article,
            note=said["note"],
            kind=said["kind"],
            headline=said["headline"],
            by=person(self.request),
        )
        messages.success(self.request, f"The note is public. {told(change)}")
        return redirect(verbs.address("edit", self.article))


class KillView(VerbView):
    form_class = KillForm
    template_name = "desk/articles/kill.html"
    page_title = "Kill"
    header_icon = "warning"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(followers=followers.registered(), **kwargs)

    def perform(self, said: dict[str, Any]) -> HttpResponse:
        change = services.kill_article(self.article, reason=said["reason"], by=person(self.request))
        told(change)
        return redirect(verbs.address("receipt", self.article) + f"?change={change.pk}")


class OverrideView(VerbView):
    form_class = OverrideForm
    template_name = "desk/articles/override.html"
    page_title = "Set the embargo aside"
    header_icon = "time"

    def perform(self, said: dict[str, Any]) -> HttpResponse:
        change = services.override_embargo(
            self.article, reason=said["reason"], by=person(self.request)
        )
        messages.success(self.request, f"The embargo is set aside. {told(change)}")
        return redirect(verbs.address("edit", self.article))


def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """The receipt of a kill or correction: each follower, when it had applied it, in how long."""
    article = get_object_or_404(Article, pk=pk)
    number = request.GET.get("change", "")
    changes = Change.objects.filter(object_type="content.article", object_id=article.pk)
    change = get_object_or_404(changes, pk=number if number.isdecimal() else 0)
    return TemplateResponse(
        request,
        "desk/articles/receipt.html",
        {
            "article": article,
            "receipt": queries.receipt_of(change),
            "header_title": "Receipt",
            "edit_url": verbs.address("edit", article),
            "breadcrumbs_items": verbs.trail_to(article, "Receipt"),
        },
    )
