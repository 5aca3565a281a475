"""Charts as editorial art: shapes of rise, fall and sum. They state no figures."""

# A drawing is made of measures, and an outline reads best on one line.
# ruff: noqa: PLR2004

from __future__ import annotations

from itertools import pairwise

from masthead.ops.demo.pictures import scenery
from masthead.ops.demo.pictures.canvas import Canvas
from masthead.ops.demo.pictures.figures import any_look, figure, shadow
from masthead.ops.demo.pictures.palette import mix
from masthead.ops.demo.pictures.scene import Scene
from masthead.ops.demo.pictures.shapes import Point, around, box, disc, polygon, smooth, under
from masthead.ops.demo.pictures.solids import Faces, Isometric


def chart_line(canvas: Canvas) -> None:
    """A line that is also a mountain, somebody walking along it."""
    rng, p = canvas.rng, canvas.palette
    back = rng.choice((p.pale, mix(p.paper, p.glow, part=0.5), p.deep))
    canvas.fill(canvas.everything(), back)
    canvas.shade(canvas.everything(), mix(back, p.mid, part=0.9), angle=90, reach=0.7)
    canvas.fill(
        disc((rng.uniform(300, 1300), rng.uniform(240, 380)), rng.uniform(110, 190)), p.glow
    )
    for i in range(1, 8):
        canvas.stroke(f"M-200 {i * 130}H1800", mix(back, p.ink, part=0.28), width=2, dash="2 14")
    falls = rng.random() < 0.35
    points: list[Point] = []
    for i in range(10):
        part = i / 9
        trend = 820 - 560 * (1 - part if falls else part)
        points.append((-80 + 1760 * part, trend + rng.uniform(-110, 110)))
    far = [(x, y + 170 + rng.uniform(-60, 60)) for x, y in points]
    _mountain(canvas, points, tone=mix(p.mid, back, part=0.35))
    canvas.stroke(polygon(points, is_open=True), p.accent, width=22)
    _mountain(canvas, far, tone=p.deep)
    canvas.stroke(polygon(far, is_open=True), p.ink, width=9)
    spot = rng.randrange(3, 7)
    (x, y), (end_x, end_y) = points[spot], points[spot + 1]
    foot = (x + (end_x - x) * 0.45, y + (end_y - y) * 0.45 - 8)
    figure(canvas, foot, height=140, look=any_look(canvas, coat=p.ink))
    for x, y in points[1:-1]:
        canvas.fill(disc((x, y), 19), p.paper)
        canvas.stroke(disc((x, y), 19), p.accent, width=8)


def _mountain(canvas: Canvas, points: list[Point], *, tone: str) -> None:
    p = canvas.palette
    area = under(points, floor=1080, is_soft=False)
    canvas.fill(area, tone)
    for (x, y), (end_x, end_y) in pairwise(points):
        if end_y > y:
            face = polygon([(x, y), (end_x, end_y), (end_x, 1080), ((x + end_x) / 2, 1080)])
            canvas.shade(face, p.ink, angle=90, reach=0.8, strength=0.65)


def chart_bars(canvas: Canvas) -> None:
    """Bars as buildings under a low sun, seen from above or from the street."""
    if canvas.rng.random() < 0.55:
        _bars_from_above(canvas)
    else:
        _bars_from_the_street(canvas)


