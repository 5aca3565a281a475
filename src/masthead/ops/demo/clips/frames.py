"""The frames of the demo's three silent clips: what is on the sheet at any moment from 0 to 1.

Drawn with the demo's own pictures; they tell a movement and state no figure.
"""

# A drawing is made of measures, and an outline reads best on one line.
# ruff: noqa: PLR2004, E501

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise

from masthead.ops.demo.pictures import maps
from masthead.ops.demo.pictures.canvas import Canvas
from masthead.ops.demo.pictures.figures import Look, figure
from masthead.ops.demo.pictures.grain import dice
from masthead.ops.demo.pictures.palette import PALETTES, mix
from masthead.ops.demo.pictures.shapes import Point, around, between, box, disc, polygon, smooth

SHEET = (1600.0, 900.0)
STEPS = (0.16, 0.16, 0.3, 0.46, 0.62, 0.74, 0.74, 0.74, 0.6, 0.48, 0.48)  # of the sheet's height
SUEZ: tuple[Point, ...] = (
    (103.8, 1.2), (95, 5.8), (80, 5.4), (60, 12), (48, 12.4), (43.2, 12.6), (38, 20), (33, 28.6),
    (32.3, 31.6), (22, 34.6), (10, 37.6), (-5.8, 35.9), (-10, 39), (-6, 48), (4, 52),
)  # fmt: skip
CAPE: tuple[Point, ...] = (
    (60, 12), (60, -6), (54, -25), (36, -35.5), (19, -36), (8, -22), (-10, 0), (-19, 14), (-16, 30),
    (-11, 42), (-6, 48), (4, 52),
)  # fmt: skip


def _sheet(palette: str) -> Canvas:
    return Canvas(PALETTES[palette], rng=dice(5), size=SHEET, hour="day")


def _part(moment: float, *, start: float, end: float) -> float:
    """How far a movement between two moments has come, eased at both ends."""
    x = max(0.0, min(1.0, (moment - start) / (end - start)))
    return x * x * (3 - 2 * x)


def rates(moment: float) -> str:
    """A stair of ten steps rises, levels and begins to fall; somebody walks on it."""
    canvas = _sheet("slate")
    p = canvas.palette
    canvas.fill(canvas.everything(), mix(p.paper, p.pale, part=0.5))
    canvas.shade(canvas.everything(), p.mid, angle=90, reach=0.8, strength=0.8)
    sun = around((800, 900), 640, degrees=200 + 140 * moment)
    canvas.fill(disc(sun, 110), p.glow)
    for i in range(1, 6):
        canvas.stroke(f"M0 {i * 150}H1600", p.deep, width=2, dash="2 14", opacity=0.5)
    wide = 1600 / len(STEPS)
    reach = 0.4 + (len(STEPS) - 0.9) * _part(moment, start=0.0, end=0.92)
    line: list[Point] = []
    for i, level in enumerate(STEPS):
        grown = _part(reach, start=i - 0.6, end=i + 0.2)
        top = 860 - 700 * level * grown
        column = box((i * wide, top), (wide + 1, 960 - top))
        canvas.fill(column, p.deep if i % 2 else mix(p.deep, p.ink, part=0.3))
        canvas.shade(column, p.ink, angle=180, reach=0.8)
        if grown > 0.98 and i < reach:
            line += [(i * wide, top), (min(i + 1, reach) * wide, top)]
    if len(line) > 1:
        canvas.stroke(polygon(line, is_open=True), p.accent, width=16)
        x, y = line[-1]
        stride = 0.5 + 0.4 * math.sin(moment * 90)
        figure(
            canvas,
            (x - 26, y - 6),
            height=150,
            look=Look(p.accent, p.ink, "#a86d48", p.ink, stride=stride),
        )
    return canvas.svg()


def freight(moment: float) -> str:
    """Ships take the short way; a stretch of sea closes; a second, longer way is drawn."""
    canvas = _sheet("sea")
    p = canvas.palette
    canvas.fill(canvas.everything(), p.deep)
    canvas.shade(canvas.everything(), p.ink, angle=270, reach=0.9)
    with canvas.group(move=(-180, -75), scale=(1.3, 1.3), about=(960, 560)):
        land = maps.world_outline()
        canvas.stroke(land, p.paper, width=14, opacity=0.12)
        canvas.fill(land, mix(p.paper, p.glow, part=0.3))
        canvas.shade(land, p.mid, angle=270, reach=1, strength=0.8)
        short, long = [[maps.on_world(place) for place in way] for way in (SUEZ, CAPE)]
        closed = _part(moment, start=0.4, end=0.48)
        _way(
            canvas,
            short,
            part=_part(moment, start=0.02, end=0.32),
            tone=mix(p.glow, p.mid, part=closed * 0.8),
        )
        if closed:
            zone = disc(
                maps.on_world((42.5, 14.5)), 34 * closed * (1 + 0.06 * math.sin(moment * 70))
            )
            canvas.fill(zone, p.accent, opacity=0.35)
            canvas.hatch(zone, p.accent, gap=8, angle=135, width=3)
            canvas.stroke(zone, p.accent, width=3)
        _way(canvas, long, part=_part(moment, start=0.5, end=0.86), tone=p.accent)
        _ships(canvas, short, moment=moment, opacity=1 - closed)
        detour = [*short[:4], *long[1:]]
        _ships(canvas, detour, moment=moment, opacity=_part(moment, start=0.72, end=0.84))
        for place in ((103.8, 1.2), (4.0, 52.0)):
            spot = maps.on_world(place)
            canvas.fill(disc(spot, 11), p.accent)
            canvas.fill(disc(spot, 5), p.paper)
    return canvas.svg()


