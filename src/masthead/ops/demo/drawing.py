"""The demo's pictures: drawn once each, on every core, then filed as Picture rows."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context

from django.core.files.images import ImageFile

from masthead.content.models import Picture

from .artist import PORTRAIT, Drawing, draw_one
from .identity import AuthorNote
from .sheets import PictureOrder


class Shelf:
    """Pictures by drawing. `order` them all, `draw` once, then `take` as often as needed."""

    def __init__(self) -> None:
        self._orders: dict[Drawing, PictureOrder] = {}
        self._pictures: dict[Drawing, Picture] = {}

    def order(self, orders: Iterable[PictureOrder]) -> None:
        for order in orders:
            self._orders.setdefault(order.drawing, order)

    def draw(self, advance: Callable[[int, int], None]) -> None:
        """Every ordered picture is drawn and filed; `advance(done, of)` after each."""
        with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as artists:
            waiting = {artists.submit(draw_one, drawing): drawing for drawing in self._orders}
            for done, drawn in enumerate(as_completed(waiting), start=1):
                drawing = waiting[drawn]
                self._pictures[drawing] = _file(self._orders[drawing], drawn.result())
                advance(done, len(waiting))

    def take(self, order: PictureOrder) -> Picture:
        return self._pictures[order.drawing]


def portrait_order(author: AuthorNote) -> PictureOrder:
    return PictureOrder(
        scene=PORTRAIT,
        seed=author.portrait.seed,
        palette=author.portrait.palette,
        alt=f"Portrait of {author.name}",
    )


def _file(order: PictureOrder, jpeg: bytes) -> Picture:
    name = f"{order.scene.replace(':', '-')}-{order.seed}-{order.palette}.jpg"
    return Picture.objects.create(
        title=order.alt[:250] or name,
        description=order.alt[:255],
        caption=order.caption,
        credit=order.credit,
        file_size=len(jpeg),
        file_hash=hashlib.sha1(jpeg, usedforsecurity=False).hexdigest(),
        file=ImageFile(io.BytesIO(jpeg), name=name),
    )
