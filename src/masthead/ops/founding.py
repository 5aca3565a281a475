"""Founding a site: sections, company pages, menus, roles and the first login, ready to edit.

Runs on a migrated, empty database; refuses one that already holds a site.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from wagtail.models import Page, Site

from masthead.accounts.models import User
from masthead.content.models import (
    CompanyPage,
    ContactPage,
    FAQPage,
    MenuItem,
    Section,
    SiteMenu,
    SiteRoot,
    SiteSettings,
)
from masthead.desk import setup as desk

from .markdown import Block, block, read_sheet, to_blocks
from .site import SiteError

PAGES = Path(__file__).with_name("pages")
EDITOR = "editor"
SECTIONS = (
    ("business", "Business", "Companies, the people who run them and the money they make."),
    ("finance", "Finance", "Funding, debt, insurance and the firms that provide them."),
    ("banking", "Banking", "Lenders, their customers and those who supervise them."),
    ("technology", "Technology", "The machinery under finance, and what it costs when it stops."),
    ("investing", "Investing", "Funds, pensions, shares and what it costs to own them."),
    ("trading", "Trading", "Prices, exchanges, clearing, commodities and currencies."),
    ("economy", "Economy", "Output, jobs, prices and the people who set policy."),
    ("headlines", "Headlines", "The day's news in brief, from agencies and our own desk."),
)
IN_MAIN_MENU = (
    ("Top stories", "/top-stories/"),
    ("Interviews", "/interviews/"),
    ("Videos", "/videos/"),
)
PAGE_ORDER = ("about", "profile", "privacy", "terms", "contact", "advertising", "faq")
_PAGE_TYPES = {"contact": ContactPage, "faq": FAQPage}


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes the title; the company pages are filled with these words. Empty ones become
    words in brackets that an editor sees at once.
    """

    title: str
    publisher: str = ""
    address: str = ""
    email: str = ""

    def fill(self, text: str) -> str:
        words = {
            "{title}": self.title,
            "{publisher}": self.publisher or self.title,
            "{address}": self.address or "[postal address]",
            "{email}": self.email or "[e-mail address]",
        }
        for token, value in words.items():
            text = text.replace(token, value)
        return text


@transaction.atomic
def found_site(who: Publisher) -> str:
    """The site stands: eight sections, seven pages, two menus, the roles and an editor; returns
    the editor's password, which is kept nowhere else.

    Raises SiteError when the database already holds a site.
    """
    if Section.objects.exists():
        raise SiteError("the database already holds a site; name an empty one in database.url")
    sections = [_section(place, words) for place, words in enumerate(SECTIONS)]
    pages = _company_pages(who)
    _menus(sections, pages)
    desk.ensure_roles()
    settings = SiteSettings.load()
    settings.title, settings.publisher = who.title, who.publisher or who.title
    settings.address, settings.contact_email = who.address, who.email
    settings.copyright_holder = who.publisher or who.title
    settings.save()
    return _editor(who)


def _section(place: int, words: tuple[str, str, str]) -> Section:
    slug, name, description = words
    return Section.objects.create(slug=slug, name=name, description=description, sort_order=place)


def _company_pages(who: Publisher) -> list[Page]:
    top = Page.get_first_root_node()
    for welcome in top.get_children():
        welcome.delete()
    top.refresh_from_db()
    root = top.add_child(instance=SiteRoot(title=who.title, slug="home"))
    Site.objects.all().delete()
    Site.objects.create(
        hostname="localhost", site_name=who.title, root_page=root, is_default_site=True
    )
    pages = []
    for slug in PAGE_ORDER:
        page = root.add_child(instance=_page(PAGES / f"{slug}.md", who))
        page.save_revision()
        pages.append(page)
    return pages


def _page(path: Path, who: Publisher) -> CompanyPage:
    head, text = read_sheet(path)
    page_type = _PAGE_TYPES.get(head["slug"], CompanyPage)
    page: CompanyPage = page_type(
        title=who.fill(head["title"]),
        slug=head["slug"],
        summary=who.fill(head["summary"]),
        show_in_menus=head["in_menu"],
    )
    blocks = to_blocks(who.fill(text))
    if isinstance(page, FAQPage):
        page.questions, blocks = _questions(blocks)
    page.body = blocks
    return page


def _questions(blocks: list[Block]) -> tuple[list[Block], list[Block]]:
    """The question-and-answer blocks of an FAQ, and the blocks that stand before the first."""
    questions: list[Block] = []
    before: list[Block] = []
    for one in blocks:
        if one["type"] == "heading":
            questions.append(block("question", {"question": one["value"]["text"], "answer": ""}))
        elif questions:
            questions[-1]["value"]["answer"] += one["value"]
        else:
            before.append(one)
    return questions, before


def _menus(sections: list[Section], pages: list[Page]) -> None:
    main = SiteMenu(slug="main", title="Main")
    main.items.add(
        *(MenuItem(section=one, sort_order=place) for place, one in enumerate(sections)),
        *(
            MenuItem(label=label, path=path, sort_order=len(sections) + place)
            for place, (label, path) in enumerate(IN_MAIN_MENU)
        ),
    )
    main.save()
    company = SiteMenu(slug="company", title="The company")
    company.items.add(
        *(MenuItem(page=page.page_ptr, sort_order=place) for place, page in enumerate(pages))
    )
    company.save()


def _editor(who: Publisher) -> str:
    password = secrets.token_urlsafe(12)
    User.objects.create_superuser(
        EDITOR, email=who.email or "editor@localhost", password=password, first_name="Editor"
    )
    return password
