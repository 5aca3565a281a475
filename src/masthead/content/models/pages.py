"""The company pages: the small Wagtail tree under the site's root. Articles are never pages."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import COMMENTS_RELATION_NAME, Page

from masthead.content.blocks import FAQBlock, PageBlocks
from masthead.delivery.models import ReaderVisible


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
    template = "reader/company_page.html"
    unseen_fields = frozenset(
        {
            *("latest_revision", "latest_revision_created_at", "has_unpublished_changes"),
            *("draft_title", "locked", "locked_at", "locked_by", COMMENTS_RELATION_NAME),
        }
    )

    def cache_keys(self) -> list[str]:
        return [f"page:{self.pk}", "nav"]


class ContactPage(CompanyPage):
    """The page with the contact form; messages are stored and mailed to the site's address."""

    parent_page_types: ClassVar = ["content.SiteRoot"]
    max_count = 1
    template = "reader/contact_page.html"


class FAQPage(CompanyPage):
    """Questions and answers."""

    questions = StreamField([("question", FAQBlock())], blank=True)

    content_panels: ClassVar = [*CompanyPage.content_panels, FieldPanel("questions")]
    parent_page_types: ClassVar = ["content.SiteRoot"]
    template = "reader/faq_page.html"
