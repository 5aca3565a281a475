"""A piece in the shape of the read API. Pure: no query, no request."""

from __future__ import annotations

from typing import Any

from masthead.content.queries.machine import MachineArticle

from .api_shapes import ArticleOut, Image, LicenceOut, Link, Note
from .links import cut_of, size_of


def article_out(piece: MachineArticle, body: str, *, origin: str) -> ArticleOut:
    """The piece as the API gives it; no query."""

    def link(one: Any) -> Link:
        return Link(name=one.name, url=f"{origin}{one.url}")

    same = ("id", "guid", "label", "headline", "summary", "kind", "origin", "byline", "provider")
    further = ("dateline", "language", "published", "updated", "version", "word_count")
    return ArticleOut(
        **{name: getattr(piece, name) for name in (*same, *further)},
        url=f"{origin}{piece.url}",
        section=link(piece.section),
        topics=[link(one) for one in piece.topics],
        authors=[link(one) for one in piece.authors],
        corrections=[
            Note(kind=one.kind, kind_name=one.kind_name, note=one.note, at=one.at)
            for one in piece.corrections
        ],
        image=_image(piece, origin),
        body_html=body,
        licence=_licence(piece, origin),
    )


def _image(piece: MachineArticle, origin: str) -> Image | None:
    picture = piece.picture
    if picture is None:
        return None
    width, height = size_of(picture)
    return Image(
        url=f"{origin}{cut_of(picture)}",
        width=width,
        height=height,
        alt=picture.alt,
        caption=picture.caption,
        credit=picture.credit,
    )


def _licence(piece: MachineArticle, origin: str) -> LicenceOut:
    return LicenceOut(
        name=piece.licence.name,
        url=f"{origin}/rsl/{piece.id}.xml",
        search=piece.licence.search,
        ai_input=piece.licence.ai_input,
        ai_train=piece.licence.ai_train,
        content_signal=piece.licence.signal,
        usage_terms=piece.usage_terms,
        credit_line=piece.credit_line,
    )
