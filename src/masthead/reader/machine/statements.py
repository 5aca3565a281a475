"""What the site states to machines in files of fixed names: what may be read, sold, mined, and
under which terms. Terms of a piece are computed from its licence, never typed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from masthead.content import rules
from masthead.content.queries import chrome
from masthead.content.queries import machine as asked
from masthead.core import clock
from masthead.delivery import reads
from masthead.delivery.outgoing import indexnow
from masthead.delivery.pages.declare import FEED, public_page
from masthead.reader.frame import site_origin

from .xml import plain

CLOSED = ("/desk/", "/enquiries/", "/search/")
GPC_SINCE = "2026-11-23"
TEXT = "text/plain; charset=utf-8"


@public_page(keep=FEED)
@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """What robots may read (RFC 9309), the sitemaps, and the signals that hold for every piece.

    The site holds agency copy beside its own, so only what all pieces share is said here.
    """
    origin, told = site_origin(), asked.terms()
    lines = (
        "User-agent: *",
        f"Content-Signal: {_shared_signal(told)}",
        *(f"Disallow: {path}" for path in CLOSED),
        "Allow: /",
        "",
        f"License: {origin}/rsl.xml",
        f"Sitemap: {origin}/sitemap.xml",
        f"Sitemap: {origin}/news-sitemap.xml",
    )
    return _text(lines)


def _shared_signal(told: asked.Terms) -> str:
    """What is true of every piece alike, own, of agencies and under contracts; a use on which they
    differ is left unsaid, for the piece's own statement to say. One query.
    """
    own = rules.licence_of(
        origin="staff", usage_terms="", ai_input=told.ai_input, ai_train=told.ai_train
    )
    others = (agency_licence(), *asked.contracts())
    said = [one.signal.split(", ") for one in others]
    return ", ".join(one for one in own.signal.split(", ") if all(one in theirs for theirs in said))


def agency_licence() -> rules.Licence:
    """The licence of copy that is not ours to license."""
    return rules.licence_of(origin="wire", usage_terms="", ai_input=False, ai_train=False)


@public_page(keep=FEED)
@require_safe
def ads(_request: HttpRequest) -> HttpResponse:
    """Who may sell the site's advertising (IAB ads.txt 1.1); 404 while the editors set nothing."""
    text = asked.terms().ads_txt.strip()
    if not text:
        raise Http404
    return _text(text.splitlines())


@public_page(keep=FEED)
@require_safe
def index_key(_request: HttpRequest, *, name: str) -> HttpResponse:
    """The file by which search engines know the site's IndexNow key; 404 for any other name."""
    reads.note("settings")
    text = indexnow.key_text(name)
    if text is None:
        raise Http404
    return _text([text])


@public_page(keep=FEED)
@require_safe
def llms(_request: HttpRequest) -> HttpResponse:
    """The site for language models (llmstxt.org): what it is, where its parts are, its terms."""
    origin, told = site_origin(), asked.terms()
    reads.note("nav")
    sections = chrome().sections
    about = told.description or told.strapline
    lines = (
        f"# {told.title}",
        "",
        *((f"> {about}", "") if about else ()),
        "Every article is also Markdown: ask for its address with `Accept: text/markdown`.",
        "Paid pieces carry their label before the headline in every format; keep it with the text.",
        "",
        "## Sections",
        "",
        *(f"- [{one.name}]({origin}{one.url}): feed at {origin}{one.url}feed.xml"
          for one in sections),
        "",
        "## Machine readers",
        "",
        f"- [Read API]({origin}/api/v1/openapi.json): articles as JSON and IPTC ninjs",
        f"- [RSS]({origin}/feed.xml), [Atom]({origin}/atom.xml), [JSON Feed]({origin}/feed.json)",
        f"- [Sitemap]({origin}/sitemap.xml), [news of two days]({origin}/news-sitemap.xml)",
        "",
        "## Terms",
        "",
        f"- [Licence of the site]({origin}/rsl.xml) (RSL 1.0): {_shared_signal(told)}",
        "- Each article states its own: a `license` link in its page, a header of its Markdown.",
    )  # fmt: skip
    return _text(lines, mime="text/markdown; charset=utf-8")


@public_page(keep=FEED)
@require_safe
def site_licence(_request: HttpRequest) -> HttpResponse:
    """The terms for everything that states none of its own: those of copy that is not ours."""
    told = asked.terms()
    return _rsl(f"{site_origin()}/", agency_licence(), told)


@public_page(keep=FEED)
@require_safe
def article_licence(_request: HttpRequest, *, pk: int) -> HttpResponse:
    """The terms of one piece (RSL 1.0), computed from its licence; 404 unless it is released."""
    told = asked.terms()
    piece = asked.released_by_id(pk, clock.now(), told=told)
    if piece is None:
        raise Http404
    return _rsl(f"{site_origin()}{piece.url}", piece.licence, told)


def _rsl(url: str, licence: rules.Licence, told: asked.Terms) -> HttpResponse:
    prohibited = " ".join(licence.prohibited)
    contact = f' contactEmail="{plain(told.contact_email)}"' if told.contact_email else ""
    owner = (
        f'<copyright type="organization"{contact}>{plain(told.publisher)}</copyright>\n'
        if licence.name == "own"
        else ""
    )
    return HttpResponse(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<rsl xmlns="https://rslstandard.org/rsl">\n'
        f'<content url="{plain(url)}">\n{owner}<license>\n'
        f'<permits type="usage">{" ".join(licence.permitted)}</permits>\n'
        + (f'<prohibits type="usage">{prohibited}</prohibits>\n' if prohibited else "")
        + "</license>\n</content>\n</rsl>\n",
        content_type="application/rsl+xml; charset=utf-8",
    )


@public_page(keep=FEED)
@require_safe
def tdmrep(_request: HttpRequest) -> HttpResponse:
    """Text and data mining is reserved (W3C TDMRep; Directive (EU) 2019/790 art. 4(3)); a page
    that allows it says so itself.
    """
    reads.note("settings")
    policy = f"{site_origin()}/rsl.xml"
    return _json([{"location": "/", "tdm-reservation": 1, "tdm-policy": policy}])


@public_page(keep=FEED)
@require_safe
def gpc(_request: HttpRequest) -> HttpResponse:
    """The site honours Global Privacy Control: it sells and shares no reader's data."""
    reads.note("settings")
    return _json({"gpc": True, "lastUpdate": GPC_SINCE})


def _text(lines: Iterable[str], *, mime: str = TEXT) -> HttpResponse:
    return HttpResponse("\n".join(lines) + "\n", content_type=mime)


def _json(value: object) -> HttpResponse:
    return HttpResponse(json.dumps(value), content_type="application/json")
