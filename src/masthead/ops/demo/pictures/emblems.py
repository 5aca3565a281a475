"""Things that stand for ideas: gavel, magnifier, clock, compass, maze, chess, ladder."""

# A drawing is made of measures, and an outline reads best on one line.
# ruff: noqa: PLR2004, E501

from __future__ import annotations

import random
from itertools import pairwise

from masthead.ops.demo.pictures import scenery
from masthead.ops.demo.pictures.canvas import Canvas
from masthead.ops.demo.pictures.figures import any_look, figure, shadow
from masthead.ops.demo.pictures.palette import mix
from masthead.ops.demo.pictures.scene import Scene
from masthead.ops.demo.pictures.shapes import (
    Point,
    around,
    box,
    circle_points,
    disc,
    polygon,
    ring,
    smooth,
    swept,
)


def gavel(canvas: Canvas) -> None:
    """A gavel above its block, the blow drawn as rings."""
    rng, p = canvas.rng, canvas.palette
    tone = rng.choice((p.pale, p.mid, mix(p.glow, p.paper, part=0.3), p.deep))
    scenery.plain(canvas, tone=tone, edge=mix(tone, p.ink, part=0.55), angle=60)
    block = (560, 770)
    for i in range(6, 0, -1):
        canvas.fill(disc(block, 190 + i * 96, squash=0.42), mix(tone, p.paper, part=0.1 * (7 - i)))
    canvas.cast(swept(circle_points(block, 250, squash=0.36), by=(520, 180)), p.ink, opacity=0.32)
    for rise, radius, paint in (
        (0, 260, p.ink),
        (44, 240, p.deep),
        (88, 200, mix(p.mid, p.deep, part=0.4)),
    ):
        edge = f"M{block[0] - radius} {block[1] - rise}v-44h{2 * radius}v44a{radius} {radius * 0.36:.0f} 0 0 1 {-2 * radius} 0z"
        canvas.fill(edge, mix(paint, p.ink, part=0.5))
        canvas.fill(disc((block[0], block[1] - rise - 44), radius, squash=0.36), paint)
        canvas.shade(
            disc((block[0], block[1] - rise - 44), radius, squash=0.36), p.ink, angle=200, reach=0.8
        )
    wood = p.accent
    with canvas.group(turn=rng.uniform(-34, -22), about=(560, 470)):
        handle = box((640, 452), (840, 56), radius=28)
        canvas.cast(box((660, 520), (840, 60), radius=28), p.ink, opacity=0.18)
        canvas.fill(handle, wood)
        canvas.shade(handle, p.ink, angle=270, reach=0.8)
        head = box((410, 250), (270, 460), radius=30)
        canvas.fill(head, wood)
        canvas.shade(head, p.ink, angle=180, reach=0.8)
        canvas.shade(head, p.glow, angle=0, reach=0.4, strength=0.6)
        for y in (290, 630):
            canvas.fill(box((396, y), (298, 40), radius=10), p.glow)
            canvas.shade(box((396, y), (298, 40), radius=10), p.ink, angle=180, reach=0.8)


def magnifier(canvas: Canvas) -> None:
    """A lens over a sheet of small print or a screen of dots, and what it enlarges."""
    rng, p = canvas.rng, canvas.palette
    tone = rng.choice((p.paper, p.pale))
    canvas.fill(canvas.everything(), tone)
    is_print = rng.random() < 0.5
    centre = (rng.uniform(620, 760), rng.uniform(420, 480))
    if is_print:
        _small_print(canvas, size=1.0)
    else:
        canvas.halftone(canvas.everything(), p.mid, gap=26, dot=7)
    canvas.shade(canvas.everything(), p.deep, angle=230, reach=0.8, strength=0.7)
    radius = 300
    canvas.cast(disc((centre[0] + 110, centre[1] + 120), radius + 30), p.ink, opacity=0.28)
    glass = disc(centre, radius)
    canvas.fill(glass, mix(p.paper, p.glow, part=0.55))
    with canvas.group(clip=glass):
        if is_print:
            with canvas.group(scale=(2.6, 2.6), about=centre):
                _small_print(canvas, size=1.0)
        else:
            canvas.halftone(glass, p.deep, gap=92, dot=30)
        canvas.fill(disc((centre[0] + 40, centre[1] + 20), 104), p.accent)
        canvas.shade(disc((centre[0] + 40, centre[1] + 20), 104), p.ink, angle=230, reach=0.8)
        canvas.shade(glass, p.paper, angle=50, reach=0.5, strength=0.8)
    with canvas.group(turn=45, about=centre):
        x, y = centre
        handle = box((x + radius + 30, y - 44), (560, 88), radius=40)
        canvas.cast(box((x + radius + 120, y - 90), (520, 88), radius=40), p.ink, opacity=0.25)
        canvas.fill(box((x + radius + 4, y - 26), (80, 52)), p.glow)
        canvas.fill(handle, p.ink)
        canvas.shade(handle, p.mid, angle=90, reach=0.6)
    canvas.fill(ring(centre, radius + 34, hole=radius - 4), p.ink)
    canvas.fill(ring(centre, radius + 20, hole=radius + 8), p.mid)


