"""The article page, the notice that stands where one was killed, and the way to where one moved."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from masthead.content import rules
from masthead.content.kinds import Kind, Origin
from masthead.content.models import Article
from masthead.content.queries import (
    Around,
    ArticleView,
    article_at,
    neighbours_and_related,
    what_was_at,
)
from masthead.content.queries.articles import article_view
from masthead.content.queries.changes import VersionChange, changes_of
from masthead.core import clock
from masthead.delivery.pages.declare import public_page
from masthead.reader import territories
from masthead.reader.body import pointed_articles
from masthead.reader.frame import Frame, Head, build_frame, page_context, show
from masthead.reader.machine.markdown import by_accept
from masthead.reader.typeset import Matter, body_html

from .errors import elsewhere, gone

NOTHING_AROUND = Around((), (), None, None)
PAID_LINES = {
    "commissioned": "Someone paid for this article. {site}'s reporters had no part in it.",
    "press_release": "This announcement is published as {provider} sent it. "
    "{site}'s reporters had no part in it.",
    "contributed": "This article was contributed by {provider} and does not come from "
    "{site}'s reporters.",
}


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """What an article's page shows beside the article."""

    body: SafeString
    around: Around
    disclosure: str
    changes: tuple[VersionChange, ...] = ()


@public_page()
@by_accept
@require_safe
def article(request: HttpRequest, *, section: str, slug: str) -> HttpResponse:
    """The article at /section/slug/. Fifteen queries at most, whatever the body holds; four where
    the process keeps what it shares with other pages.
    """
    path = f"{section}/{slug}"
    now = clock.now()
    shown = article_at(path, now)
    if shown is None:
        return _what_became_of(request, path)
    only_in = shown.row.territories
    if not territories.may_read(request, only_in):
        return territories.kept_private(elsewhere(request), only_in)
    frame = build_frame(now)
    head = _head(shown)
    context = article_context(shown, frame)
    response = show(request, "reader/article.html", head, frame=frame, **context)
    return territories.kept_private(response, only_in)


def preview(request: HttpRequest, row: Article) -> dict[str, Any]:
    """The context of the article template for a draft."""
    frame = build_frame(clock.now())
    shown = article_view(row)
    return {**page_context(request, _head(shown), frame), **article_context(shown, frame)}


def article_context(shown: ArticleView, frame: Frame) -> dict[str, Any]:
    """What the article template asks for beyond the frame. Five queries at most."""
    now = clock.now()
    rel = rules.link_rel(kind=shown.card.kind, origin=shown.origin)
    raw = list(shown.row.body.raw_data)
    around = NOTHING_AROUND
    if shown.row.published_at:
        around = neighbours_and_related(shown, now, pointed=pointed_articles(raw))
    page = ArticlePage(
        body=body_html(Matter(shown, raw, rel), around.pointed),
        around=around,
        disclosure=_disclosure(shown, frame),
        changes=changes_of(shown.row.pk) if shown.card.updated and shown.row.pk else (),
    )
    return {"article": shown, "page": page}


def _what_became_of(request: HttpRequest, path: str) -> HttpResponse:
    was = what_was_at(path)
    if was is None:
        raise Http404
    if was.moved_to:
        return HttpResponsePermanentRedirect(was.moved_to)
    return gone(request)


def _head(shown: ArticleView) -> Head:
    card = shown.card
    return Head(
        title=card.headline,
        path=card.url,
        description=card.summary,
        kind="article",
        index=rules.is_indexable(kind=card.kind, origin=shown.origin),
        image=shown.picture,
        published=card.published,
        modified=card.updated,
        section=card.section.name,
        crumbs=(card.section,),
    )


def _disclosure(shown: ArticleView, frame: Frame) -> str:
    """Who stands behind the piece when that is not the newsroom, then the site's own line."""
    if shown.origin == Origin.COMMISSIONED:
        line = PAID_LINES["commissioned"]
    elif shown.card.kind == Kind.PRESS_RELEASE:
        line = PAID_LINES["press_release"]
    elif shown.origin == Origin.CONTRIBUTED:
        line = PAID_LINES["contributed"]
    else:
        return frame.disclosure
    who = shown.provider or "its sender"
    return " ".join((line.format(site=frame.title, provider=who), frame.disclosure)).strip()
