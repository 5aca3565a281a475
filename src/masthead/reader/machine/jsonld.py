"""JSON-LD (schema.org) of a page: what its head, its words and its pictures say, nothing else.

Every value stands on the visible page; a paid piece is never called news.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from masthead.content import rules
from masthead.content.kinds import Kind, Origin
from masthead.content.markup import html_to_text
from masthead.content.queries import ArticleView, LinkView, PictureView
from masthead.content.queries.lists import AuthorPage
from masthead.reader.frame import Frame

from .films import Film, films_in
from .links import cut_of, size_of

Node = dict[str, Any]
RATIOS = ("16x9", "3x2", "1x1")
_SAFE = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@dataclass(frozen=True, slots=True)
class Site:
    """The site as every node names it; `origin` is scheme and host."""

    origin: str
    frame: Frame

    @property
    def publisher(self) -> Node:
        """The publisher, in short."""
        return {
            "@type": "NewsMediaOrganization",
            "@id": f"{self.origin}/#publisher",
            "name": self.frame.title,
            "url": f"{self.origin}/",
        }


def written(nodes: Sequence[Node]) -> str:
    """The nodes as the text of one data block, which no markup can break out of."""
    graph = {"@context": "https://schema.org", "@graph": list(nodes)}
    return json.dumps(graph, ensure_ascii=False).translate(_SAFE)


def publisher_nodes(site: Site) -> list[Node]:
    """The publisher in full and its site: for the home page and the page about it."""
    frame = site.frame
    node = site.publisher
    if frame.strapline:
        node["slogan"] = frame.strapline
    if frame.logo:
        width, height = size_of(frame.logo, ratio="full")
        node["logo"] = {
            "@type": "ImageObject",
            "url": f"{site.origin}{cut_of(frame.logo, ratio='full')}",
            "width": width,
            "height": height,
        }
    website = {
        "@type": "WebSite",
        "@id": f"{site.origin}/#site",
        "name": frame.title,
        "url": f"{site.origin}/",
        "inLanguage": frame.language,
        "publisher": {"@id": f"{site.origin}/#publisher"},
    }
    return [node, website]


def breadcrumb_nodes(crumbs: Iterable[LinkView], site: Site) -> list[Node]:
    """The way to the page; none for a way of one step."""
    steps = [
        {"@type": "ListItem", "position": number, "name": one.name, "item": site.origin + one.url}
        for number, one in enumerate(crumbs, start=1)
    ]
    return [{"@type": "BreadcrumbList", "itemListElement": steps}] if len(steps) > 1 else []


def person_nodes(author: AuthorPage, bio: str, *, site: Site) -> list[Node]:
    """The author of an author's page."""
    person: Node = {
        "@type": "Person",
        "@id": f"{site.origin}{author.link.url}#person",
        "name": author.link.name,
        "url": f"{site.origin}{author.link.url}",
        "worksFor": site.publisher,
    }
    if author.role:
        person["jobTitle"] = author.role
    if bio:
        person["description"] = html_to_text(bio)
    if author.portrait:
        person["image"] = f"{site.origin}{cut_of(author.portrait, ratio='4x5')}"
    return [{"@type": "ProfilePage", "mainEntity": person}]


def question_nodes(questions: Iterable[tuple[str, str]]) -> list[Node]:
    """The questions and answers of a page of them."""
    entities = [
        {
            "@type": "Question",
            "name": question,
            "acceptedAnswer": {"@type": "Answer", "text": html_to_text(answer)},
        }
        for question, answer in questions
    ]
    return [{"@type": "FAQPage", "mainEntity": entities}] if entities else []


