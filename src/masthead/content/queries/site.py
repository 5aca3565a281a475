"""What every page wears: the site's name, its menus, its sections."""

from __future__ import annotations

from dataclasses import dataclass

from masthead.content.models import MenuItem, Section, SiteSettings
from masthead.delivery import memo, reads

from .cards import LinkView, PictureView, picture_view


@dataclass(frozen=True, slots=True)
class MenuEntry:
    menu: str
    link: LinkView


@dataclass(frozen=True, slots=True)
class Chrome:
    """The frame around every page."""

    title: str
    strapline: str
    description: str
    logo: PictureView | None
    accent_light: str
    accent_dark: str
    newsletter_line: str
    disclosure: str
    publisher: str
    address: str
    contact_email: str
    copyright_holder: str
    copyright_since: int | None
    sections: tuple[LinkView, ...]
    menus: dict[str, tuple[LinkView, ...]]


def chrome() -> Chrome:
    """The frame of a page. Four queries at most: settings, its logo, sections, menu entries; none
    when this process keeps it.
    """
    return memo.shared("chrome", _chrome)


def _chrome() -> Chrome:
    reads.note("settings", "nav", "pictures")
    face = SiteSettings.load()
    menus: dict[str, tuple[LinkView, ...]] = {}
    items = MenuItem.objects.select_related("menu", "section", "page")
    for item in items.order_by("menu__slug", "sort_order"):
        link = _link(item)
        if link:
            menus[item.menu.slug] = (*menus.get(item.menu.slug, ()), link)
    return Chrome(
        title=face.title,
        strapline=face.strapline,
        description=face.description,
        logo=picture_view(face.logo),
        accent_light=face.accent_light,
        accent_dark=face.accent_dark,
        newsletter_line=face.newsletter_line,
        disclosure=face.disclosure,
        publisher=face.publisher,
        address=face.address,
        contact_email=face.contact_email,
        copyright_holder=face.copyright_holder,
        copyright_since=face.copyright_since,
        sections=tuple(LinkView(one.name, one.url) for one in Section.objects.filter(in_nav=True)),
        menus=menus,
    )


def section_by_slug(slug: str) -> Section | None:
    """The section at /slug/. One query."""
    section = Section.objects.filter(slug=slug).first()
    if section:
        reads.note(f"section:{section.pk}")
    return section


def _link(item: MenuItem) -> LinkView | None:
    if item.section:
        return LinkView(item.label or item.section.name, item.section.url)
    if item.page:
        if not item.page.live:
            return None
        return LinkView(item.label or item.page.title, f"/{item.page.slug}/")
    return LinkView(item.label, item.path)