def _small_print(canvas: Canvas, *, size: float) -> None:
    p = canvas.palette
    lengths = random.Random("print")  # noqa: S311 - the same page inside and outside the lens
    for row in range(30):
        x = 90.0
        while x < 1500:
            word = lengths.uniform(24, 110) * size
            canvas.fill(box((x, 40 + row * 36), (word, 13)), p.deep if row % 7 else p.ink)
            x += word + 16


def clock(canvas: Canvas) -> None:
    """A clock the size of a square; someone crosses it in the time there is."""
    rng, p = canvas.rng, canvas.palette
    tone = rng.choice((p.deep, p.accent, p.mid))
    scenery.plain(canvas, tone=tone, edge=mix(tone, p.ink, part=0.7), angle=60)
    centre, radius = (rng.choice((640, 800, 960)), 545), 455
    canvas.cast(swept(circle_points(centre, radius), by=(260, 220)), p.ink, opacity=0.35)
    canvas.fill(disc(centre, radius), p.ink)
    canvas.fill(disc(centre, radius - 26), p.paper)
    canvas.shade(disc(centre, radius - 26), p.mid, angle=225, reach=0.8)
    for i in range(60):
        is_hour = i % 5 == 0
        inner = around(centre, radius - (110 if is_hour else 74), degrees=i * 6)
        outer = around(centre, radius - 54, degrees=i * 6)
        canvas.stroke(polygon([inner, outer], is_open=True), p.ink, width=16 if is_hour else 4)
    hour, minute = rng.uniform(-140, -40), rng.uniform(-100, 20)
    wedge = [
        centre,
        *(around(centre, 330, degrees=minute + (hour - minute) * i / 24) for i in range(25)),
    ]
    canvas.shade(polygon(wedge), p.accent, angle=90, reach=1.6, strength=0.9)
    for turn, reach, width in ((hour, 230, 30), (minute, 360, 20)):
        tip, tail = around(centre, reach, degrees=turn), around(centre, 60, degrees=turn + 180)
        moved = [(tail[0] + 26, tail[1] + 28), (tip[0] + 26, tip[1] + 28)]
        canvas.stroke(polygon(moved, is_open=True), p.ink, width=width, opacity=0.2)
        canvas.stroke(polygon([tail, tip], is_open=True), p.ink, width=width)
    canvas.fill(disc(centre, 30), p.accent)
    foot = around(centre, 300, degrees=rng.uniform(40, 140))
    shadow(canvas, foot, height=170, by=(0.9, 0.55))
    figure(canvas, foot, height=170, look=any_look(canvas, coat=p.accent))


