"""The body of an article or company page as parts ready for their templates.

Pictures and documents that blocks point at are read all at once: two queries at most, whatever
the body holds. A block whose picture or file is gone leaves no trace.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from mimetypes import guess_type
from types import MappingProxyType
from typing import Any

from masthead.content.blocks import chart_rows
from masthead.content.queries import Card, PictureView, picture_view
from masthead.content.queries.media import DocumentView, documents_by_id, pictures_by_id

from . import charts
from .pictures import fitting_widths, picture_url
from .prose import prose_html

NO_CARDS: Mapping[int, Card] = MappingProxyType({})
OFFER_NOTICE = (
    "This page holds offers from merchants. We may be paid when you use one; "
    "that has no part in what we write."
)


@dataclass(frozen=True, slots=True)
class Part:
    """One block: the name of its template, what the template shows, and its id in the body."""

    name: str
    value: Any
    block_id: str = ""
    notice: str = ""

    @property
    def template(self) -> str:
        return f"reader/blocks/{self.name}.html"


@dataclass(frozen=True, slots=True)
class Film:
    title: str
    url: str
    mime: str
    captions: str
    poster: str
    transcript: str


@dataclass(frozen=True, slots=True)
class Gallery:
    title: str
    images: tuple[PictureView, ...]


@dataclass(frozen=True, slots=True)
class Question:
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Box:
    title: str
    html: str


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    is_number: bool
    is_head: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """A table: `head` is empty when the first row is no heading."""

    caption: str
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class DrawnChart:
    title: str
    unit: str
    source: str
    note: str
    drawing: charts.Chart


@dataclass(frozen=True, slots=True)
class File:
    title: str
    url: str
    extension: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the blocks of one body point at, and the rel of its links. `cards` are what is shown of
    articles, by id.
    """

    pictures: Mapping[int, Any]
    documents: Mapping[int, DocumentView]
    cards: Mapping[int, Any]
    rel: str


def pointed_articles(raw: Iterable[Any]) -> set[int]:
    """The ids of the articles that a body points at."""
    values = [block["value"] for block in raw if block["type"] == "related_article"]
    return {value["article"] for value in values if isinstance(value.get("article"), int)}


def shelf_of(bodies: Iterable[Iterable[Any]], *, cards: Mapping[int, Any] = NO_CARDS) -> Shelf:
    """What the blocks of several bodies point at, for `body_parts`: two queries at most."""
    return _fetch([block for raw in bodies for block in _blocks(raw)], rel="", cards=cards)


def body_parts(
    raw: Iterable[Any],
    *,
    rel: str,
    cards: Mapping[int, Card] = NO_CARDS,
    dateline: str = "",
    shelf: Shelf | None = None,
) -> list[Part]:
    """The parts of a body's raw blocks, in order; two queries at most, none with a `shelf`.
    `cards` are of the articles it points at.

    The dateline opens the first text; a notice stands above the first offer (16 CFR 255.5).
    """
    blocks = _blocks(raw)
    shelf = replace(shelf, rel=rel) if shelf else _fetch(blocks, rel=rel, cards=cards)
    parts = []
    for name, value, block_id in blocks:
        reader = _READERS.get(name)
        shown = reader(value, shelf) if reader else None
        if shown is None:
            continue
        if name == "text" and dateline:
            shown, dateline = prose_html(value, rel=rel, dateline=dateline), ""
        parts.append(Part(name, shown, block_id))
    return _with_notice(parts)


def _blocks(raw: Iterable[Any]) -> list[tuple[str, Any, str]]:
    return [(block["type"], block["value"], block.get("id") or "") for block in raw]


def _with_notice(parts: list[Part]) -> list[Part]:
    first = next((i for i, part in enumerate(parts) if part.name == "offer"), None)
    if first is not None:
        parts[first] = replace(parts[first], notice=OFFER_NOTICE)
    return parts


def _fetch(blocks: list[tuple[str, Any, str]], *, rel: str, cards: Mapping[int, Any]) -> Shelf:
    return Shelf(
        pictures=pictures_by_id(_ids(blocks, _PICTURE_FIELDS)),
        documents=documents_by_id(_ids(blocks, _DOCUMENT_FIELDS)),
        cards=cards,
        rel=rel,
    )


_PICTURE_FIELDS = {"image": ("image",), "gallery": ("image",), "video": ("poster",)}
_DOCUMENT_FIELDS = {"document": ("document",), "video": ("file", "captions")}


def _ids(
    blocks: list[tuple[str, Any, str]], fields: Mapping[str, tuple[str, ...]]
) -> Iterator[int]:
    for name, value, _ in blocks:
        for struct in _items(value["images"]) if name == "gallery" else (value,):
            for field in fields.get(name, ()):
                if isinstance(struct.get(field), int):
                    yield struct[field]


def _items(values: Iterable[Any]) -> list[Any]:
    """The values of a list block, in either of the forms Wagtail stores."""
    return [one["value"] if set(one) >= {"type", "value"} else one for one in values]


