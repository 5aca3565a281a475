"""Everything the desk keeps besides articles: what they are filed under, fronts, menus, rights,
wire sources and readers' messages. Plain lists and forms, asked of Django's model permissions.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.views.decorators.http import require_POST
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import policy_registry

from masthead.content import services
from masthead.content.models import (
    Author,
    Licence,
    Message,
    Pin,
    Section,
    SectionGrant,
    SiteMenu,
    Story,
    Topic,
)
from masthead.wire.models import Source


class DeskViewSet(ModelViewSet):
    """A plain list of a few hundred rows, searched through the ORM."""

    copy_view_enabled = False
    search_backend_name = None
    list_per_page = 50
    add_to_admin_menu = False


class SectionViewSet(DeskViewSet):
    model = Section
    name = "sections"
    icon = "list-ul"
    list_display = ("name", "slug", BooleanColumn("in_nav", label="In the navigation"))
    search_fields = ("name", "slug")


class SectionGrantViewSet(DeskViewSet):
    model = SectionGrant
    name = "section-rights"
    icon = "key"
    menu_label = "Section rights"
    list_display = ("group", "section", "role")
    list_filter = ("section", "role")


class TopicViewSet(DeskViewSet):
    model = Topic
    name = "topics"
    icon = "tag"
    list_display = ("name", "slug")
    search_fields = ("name", "slug")


class AuthorViewSet(DeskViewSet):
    model = Author
    name = "authors"
    icon = "user"
    list_display = ("name", "role", "email")
    search_fields = ("name", "role")


class StoryViewSet(DeskViewSet):
    model = Story
    name = "stories"
    icon = "list-ol"
    list_display = ("title", "slug")
    search_fields = ("title", "slug")


class MenuViewSet(DeskViewSet):
    model = SiteMenu
    name = "menus"
    icon = "link"
    menu_label = "Menus"
    list_display = ("title", "slug")


class PinIndexView(generic.IndexView):
    page_title = "Top stories"
    add_item_label = "Pin an article"


class PinViewSet(DeskViewSet):
    model = Pin
    index_view_class = PinIndexView
    name = "top-stories"
    icon = "thumbtack"
    menu_label = "Top stories"
    list_display = (
        "article",
        "front",
        "place",
        DateColumn("starts_at", label="From"),
        DateColumn("ends_at", label="Until"),
    )
    list_filter = ("front",)
    panels = (
        FieldPanel("article"),
        FieldRowPanel([FieldPanel("front"), FieldPanel("place")]),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
            ],
            heading="How long it holds",
        ),
    )


class SourceIndexView(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[Source]:
        return Source.objects.select_related("default_section").annotate(items_kept=Count("items"))


class SourceViewSet(DeskViewSet):
    model = Source
    name = "wire-sources"
    icon = "download"
    menu_label = "Sources"
    index_view_class = SourceIndexView
    list_display = (
        "name",
        "format",
        "default_section",
        BooleanColumn("auto_publish", label="Releases at once"),
        Column("items_kept", label="Items kept"),
    )
    search_fields = ("name", "slug")


class LicenceIndexView(generic.IndexView):
    add_item_label = "Add a licence"


class LicenceViewSet(DeskViewSet):
    model = Licence
    name = "licences"
    icon = "lock"
    menu_label = "Licences"
    index_view_class = LicenceIndexView
    list_display = (
        "name",
        BooleanColumn("web", label="Site"),
        BooleanColumn("feed", label="Feeds"),
        BooleanColumn("api", label="API"),
        BooleanColumn("full_text", label="Full text"),
        "territories",
        DateColumn("term_until", label="Until"),
    )
    search_fields = ("name",)


class MessagePolicy(ModelPermissionPolicy):
    """Messages are read and marked as handled; nobody writes or changes one at the desk."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in {"view", "handle"} and super().user_has_permission(user, "change")


class MessageIndexView(generic.IndexView):
    any_permission_required = ["view"]

    def get_list_more_buttons(self, instance: Message) -> list[Any]:
        return [Button("Read", self.get_inspect_url(instance), icon_name="mail", priority=10)]


class MessageInspectView(generic.InspectView):
    any_permission_required = ["view"]
    template_name = "desk/message.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        address = reverse("messages:handle", args=[self.object.pk])
        return super().get_context_data(handle_url=address, **kwargs)


@require_POST
def handle_message(request: HttpRequest, pk: int) -> HttpResponse:
    """The message is marked as handled, or as not handled after all."""
    policy = policy_registry.get_by_type(Message)
    if not policy.user_has_permission(request.user, "handle"):
        raise PermissionDenied
    message = get_object_or_404(Message, pk=pk)
    services.mark_handled(message, handled=message.handled_at is None)
    messages.success(request, "Handled." if message.handled_at else "Open again.")
    return redirect("messages:index")


class MessageViewSet(DeskViewSet):
    model = Message
    name = "messages"
    icon = "mail"
    menu_label = "Messages"
    index_view_class = MessageIndexView
    inspect_view_class = MessageInspectView
    inspect_view_enabled = True
    inspect_view_fields = (
        *("form", "at", "name", "email", "company", "subject", "text"),
        *("recipient", "purpose", "consent", "article", "mailed_at", "handled_at"),
    )
    form_fields = ("subject",)
    list_display = (
        "subject",
        "name",
        "form",
        DateColumn("at", label="Came"),
        DateColumn("handled_at", label="Handled"),
    )
    list_filter = ("form",)
    search_fields = ("subject", "name", "email", "text")

    def get_urlpatterns(self) -> list[Any]:
        kept = {"index", "index_results", "inspect"}
        stock = [one for one in super().get_urlpatterns() if one.name in kept]
        return [*stock, path("handle/<int:pk>/", handle_message, name="handle")]


ALL = (
    SectionViewSet,
    SectionGrantViewSet,
    TopicViewSet,
    AuthorViewSet,
    StoryViewSet,
    MenuViewSet,
    PinViewSet,
    SourceViewSet,
    LicenceViewSet,
    MessageViewSet,
)


def register_policies() -> None:
    """Make the messages' policy known before anything asks for one."""
    if policy_registry.get_by_type(Message, fallback=False) is None:
        policy_registry.register(Message, value=MessagePolicy(Message))