def compass(canvas: Canvas) -> None:
    """A compass on a chart of contour lines."""
    rng, p = canvas.rng, canvas.palette
    tone = rng.choice((p.pale, mix(p.paper, p.glow, part=0.4), p.deep))
    canvas.fill(canvas.everything(), tone)
    _contours(canvas, (rng.uniform(100, 500), rng.uniform(200, 800)), tone=tone)
    _contours(canvas, (rng.uniform(1150, 1500), rng.uniform(200, 800)), tone=tone)
    canvas.shade(canvas.everything(), p.ink, angle=225, reach=0.7, strength=0.6)
    centre = (800, 530)
    canvas.cast(swept(circle_points(centre, 400), by=(240, 210)), p.ink, opacity=0.36)
    canvas.fill(disc(centre, 410), p.glow)
    canvas.shade(disc(centre, 410), p.ink, angle=225, reach=0.9, strength=0.9)
    canvas.fill(disc(centre, 350), p.paper)
    canvas.shade(disc(centre, 350), p.pale, angle=225, reach=0.9)
    for i in range(72):
        inner, outer = (
            around(centre, reach, degrees=i * 5) for reach in (300 if i % 6 else 284, 330)
        )
        canvas.stroke(polygon([inner, outer], is_open=True), p.deep, width=4 if i % 6 else 9)
    with canvas.group(turn=rng.uniform(-20, 20), about=centre):
        for i in range(8):
            reach = 268 if i % 2 == 0 else 150
            tip = around(centre, reach, degrees=i * 45)
            for side in (-1, 1):
                waist = around(centre, 56, degrees=i * 45 + side * 22.5)
                point = polygon([centre, waist, tip])
                canvas.fill(point, p.mid if side > 0 else p.deep)
    with canvas.group(turn=rng.uniform(20, 70), about=centre):
        canvas.cast(polygon([(776, 560), (836, 560), (816, 280)]), p.ink, opacity=0.3)
        canvas.fill(polygon([(764, 530), (836, 530), (800, 210)]), p.accent)
        canvas.fill(polygon([(764, 530), (836, 530), (800, 850)]), p.ink)
        canvas.shade(
            polygon([(800, 530), (836, 530), (800, 210)]), p.ink, angle=180, reach=0.9, strength=0.8
        )
    canvas.fill(disc(centre, 32), p.glow)
    canvas.stroke(disc(centre, 32), p.ink, width=7)


def _contours(canvas: Canvas, centre: Point, *, tone: str) -> None:
    rng, p = canvas.rng, canvas.palette
    bumps = [rng.uniform(0.7, 1.3) for _ in range(11)]
    for level in range(11, 0, -1):
        points = [
            around(centre, level * 62 * (1 + (bump - 1) * (0.4 + level / 14)), degrees=i * 360 / 11)
            for i, bump in enumerate(bumps)
        ]
        outline = smooth(points, is_closed=True)
        canvas.fill(outline, mix(tone, p.mid, part=0.06 * (12 - level)))
        canvas.stroke(outline, p.deep, width=6 if level % 4 == 0 else 3, opacity=0.55)


def maze(canvas: Canvas) -> None:
    """A walled maze under a low sun, one walker near the way in."""
    rng, p = canvas.rng, canvas.palette
    ground = rng.choice((p.paper, p.pale, mix(p.paper, p.glow, part=0.5)))
    canvas.fill(canvas.everything(), ground)
    canvas.shade(canvas.everything(), p.mid, angle=225, reach=0.9, strength=0.5)
    columns, rows, cell = 15, 11, 124.0
    walls = _maze_walls(rng, columns=columns, rows=rows)
    top = rng.choice((p.deep, p.accent, p.ink))
    with canvas.group(turn=rng.choice((-14, -8, 9)), about=(800, 533)):
        origin = (800 - columns * cell / 2, 533 - rows * cell / 2)
        flat = [_wall_box(wall, origin=origin, cell=cell) for wall in walls]
        for corners in flat:
            canvas.cast(swept(corners, by=(64, 50)), p.ink, opacity=1)
        canvas.fill(_over_sheet(), ground, opacity=0.62)
        for corners in flat:
            canvas.fill(polygon(corners), mix(top, p.ink, part=0.55))
        for corners in flat:
            canvas.fill(polygon([(x - 12, y - 14) for x, y in corners]), top)
        spot = (
            origin[0] + cell * (rng.randrange(5, 10) + 0.5),
            origin[1] + cell * (rng.randrange(4, 7) + 0.8),
        )
    canvas.halo(spot, 190, colour=p.glow, strength=0.9)
    shadow(canvas, spot, height=120, by=(0.7, 0.5))
    figure(
        canvas, spot, height=120, look=any_look(canvas, coat=p.ink if top == p.accent else p.accent)
    )


def _over_sheet() -> str:
    return box((-400, -400), (2400, 1900))


