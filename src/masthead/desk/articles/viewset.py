"""The addresses of the article desk under /desk/articles/."""

from __future__ import annotations

from typing import Any

from django.urls import path
from wagtail.snippets.views.snippets import SnippetViewSet

from masthead.content.models import Article
from masthead.desk.access import guarded

from . import editing, publicly
from .chooser import ArticleChooserViewSet
from .listing import ArticleIndexView
from .panels import EDITOR
from .verbs import URLS


class ArticleViewSet(SnippetViewSet):
    """Wagtail's snippet views of an article, ours where Wagtail asks too little, and the verbs."""

    model = Article
    icon = "doc-full"
    url_namespace = URLS
    url_prefix = "articles"
    chooser_admin_url_namespace = "article_chooser"
    chooser_base_url_path = "articles/choose"
    menu_item_is_registered = True
    list_per_page = 40
    search_fields = ("headline", "slug", "guid")
    search_backend_name = None
    copy_view_enabled = False
    index_view_class = ArticleIndexView
    add_view_class = editing.ArticleCreateView
    edit_view_class = editing.ArticleEditView
    unpublish_view_class = editing.ArticleUnpublishView
    unlock_view_class = editing.ArticleUnlockView
    preview_on_add_view_class = editing.ArticlePreviewOnCreateView
    chooser_viewset_class = ArticleChooserViewSet
    edit_handler = EDITOR
    add_to_reference_index = False  # a follower keeps it (content.upkeep)

    @property
    def index_results_template_name(self) -> str:
        return "desk/articles/results.html"

    @property
    def correct_view(self) -> Any:
        return self.construct_view(publicly.CorrectView)

    @property
    def kill_view(self) -> Any:
        return self.construct_view(publicly.KillView)

    @property
    def override_view(self) -> Any:
        return self.construct_view(publicly.OverrideView)

    @property
    def unpublish_view(self) -> Any:
        return self.construct_view(self.unpublish_view_class)

    def get_urlpatterns(self) -> list[Any]:
        ours = [
            path("correct/<int:pk>/", self.correct_view, name="correct"),
            path("kill/<int:pk>/", self.kill_view, name="kill"),
            path("override/<int:pk>/", self.override_view, name="override"),
            path("receipt/<int:pk>/", publicly.receipt, name="receipt"),
        ]
        return [guarded(pattern) for pattern in [*super().get_urlpatterns(), *ours]]
