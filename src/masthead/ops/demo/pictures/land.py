"""Land and weather: farmland, storms, sunrises, balloons over hills."""

# A drawing is made of measures, and an outline reads best on one line.
# ruff: noqa: PLR2004, E501

from __future__ import annotations

from itertools import pairwise

from masthead.ops.demo.pictures import scenery
from masthead.ops.demo.pictures.canvas import Canvas
from masthead.ops.demo.pictures.palette import mix
from masthead.ops.demo.pictures.scene import ALL_HOURS, LIGHT_HOURS, Scene
from masthead.ops.demo.pictures.shapes import (
    Point,
    box,
    disc,
    polygon,
    sector,
    smooth,
)


def farmland(canvas: Canvas) -> None:
    """Fields combed towards the horizon, a farm on the rise, a tractor at work."""
    rng, p = canvas.rng, canvas.palette
    horizon = rng.uniform(330, 430)
    scenery.sky(canvas, horizon=horizon)
    scenery.sun(
        canvas,
        (rng.uniform(250, 1350), horizon - rng.uniform(0, 120)),
        radius=rng.uniform(110, 170),
    )
    scenery.clouds(canvas, top=70, bottom=horizon - 110, count=3)
    scenery.hills(
        canvas, base=horizon + 20, height=110, tone=mix(canvas.light.low, p.mid, part=0.45)
    )
    goal = (rng.uniform(500, 1100), horizon - 10)
    tones = [
        p.mid,
        p.glow,
        p.deep,
        mix(p.mid, p.pale, part=0.5),
        mix(p.deep, p.mid, part=0.5),
        mix(p.glow, p.mid, part=0.4),
    ]
    rng.shuffle(tones)
    edges = [-2600, -1100, -250, 420, 1050, 1800, 2900, 4400]
    for i, (left, right) in enumerate(pairwise(edges)):
        crop = polygon([goal, (left, 1300), (right, 1300)])
        with canvas.group(clip=box((-10, horizon + 30), (1620, 1000))):
            canvas.fill(crop, tones[i % len(tones)])
            furrows = 11
            for k in range(1, furrows):
                end = (left + (right - left) * k / furrows, 1300)
                row = polygon([goal, (end[0] - 10, 1300), (end[0] + 22, 1300)])
                canvas.fill(row, mix(tones[i % len(tones)], p.ink, part=0.32))
    canvas.shade(
        box((-10, horizon + 30), (1620, 1047 - horizon)), p.ink, angle=270, reach=0.6, strength=0.6
    )
    for i in range(26):
        x = -60 + i * 66 + rng.uniform(-20, 20)
        tree = disc((x, horizon + 22), rng.uniform(14, 34), squash=0.9)
        canvas.fill(tree, p.ink if i % 3 else p.deep)
    _farm(canvas, (rng.choice((300, 1120)), horizon + 40))
    _tractor(canvas, (rng.uniform(560, 980), 800))


def _farm(canvas: Canvas, foot: Point) -> None:
    p = canvas.palette
    x, y = foot
    barn = polygon([(x, y), (x, y - 90), (x + 80, y - 150), (x + 160, y - 90), (x + 160, y)])
    canvas.fill(barn, p.accent)
    canvas.shade(barn, p.ink, angle=180, reach=0.8, strength=0.9)
    canvas.fill(box((x + 60, y - 62), (44, 62)), p.ink)
    canvas.stroke(
        polygon([(x - 10, y - 84), (x + 80, y - 152), (x + 170, y - 84)], is_open=True),
        p.paper,
        width=9,
    )
    silo = f"M{x + 176:.0f} {y:.0f}v-150a34 34 0 0 1 68 0v150z"
    canvas.fill(silo, p.paper)
    canvas.shade(silo, p.deep, angle=180, reach=0.9)


def _tractor(canvas: Canvas, at: Point) -> None:
    p = canvas.palette
    x, y = at
    canvas.cast(
        polygon([(x - 100, y), (x + 130, y), (x + 420, y + 60), (x + 190, y + 74)]),
        p.ink,
        opacity=0.4,
    )
    canvas.fill(box((x - 10, y - 124), (160, 70), radius=10), p.accent)
    canvas.fill(box((x - 104, y - 200), (118, 140), radius=12), p.ink)
    canvas.fill(box((x - 90, y - 184), (88, 74), radius=6), p.pale)
    canvas.fill(box((x + 96, y - 190), (12, 70)), p.ink)
    for dx, radius in ((-66, 74), (116, 48)):
        canvas.fill(disc((x + dx, y - radius + 8), radius), p.ink)
        canvas.fill(disc((x + dx, y - radius + 8), radius * 0.5), p.glow)
        canvas.fill(disc((x + dx, y - radius + 8), radius * 0.2), p.ink)