Wall = tuple[int, int, bool]


def _maze_walls(rng: random.Random, *, columns: int, rows: int) -> list[Wall]:
    """Every wall left standing by a depth-first walk, as (column, row, is_upright)."""
    open_sides: set[Wall] = set()
    seen, trail = {(0, 0)}, [(0, 0)]
    while trail:
        x, y = trail[-1]
        steps = [(x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)]
        ways = [
            (a, b) for a, b in steps if 0 <= a < columns and 0 <= b < rows and (a, b) not in seen
        ]
        if not ways:
            trail.pop()
            continue
        a, b = rng.choice(ways)
        open_sides.add((max(x, a), y, True) if b == y else (x, max(y, b), False))
        seen.add((a, b))
        trail.append((a, b))
    every = [(x, y, True) for x in range(columns + 1) for y in range(rows)]
    every += [(x, y, False) for x in range(columns) for y in range(rows + 1)]
    return [wall for wall in every if wall not in open_sides]


def _wall_box(wall: Wall, *, origin: Point, cell: float) -> list[Point]:
    x, y = origin[0] + wall[0] * cell, origin[1] + wall[1] * cell
    half = 11
    w, h = (half, cell / 2 + half) if wall[2] else (cell / 2 + half, half)
    cx, cy = (x, y + cell / 2) if wall[2] else (x + cell / 2, y)
    return [(cx - w, cy - h), (cx + w, cy - h), (cx + w, cy + h), (cx - w, cy + h)]


def chess(canvas: Canvas) -> None:
    """A king and pawns on a board, their shadows longer than they are."""
    rng, p = canvas.rng, canvas.palette
    canvas.fill(canvas.everything(), rng.choice((p.accent, p.mid, p.deep)))
    canvas.shade(box((-10, -10), (1620, 490)), p.ink, angle=90, reach=0.9, strength=0.8)
    horizon = 470
    _board(canvas, horizon=horizon)
    row = [(380, 700, 250), (1180, 680, 240), (980, 640, 215), (560, 630, 210), (1400, 790, 300)]
    for x, y, tall in rng.sample(row, 4):
        _piece(canvas, (x, y), height=tall, tone=p.deep, is_king=False)
    _piece(canvas, (rng.uniform(720, 830), 900), height=720, tone=p.paper, is_king=True)
    if rng.random() < 0.6:
        _piece(canvas, (rng.choice((250, 1250)), 960), height=360, tone=p.ink, is_king=False)


def _board(canvas: Canvas, *, horizon: float) -> None:
    p = canvas.palette
    rows = [horizon + 600 * (i / 9) ** 1.7 for i in range(11)]
    for i, (top, low) in enumerate(pairwise(rows)):
        for k in range(-9, 9):
            spread_top, spread_low = 96 + (top - horizon) * 0.42, 96 + (low - horizon) * 0.42
            square = polygon(
                [(800 + k * spread_top, top), (800 + (k + 1) * spread_top, top),
                 (800 + (k + 1) * spread_low, low), (800 + k * spread_low, low)]
            )  # fmt: skip
            canvas.fill(square, p.pale if (i + k) % 2 else p.deep)
    canvas.shade(box((-10, horizon), (1620, 607)), p.ink, angle=90, reach=0.35, strength=0.9)


