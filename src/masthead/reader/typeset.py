"""The body of an article as HTML, set once a version: stored by a digest of all that it is made of,
so that a body stored for other words, pictures, links or templates is never shown.

Cards of other articles are never part of what is stored; they are put in at every page.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import zstandard
from django.conf import settings
from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from masthead.content.models import StoredBody
from masthead.content.queries import ArticleView, Card, picture_view
from masthead.content.services import store_bodies
from masthead.delivery import couriers, memo

from . import body, charts, pictures, prose
from .body import Part, Shelf, body_parts, shelf_of

Piece = str | int
"""HTML, or the id of an article whose card stands here."""

MOST_WAITING = 500  # bodies to be stored; what comes beyond is set again at the next page
GATHERED_FOR = 0.5  # seconds: bodies are stored many at a time
_HERE = Path(__file__).parent / "templates"
_ASKS_THE_DATABASE = ("linktype", "embedtype")  # attributes of Wagtail's rich text
_waiting: dict[int, StoredBody] = {}


@dataclass(frozen=True, slots=True)
class Matter:
    """What a body is set from."""

    shown: ArticleView
    raw: Sequence[Mapping[str, Any]]
    rel: str


def body_html(matter: Matter, cards: Mapping[int, Card]) -> SafeString:
    """The HTML of the body, with the `cards` of the articles that it points at. As many queries
    as `shelf_of`.
    """
    shelf = shelf_of([matter.raw], cards={pk: pk for pk in body.pointed_articles(matter.raw)})
    digest = _digest(matter, shelf)
    pieces = _stored(matter, digest)
    if pieces is None:
        pieces = _set(matter, shelf)
        _keep(matter, digest, pieces)
    return mark_safe("".join(_piece_html(piece, matter, cards) for piece in pieces))  # noqa: S308 - the templates' own HTML


def write_down() -> int:
    """The bodies that wait are stored; how many."""
    batch = [_waiting.pop(pk) for pk in list(_waiting)]
    return store_bodies(batch) if batch else 0


def _set(matter: Matter, shelf: Shelf) -> list[Piece]:
    parts = body_parts(matter.raw, rel=matter.rel, dateline=matter.shown.dateline, shelf=shelf)
    return [
        part.value if part.name == "related_article" else _part_html(part, matter) for part in parts
    ]


def _piece_html(piece: Piece, matter: Matter, cards: Mapping[int, Card]) -> str:
    if isinstance(piece, str):
        return piece
    card = cards.get(piece)
    return _part_html(Part("related_article", card), matter) if card else ""


def _part_html(part: Part, matter: Matter) -> str:
    notice = format_html('<p class="notice">{}</p>', part.notice) if part.notice else ""
    context = {"value": part.value, "block_id": part.block_id, "article": matter.shown}
    return notice + get_template(part.template).render(context)


# --- What is stored --------------------------------------------------------------------------


def _stored(matter: Matter, digest: str) -> list[Piece] | None:
    kept = matter.shown.stored
    if kept is None or not digest or kept.digest != digest:
        return None
    pieces: list[Piece] = json.loads(zstandard.decompress(kept.packed))
    return pieces


def _keep(matter: Matter, digest: str, pieces: list[Piece]) -> None:
    """Have the body stored by a thread of its own: no reader waits for a write."""
    may_be_stored = matter.shown.stored is not None and digest and memo.is_on()
    if not may_be_stored or len(_waiting) >= MOST_WAITING:
        return
    packed = zstandard.compress(json.dumps(pieces).encode())
    _waiting[matter.shown.card.id] = StoredBody(
        article_id=matter.shown.card.id, digest=digest, packed=packed
    )
    couriers.send("bodies", _gather)


def _gather() -> None:
    while _waiting:
        time.sleep(GATHERED_FOR)
        write_down()


def _digest(matter: Matter, shelf: Shelf) -> str:
    """Names everything that the HTML is made of; "" when that lies in tables asked while setting:
    links to pages and documents by their number.
    """
    shown, text = matter.shown, json.dumps(matter.raw, sort_keys=True, default=str)
    if any(mark in text for mark in _ASKS_THE_DATABASE):
        return ""
    said = (
        *(_machine(), text, matter.rel, shown.dateline, shown.language, shown.card.id),
        sorted((pk, picture_view(one)) for pk, one in shelf.pictures.items()),
        sorted(shelf.documents.items()),
    )
    return hashlib.blake2b(repr(said).encode(), digest_size=16).hexdigest()


@cache
def _machine() -> str:
    """Changes with the code and the templates that set bodies, a theme's own included."""
    sources = [
        *(Path(module.__file__ or "") for module in (body, charts, pictures, prose)),
        Path(__file__),
        *(_source(path) for path in sorted(_HERE.glob("reader/blocks/*.html"))),
        *(_source(path) for path in sorted(_HERE.glob("components/*.html"))),
    ]
    makers = (*(version(name) for name in ("django", "wagtail", "nh3")), settings.LANGUAGE_CODE)
    digest = hashlib.blake2b(repr(makers).encode(), digest_size=16)
    for source in sources:
        digest.update(source.read_bytes())
    return digest.hexdigest()


def _source(path: Path) -> Path:
    """The file that stands for the template: a theme may have one of the same name."""
    template: Any = get_template(str(path.relative_to(_HERE)))
    return Path(template.origin.name)