def storm(canvas: Canvas) -> None:
    """A black sky over a lighthouse or a small boat; the lightning is the only line."""
    rng, p = canvas.rng, canvas.palette
    canvas.fill(canvas.everything(), mix(p.deep, p.mid, part=0.55))
    canvas.shade(canvas.everything(), p.ink, angle=90, reach=0.75)
    strike = rng.uniform(480, 1180)
    canvas.halo((strike, 330), 520, colour=p.glow, strength=0.7)
    bolt = [
        (strike, 180),
        (strike - 70, 400),
        (strike + 4, 396),
        (strike - 66, 640),
        (strike + 96, 350),
        (strike + 18, 356),
        (strike + 74, 180),
    ]
    canvas.fill(polygon(bolt), p.glow)
    for i in range(13):
        at = (-60 + i * 142 + rng.uniform(-30, 30), rng.uniform(30, 170))
        puff = disc(at, rng.uniform(130, 210))
        canvas.fill(puff, mix(p.ink, p.deep, part=rng.uniform(0.0, 0.5)))
        canvas.shade(puff, p.mid, angle=270, reach=0.45, strength=0.8)
    for _ in range(70):
        x, y = rng.uniform(-50, 1650), rng.uniform(240, 800)
        canvas.stroke(f"M{x:.0f} {y:.0f}l-26 70", p.pale, width=2.5, opacity=0.5)
    has_tower = rng.random() < 0.5
    if has_tower:
        _lighthouse(canvas, (rng.choice((260, 1340)), 850))
    for row in range(4):
        _wave(
            canvas,
            top=720 + row * 92,
            tone=mix(p.mid, p.ink, part=0.3 + row * 0.2),
            length=210 + 50 * row,
        )
        if row == 1 and not has_tower:
            _boat(canvas, (rng.uniform(500, 1100), 850))


def _wave(canvas: Canvas, *, top: float, tone: str, length: float) -> None:
    start = canvas.rng.uniform(-400, -200)
    crests = "".join(
        f"c{length * 0.3:.0f} 0 {length * 0.45:.0f} -66 {length * 0.62:.0f} -78c-30 44 0 78 {length * 0.38:.0f} 78"
        for _ in range(int(2300 / length))
    )
    sea = f"M{start:.0f} {top:.0f}{crests}V1400H{start:.0f}z"
    canvas.fill(sea, tone)
    canvas.stroke(
        f"M{start:.0f} {top:.0f}{crests}", mix(tone, canvas.palette.paper, part=0.55), width=6
    )


def _lighthouse(canvas: Canvas, foot: Point) -> None:
    p = canvas.palette
    x, y = foot
    far = 1900 if x < 800 else -300
    canvas.fill(polygon([(x, y - 560), (far, y - 800), (far, y - 420)]), p.glow, opacity=0.55)
    tower = polygon([(x - 46, y - 520), (x + 46, y - 520), (x + 84, y), (x - 84, y)])
    canvas.fill(tower, p.paper)
    for i in (1, 3):
        canvas.fill(polygon([(x - 46 - i * 8, y - 520 + i * 104), (x + 46 + i * 8, y - 520 + i * 104),
                             (x + 54 + i * 8, y - 416 + i * 104), (x - 54 - i * 8, y - 416 + i * 104)]), p.accent)  # fmt: skip
    canvas.shade(tower, p.ink, angle=180, reach=0.9)
    canvas.fill(box((x - 62, y - 536), (124, 18)), p.ink)
    canvas.fill(box((x - 34, y - 600), (68, 64)), p.glow)
    canvas.fill(polygon([(x - 50, y - 600), (x, y - 660), (x + 50, y - 600)]), p.ink)
    canvas.fill(
        smooth(
            [
                (x - 420, y + 200),
                (x - 200, y + 20),
                (x, y - 20),
                (x + 210, y + 30),
                (x + 430, y + 200),
            ],
            is_closed=True,
        ),
        p.ink,
    )


def _boat(canvas: Canvas, at: Point) -> None:
    p = canvas.palette
    x, y = at
    with canvas.group(turn=-14, about=at):
        canvas.stroke(f"M{x} {y - 30}V{y - 330}", p.ink, width=9)
        sail = polygon([(x + 8, y - 320), (x + 150, y - 70), (x + 8, y - 70)])
        canvas.fill(sail, p.accent)
        canvas.shade(sail, p.ink, angle=180, reach=0.8, strength=0.7)
        canvas.fill(polygon([(x - 10, y - 280), (x - 10, y - 70), (x - 104, y - 70)]), p.paper)
        hull = f"M{x - 150} {y - 50}H{x + 170}C{x + 130} {y + 40} {x - 90} {y + 50} {x - 150} {y - 50}z"
        canvas.fill(hull, p.ink)
        canvas.shade(hull, p.mid, angle=90, reach=0.8)


