"""Where Wagtail asks the desk for its viewsets, menu, front page, look and log words."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, re_path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.search import SearchArea
from wagtail.snippets.models import register_snippet

from masthead.content.models import Article

from . import log_actions, media, menu, viewsets
from .articles import verbs
from .articles.viewset import ArticleViewSet
from .dashboard import Dashboard

viewsets.register_policies()
register_snippet(ArticleViewSet)
hooks.register("construct_snippet_action_menu", verbs.editor_menu)
hooks.register("register_log_actions", log_actions.register)


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    return [viewset() for viewset in viewsets.ALL]


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLPattern | URLResolver]:
    return [
        path("wire/", include("masthead.desk.wire.urls")),
        path("media/<path:name>", media.serve, name="desk_media"),
        re_path(
            r"^pictures/(?P<pk>\d{1,12})-[-\w]+/(?P<ratio>\w+)-(?P<width>\d{1,5})\.(?P<suffix>\w+)$",
            media.cut,
            name="desk_picture",
        ),
    ]


@hooks.register("register_admin_search_area")
def search_articles() -> SearchArea:
    return SearchArea(
        "Articles", reverse("articles:list"), name="articles", icon_name="doc-full", order=1
    )


@hooks.register("construct_main_menu")
def build_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [entry for entry in menu.entries() if entry.is_shown(request)]


@hooks.register("construct_homepage_panels")
def build_front(request: HttpRequest, panels: list[Any]) -> None:  # noqa: ARG001 - Wagtail's signature
    panels[:] = [Dashboard()]


@hooks.register("before_bulk_action")
def no_bulk_on_articles(*asked: Any) -> None:
    """Wagtail's bulk actions write past the newsroom's verbs: articles know none of them."""
    _request, _action_type, objects, action = asked
    if action.model is Article or any(isinstance(one, Article) for one in objects):
        raise PermissionDenied


@hooks.register("before_serve_document")
def documents_for_the_desk(document: Any, request: HttpRequest) -> None:  # noqa: ARG001 - Wagtail's signature
    """Readers get files from the reader site, which asks the gate; this address is the desk's."""
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise Http404


@hooks.register("insert_global_admin_css")
def dress() -> SafeString:
    sheets = [(static(f"desk/{name}.css"),) for name in ("theme", "pages", "rooms", "health")]
    return format_html_join("", '<link rel="stylesheet" href="{}">', sheets)


@hooks.register("insert_global_admin_js")
def count_down() -> SafeString:
    return format_html('<script type="module" src="{}"></script>', static("desk/desk.js"))
