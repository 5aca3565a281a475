"""The desk's menu, in newsroom words and order; Wagtail's own entries give way to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.documents import get_document_model
from wagtail.permissions import policy_registry

from masthead.accounts.models import User
from masthead.content.models import (
    Author,
    Licence,
    Message,
    Picture,
    Pin,
    Section,
    SectionGrant,
    SiteMenu,
    SiteRoot,
    SiteSettings,
    Story,
    Topic,
)
from masthead.content.permissions import beat_of
from masthead.wire.models import Source

Shown = Callable[[HttpRequest], bool]
OURS = frozenset({"articles", "wire", "fronts", "people", "pictures", "pages", "site"})


class Entry(MenuItem):
    """An entry that stands for whoever `shown` lets see it."""

    def __init__(self, label: str, url: str, *, shown: Shown, **kwargs: Any) -> None:
        super().__init__(label, url, **kwargs)
        self.shown = shown

    def is_shown(self, request: HttpRequest) -> bool:
        return self.shown(request)


class PagesEntry(MenuItem):
    """The company pages: the explorer, opened where they stand."""

    def is_shown(self, request: HttpRequest) -> bool:
        return user_has_any_page_permission(request.user)

    def render_component(self, request: HttpRequest) -> Any:
        root = SiteRoot.objects.first()
        if root:
            self.url = reverse("wagtailadmin_explore", args=[root.pk])
        return super().render_component(request)


def _may(model: type[Model], *actions: str) -> Shown:
    def shown(request: HttpRequest) -> bool:
        policy = policy_registry.get_by_type(model)
        return bool(policy.user_has_any_permission(request.user, actions or ("change",)))

    return shown


def _writes(request: HttpRequest) -> bool:
    return bool(beat_of(request.user).writes)


def _list(label: str, model: type[Model], name: str, *actions: str) -> Entry:
    return Entry(label, reverse(f"{name}:index"), shown=_may(model, *actions))


def entries() -> list[MenuItem]:
    """The seven entries of the menu, in order."""
    wire = [
        Entry("Inbox", reverse("wire:inbox"), shown=_writes),
        Entry("Quarantine", reverse("wire:rejected"), shown=_holds("wire.view_delivery")),
        Entry("Health", reverse("wire:health"), shown=_holds("wire.view_source")),
        _list("Sources", Source, "wire-sources"),
        Entry("Routing", reverse("wire:routes"), shown=_holds("wire.change_source")),
        _list("Licences", Licence, "licences"),
    ]
    fronts = [
        _list("Top stories", Pin, "top-stories"),
        _list("Sections", Section, "sections"),
        _list("Stories", Story, "stories"),
        _list("Topics", Topic, "topics"),
    ]
    people = [
        _list("Authors", Author, "authors"),
        _list("Section rights", SectionGrant, "section-rights"),
        Entry("Logins", reverse("wagtailusers_users:index"), shown=_may(User)),
        Entry("Groups", reverse("wagtailusers_groups:index"), shown=_superuser),
    ]
    pictures = [
        Entry("Pictures", reverse("wagtailimages:index"), shown=_may(Picture, "add", "change")),
        Entry(
            "Documents",
            reverse("wagtaildocs:index"),
            shown=_may(get_document_model(), "add", "change"),
        ),
    ]
    site = [
        Entry(
            "Settings",
            reverse("wagtailsettings:edit", args=["content", "sitesettings"]),
            shown=_may(SiteSettings),
        ),
        _list("Menus", SiteMenu, "menus"),
        _list("Messages", Message, "messages", "view"),
        Entry("Redirects", reverse("wagtailredirects:index"), shown=_redirects),
    ]
    return [
        Entry("Articles", reverse("articles:list"), shown=_writes, icon_name="doc-full", order=100),
        _group("Wire", wire, icon_name="download", order=200),
        _group("Fronts", fronts, icon_name="grip", order=300),
        _group("People", people, icon_name="group", order=400),
        _group("Pictures", pictures, icon_name="image", order=500),
        PagesEntry(
            "Pages",
            reverse("wagtailadmin_explore_root"),
            icon_name="folder-open-inverse",
            order=600,
        ),
        _group("Site", site, icon_name="site", order=700),
    ]


def _group(label: str, items: list[Entry], **kwargs: Any) -> SubmenuMenuItem:
    return SubmenuMenuItem(label, Menu(items=items), **kwargs)


def _holds(permission: str) -> Shown:
    return lambda request: bool(request.user.has_perm(permission))


def _superuser(request: HttpRequest) -> bool:
    return bool(request.user.is_superuser)


def _redirects(request: HttpRequest) -> bool:
    return bool(request.user.has_perm("wagtailredirects.change_redirect"))