def _bars_from_above(canvas: Canvas) -> None:
    rng, p = canvas.rng, canvas.palette
    tone = rng.choice((p.pale, mix(p.paper, p.glow, part=0.4), p.mid))
    scenery.plain(canvas, tone=tone, edge=p.deep, angle=60)
    count = rng.choice((6, 7))
    marked = rng.randrange(count // 2, count)
    falls = rng.random() < 0.4
    view = Isometric((330, 380 if falls else 330), 104)
    heights = [0.7 + i * 0.62 + rng.uniform(-0.3, 0.6) for i in range(count)]
    if falls:
        heights = [height * 0.72 for height in reversed(heights)]
    for i in range(12):
        grid = [view.at((-4, i * 1.1 - 2, 0)), view.at((16, i * 1.1 - 2, 0))]
        canvas.stroke(polygon(grid, is_open=True), mix(tone, p.ink, part=0.25), width=2)
    for i, height in enumerate(heights):
        corner, size = (i * 1.55, 1.6 - i * 0.1, 0.0), (1.1, 1.6, height)
        canvas.cast(view.shadow(corner, size=size, reach=1.1), p.ink, opacity=0.3)
    for i, height in enumerate(heights):
        corner, size = (i * 1.55, 1.6 - i * 0.1, 0.0), (1.1, 1.6, height)
        first = p.accent if i == marked else p.deep
        faces = Faces(mix(first, p.paper, part=0.4), first, mix(first, p.ink, part=0.5))
        view.block(canvas, corner, size=size, faces=faces)
    top = view.at((marked * 1.55 + 0.55, 2.4 - marked * 0.1, heights[marked]))
    figure(canvas, top, height=140, look=any_look(canvas, coat=p.ink))


def _bars_from_the_street(canvas: Canvas) -> None:
    rng, p = canvas.rng, canvas.palette
    back = rng.choice((p.glow, p.pale, mix(p.paper, p.pale, part=0.5)))
    canvas.fill(canvas.everything(), back)
    canvas.shade(canvas.everything(), p.mid, angle=90, reach=0.8, strength=0.8)
    canvas.fill(disc((rng.uniform(350, 800), 360), rng.uniform(150, 230)), p.accent)
    count, floor = rng.choice((6, 7, 8)), 900
    wide = 1380 / count
    canvas.fill(box((-10, floor), (1620, 400)), mix(p.mid, p.deep, part=0.4))
    for i in range(count):
        tall = 130 + 560 * (i / (count - 1)) ** 1.3 + rng.uniform(-60, 90)
        x = 110 + i * wide
        w = wide * 0.68
        canvas.cast(
            polygon(
                [(x, floor), (x + w, floor), (x + w - tall * 0.5, 1300), (x - tall * 0.5, 1300)]
            ),
            p.ink,
            opacity=0.3,
        )
        front = box((x, floor - tall), (w, tall))
        canvas.fill(front, p.paper if i == count - 2 else p.deep)
        canvas.shade(front, p.ink, angle=180, reach=0.8)
        side = polygon(
            [
                (x + w, floor - tall),
                (x + w + 26, floor - tall - 24),
                (x + w + 26, floor),
                (x + w, floor),
            ]
        )
        canvas.fill(side, p.ink)
        canvas.fill(
            polygon(
                [
                    (x, floor - tall),
                    (x + 26, floor - tall - 24),
                    (x + w + 26, floor - tall - 24),
                    (x + w, floor - tall),
                ]
            ),
            p.mid,
        )
    foot = (rng.uniform(240, 520), floor + 84)
    shadow(canvas, foot, height=170, by=(-0.8, 0.4))
    figure(canvas, foot, height=170, look=any_look(canvas, coat=p.accent))


def chart_area(canvas: Canvas) -> None:
    """Areas laid over one another like strata, or a year drawn as a wheel."""
    if canvas.rng.random() < 0.3:
        _wheel(canvas)
        return
    rng, p = canvas.rng, canvas.palette
    canvas.fill(canvas.everything(), p.paper)
    canvas.shade(canvas.everything(), p.glow, angle=90, reach=0.7, strength=0.8)
    tones = [p.pale, p.glow, p.mid, p.accent, p.deep, p.ink]
    level = [rng.uniform(210, 360) for _ in range(9)]
    for i, tone in enumerate(tones):
        points = [(-40 + k * 210.0, y) for k, y in enumerate(level)]
        area = under(points, floor=1080)
        canvas.cast(under([(x, y - 16) for x, y in points], floor=1080), p.ink, opacity=0.14)
        canvas.fill(area, tone)
        canvas.shade(area, mix(tone, p.ink, part=0.65), angle=90, reach=0.55, strength=0.85)
        if i in (0, 2):
            canvas.hatch(
                area,
                mix(tone, p.deep, part=0.35),
                gap=18,
                angle=rng.choice((0, 45, 135)),
                width=2.5,
            )
        level = [y + rng.uniform(60, 190) for y in level]
    line = smooth([(-40 + k * 210.0, 330 - k * 26 + rng.uniform(-70, 70)) for k in range(9)])
    canvas.stroke(line, p.ink, width=6, dash="2 16")


def _wheel(canvas: Canvas) -> None:
    rng, p = canvas.rng, canvas.palette
    scenery.plain(canvas, tone=mix(p.paper, p.pale, part=0.5), edge=p.mid, angle=60)
    centre = (rng.choice((620, 800, 980)), 533)
    tones = [p.deep, p.mid, p.accent, p.ink, p.glow, mix(p.mid, p.deep, part=0.5)]
    for i in range(24):
        inner, outer = 120, 190 + 260 * rng.random() ** 0.7
        wedge = [
            around(centre, inner, degrees=i * 15),
            *(around(centre, outer, degrees=i * 15 + k) for k in (0, 4.5, 9, 13.5)),
            around(centre, inner, degrees=i * 15 + 13.5),
        ]
        canvas.cast(polygon([(x + 26, y + 28) for x, y in wedge]), p.ink, opacity=0.25)
        canvas.fill(polygon(wedge), tones[i % 6 if i % 4 else 0])
        canvas.shade(polygon(wedge), p.ink, angle=i * 15 + 180, reach=0.8, strength=0.7)
    for reach in (260, 360, 460):
        canvas.stroke(disc(centre, reach), p.deep, width=2, dash="2 12")


SCENES = {
    "chart-line": Scene(chart_line, ("day",), is_handed=True),
    "chart-bars": Scene(chart_bars, ("day",), is_handed=True),
    "chart-area": Scene(chart_area, ("day",), is_handed=True),
}
