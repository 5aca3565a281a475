"""The company pages as readers see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from masthead.content.models import CompanyPage, ContactPage, FAQPage
from masthead.delivery import reads

from .cards import LinkView


@dataclass(frozen=True, slots=True)
class CompanyView:
    """A company page: `body` and `questions` are raw blocks; `has_form` marks the contact page."""

    title: str
    url: str
    summary: str
    description: str
    body: list[Any]
    questions: list[Any]
    has_form: bool
    updated: datetime | None


def company_page(slug: str) -> CompanyView | None:
    """The live company page at /slug/; None when there is none. Two queries."""
    page = CompanyPage.objects.live().filter(slug=slug).specific().first()
    if page is None:
        return None
    reads.note(f"page:{page.pk}")
    return company_view(page)


def company_view(page: CompanyPage) -> CompanyView:
    """What readers see of a page, live or not: previews ask it too. No query."""
    return CompanyView(
        title=page.title,
        url=f"/{page.slug}/",
        summary=page.summary,
        description=page.search_description or page.summary,
        body=list(page.body.raw_data),
        questions=list(page.questions.raw_data) if isinstance(page, FAQPage) else [],
        has_form=isinstance(page, ContactPage),
        updated=page.last_published_at,
    )


def company_links() -> tuple[LinkView, ...]:
    """The live company pages in the order of the tree. One query."""
    reads.note("nav")
    pages = CompanyPage.objects.live().order_by("path").values_list("title", "slug")
    return tuple(LinkView(title, f"/{slug}/") for title, slug in pages)
