"""Share images: 1200 by 630 pixels with headline, section, brand, and the label when money is
involved. Drawn once a version and kept as a file; asks the gate at each request.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from dataclasses import asdict, dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

import typst
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from masthead.content.queries import machine as asked
from masthead.core import clock
from masthead.delivery.pages.declare import Keep, public_page

HERE = Path(__file__).parent
WIDTH, HEIGHT = 1200, 630
DRAWING = 2  # goes up when share.typ changes, so that every address does
FOR_EVER = f"public, max-age={int(timedelta(days=365).total_seconds())}, immutable"
_drawing = threading.Lock()


@dataclass(frozen=True, slots=True)
class Poster:
    """What stands on a share image."""

    headline: str
    section: str
    label: str
    title: str
    colour: str

    @property
    def version(self) -> str:
        """Changes with every word and colour of the image."""
        said = json.dumps([DRAWING, asdict(self)], sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()[:12]


def poster_of(headline: str, *, section: str, label: str, title: str, colour: str) -> Poster:
    """The image for a piece; every word of it stands on the piece's page as well."""
    return Poster(headline, section, label, title, colour)


def share_path(pk: int, poster: Poster) -> str:
    """The public path of an article's share image."""
    return f"/share/{pk}-{poster.version}.png"


@public_page(keep=Keep(FOR_EVER, FOR_EVER))
@require_safe
def image(_request: HttpRequest, *, pk: int, version: str) -> HttpResponse:
    """The image; 404 unless the piece is released, a redirect from an old version. Six queries."""
    told = asked.terms()
    piece = asked.released_by_id(pk, clock.now(), told=told)
    if piece is None:
        raise Http404
    poster = poster_of(
        piece.headline,
        section=piece.section.name,
        label=piece.label,
        title=told.title,
        colour=told.accent,
    )
    if version != poster.version:
        return HttpResponseRedirect(share_path(pk, poster))
    return HttpResponse(_file(pk, poster).read_bytes(), content_type="image/png")


def _file(pk: int, poster: Poster) -> Path:
    """The file of the image, drawn when it is not there; older ones of the piece are taken away."""
    folder = Path(settings.MEDIA_ROOT) / "share"
    file = folder / f"{pk}-{poster.version}.png"
    if file.is_file():
        return file
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
    unfinished.write_bytes(draw(poster))
    unfinished.replace(file)
    for older in folder.glob(f"{pk}-*.png"):
        if older != file:
            older.unlink(missing_ok=True)
    return file


def draw(poster: Poster) -> bytes:
    """The PNG. About ten milliseconds; one at a time in a process."""
    with _drawing:
        drawn = typst.compile(
            str(HERE / "share.typ"),
            format="png",
            ppi=72,
            font_paths=_fonts(),
            sys_inputs=asdict(poster),
        )
    return bytes(drawn)


@cache
def _fonts() -> typst.Fonts:
    # typst's own faces stand in for letters that ours have not.
    return typst.Fonts(include_system_fonts=False, font_paths=[str(HERE / "type")])