def sunrise(canvas: Canvas) -> None:
    """A sun in rings behind ranges of hills, a path or a river leading in."""
    rng, p = canvas.rng, canvas.palette
    canvas.fill(canvas.everything(), mix(p.paper, p.glow, part=0.25))
    centre = (rng.uniform(520, 1080), rng.uniform(470, 580))
    if rng.random() < 0.5:
        for i in range(0, 24, 2):
            ray = sector(centre, 1900, start=180 + i * 7.5, end=187.5 + i * 7.5)
            canvas.fill(ray, mix(p.glow, p.pale, part=0.5), opacity=0.8)
    for i in range(6, 0, -1):
        canvas.fill(
            disc(centre, 130 + i * 92),
            mix(p.accent, mix(p.paper, p.glow, part=0.5), part=0.3 + 0.11 * i),
            opacity=0.75,
        )
    canvas.shade(box((-10, -10), (1620, 700)), p.mid, angle=90, reach=0.8, strength=0.7)
    canvas.fill(disc(centre, 150), p.accent)
    canvas.shade(disc(centre, 150), p.glow, angle=90, reach=0.9)
    for i, part in enumerate((0.15, 0.4, 0.68, 0.9)):
        tone = mix(p.mid, p.ink, part=part)
        scenery.hills(canvas, base=650 + i * 100, height=190 - 26 * i, tone=tone)
    river = "".join(
        (f"M{centre[0]:.0f} 700C{centre[0] - 240:.0f} 780 {centre[0] + 330:.0f} 840 {centre[0] - 60:.0f} 920",
         f"C{centre[0] - 330:.0f} 980 {centre[0] - 200:.0f} 1040 {centre[0] - 160:.0f} 1200",
         f"H{centre[0] + 330:.0f}C{centre[0] + 200:.0f} 1040 {centre[0] + 140:.0f} 980 {centre[0] + 180:.0f} 920",
         f"C{centre[0] + 420:.0f} 830 {centre[0] - 150:.0f} 780 {centre[0] + 10:.0f} 700z")
    )  # fmt: skip
    canvas.fill(river, p.glow)
    canvas.shade(river, p.accent, angle=90, reach=0.9)
    scenery.birds(canvas, (centre[0] + rng.choice((-420, 420)), 300), count=7)


def balloon(canvas: Canvas) -> None:
    """Balloons of several sizes over hills; the nearest carries the colour."""
    rng, p = canvas.rng, canvas.palette
    scenery.sky(canvas, horizon=850)
    scenery.sun(
        canvas, (rng.uniform(980, 1350), rng.uniform(480, 650)), radius=rng.uniform(110, 180)
    )
    scenery.clouds(canvas, top=240, bottom=700, count=5)
    for i, depth in enumerate((0.16, 0.32, 0.55)):
        scenery.hills(
            canvas,
            base=820 + i * 90,
            height=210 - 40 * i,
            tone=mix(canvas.depth(depth), p.mid, part=0.3),
        )
    scenery.hills(canvas, base=1060, height=60, tone=canvas.depth(0.85))
    for _ in range(rng.choice((2, 3, 4))):
        at = (rng.uniform(820, 1500), rng.uniform(130, 520))
        _one_balloon(canvas, at, radius=rng.uniform(46, 86), tones=(p.deep, p.mid))
    near = (rng.uniform(400, 600), rng.uniform(360, 420))
    _one_balloon(canvas, near, radius=rng.uniform(250, 290), tones=(p.accent, p.paper))


def _one_balloon(canvas: Canvas, at: Point, *, radius: float, tones: tuple[str, str]) -> None:
    p = canvas.palette
    x, y = at
    r = radius
    hem = y + r * 1.28
    canvas.stroke(
        f"M{x - r * 0.2:.0f} {hem:.0f}L{x - r * 0.12:.0f} {hem + r * 0.3:.0f}M{x + r * 0.2:.0f} {hem:.0f}L{x + r * 0.12:.0f} {hem + r * 0.3:.0f}",
        p.ink,
        width=max(2, r / 50),
    )
    basket = box((x - r * 0.15, hem + r * 0.28), (r * 0.3, r * 0.22), radius=r * 0.04)
    canvas.fill(basket, p.ink)
    for i, part in enumerate((1.0, 0.72, 0.4, 0.1)):
        wide, neck = r * part, r * 0.22 * part
        gore = (
            f"M{x:.0f} {y - r:.0f}C{x - wide * 1.33:.0f} {y - r:.0f} {x - wide * 1.3:.0f} {y + r * 0.5:.0f} {x - neck:.0f} {hem:.0f}"
            f"H{x + neck:.0f}C{x + wide * 1.3:.0f} {y + r * 0.5:.0f} {x + wide * 1.33:.0f} {y - r:.0f} {x:.0f} {y - r:.0f}z"
        )
        canvas.fill(gore, tones[i % 2])
        if i == 0:
            whole = gore
    canvas.shade(whole, p.ink, angle=200, reach=0.75, strength=0.95)
    canvas.shade(whole, p.glow, angle=40, reach=0.4, strength=0.5)


SCENES = {
    "farmland": Scene(farmland, LIGHT_HOURS),
    "storm": Scene(storm, ("night",)),
    "sunrise": Scene(sunrise, ("morning",)),
    "balloon": Scene(balloon, ALL_HOURS),
}