# --- One reader a block: raw value → what the template shows, None to leave it out -------------


def _text(value: str, shelf: Shelf) -> str:
    return prose_html(value, rel=shelf.rel)


def _as_is(value: Mapping[str, Any], _: Shelf) -> Mapping[str, Any]:
    return value


def _image(value: Mapping[str, Any], shelf: Shelf) -> PictureView | None:
    picture = shelf.pictures.get(value["image"])
    view = picture_view(
        picture,
        alt=value.get("alt", ""),
        caption=value.get("caption", ""),
        credit=value.get("credit", ""),
    )
    return replace(view, alt="") if view and value.get("decorative") else view


def _gallery(value: Mapping[str, Any], shelf: Shelf) -> Gallery | None:
    images = tuple(view for one in _items(value["images"]) if (view := _image(one, shelf)))
    return Gallery(value.get("title", ""), images) if images else None


def _qa(value: Mapping[str, Any], shelf: Shelf) -> tuple[Question, ...]:
    return tuple(
        Question(pair["question"], prose_html(pair["answer"], rel=shelf.rel))
        for pair in _items(value["pairs"])
    )


def _video(value: Mapping[str, Any], shelf: Shelf) -> Film | None:
    film = shelf.documents.get(value["file"])
    if film is None:
        return None
    captions = shelf.documents.get(value.get("captions") or 0)
    poster = picture_view(shelf.pictures.get(value.get("poster") or 0))
    transcript = value.get("transcript") or ""
    return Film(
        title=value["title"],
        url=film.url,
        mime=guess_type(film.name)[0] or "video/mp4",
        captions=captions.url if captions else "",
        poster=_still(poster) if poster else "",
        transcript=prose_html(transcript, rel=shelf.rel) if transcript else "",
    )


def _still(picture: PictureView) -> str:
    width = min(1280, max(fitting_widths(picture, ratio="16x9")))
    return picture_url(picture, ratio="16x9", width=width, suffix="jpg")


def _factbox(value: Mapping[str, Any], shelf: Shelf) -> Box:
    return Box(value["title"], prose_html(value["body"], rel=shelf.rel))


def _document(value: Mapping[str, Any], shelf: Shelf) -> File | None:
    document = shelf.documents.get(value["document"])
    if document is None:
        return None
    return File(value.get("title") or document.title, document.url, document.extension)


def _related(value: Mapping[str, Any], shelf: Shelf) -> Any:
    return shelf.cards.get(value["article"])


def _embed(value: Mapping[str, Any], shelf: Shelf) -> Mapping[str, Any] | None:
    if not str(value["url"]).startswith(("https://", "http://")):
        return None
    return {**value, "rel": shelf.rel}


def _chart(value: Mapping[str, Any], _: Shelf) -> DrawnChart | None:
    try:
        names, points = chart_rows(value["csv"])
    except ValueError:
        return None
    return DrawnChart(
        title=value["title"],
        unit=value.get("unit", ""),
        source=value.get("source", "").rstrip("."),
        note=value.get("note", ""),
        drawing=charts.draw(value.get("kind", "line"), names=names, points=points),
    )


def _table(value: Mapping[str, Any], _: Shelf) -> Figures | None:
    rows = [[str(cell or "") for cell in row] for row in (value or {}).get("data") or []]
    if not rows:
        return None
    named = bool(value.get("first_row_is_table_header"))
    heads = bool(value.get("first_col_is_header"))
    body = rows[1:] if named else rows
    numeric = [
        all(_is_figure(row[i]) for row in body if i < len(row)) and bool(body)
        for i in range(max(map(len, rows)))
    ]
    return Figures(
        caption=value.get("table_caption") or "",
        head=tuple(Cell(text, numeric[i], is_head=True) for i, text in enumerate(rows[0]))
        if named
        else (),
        rows=tuple(
            tuple(Cell(text, numeric[i], is_head=heads and i == 0) for i, text in enumerate(row))
            for row in body
        ),
    )


def _is_figure(text: str) -> bool:
    """True for 1,250.5, $12bn, 3%, n/a, an empty cell: what stands flush right."""
    bare = text.strip().lstrip("+-\u2212\u2013£$€").rstrip("%bnmkpts ")
    digits = bare.replace(",", "").replace(" ", "").replace(".", "", 1)
    return digits.isdigit() or bare in {"", "n/a", "\u2013", "\u2014"}


_READERS: dict[str, Callable[[Any, Shelf], Any]] = {
    "text": _text,
    "heading": _as_is,
    "quote": _as_is,
    "offer": _as_is,
    "lead_form": _as_is,
    "image": _image,
    "gallery": _gallery,
    "qa": _qa,
    "video": _video,
    "table": _table,
    "chart": _chart,
    "factbox": _factbox,
    "document": _document,
    "related_article": _related,
    "embed": _embed,
}
