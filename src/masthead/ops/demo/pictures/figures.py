"""Small walking people: silhouettes of a few shapes that give a picture its scale."""

# A drawing is made of measures, and an outline reads best on one line.
# ruff: noqa: PLR2004

from __future__ import annotations

from dataclasses import dataclass

from masthead.ops.demo.pictures.canvas import Canvas
from masthead.ops.demo.pictures.palette import mix
from masthead.ops.demo.pictures.shapes import Point, box, disc, polygon, smooth


@dataclass(frozen=True, slots=True)
class Look:
    """How one figure is dressed; `bag` and `hat` are what it carries and wears."""

    coat: str
    legs: str
    skin: str
    hair: str
    is_long: bool = False
    has_bag: bool = False
    has_hat: bool = False
    stride: float = 0.5


def any_look(canvas: Canvas, *, coat: str = "") -> Look:
    """A look out of the palette, by chance."""
    rng, p = canvas.rng, canvas.palette
    skin = rng.choice(("#f0c8a6", "#d9a27a", "#a86d48", "#6f4630", "#e6b48e"))
    return Look(
        coat=coat or rng.choice((p.deep, p.ink, p.mid, mix(p.deep, p.ink, part=0.5))),
        legs=p.ink,
        skin=skin,
        hair=rng.choice((p.ink, mix(p.ink, p.deep, part=0.5), p.pale)),
        is_long=rng.random() < 0.5,
        has_bag=rng.random() < 0.35,
        has_hat=rng.random() < 0.2,
        stride=rng.uniform(0.25, 0.9),
    )


def shadow(canvas: Canvas, foot: Point, *, height: float, by: Point = (1.3, 0.35)) -> None:
    """The long shadow of a standing figure; `by` is its run in figure heights."""
    x, y = foot
    dx, dy = by[0] * height, by[1] * height
    wide = height * 0.09
    outline = polygon(
        [(x - wide, y), (x + wide, y), (x + dx * 0.84 + wide * 1.5, y + dy * 0.84),
         (x + dx * 0.84 - wide * 1.5, y + dy * 0.84)]
    )  # fmt: skip
    head = disc((x + dx * 0.94, y + dy * 0.94), height * 0.1, squash=0.6)
    canvas.cast(outline + head, canvas.palette.ink, opacity=0.32)


def figure(canvas: Canvas, foot: Point, *, height: float, look: Look) -> None:
    """One standing or walking person, feet at the given point."""
    x, y = foot
    h = height
    _legs(canvas, foot, height=h, look=look)
    hem = y - h * (0.24 if look.is_long else 0.4)
    coat = smooth(
        [
            (x - h * 0.045, y - h * 0.83),
            (x - h * 0.125, y - h * 0.76),
            (x - h * 0.15, hem - h * 0.06),
            (x - h * 0.13, hem),
            (x + h * 0.13, hem),
            (x + h * 0.15, hem - h * 0.06),
            (x + h * 0.125, y - h * 0.76),
            (x + h * 0.045, y - h * 0.83),
        ],
        is_closed=True,
    )
    if look.has_bag:
        canvas.fill(
            box((x + h * 0.12, y - h * 0.42), (h * 0.17, h * 0.14), radius=h * 0.02), look.legs
        )
    canvas.fill(coat, look.coat)
    canvas.shade(coat, canvas.palette.ink, angle=180, reach=0.7, strength=0.8)
    _head(canvas, (x, y - h * 0.91), size=h * 0.075, look=look)


def _legs(canvas: Canvas, foot: Point, *, height: float, look: Look) -> None:
    x, y = foot
    spread = height * 0.1 * look.stride
    for side in (-1, 1):
        canvas.stroke(
            polygon(
                [(x + side * height * 0.035, y - height * 0.45), (x + side * spread, y)],
                is_open=True,
            ),
            look.legs,
            width=height * 0.062,
        )


def _head(canvas: Canvas, at: Point, *, size: float, look: Look) -> None:
    x, y = at
    canvas.fill(box((x - size * 0.4, y + size * 0.5), (size * 0.8, size * 0.8)), look.skin)
    canvas.fill(disc(at, size * 0.9, squash=1.1), look.skin)
    crown = smooth(
        [(x - size, y + size * 0.1), (x - size * 0.8, y - size * 0.9), (x, y - size * 1.25),
         (x + size * 0.85, y - size * 0.85), (x + size, y), (x + size * 0.3, y - size * 0.45)],
        is_closed=True,
    )  # fmt: skip
    canvas.fill(crown, look.hair)
    if look.has_hat:
        canvas.fill(box((x - size * 1.5, y - size * 0.75), (size * 3, size * 0.3)), look.coat)
        canvas.fill(
            box((x - size * 0.85, y - size * 1.6), (size * 1.7, size), radius=size * 0.3), look.coat
        )


def bust(canvas: Canvas, at: Point, *, size: float, look: Look) -> None:
    """Head and shoulders seen from behind, as in a row of seats; `at` is the neck."""
    x, y = at
    shoulders = smooth(
        [(x - size * 1.5, y + size * 2.6), (x - size * 1.3, y + size * 0.75),
         (x - size * 0.4, y + size * 0.2), (x + size * 0.4, y + size * 0.2),
         (x + size * 1.3, y + size * 0.75), (x + size * 1.5, y + size * 2.6)],
        is_closed=True,
    )  # fmt: skip
    canvas.fill(shoulders, look.coat)
    canvas.shade(shoulders, canvas.palette.ink, angle=180, reach=0.8, strength=0.8)
    canvas.fill(box((x - size * 0.3, y - size * 0.3), (size * 0.6, size * 0.8)), look.skin)
    canvas.fill(disc((x, y - size * 0.75), size * 0.72, squash=1.12), look.hair)
