"""Articles by what they are filed under: topics, authors, stories; and the corrections record."""

from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from masthead.content.queries import LinkView, Listing
from masthead.content.queries import lists as asked
from masthead.core import clock
from masthead.delivery.pages.declare import public_page
from masthead.reader.frame import Head, show
from masthead.reader.prose import prose_html

from .paging import found, page_asked_for

TOPICS = LinkView("Topics", "/topics/")
AUTHORS = LinkView("Authors", "/authors/")


@dataclass(frozen=True, slots=True)
class Letter:
    """The topics under one initial."""

    letter: str
    subjects: tuple[asked.Subject, ...]


@public_page()
@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    """All topics by initial."""
    subjects = asked.topics_with_articles(clock.now())
    letters = [
        Letter(letter, tuple(mine))
        for letter, mine in groupby(subjects, key=lambda one: one.link.name[:1].upper())
    ]
    head = Head(title="Topics", path="/topics/", crumbs=(TOPICS,))
    return show(request, "reader/topics.html", head, letters=letters)


@public_page(parameters=("page",))
@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """A topic's articles."""
    subject = found(asked.topic_by_slug(slug))
    listing = asked.topic_listing(subject, clock.now(), page=page_asked_for(request))
    return _subject(request, subject, listing, template="reader/list.html", parents=(TOPICS,))


@public_page(parameters=("page",))
@require_safe
def story(request: HttpRequest, slug: str) -> HttpResponse:
    """A developing story as a line of time."""
    subject = found(asked.story_by_slug(slug))
    listing = asked.story_listing(subject, clock.now(), page=page_asked_for(request))
    return _subject(request, subject, listing, template="reader/story.html", parents=())


@public_page()
@require_safe
def authors(request: HttpRequest) -> HttpResponse:
    """Everyone who has something out."""
    people = asked.authors_with_articles(clock.now())
    head = Head(title="Authors", path="/authors/", crumbs=(AUTHORS,))
    return show(request, "reader/authors.html", head, people=people)


@public_page(parameters=("page",))
@require_safe
def author(request: HttpRequest, slug: str) -> HttpResponse:
    """An author's page."""
    person = found(asked.author_by_slug(slug))
    listing = found(asked.author_listing(person, clock.now(), page=page_asked_for(request)))
    head = Head(
        title=person.link.name,
        path=_address(person.link.url, listing.page),
        description=person.role,
        kind="profile",
        image=person.portrait,
        crumbs=(AUTHORS, person.link),
    )
    return show(
        request,
        "reader/author.html",
        head,
        author=person,
        bio=prose_html(person.bio, rel="noopener"),
        listing=listing,
        shape="mixed",
    )


@public_page()
@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """The public record of corrections."""
    entries = asked.corrections_record(clock.now())
    crumbs = (LinkView("Corrections", "/corrections/"),)
    head = Head(title="Corrections", path="/corrections/", crumbs=crumbs)
    return show(request, "reader/corrections.html", head, entries=entries)


def _subject(
    request: HttpRequest,
    subject: asked.Subject,
    listing: Listing | None,
    *,
    template: str,
    parents: tuple[LinkView, ...],
) -> HttpResponse:
    shown = found(listing)
    head = Head(
        title=subject.link.name,
        path=_address(subject.link.url, shown.page),
        description=subject.description,
        crumbs=(*parents, subject.link),
    )
    return show(
        request,
        template,
        head,
        title=subject.link.name,
        note=subject.description,
        listing=shown,
        shape="mixed",
    )


def _address(url: str, page: int) -> str:
    return url if page == 1 else f"{url}?page={page}"