def _piece(canvas: Canvas, foot: Point, *, height: float, tone: str, is_king: bool) -> None:
    p = canvas.palette
    x, y = foot
    h = height
    king = [
        (0.2, 0),
        (0.2, 0.05),
        (0.15, 0.09),
        (0.1, 0.2),
        (0.075, 0.5),
        (0.13, 0.54),
        (0.13, 0.57),
        (0.09, 0.59),
        (0.15, 0.78),
        (0.11, 0.83),
        (0.03, 0.85),
    ]
    pawn = [
        (0.32, 0),
        (0.32, 0.08),
        (0.24, 0.14),
        (0.13, 0.32),
        (0.11, 0.52),
        (0.21, 0.57),
        (0.21, 0.61),
        (0.12, 0.63),
    ]
    profile = king if is_king else pawn
    right = [(x + w * h, y - z * h) for w, z in profile]
    left = [(x - w * h, y - z * h) for w, z in reversed(profile)]
    cast = [
        (x - 0.16 * h, y),
        (x + 0.16 * h, y),
        (x + 0.16 * h + h * 0.9, y + h * 0.24),
        (x + h * 0.82, y + h * 0.26),
    ]
    canvas.cast(
        polygon(cast) + disc((x + h * 0.96, y + h * 0.26), h * 0.13, squash=0.5),
        p.ink,
        opacity=0.45,
    )
    body = polygon([*right, *left])
    head = disc((x, y - h * 0.77), h * 0.19)
    if is_king:
        top = y - h * 0.84
        head = box((x - h * 0.022, top - h * 0.16), (h * 0.044, h * 0.17)) + box(
            (x - h * 0.07, top - h * 0.12), (h * 0.14, h * 0.04)
        )
    for part in (head, body):
        canvas.cast(part, tone, opacity=1)
    for part in (body, head):
        canvas.shade(part, mix(p.deep, p.ink, part=0.5), angle=180, reach=0.85)
        canvas.shade(part, p.glow, angle=0, reach=0.35, strength=0.5)


def ladder(canvas: Canvas) -> None:
    """Ladders against a wall or a cloud; one is long enough."""
    rng, p = canvas.rng, canvas.palette
    tone = rng.choice((p.pale, mix(p.paper, p.glow, part=0.45), p.mid))
    canvas.fill(canvas.everything(), tone)
    canvas.shade(
        canvas.everything(), mix(tone, p.deep, part=0.7), angle=90, reach=0.8, strength=0.8
    )
    goal = (rng.uniform(960, 1200), rng.uniform(170, 230))
    canvas.halo(goal, 420, colour=p.glow, strength=0.9)
    canvas.fill(disc(goal, 128), p.accent)
    canvas.shade(disc(goal, 128), p.ink, angle=225, reach=0.7)
    for i in range(6):
        at = (120 + i * 270 + rng.uniform(-80, 80), rng.uniform(130, 520))
        scenery.cloud(canvas, at, size=(rng.uniform(190, 320), 44), colour=p.paper)
    floor = 930
    canvas.fill(box((-10, floor), (1620, 400)), p.deep)
    canvas.shade(box((-10, floor), (1620, 200)), p.ink, angle=270, reach=1)
    for i in range(rng.choice((3, 4))):
        x = 150 + i * 170
        _ladder(canvas, [(x, floor + 30), (x + 70, rng.uniform(520, 720))], width=52, tone=p.deep)
    base = (goal[0] - 230, floor + 46)
    tip = (goal[0] - 20, goal[1] + 90)
    _ladder(canvas, [base, tip], width=78, tone=p.ink)
    part = rng.uniform(0.35, 0.75)
    spot = (base[0] + (tip[0] - base[0]) * part, base[1] + (tip[1] - base[1]) * part)
    figure(canvas, spot, height=170, look=any_look(canvas, coat=p.accent))
    below = (rng.uniform(300, 620), floor + 90)
    shadow(canvas, below, height=160, by=(1.2, 0.1))
    figure(canvas, below, height=160, look=any_look(canvas))


def _ladder(canvas: Canvas, ends: list[Point], *, width: float, tone: str) -> None:
    (x, y), (end_x, end_y) = ends
    rungs = int(abs(end_y - y) / 44)
    lines = ""
    for side in (-0.5, 0.5):
        lines += polygon([(x + side * width, y), (end_x + side * width * 0.8, end_y)], is_open=True)
    canvas.stroke(lines, tone, width=width * 0.16)
    steps = ""
    for i in range(1, rungs):
        part = i / rungs
        cx, cy = x + (end_x - x) * part, y + (end_y - y) * part
        half = width * (0.5 - 0.1 * part)
        steps += f"M{cx - half:.0f} {cy:.0f}h{2 * half:.0f}"
    canvas.stroke(steps, tone, width=width * 0.11)


SCENES = {
    name: Scene(scene, ("day",))
    for name, scene in (
        ("gavel", gavel),
        ("magnifier", magnifier),
        ("clock", clock),
        ("compass", compass),
        ("maze", maze),
        ("chess", chess),
        ("ladder", ladder),
    )
}