def _along(way: list[Point], *, part: float) -> Point:
    lengths = [math.dist(a, b) for a, b in pairwise(way)]
    left = part * sum(lengths)
    for (start, end), length in zip(pairwise(way), lengths, strict=True):
        if left <= length:
            return between(start, end, part=left / length)
        left -= length
    return way[-1]


def _way(canvas: Canvas, way: list[Point], *, part: float, tone: str) -> None:
    if part <= 0.01:
        return
    points = [_along(way, part=part * i / 40) for i in range(41)]
    canvas.stroke(smooth(points), canvas.palette.ink, width=9, opacity=0.25)
    canvas.stroke(smooth(points), tone, width=5)


def _ships(canvas: Canvas, way: list[Point], *, moment: float, opacity: float) -> None:
    p = canvas.palette
    if opacity <= 0.01:
        return
    for i in range(7):
        part = (moment * 1.3 + i / 7) % 1
        x, y = _along(way, part=part)
        canvas.fill(box((x - 9, y - 5), (18, 10), radius=5), p.paper, opacity=opacity)
        canvas.stroke(box((x - 9, y - 5), (18, 10), radius=5), p.ink, width=2, opacity=opacity)


def settlement(moment: float) -> str:
    """Payments run through a clearing house; it goes dark, they queue; it lights up, they clear."""
    canvas = _sheet("dusk")
    p = canvas.palette
    dark = _part(moment, start=0.34, end=0.4) - _part(moment, start=0.66, end=0.72)
    canvas.fill(canvas.everything(), mix(p.deep, p.ink, part=0.35 + 0.4 * dark))
    canvas.shade(canvas.everything(), p.ink, angle=270, reach=0.9)
    centre = (800.0, 450.0)
    if dark < 0.95:
        canvas.halo(centre, 420, colour=mix(p.glow, p.deep, part=dark), strength=0.75)
    givers = [(190.0, 130 + i * 160.0) for i in range(5)]
    takers = [(1410.0, 130 + i * 160.0) for i in range(5)]
    for spot in (*givers, *takers):
        canvas.stroke(_lane(spot, centre), mix(p.mid, p.deep, part=0.4), width=4)
    _payments(canvas, givers, takers=takers, moment=moment)
    for i, spot in enumerate((*givers, *takers)):
        canvas.fill(disc(spot, 58), (p.mid, p.pale, p.accent, p.paper, p.glow)[i % 5])
        canvas.shade(disc(spot, 58), p.ink, angle=215, reach=0.8)
    _house(canvas, centre, dark=dark, moment=moment)
    return canvas.svg()


def _lane(spot: Point, centre: Point) -> str:
    bend = (spot[0] + centre[0]) / 2
    return f"M{spot[0]:.0f} {spot[1]:.0f}C{bend:.0f} {spot[1]:.0f} {bend:.0f} {centre[1]:.0f} {centre[0]:.0f} {centre[1]:.0f}"


def _on_lane(spot: Point, centre: Point, *, part: float) -> Point:
    bend = (spot[0] + centre[0]) / 2
    a, b, c, d = (1 - part) ** 3, 3 * (1 - part) ** 2 * part, 3 * (1 - part) * part**2, part**3
    return (
        a * spot[0] + b * bend + c * bend + d * centre[0],
        (a + b) * spot[1] + (c + d) * centre[1],
    )


def _payments(canvas: Canvas, givers: list[Point], *, takers: list[Point], moment: float) -> None:
    """Coins on their lanes: those that would arrive while it is dark wait before the door."""
    p = canvas.palette
    for i in range(60):
        start = -0.14 + i * 0.0205
        giver, taker = givers[i * 3 % 5], takers[i * 2 % 5]
        arrival = start + 0.16
        waits = 0.37 < arrival < 0.69
        leaves = 0.7 + (arrival - 0.37) * 0.22 if waits else arrival
        if start < moment < leaves:
            limit = 0.74 - 0.05 * (i % 6) if waits else 1.0
            spot = _on_lane(giver, (800, 450), part=min(limit, (moment - start) / 0.16))
        elif leaves <= moment < leaves + 0.16:
            spot = _on_lane(taker, (800, 450), part=1 - (moment - leaves) / 0.16)
        else:
            continue
        canvas.fill(disc(spot, 19), p.glow)
        canvas.stroke(disc(spot, 12), p.accent, width=4)


def _house(canvas: Canvas, centre: Point, *, dark: float, moment: float) -> None:
    p = canvas.palette
    x, y = centre
    front = box((x - 150, y - 150), (300, 300), radius=26)
    canvas.fill(box((x - 138, y - 132), (300, 300), radius=26), p.ink, opacity=0.5)
    canvas.fill(front, mix(p.accent, p.ink, part=0.8 * dark))
    canvas.shade(front, p.ink, angle=230, reach=0.9)
    canvas.fill(disc(centre, 104), mix(p.paper, p.deep, part=0.75 * dark))
    for i in range(12):
        tick = [around(centre, reach, degrees=i * 30) for reach in (80, 94)]
        canvas.stroke(polygon(tick, is_open=True), p.ink, width=6)
    turn = -90 + 720 * (min(moment, 0.37) + max(0.0, moment - 0.69))
    for reach, width, speed in ((52, 12, 1), (80, 8, 6)):
        hand = [centre, around(centre, reach, degrees=turn * speed)]
        canvas.stroke(polygon(hand, is_open=True), p.ink, width=width)


FRAMES: dict[str, Callable[[float], str]] = {
    "rates": rates,
    "freight": freight,
    "settlement": settlement,
}
