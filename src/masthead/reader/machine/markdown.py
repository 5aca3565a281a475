"""An article as Markdown, for whoever asks for its address with `Accept: text/markdown`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.formats import date_format

from masthead.content import rules
from masthead.content.queries import machine as asked
from masthead.core import clock
from masthead.delivery.pages.variant import variant_of
from masthead.reader.frame import site_origin

from .bodies import plain_bodies
from .markdown_text import escaped, to_markdown

View = Callable[..., HttpResponse]
MIME = "text/markdown; charset=utf-8"


def by_accept(view: View) -> View:
    """The article view, answering Markdown to those who ask for it. What has moved, is killed or
    was never there is answered by the page itself.
    """

    @wraps(view)
    def answer(request: HttpRequest, *, section: str, slug: str) -> HttpResponse:
        response = None
        wants = variant_of(request.headers.get("Accept", ""))
        if wants == "markdown" and request.method in {"GET", "HEAD"}:
            response = article_markdown(f"{section}/{slug}")

        response = response or view(request, section=section, slug=slug)
        patch_vary_headers(response, ["Accept"])
        return response

    return answer


def article_markdown(path: str) -> HttpResponse | None:
    """The released article at `path`; None when there is none. Ten queries at most."""
    now, origin, told = clock.now(), site_origin(), asked.terms()
    piece = asked.released_at(path, now, told=told)
    if piece is None or piece.territories:
        return None
    body = plain_bodies([piece], now, origin=origin)[piece.id]
    headers = {
        "Content-Signal": piece.licence.signal,
        "Link": f'<{origin}/rsl/{piece.id}.xml>; rel="license"; type="application/rsl+xml", '
        f'<{origin}{piece.url}>; rel="canonical"',
    }
    if not rules.is_indexable(kind=piece.kind, origin=piece.origin):
        headers["X-Robots-Tag"] = "noindex"
    text = written(piece, to_markdown(body), origin=origin)
    return HttpResponse(text, content_type=MIME, headers=headers)


def written(piece: asked.MachineArticle, body: str, *, origin: str) -> str:
    """The piece with its label, dates, credit and corrections, as its page tells them."""
    who = ", ".join(one.name for one in piece.authors) or piece.byline or piece.provider
    facts = (
        ("Author", who),
        ("Section", piece.section.name),
        ("Posted", _said(piece.published)),
        ("Updated", _said(piece.updated) if piece.updated else ""),
        ("Address", f"{origin}{piece.url}"),
    )
    parts = (
        f"**{escaped(piece.label)}**" if piece.label else "",
        f"# {escaped(piece.headline)}",
        escaped(piece.summary),
        "\n".join(f"- {name}: {escaped(value)}" for name, value in facts if value),
        body,
        escaped(piece.credit_line),
        *(
            f"**{one.kind_name}, {_said(one.at)}:** {escaped(one.note)}"
            for one in piece.corrections
        ),
        f"Terms for machines: {piece.licence.signal}; {origin}/rsl/{piece.id}.xml",
    )
    return "\n\n".join(part for part in parts if part) + "\n"


def _said(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y, H:i T")