def article_nodes(shown: ArticleView, site: Site) -> list[Node]:
    """The article, and its films. Two queries where it holds films, else none."""
    card = shown.card
    address = f"{site.origin}{card.url}"
    node: Node = {
        "@type": type_of(kind=card.kind, origin=shown.origin),
        "@id": f"{address}#article",
        "mainEntityOfPage": address,
        "url": address,
        "headline": card.headline,
        "datePublished": _time(card.published),
        "inLanguage": shown.language,
        "articleSection": card.section.name,
        "isAccessibleForFree": True,
        "author": _authors(shown, site),
        "publisher": site.publisher,
        "image": _images(shown.picture, site),
        "description": card.summary,
        "dateModified": _time(card.updated) if card.updated else "",
        "keywords": [topic.name for topic in shown.topics],
        "creditText": shown.credit_line,
        "correction": [
            {
                "@type": "CorrectionComment",
                "text": one.note,
                "datePublished": _time(one.at),
            }
            for one in shown.corrections
        ],
    }
    if shown.origin == Origin.COMMISSIONED and shown.provider:
        node["sponsor"] = {"@type": "Organization", "name": shown.provider}
    raw = list(shown.row.body.raw_data)
    if node["@type"] == "LiveBlogPosting":
        node |= _live(raw, card.published)
    films = films_in([one["value"] for one in raw if one["type"] == "video"], shown.picture)
    return [
        {name: value for name, value in node.items() if value not in ("", [])},
        *(_film(film, shown, site) for film in films if film.poster),
    ]


def type_of(*, kind: str, origin: str) -> str:
    """What schema.org calls the piece: only the newsroom's and the agencies' work is news."""
    if origin == Origin.COMMISSIONED:
        return "AdvertiserContentArticle"
    if not rules.is_news(kind=kind, origin=origin):
        return "Article"
    return "LiveBlogPosting" if kind == Kind.LIVE else "NewsArticle"


def _authors(shown: ArticleView, site: Site) -> list[Node]:
    if shown.authors:
        return [
            {"@type": "Person", "name": one.name, "url": f"{site.origin}{one.url}"}
            for one in shown.authors
        ]
    byline = shown.row.byline
    if byline:
        name = byline[3:] if byline.lower().startswith("by ") else byline
        return [{"@type": "Person", "name": name}]
    if shown.provider:
        return [{"@type": "Organization", "name": shown.provider}]
    return [{"@type": "Organization", "name": site.frame.title, "url": f"{site.origin}/"}]


def _images(picture: PictureView | None, site: Site) -> list[Node]:
    """The lead picture in three proportions, each a cut that the site serves."""
    if picture is None:
        return []
    found = []
    for ratio in RATIOS:
        width, height = size_of(picture, ratio=ratio)
        found.append(
            {
                "@type": "ImageObject",
                "url": f"{site.origin}{cut_of(picture, ratio=ratio)}",
                "width": width,
                "height": height,
            }
        )
    for node in found[:1]:
        told = {"caption": picture.caption, "creditText": picture.credit}
        node |= {name: value for name, value in told.items() if value}
    return found


def _live(raw: Iterable[Any], begun: datetime) -> Node:
    """The updates of live coverage: each heading with the text under it."""
    updates: list[Node] = []
    for block in raw:
        value = block["value"]
        if block["type"] == "heading":
            updates.append({"@type": "BlogPosting", "headline": value["text"], "articleBody": ""})
        elif block["type"] == "text" and updates:
            text = html_to_text(value)
            updates[-1]["articleBody"] = f"{updates[-1]['articleBody']}\n\n{text}".strip()
    return {
        "coverageStartTime": _time(begun),
        "liveBlogUpdate": updates,
    }


def _film(film: Film, shown: ArticleView, site: Site) -> Node:
    node = {
        "@type": "VideoObject",
        "name": film.title,
        "description": shown.card.summary or film.title,
        "thumbnailUrl": f"{site.origin}{film.poster}",
        "contentUrl": f"{site.origin}{film.url}",
        "uploadDate": _time(shown.card.published),
    }
    return node | ({"transcript": film.transcript} if film.transcript else {})


def _time(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
