"""What stands around every page: nameplate, menus, foot and head. Made from one query bundle."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from masthead.content.queries import Chrome, LinkView, PictureView, chrome
from masthead.core import clock
from masthead.delivery import memo, reads

from . import day
from .pictures import fitting_widths, picture_url
from .stylesheet import stylesheet_hash

LISTS = (
    LinkView("Latest", "/latest/"),
    LinkView("Top stories", "/top-stories/"),
    LinkView("Interviews", "/interviews/"),
    LinkView("Videos", "/videos/"),
    LinkView("Research reports", "/research-reports/"),
    LinkView("Press releases", "/press-releases/"),
    LinkView("Topics", "/topics/"),
    LinkView("Authors", "/authors/"),
    LinkView("Corrections", "/corrections/"),
)
IN_BAR = ("/top-stories/", "/interviews/", "/videos/")


@dataclass(frozen=True, slots=True)
class MenuGroup:
    title: str
    links: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """The parts of a page that do not depend on what it is about."""

    language: str
    title: str
    strapline: str
    description: str
    today: date
    logo: PictureView | None
    nav: tuple[LinkView, ...]
    menu: tuple[MenuGroup, ...]
    copyright: str
    address: str
    contact_email: str
    disclosure: str
    stylesheet: str

    @property
    def leads_to(self) -> set[str]:
        """The addresses in the menus."""
        groups = (self.nav, *(group.links for group in self.menu))
        return {link.url for links in groups for link in links}


@dataclass(frozen=True, slots=True)
class ShareImage:
    url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says about itself to machines. `path` is its canonical path, "" for none."""

    title: str
    path: str = ""
    description: str = ""
    kind: str = "website"
    index: bool = True
    headline: str = ""
    image: PictureView | None = None
    published: datetime | None = None
    modified: datetime | None = None
    section: str = ""
    crumbs: tuple[LinkView, ...] = field(default=())


def site_origin() -> str:
    """Scheme and host of the site's own addresses, as `base_url` says; never what a request says
    of itself, which a reader could make up.
    """
    origin: str = settings.MASTHEAD_BASE_URL
    return origin


def build_frame(now: datetime) -> Frame:
    """The frame of a page made at `now`. As many queries as `chrome()` makes."""
    today = timezone.localtime(now).date()
    return memo.shared(("frame", today), lambda: _frame(today))


def _frame(today: date) -> Frame:
    face = chrome()
    reads.note(f"~{day.KEY}")
    return Frame(
        language=settings.LANGUAGE_CODE,
        title=face.title,
        strapline=face.strapline,
        description=face.description,
        today=today,
        logo=face.logo,
        nav=face.menus.get("main") or _bar(face),
        menu=tuple(_groups(face)),
        copyright=_copyright(face, year=today.year),
        address=face.address,
        contact_email=face.contact_email,
        disclosure=face.disclosure,
        stylesheet=reverse("reader:stylesheet", args=[stylesheet_hash()]),
    )


def show(
    request: HttpRequest, template: str, head: Head, *, status: int = 200, **context: Any
) -> HttpResponse:
    """A page in its frame."""
    frame = context.pop("frame", None) or build_frame(clock.now())
    return render(
        request, template, {**page_context(request, head, frame), **context}, status=status
    )


def page_context(request: HttpRequest, head: Head, frame: Frame) -> dict[str, Any]:
    """What `base.html` asks for."""
    return {
        "frame": frame,
        "head": head,
        "here": request.path,
        "canonical": f"{site_origin()}{head.path}" if head.path else "",
        "share_image": _share_image(head.image) if head.image else None,
        "crumbs": (LinkView("Home", "/"), *head.crumbs) if head.crumbs else (),
    }


def _share_image(picture: PictureView) -> ShareImage:
    width = max(fitting_widths(picture, ratio="16x9"))
    address = picture_url(picture, ratio="16x9", width=width, suffix="jpg")
    return ShareImage(f"{site_origin()}{address}", width, round(width * 9 / 16), picture.alt)


def _bar(face: Chrome) -> tuple[LinkView, ...]:
    return (*face.sections, *(link for link in LISTS if link.url in IN_BAR))


def _groups(face: Chrome) -> list[MenuGroup]:
    groups = [MenuGroup("Sections", face.sections), MenuGroup("In the paper", LISTS)]
    if company := face.menus.get("company", ()):
        groups.append(MenuGroup("The company", company))
    return [group for group in groups if group.links]


def _copyright(face: Chrome, *, year: int) -> str:
    since = face.copyright_since
    years = f"{since}\u2013{year}" if since and since < year else str(year)
    return f"© {years} {face.copyright_holder or face.publisher or face.title}."
