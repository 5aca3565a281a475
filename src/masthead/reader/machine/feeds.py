"""Feeds: one description of a list, written as RSS 2.0, Atom 1.0 and JSON Feed 1.1.

A feed carries what machines may have: released, not noindex, the label of paid pieces first. Agency
copy under terms goes out as its standfirst, whatever the site's setting.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from masthead.content.queries import machine as asked
from masthead.content.queries import scopes
from masthead.content.queries.kills import lately_killed
from masthead.core import clock
from masthead.delivery.pages.declare import FEED, public_page
from masthead.reader.frame import site_origin

from .bodies import plain_bodies
from .feed_formats import ALL, ATOM, Entry, Feed, Format, Gone
from .hubs import hubs
from .links import cut_of, permanent_id

FEED_SIZE = 30
TOMBSTONES = 20
NOTHING_YET = datetime(2000, 1, 1, tzinfo=UTC)  # an empty feed has a date too (RFC 4287)
Find = Callable[[str], scopes.Scope | None]
FINDERS: dict[str, Find] = {
    "section": scopes.section_scope,
    "topic": scopes.topic_scope,
    "author": scopes.author_scope,
}
FORMATS = {one.file: one for one in ALL}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a feed is asked for: of what, in which format, under which address."""

    scope: scopes.Scope
    form: Format
    origin: str

    @property
    def address(self) -> str:
        return f"{self.origin}{self.scope.url}{self.form.file}"


@public_page(keep=FEED)
@require_safe
def feed(_request: HttpRequest, *, file: str, what: str = "site", slug: str = "") -> HttpResponse:
    """The newest thirty pieces of the scope as a feed. Thirteen queries at most."""
    told = asked.terms()
    scope = (
        scopes.whole_site(told.description or told.strapline)
        if what == "site"
        else FINDERS[what](slug)
    )
    if scope is None:
        raise Http404
    wanted = Asked(scope, FORMATS[file], site_origin())
    described = describe(wanted, told, now=clock.now())
    response = HttpResponse(wanted.form.write(described), content_type=wanted.form.mime)
    links = (("self", described.address), *(("hub", hub) for hub in described.hubs))
    response["Link"] = ", ".join(f'<{url}>; rel="{rel}"' for rel, url in links)  # WebSub §4
    return response


def describe(wanted: Asked, told: asked.Terms, *, now: datetime) -> Feed:
    """The feed of the scope. Ten queries at most, whatever is published."""
    scope, origin = wanted.scope, wanted.origin
    pieces = asked.newest(scope, now, told=told, limit=FEED_SIZE)
    whole = [one for one in pieces if told.full_feeds and one.licence.syndicate]
    bodies = plain_bodies(whole, now, origin=origin)
    entries = tuple(_entry(one, bodies.get(one.id), origin) for one in pieces)
    gone = _gone(scope.key) if wanted.form is ATOM else ()
    moved = (*(one.updated for one in entries), *(one.at for one in gone))
    return Feed(
        title=f"{told.title}: {scope.name}" if scope.name else told.title,
        description=scope.description or told.strapline or told.title,
        page=f"{origin}{scope.url}",
        address=wanted.address,
        language=settings.LANGUAGE_CODE,
        publisher=told.publisher,
        icon=f"{origin}/favicon.svg",
        hubs=hubs(),
        updated=max(moved, default=NOTHING_YET),
        entries=entries,
        gone=gone,
    )


def _gone(key: str) -> tuple[Gone, ...]:
    killed = lately_killed(key, limit=TOMBSTONES)
    return tuple(Gone(permanent_id(one.guid), one.at) for one in killed)


def _entry(piece: asked.MachineArticle, body: str | None, origin: str) -> Entry:
    label = f"{piece.label}: " if piece.label else ""
    authors = tuple((one.name, f"{origin}{one.url}") for one in piece.authors)
    byline = piece.byline or piece.provider
    return Entry(
        id=permanent_id(piece.guid),
        guid=piece.guid,
        url=f"{origin}{piece.url}",
        title=f"{label}{piece.headline}",
        summary=piece.summary or piece.headline,
        content=_framed(piece, body) if body is not None else "",
        label=piece.label,
        categories=tuple(
            one
            for one in (piece.label, piece.section.name, *(topic.name for topic in piece.topics))
            if one
        ),
        authors=authors or (((byline, ""),) if byline else ()),
        image=f"{origin}{cut_of(piece.picture)}" if piece.picture else "",
        image_alt=piece.picture.alt if piece.picture else "",
        published=piece.published,
        updated=piece.changed,
        language=piece.language,
        licence=f"{origin}/rsl/{piece.id}.xml",
    )


def _framed(piece: asked.MachineArticle, body: str) -> str:
    """The body between its label and its credit and corrections, as the page has them."""
    before = [f"<p><strong>{escape(piece.label)}</strong></p>"] if piece.label else []
    after = [f"<p>{escape(piece.credit_line)}</p>"] if piece.credit_line else []
    for one in piece.corrections:
        day = one.at.strftime("%d.%m.%Y")
        after.append(f"<p><strong>{escape(one.kind_name)}, {day}:</strong> {escape(one.note)}</p>")
    return "\n".join((*before, body, *after))
