"""What stands behind and under the subjects: skies, suns, clouds, hills, water, floors."""

from __future__ import annotations

from masthead.ops.demo.pictures.canvas import Canvas
from masthead.ops.demo.pictures.palette import mix
from masthead.ops.demo.pictures.shapes import Point, box, disc, smooth, under


def sky(canvas: Canvas, *, horizon: float = 1067) -> None:
    """The whole sheet in the horizon's colour, darkening in grain towards the top."""
    light = canvas.light
    canvas.fill(canvas.everything(), light.low)
    canvas.shade(box((-10, -10), (1620, horizon + 10)), light.top, reach=0.95)
    if light.is_dark:
        _stars(canvas, below=horizon * 0.55)


def _stars(canvas: Canvas, *, below: float) -> None:
    rng = canvas.rng
    for _ in range(34):
        at = (rng.uniform(0, 1600), rng.uniform(0, below))
        canvas.fill(disc(at, rng.choice((1.6, 2.2, 3.2))), canvas.palette.paper, opacity=0.8)


def sun(canvas: Canvas, centre: Point, *, radius: float) -> None:
    """The hour's sun or moon, with its light in the air around it."""
    light = canvas.light
    warm = light.disc if light.is_dark else canvas.palette.glow
    canvas.halo(centre, radius * 2.4, colour=warm, strength=0.75)
    canvas.fill(disc(centre, radius), light.disc)
    canvas.shade(disc(centre, radius), canvas.palette.paper, angle=60, reach=0.8, strength=0.55)


def clouds(canvas: Canvas, *, top: float, bottom: float, count: int = 4) -> None:
    """Flat-bottomed bands of cloud, the lower the longer."""
    rng, light = canvas.rng, canvas.light
    tone = mix(light.low, canvas.palette.paper, part=0.0 if light.is_dark else 0.7)
    for i in range(count):
        part = (i + 0.5) / count
        long = rng.uniform(240, 420) * (0.7 + part * 0.7)
        cloud(
            canvas,
            (rng.uniform(-100, 1300), top + (bottom - top) * part),
            size=(long, long * rng.uniform(0.1, 0.16)),
            colour=tone,
        )


def cloud(canvas: Canvas, corner: Point, *, size: Point, colour: str) -> None:
    """One cloud of stacked bars, rounded like a river stone."""
    (x, y), (w, h) = corner, size
    parts = [
        box((x, y), (w, h), radius=h / 2),
        box((x + w * 0.16, y - h * 0.62), (w * 0.56, h), radius=h / 2),
        box((x + w * 0.3, y + h * 0.55), (w * 0.86, h * 0.8), radius=h / 2),
    ]
    for part in parts:
        canvas.fill(part, colour, opacity=0.85)


def hills(canvas: Canvas, *, base: float, height: float, tone: str, floor: float = 1080) -> None:
    """One soft range from edge to edge, shaded from its crest."""
    rng = canvas.rng
    steps = 7
    points = [
        (-40 + 1680 * i / steps, base - height * rng.uniform(0.05, 1.0)) for i in range(steps + 1)
    ]
    area = under(points, floor=floor)
    canvas.fill(area, tone)
    canvas.shade(area, canvas.light.low, angle=90, reach=0.5, strength=0.45)


def water(canvas: Canvas, *, top: float, tone: str, glints: int = 26) -> None:
    """A sheet of water with short level strokes that lengthen towards the viewer."""
    rng = canvas.rng
    sheet = box((-10, top), (1620, 1077 - top))
    canvas.fill(sheet, tone)
    canvas.shade(sheet, canvas.palette.ink, angle=270, reach=0.8, strength=0.7)
    for _ in range(glints):
        part = rng.random() ** 1.4
        y = top + 14 + (1067 - top) * part
        long = rng.uniform(30, 110) * (0.5 + 1.8 * part)
        x = rng.uniform(-60, 1600)
        canvas.stroke(
            f"M{x:.0f} {y:.0f}h{long:.0f}",
            canvas.light.low,
            width=2 + 4 * part,
            opacity=0.55,
        )


def glitter(canvas: Canvas, at: Point, *, width: float, depth: float, colour: str) -> None:
    """The broken reflection of a light on water, from the horizon towards the viewer."""
    rng = canvas.rng
    x, y = at
    for i in range(16):
        part = i / 15
        long = width * (0.35 + 0.9 * part) * rng.uniform(0.35, 1.0)
        middle = x + rng.uniform(-0.35, 0.35) * width * part
        canvas.stroke(
            f"M{middle - long / 2:.0f} {y + 12 + depth * part:.0f}h{long:.0f}",
            colour,
            width=3 + 7 * part,
            opacity=0.9 - 0.5 * part,
        )


def birds(canvas: Canvas, at: Point, *, count: int = 5, colour: str = "") -> None:
    """A loose flight of birds, each two strokes."""
    rng = canvas.rng
    for _ in range(count):
        x, y = at[0] + rng.uniform(-150, 150), at[1] + rng.uniform(-60, 60)
        span = rng.uniform(14, 28)
        wing = smooth([(x - span, y - span * 0.35), (x - span / 2, y - span * 0.5), (x, y)])
        other = smooth([(x, y), (x + span / 2, y - span * 0.55), (x + span, y - span * 0.3)])
        canvas.stroke(wing + other, colour or canvas.palette.ink, width=4)


def plain(canvas: Canvas, *, tone: str, edge: str = "", angle: float = 60) -> None:
    """An even ground for a still life, darker towards one corner."""
    canvas.fill(canvas.everything(), tone)
    canvas.shade(
        canvas.everything(), edge or canvas.palette.mid, angle=angle + 180, reach=0.75, strength=0.7
    )
