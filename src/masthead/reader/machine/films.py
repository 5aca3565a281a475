"""The films that articles hold, as sitemaps and JSON-LD tell of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from masthead.content.markup import html_to_text
from masthead.content.queries import PictureView
from masthead.content.queries.cards import picture_view
from masthead.content.queries.media import DocumentView, documents_by_id, pictures_by_id
from masthead.content.queries.sitemaps import ListedArticle

from .links import cut_of

Raw = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Film:
    """A film; `poster` is "" where it has none and its article has no picture."""

    title: str
    url: str
    poster: str
    transcript: str


def films_of(rows: Iterable[ListedArticle]) -> dict[str, tuple[Film, ...]]:
    """The films of each article, by its address. Two queries, none when there are no films."""
    pairs = [(row, film) for row in rows for film in row.films]
    shelf = _shelf([film for _, film in pairs])
    found: dict[str, tuple[Film, ...]] = {}
    for row, raw in pairs:
        film = _film(raw, row.picture, *shelf)
        if film:
            found[row.url] = (*found.get(row.url, ()), film)
    return found


def films_in(raws: Sequence[Raw], fallback: PictureView | None) -> tuple[Film, ...]:
    """The films of these raw blocks. Two queries, none when there are no blocks."""
    shelf = _shelf(raws)
    return tuple(film for raw in raws if (film := _film(raw, fallback, *shelf)))


def _shelf(raws: Iterable[Raw]) -> tuple[Mapping[int, DocumentView], Mapping[int, Any]]:
    return documents_by_id(_ids(raws, "file")), pictures_by_id(_ids(raws, "poster"))


def _film(
    raw: Raw,
    fallback: PictureView | None,
    *shelf: Mapping[int, Any],
) -> Film | None:
    documents, posters = shelf
    document = documents.get(raw.get("file") or 0)
    if document is None:
        return None
    picture = picture_view(posters.get(raw.get("poster") or 0)) or fallback
    return Film(
        title=str(raw["title"]),
        url=document.url,
        poster=cut_of(picture, most=1280) if picture else "",
        transcript=html_to_text(raw.get("transcript") or ""),
    )


def _ids(raws: Iterable[Raw], name: str) -> set[int]:
    return {raw[name] for raw in raws if isinstance(raw.get(name), int)}
