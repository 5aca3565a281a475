"""What a page's head says to machines beyond title and robots: Open Graph, feeds, terms, JSON-LD.

Reads the context that the page's own template has, and asks the database for films alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from masthead.content import rules
from masthead.content.queries import ArticleView
from masthead.content.queries import machine as asked
from masthead.reader.frame import Frame, Head, ShareImage, site_origin

from . import jsonld, share
from .feeds import FORMATS

Context = Mapping[str, Any]
FILED = ("/topics/", "/authors/")


@dataclass(frozen=True, slots=True)
class FeedLink:
    title: str
    mime: str
    url: str


@dataclass(frozen=True, slots=True)
class Told:
    """All that `reader/machine/head.html` writes."""

    title: str
    kind: str
    url: str
    description: str
    image: ShareImage | None
    published: datetime | None
    modified: datetime | None
    section: str
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    locale: str
    site: str
    feeds: tuple[FeedLink, ...]
    reservation: str
    licence: str
    json_ld: str


def told(context: Context) -> Told | None:
    """What the page of this context says; None for a page without an address of its own."""
    canonical, request = context.get("canonical"), context.get("request")
    if not canonical or request is None:
        return None
    head: Head = context["head"]
    frame: Frame = context["frame"]
    site = jsonld.Site(site_origin(), frame)
    shown: ArticleView | None = context.get("article")
    label = shown.card.label if shown else ""
    terms = asked.terms() if shown else None
    title = head.headline or head.title or frame.title
    return Told(
        title=f"{label}: {title}" if label else title,
        kind=head.kind,
        url=canonical,
        description=head.description or (frame.description if head.path == "/" else ""),
        image=_share_image(shown, terms, site) if shown and terms else context.get("share_image"),
        published=head.published,
        modified=head.modified,
        section=head.section,
        authors=tuple(f"{site.origin}{one.url}" for one in shown.authors) if shown else (),
        tags=tuple(topic.name for topic in shown.topics) if shown else (),
        locale=(shown.language if shown else frame.language).replace("-", "_"),
        site=frame.title,
        feeds=tuple(_feeds(context, head, site)),
        reservation=_reservation(shown, terms) if shown and terms else "1",
        licence=f"{site.origin}/rsl/{shown.card.id}.xml" if shown else f"{site.origin}/rsl.xml",
        json_ld=jsonld.written(nodes) if (nodes := _nodes(context, head, site)) else "",
    )


def _share_image(shown: ArticleView, terms: asked.Terms, site: jsonld.Site) -> ShareImage | None:
    card = shown.card
    if card.id is None:
        return None
    poster = share.poster_of(
        card.headline,
        section=card.section.name,
        label=card.label,
        title=site.frame.title,
        colour=terms.accent,
    )
    label = f"{card.label}: " if card.label else ""
    return ShareImage(
        site.origin + share.share_path(card.id, poster),
        share.WIDTH,
        share.HEIGHT,
        f"{label}{card.headline}",
    )


def _reservation(shown: ArticleView, terms: asked.Terms) -> str:
    """TDMRep: "0" only where the piece's licence lets machines be trained on it."""
    licence = rules.licence_of(
        origin=shown.origin,
        usage_terms=shown.row.usage_terms,
        ai_input=terms.ai_input,
        ai_train=terms.ai_train,
        contract=shown.row.contract,
    )
    return "0" if licence.ai_train else "1"


def _feeds(context: Context, head: Head, site: jsonld.Site) -> list[FeedLink]:
    """The feeds of the site, and those of the section, topic or author that the page is of."""
    within = [("/", site.frame.title)]
    path = head.path.partition("?")[0]
    if context.get("section") or (path.startswith(FILED) and path not in FILED):
        within.append((path, f"{site.frame.title}: {head.title}"))
    return [
        FeedLink(f"{title} ({form.name})", form.mime.partition(";")[0], site.origin + start + file)
        for start, title in within
        for file, form in FORMATS.items()
    ]


def _nodes(context: Context, head: Head, site: jsonld.Site) -> list[jsonld.Node]:
    nodes: list[jsonld.Node] = []
    if head.path in {"/", "/about/"}:
        nodes += jsonld.publisher_nodes(site)
    if shown := context.get("article"):
        nodes += jsonld.article_nodes(shown, site)
    elif author := context.get("author"):
        nodes += jsonld.person_nodes(author, context.get("bio", ""), site=site)
    nodes += jsonld.question_nodes(context.get("questions") or ())
    nodes += jsonld.breadcrumb_nodes(context.get("crumbs") or (), site)
    return nodes
