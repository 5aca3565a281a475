"""The list of articles: search first, filters of the newsroom, as fast at a million rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.snippets.views.snippets import IndexView

from masthead.content.kinds import Kind, Origin
from masthead.content.models import Article, Section
from masthead.content.permissions import article_policy
from masthead.core import clock
from masthead.desk.rules import STATUS_WORDS, Status
from masthead.wire.models import Source

from . import queries, verbs
from .paging import CappedPaginator


def _sections_of(request: Any) -> QuerySet[Section]:
    return article_policy.sections(request.user, ["view"])


class ArticleFilterSet(WagtailFilterSet):
    section = django_filters.ModelChoiceFilter(queryset=_sections_of, empty_label="Every section")
    kind = django_filters.ChoiceFilter(choices=Kind.choices, empty_label="Every kind")
    origin = django_filters.ChoiceFilter(choices=Origin.choices, empty_label="Every origin")
    status = django_filters.ChoiceFilter(
        choices=[(str(one), words) for one, words in queries.FILTERS.items()],
        empty_label="Any status",
        method="filter_status",
    )
    source = django_filters.ModelChoiceFilter(
        queryset=Source.objects.all(),
        empty_label="Every source",
        label="Wire source",
        method="filter_source",
    )

    class Meta:
        model = Article
        fields = ("section", "kind", "origin", "status", "source")

    def filter_status(self, articles: QuerySet, _: str, value: str) -> QuerySet:
        return queries.with_status(articles, value, now=clock.now())

    def filter_source(self, articles: QuerySet, _: str, value: Source) -> QuerySet:
        return queries.of_source(articles, value)


class HeadlineColumn(TitleColumn):
    """The headline as a link to the editor, with where the article stands and what can be done."""

    cell_template_name = "desk/articles/headline_cell.html"

    def __init__(self, view: ArticleIndexView) -> None:
        super().__init__("headline", label="Headline", get_url=view.get_edit_url, width="44%")
        self.view = view

    def get_cell_context_data(self, instance: Article, parent_context: Any) -> dict[str, Any]:
        status = self.view.standing[instance.pk]
        return {
            **super().get_cell_context_data(instance, parent_context),
            "buttons": self.view.get_list_buttons(instance),
            "status": status,
            "status_words": STATUS_WORDS[status],
            "status_at": _time_of(instance, status),
        }


def _time_of(article: Article, status: Status) -> Any:
    times = {
        Status.SCHEDULED: article.go_live_at,
        Status.EMBARGOED: article.embargoed_until,
        Status.EXPIRED: article.expire_at,
        Status.KILLED: article.killed_at,
    }
    return times.get(status)


def _posted(article: Article) -> str:
    return _clock_time(article.published_at)


def _updated(article: Article) -> str:
    return _clock_time(article.updated_at)


def _clock_time(at: datetime | None) -> str:
    return date_format(timezone.localtime(at), "j M Y, H:i") if at else ""


def _names(article: Article) -> str:
    authors = ", ".join(str(one.author) for one in article.article_authors.all())
    return authors or article.provider or article.byline


@dataclass(frozen=True, slots=True)
class Tab:
    words: str
    address: str
    here: bool


class ArticleIndexView(IndexView):
    """The list. Eight queries about articles, whatever their number: count, page, authors, two
    for where they stand, and three for the filters.
    """

    page_title = "Articles"
    paginator_class = CappedPaginator
    filterset_class = ArticleFilterSet
    any_permission_required = ["view"]
    results_template_name = "desk/articles/results.html"

    @cached_property
    def columns(self) -> list[Column]:
        return [
            HeadlineColumn(self),
            Column("section", width="11%", classname="desk-medium"),
            Column("kind", accessor="get_kind_display", classname="desk-wide"),
            Column("origin", accessor="get_origin_display", classname="desk-wide"),
            Column("published_at", label="Posted", accessor=_posted, classname="desk-medium"),
            Column("updated_at", label="Updated", accessor=_updated, classname="desk-wide"),
            Column("by", label="Author or agency", accessor=_names, classname="desk-wide"),
        ]

    def get_base_queryset(self) -> QuerySet[Article]:
        mine = article_policy.instances_user_has_any_permission_for(self.request.user, ["view"])
        return queries.for_list(mine)

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        return queryset  # by the one order that has an index for every filter

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        return queries.search(queryset, self.search_query) if self.is_searching else queryset

    def paginate_queryset(self, queryset: QuerySet, page_size: int) -> Any:
        paginated = super().paginate_queryset(queryset, page_size)
        self.standing = queries.standing_of(paginated[2], now=clock.now())
        return paginated

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(*args, desk_tabs=self.tabs(), **kwargs)

    def tabs(self) -> list[Tab]:
        """The statuses as links above the list, keeping the other filters and the search."""
        asked = self.request.GET.copy()
        here = asked.get("status", "")
        for name in ("p", "_w_filter_fragment"):
            asked.pop(name, None)
        tabs = []
        for status, words in (("", "All"), *queries.FILTERS.items()):
            asked["status"] = str(status)
            tabs.append(Tab(words, f"{self.index_url}?{asked.urlencode()}", here == str(status)))
        return tabs

    def get_edit_url(self, instance: Article) -> str:
        return reverse(self.edit_url_name, args=[instance.pk])

    def get_list_more_buttons(self, instance: Article) -> list[Any]:
        return verbs.list_buttons(instance, self.request.user)
