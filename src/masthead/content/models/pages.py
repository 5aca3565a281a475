"""The company pages: the small Wagtail tree under the site's root. Articles are never pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import COMMENTS_RELATION_NAME, Page, Site

from masthead.content.blocks import FAQBlock, PageBlocks
from masthead.content.preview import context_of, in_the_desk
from masthead.delivery.models import ReaderVisible

if TYPE_CHECKING:
    from django.http import HttpRequest


class SiteRoot(Page):
    """The root under which company pages stand; the home page itself is the reader site's."""

    parent_page_types: ClassVar = ["wagtailcore.Page"]
    subpage_types: ClassVar = ["content.CompanyPage", "content.ContactPage", "content.FAQPage"]
    max_count = 1


class CompanyPage(ReaderVisible, Page):
    """About us, privacy, terms and the like."""

    summary = models.CharField(
        max_length=250, blank=True, help_text="One sentence; stands under the title."
    )
    body = StreamField(PageBlocks(), blank=True)

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]
    parent_page_types: ClassVar = ["content.SiteRoot"]
    subpage_types: ClassVar[list[str]] = []
    template = "reader/company.html"
    unseen_fields = frozenset(
        {
            *("latest_revision", "latest_revision_created_at", "has_unpublished_changes"),
            *("draft_title", "locked", "locked_at", "locked_by", COMMENTS_RELATION_NAME),
        }
    )

    def cache_keys(self) -> list[str]:
        return [f"page:{self.pk}", "nav"]

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:  # noqa: ARG002 - Wagtail's signature
        """Where readers find it: the reader site serves these pages, not Wagtail."""
        site = Site.objects.filter(is_default_site=True).first()
        return (site.pk, settings.MASTHEAD_BASE_URL, f"/{self.slug}/") if site else None

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        return {**super().get_preview_context(request, mode_name), **context_of(self, request)}

    def serve_preview(self, request: HttpRequest, mode_name: str) -> Any:
        return in_the_desk(super().serve_preview(request, mode_name))


class ContactPage(CompanyPage):
    """The page with the contact form; messages are stored and mailed to the site's address."""

    parent_page_types: ClassVar = ["content.SiteRoot"]
    max_count = 1


class FAQPage(CompanyPage):
    """Questions and answers."""

    questions = StreamField([("question", FAQBlock())], blank=True)

    content_panels: ClassVar = [*CompanyPage.content_panels, FieldPanel("questions")]
    parent_page_types: ClassVar = ["content.SiteRoot"]
