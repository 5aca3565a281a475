"""What the fenced parts of the demo's sheets become: blocks of a body, as raw values."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from django.core.files import File
from wagtail.documents import get_document_model

from masthead.content.models import Article
from masthead.ops.markdown import Block, Fences, block, rich_text, to_blocks
from masthead.ops.site import SiteError

from .artist import CLIP
from .clips import CLIPS
from .drawing import Shelf
from .sheets import PictureOrder, Sheet


def body_of(sheet: Sheet, shelf: Shelf) -> list[Block]:
    """The blocks of the sheet's body. Raises SiteError naming the sheet."""
    try:
        return to_blocks(sheet.body, fences=_fences(shelf))
    except SiteError as error:
        raise SiteError(f"{sheet.file}: {error}") from None


def pictures_in(sheet: Sheet) -> list[PictureOrder]:
    """The pictures that the sheet's body asks for, without making the body."""
    orders: list[PictureOrder] = []

    def note(raw: dict[str, Any]) -> Block:
        orders.extend(PictureOrder(**one) for one in raw.get("images", [raw]))
        return block("text", "")

    def ignore(raw: dict[str, Any]) -> Block:  # noqa: ARG001 - one shape for all fences
        return block("text", "")

    def note_poster(raw: dict[str, Any]) -> Block:
        orders.append(_poster(raw))
        return block("text", "")

    names = ("qa", "chart", "table", "factbox", "related", "offer", "embed")
    noted = {"image": note, "gallery": note, "video": note_poster}
    to_blocks(sheet.body, fences=dict.fromkeys(names, ignore) | noted)
    return orders


def _fences(shelf: Shelf) -> Fences:
    def image(raw: dict[str, Any]) -> Block:
        return block("image", _image(raw, shelf))

    def gallery(raw: dict[str, Any]) -> Block:
        images = [block("item", _image(one, shelf)) for one in raw["images"]]
        return block("gallery", {"title": raw.get("title", ""), "images": images})

    def video(raw: dict[str, Any]) -> Block:
        return _video(raw, shelf)

    return {
        "chart": _chart,
        "embed": lambda raw: block("embed", {"provider": "", **raw}),
        "factbox": lambda raw: block("factbox", {**raw, "body": rich_text(raw["body"])}),
        "gallery": gallery,
        "image": image,
        "offer": lambda raw: block("offer", {"text": "", "terms": "", **raw}),
        "qa": _qa,
        "related": _related,
        "table": _table,
        "video": video,
    }


def _image(raw: dict[str, Any], shelf: Shelf) -> dict[str, Any]:
    order = PictureOrder(**raw)
    return {
        "image": shelf.take(order).pk,
        "alt": order.alt,
        "caption": order.caption,
        "credit": order.credit,
        "decorative": False,
    }


def _qa(raw: dict[str, Any]) -> Block:
    pairs = [
        block("item", {"question": one["question"], "answer": rich_text(one["answer"])})
        for one in raw["pairs"]
    ]
    return block("qa", {"pairs": pairs})


def _chart(raw: dict[str, Any]) -> Block:
    series = raw.pop("series")
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(["", *(one["name"] for one in series)])
    for place, label in enumerate(raw.pop("labels")):
        rows.writerow([label, *(one["values"][place] for one in series)])
    return block("chart", {"unit": "", "source": "", "note": "", **raw, "csv": text.getvalue()})


def _table(raw: dict[str, Any]) -> Block:
    value = {
        "data": [raw["header"], *raw["rows"]],
        "first_row_is_table_header": True,
        "first_col_is_header": True,
        "table_header_choice": "both",
        "table_caption": raw.get("caption", ""),
        "cell": [],
        "mergeCells": [],
    }
    return block("table", value)


def _related(raw: dict[str, Any]) -> Block:
    article = Article.objects.filter(slug=raw["slug"]).first()
    if article is None:
        raise SiteError(f"there is no older article {raw['slug']!r} to point to")
    return block("related_article", {"article": article.pk})


def _video(raw: dict[str, Any], shelf: Shelf) -> Block:
    clip = CLIPS[raw["clip"]]
    return block(
        "video",
        {
            "title": raw["title"],
            "file": _document(clip.video),
            "captions": _document(clip.captions),
            "poster": shelf.take(_poster(raw)).pk,
            "transcript": rich_text(raw["transcript"]),
        },
    )


def _poster(raw: dict[str, Any]) -> PictureOrder:
    return PictureOrder(
        scene=f"{CLIP}{raw['clip']}",
        seed=0,
        palette="",
        alt=f"A frame of the film “{raw['title']}”",
    )


def _document(path: Path) -> int:
    """The id of the document with this file; the demo keeps each file once."""
    documents = get_document_model().objects
    kept = documents.filter(title=path.name).first()
    if kept is None:
        with path.open("rb") as handle:
            kept = documents.create(title=path.name, file=File(handle, name=path.name))
    return int(kept.pk)
