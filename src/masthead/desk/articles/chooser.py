"""Choosing an article for another one or for a front: what is public, and one's own sections."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.snippets.views import chooser

from masthead.content.models import Article
from masthead.content.permissions import article_policy
from masthead.core import clock

from . import queries
from .paging import CappedPaginator


def choosable(user: Any) -> QuerySet[Article]:
    """The articles that a person may point to: released ones, and those of his own sections."""
    mine = article_policy.instances_user_has_any_permission_for(user, ["view"])
    return queries.for_list(mine | Article.objects.released(clock.now()))


class ArticleSearchForm(BaseFilterForm):
    q = forms.CharField(
        label="Search term",
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "Words of the headline"}),
    )

    def filter(self, objects: QuerySet) -> QuerySet:
        objects = super().filter(objects)
        if text := self.cleaned_data.get("q"):
            self.is_searching, self.search_query = True, text
            objects = queries.search(objects, text)
        return objects


class _Restricted:
    """Lists, and hands out, only what may be chosen."""

    filter_form_class = ArticleSearchForm
    paginator_class = CappedPaginator
    request: Any

    def get_object_list(self) -> QuerySet[Article]:
        return choosable(self.request.user)

    def get_object(self, pk: str) -> Article:
        return choosable(self.request.user).get(pk=pk)

    def get_objects(self, pks: list[str]) -> QuerySet[Article]:
        return choosable(self.request.user).filter(pk__in=pks)

    def can_create(self) -> bool:
        return False


class ChooseView(_Restricted, chooser.ChooseView):
    pass


class ChooseResultsView(_Restricted, chooser.ChooseResultsView):
    pass


class ChosenView(_Restricted, chooser.SnippetChosenView):
    pass


class ChosenMultipleView(_Restricted, chooser.SnippetChosenMultipleView):
    pass


class ArticleChooserViewSet(chooser.SnippetChooserViewSet):
    choose_view_class = ChooseView
    choose_results_view_class = ChooseResultsView
    chosen_view_class = ChosenView
    chosen_multiple_view_class = ChosenMultipleView

    def get_urlpatterns(self) -> list[Any]:
        return [one for one in super().get_urlpatterns() if one.name != "create"]
