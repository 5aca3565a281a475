"""Section fronts and the special lists."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from masthead.content.kinds import Kind
from masthead.content.models import Section
from masthead.content.queries import LinkView, Listing, section_by_slug, top_stories, what_was_at
from masthead.content.queries.lists import (
    kind_listing,
    latest_listing,
    section_front,
    section_listing,
)
from masthead.core import clock
from masthead.delivery.pages.declare import public_page
from masthead.reader.frame import Head, show

from . import company
from .paging import found, page_asked_for


@public_page(parameters=("page",))
@csrf_exempt  # the contact page takes its form here; see letters.is_foreign
def section_or_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The section at this name, or else the company page; sections come first."""
    section = section_by_slug(slug)
    if section is not None:
        return front(request, section)
    was = what_was_at(slug)
    if was and was.moved_to:
        return HttpResponsePermanentRedirect(was.moved_to)
    return company.page(request, slug)


@require_safe
def front(request: HttpRequest, section: Section) -> HttpResponse:
    """A section's front, or a further page of it. Ten queries at most."""
    now = clock.now()
    page = page_asked_for(request)
    crumbs = (LinkView(section.name, section.url),)
    if page == 1:
        composed = section_front(section, now)
        lead = composed.leads[0] if composed.leads else None
        head = Head(
            title=section.name,
            path=section.url,
            description=section.description,
            image=lead.picture if lead else None,
            crumbs=crumbs,
        )
        return show(request, "reader/section.html", head, section=section, front=composed)
    listing = found(section_listing(section, now, page=page))
    head = Head(
        title=f"{section.name}, page {page}", path=f"{section.url}?page={page}", crumbs=crumbs
    )
    return show(
        request, "reader/list.html", head, title=section.name, listing=listing, shape="river"
    )


@public_page(parameters=("page",))
@require_safe
def latest(request: HttpRequest) -> HttpResponse:
    """Everything, newest first."""
    listing = latest_listing(clock.now(), page=page_asked_for(request))
    return _list(
        request,
        listing,
        title="Latest",
        note="Everything we publish, newest first.",
        template="reader/latest.html",
    )


@public_page()
@require_safe
def top(request: HttpRequest) -> HttpResponse:
    """The editors' choice, then the freshest news."""
    cards = top_stories(clock.now())
    return _list(
        request,
        Listing(cards, 1, None),
        title="Top stories",
        note="Chosen by the editors, and after these the newest reports.",
        template="reader/top.html",
    )


@public_page(parameters=("page",))
@require_safe
def videos(request: HttpRequest) -> HttpResponse:
    return _of_kind(request, Kind.VIDEO, title="Videos", template="reader/videos.html")


@public_page(parameters=("page",))
@require_safe
def interviews(request: HttpRequest) -> HttpResponse:
    return _of_kind(request, Kind.INTERVIEW, title="Interviews", template="reader/interviews.html")


@public_page(parameters=("page",))
@require_safe
def research_reports(request: HttpRequest) -> HttpResponse:
    return _of_kind(request, Kind.RESEARCH_REPORT, title="Research reports")


@public_page(parameters=("page",))
@require_safe
def press_releases(request: HttpRequest) -> HttpResponse:
    """Announcements, and the note that they are not ours."""
    return _of_kind(
        request,
        Kind.PRESS_RELEASE,
        title="Press releases",
        note="Announcements of the organisations they name, published as we received them. "
        "Our reporters had no part in them.",
    )


def _of_kind(
    request: HttpRequest,
    kind: Kind,
    *,
    title: str,
    note: str = "",
    template: str = "reader/list.html",
) -> HttpResponse:
    listing = kind_listing(kind, clock.now(), page=page_asked_for(request))
    return _list(request, listing, title=title, note=note, template=template)


def _list(
    request: HttpRequest, listing: Listing | None, *, title: str, note: str, template: str
) -> HttpResponse:
    shown = found(listing)
    path = request.path if shown.page == 1 else f"{request.path}?page={shown.page}"
    head = Head(
        title=title if shown.page == 1 else f"{title}, page {shown.page}",
        path=path,
        description=note,
        crumbs=(LinkView(title, request.path),),
    )
    return show(request, template, head, title=title, note=note, listing=shown, shape="mixed")
