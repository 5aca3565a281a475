"""The city: towers, a bank's front, streets, bridges, people under umbrellas and in line."""

# A drawing is made of measures, and an outline reads best on one line.
# ruff: noqa: PLR2004, E501

from __future__ import annotations

from itertools import pairwise

from masthead.ops.demo.pictures import scenery
from masthead.ops.demo.pictures.canvas import Canvas
from masthead.ops.demo.pictures.figures import any_look, figure, shadow
from masthead.ops.demo.pictures.palette import mix
from masthead.ops.demo.pictures.scene import ALL_HOURS, LIGHT_HOURS, Scene
from masthead.ops.demo.pictures.shapes import Point, box, disc, polygon


def skyline(canvas: Canvas) -> None:
    """Towers in three depths before a large sun, standing in their own reflection."""
    rng, p = canvas.rng, canvas.palette
    shore = rng.choice((760, 830, 900))
    scenery.sky(canvas, horizon=shore)
    scenery.sun(
        canvas,
        (rng.uniform(350, 1250), shore - rng.uniform(230, 420)),
        radius=rng.uniform(120, 210),
    )
    scenery.clouds(canvas, top=120, bottom=shore - 320, count=3)
    for depth, tallest, wide in ((0.25, 330, 90), (0.5, 470, 120), (0.82, 560, 170)):
        _tower_row(canvas, shore=shore, depth=depth, tallest=tallest, wide=wide)
    scenery.water(canvas, top=shore, tone=mix(canvas.light.low, p.deep, part=0.75))
    scenery.glitter(
        canvas, (rng.uniform(450, 1150), shore), width=170, depth=1040 - shore, colour=p.glow
    )
    canvas.fill(box((-10, shore - 8), (1620, 12)), canvas.depth(0.9))


def _tower_row(canvas: Canvas, *, shore: float, depth: float, tallest: float, wide: float) -> None:
    rng = canvas.rng
    x = rng.uniform(-160, -40)
    marked = rng.randrange(2, 6) if depth > 0.7 else -1
    i = 0
    while x < 1640:
        width = wide * rng.uniform(0.6, 1.2)
        rise = 1 - 0.55 * abs(x + width / 2 - 800) / 800
        height = tallest * rise * rng.uniform(0.55, 1.1)
        tone = canvas.palette.accent if i == marked else canvas.depth(depth)
        _tower(canvas, (x, shore), size=(width, height), tone=tone, is_near=depth > 0.4)
        x += width + rng.choice((0, 6, 40)) + (rng.uniform(60, 190) if depth > 0.7 else 0)
        i += 1


def _tower(canvas: Canvas, foot: Point, *, size: Point, tone: str, is_near: bool) -> None:
    rng = canvas.rng
    (x, base), (w, h) = foot, size
    top = base - h
    crown = rng.choice(("flat", "flat", "slant", "step", "spire", "round"))
    outline = {
        "flat": box((x, top), (w, h)),
        "slant": polygon([(x, top), (x + w, top - w * 0.55), (x + w, base), (x, base)]),
        "step": box((x, top), (w, h)) + box((x + w * 0.2, top - w * 0.4), (w * 0.6, w * 0.4)),
        "spire": box((x, top), (w, h))
        + polygon([(x + w * 0.3, top), (x + w * 0.5, top - w * 1.3), (x + w * 0.7, top)]),
        "round": f"M{x:.0f} {base:.0f}V{top:.0f}a{w / 2:.0f} {w / 2:.0f} 0 0 1 {w:.0f} 0V{base:.0f}z",
    }[crown]
    canvas.fill(outline, tone)
    canvas.shade(outline, canvas.light.low, angle=270, reach=0.6, strength=0.55)
    canvas.shade(outline, canvas.palette.ink, angle=180, reach=0.75, strength=0.55)
    if is_near:
        _windows(canvas, (x, top), size=size)


def _windows(canvas: Canvas, corner: Point, *, size: Point) -> None:
    rng, light = canvas.rng, canvas.light
    (x, y), (w, h) = corner, size
    columns = max(2, int(w // 26))
    step = w / columns
    lit = canvas.palette.glow
    is_striped = rng.random() < 0.4
    for row in range(1, int(h // 34)):
        if is_striped:
            canvas.fill(box((x + 8, y + row * 34), (w - 16, 7)), light.low, opacity=0.35)
            continue
        for column in range(columns):
            if rng.random() < (0.34 if light.is_dark else 0.22):
                at = (x + column * step + step * 0.28, y + row * 34)
                canvas.fill(box(at, (step * 0.44, 15)), lit, opacity=0.95)


def branch(canvas: Canvas) -> None:
    """A bank's columns, cropped close, and one person on the steps."""
    rng, p = canvas.rng, canvas.palette
    stone = mix(p.paper, p.pale, part=0.45)
    scenery.sky(canvas, horizon=500)
    roof = rng.uniform(70, 150)
    gable = polygon([(-60, roof + 210), (800, roof - 60), (1660, roof + 210)])
    canvas.fill(gable, stone)
    canvas.shade(gable, p.deep, angle=180, reach=0.9, strength=0.6)
    canvas.fill(polygon([(260, roof + 180), (800, roof + 16), (1340, roof + 180)]), p.mid)
    canvas.hatch(polygon([(260, roof + 180), (800, roof + 16), (1340, roof + 180)]), p.deep, gap=13)
    canvas.fill(disc((800, roof + 120), 44), p.glow)
    canvas.fill(box((-100, roof + 205), (1800, 70)), p.pale)
    canvas.fill(box((-100, roof + 262), (1800, 14)), p.deep, opacity=0.6)
    canvas.fill(box((-100, roof + 275), (1800, 640)), p.ink)
    door = box((690, roof + 380), (220, 480))
    canvas.fill(door, p.glow)
    canvas.shade(door, p.accent, angle=90, reach=0.8)
    canvas.stroke(f"M800 {roof + 380:.0f}v480", p.ink, width=7)
    count = rng.choice((5, 6))
    for i in range(count + 1):
        _column(canvas, -60 + i * 1720 / count, top=roof + 275, foot=900)
    _steps(canvas, top=900)
    at = (rng.choice((520, 1060)), 968)
    shadow(canvas, at, height=170, by=(1.5, 0.4))
    figure(canvas, at, height=170, look=any_look(canvas, coat=p.accent))


def _column(canvas: Canvas, middle: float, *, top: float, foot: float) -> None:
    p = canvas.palette
    shaft = polygon(
        [(middle - 52, top + 60), (middle + 52, top + 60), (middle + 62, foot), (middle - 62, foot)]
    )
    stone = mix(p.paper, p.pale, part=0.3)
    canvas.fill(shaft, stone)
    canvas.shade(shaft, p.deep, angle=180, reach=0.75, strength=0.95)
    for offset in (-30, -10, 10, 30):
        canvas.stroke(
            f"M{middle + offset:.0f} {top + 75:.0f}L{middle + offset * 1.2:.0f} {foot - 12:.0f}",
            p.deep,
            width=3,
            opacity=0.4,
        )
    canvas.fill(box((middle - 78, top), (156, 26)), stone)
    canvas.fill(box((middle - 66, top + 26), (132, 36), radius=12), p.pale)
    canvas.fill(box((middle - 76, foot - 30), (152, 32)), p.pale)


def _steps(canvas: Canvas, *, top: float) -> None:
    p = canvas.palette
    for i in range(6):
        tone = mix(p.paper, p.mid, part=0.15 + 0.13 * i)
        canvas.fill(box((-10, top + i * 34), (1620, 240)), tone)
        canvas.fill(box((-10, top + i * 34 + 24), (1620, 10)), p.deep, opacity=0.45)


def house_row(canvas: Canvas) -> None:
    """A terrace of narrow houses, each with its own gable and colour."""
    rng, p = canvas.rng, canvas.palette
    scenery.sky(canvas, horizon=800)
    scenery.sun(canvas, (rng.uniform(250, 1350), 230), radius=90)
    scenery.hills(canvas, base=640, height=160, tone=canvas.depth(0.22))
    street = 940
    x = rng.uniform(-140, -60)
    tones = [p.accent, p.deep, p.mid, p.pale, p.glow, mix(p.deep, p.mid, part=0.5), p.paper]
    rng.shuffle(tones)
    i = 0
    while x < 1640:
        width = rng.uniform(190, 260)
        height = rng.uniform(380, 540)
        _house(canvas, (x, street), size=(width, height), tone=tones[i % len(tones)])
        x += width
        i += 1
    canvas.fill(box((-10, street), (1620, 400)), canvas.depth(0.75))
    canvas.fill(box((-10, street), (1620, 26)), mix(p.pale, p.deep, part=0.3))
    canvas.shade(box((-10, street + 26), (1620, 150)), p.ink, reach=1, strength=0.8)
    for at in (rng.uniform(200, 600), rng.uniform(900, 1400)):
        shadow(canvas, (at, street + 46), height=128, by=(1.4, 0.25))
        figure(canvas, (at, street + 46), height=128, look=any_look(canvas))


def _house(canvas: Canvas, foot: Point, *, size: Point, tone: str) -> None:
    rng, p = canvas.rng, canvas.palette
    (x, base), (w, h) = foot, size
    top = base - h
    gables = (
        [(x, top), (x + w / 2, top - w * 0.6), (x + w, top)],
        [(x, top), (x + w * 0.15, top - 60), (x + w * 0.35, top - 60), (x + w * 0.35, top - 110),
         (x + w * 0.65, top - 110), (x + w * 0.65, top - 60), (x + w * 0.85, top - 60), (x + w, top)],
        [(x, top), (x, top - 40), (x + w, top - 40), (x + w, top)],
    )  # fmt: skip
    canvas.fill(box((x + w * 0.68, top - w * 0.55), (w * 0.13, w * 0.5)), canvas.depth(0.85))
    outline = polygon([*rng.choice(gables), (x + w, base), (x, base)])
    canvas.fill(outline, tone)
    canvas.shade(outline, p.ink, angle=180, reach=0.6, strength=0.75)
    rows = max(2, int(h // 150))
    for row in range(rows):
        y = top + 26 + row * (h - 60) / rows
        for column in range(2):
            at = (x + w * (0.16 + 0.4 * column), y)
            is_door = row == rows - 1 and column == 1
            _window(canvas, at, size=(w * 0.28, base - y if is_door else 92), is_door=is_door)


def _window(canvas: Canvas, corner: Point, *, size: Point, is_door: bool) -> None:
    p = canvas.palette
    (x, y), (w, h) = corner, size
    lit = canvas.rng.random() < (0.6 if canvas.light.is_dark else 0.25)
    canvas.fill(box((x - 6, y - 6), (w + 12, h + 12)), p.paper)
    canvas.fill(box((x, y), (w, h)), p.glow if lit else p.ink)
    if is_door:
        canvas.fill(disc((x + w * 0.8, y + h * 0.5), 4), p.paper)
    else:
        canvas.stroke(
            f"M{x:.0f} {y + h / 2:.0f}h{w:.0f}M{x + w / 2:.0f} {y:.0f}v{h:.0f}", p.paper, width=5
        )


def bridge(canvas: Canvas) -> None:
    """A suspension bridge running from a near tower into the haze."""
    rng, p = canvas.rng, canvas.palette
    scenery.sky(canvas, horizon=720)
    scenery.sun(
        canvas, (rng.uniform(950, 1350), rng.uniform(300, 520)), radius=rng.uniform(100, 170)
    )
    scenery.hills(canvas, base=720, height=200, tone=canvas.depth(0.2))
    scenery.hills(canvas, base=750, height=110, tone=canvas.depth(0.36))
    scenery.water(canvas, top=740, tone=mix(canvas.light.low, p.deep, part=0.62))
    red = p.accent
    towers = ((380, 60, 74), (1010, 300, 40), (1330, 430, 24))
    _cables(canvas, [(x, top) for x, top, _ in towers], tone=red)
    deck = polygon([(-200, 640), (1800, 618), (1800, 632), (-200, 700)])
    canvas.fill(deck, mix(red, p.ink, part=0.45))
    canvas.shade(deck, p.ink, angle=90, reach=1)
    for x, top, wide in reversed(towers):
        _bridge_tower(canvas, (x, top), wide=wide, tone=red)
    scenery.birds(canvas, (rng.uniform(700, 1200), 220), count=6, colour=canvas.depth(0.8))


def _cables(canvas: Canvas, tops: list[Point], *, tone: str) -> None:
    anchors = [(-330.0, 120.0), *tops, (1800.0, 520.0)]
    for (x, y), (end_x, end_y) in pairwise(anchors):
        width = 13 if x < 400 else 7
        low = 618 if x > -300 else 560
        middle = ((x + end_x) / 2, low * 2 - (y + end_y) / 2)
        canvas.stroke(
            f"M{x} {y}Q{middle[0]:.0f} {middle[1]:.0f} {end_x} {end_y}", tone, width=width
        )
        for i in range(1, 16):
            part = i / 16
            at = x + (end_x - x) * part
            cable = (1 - part) ** 2 * y + 2 * part * (1 - part) * middle[1] + part**2 * end_y
            canvas.stroke(f"M{at:.0f} {cable:.0f}V650", tone, width=width / 4, opacity=0.8)


def _bridge_tower(canvas: Canvas, top: Point, *, wide: float, tone: str) -> None:
    x, y = top
    p = canvas.palette
    foot = 760 + wide * 2.2
    for side in (-1, 1):
        leg = polygon(
            [(x + side * wide * 0.62 - wide * 0.2, y), (x + side * wide * 0.62 + wide * 0.2, y),
             (x + side * wide * 0.8 + wide * 0.26, foot), (x + side * wide * 0.8 - wide * 0.26, foot)]
        )  # fmt: skip
        canvas.fill(leg, tone)
        canvas.shade(leg, p.ink, angle=180, reach=0.9)
    for i in range(4):
        at = y + (foot - y) * (0.05 + 0.2 * i)
        beam = box((x - wide * 0.75, at), (wide * 1.5, wide * 0.3))
        canvas.fill(beam, tone)
        canvas.shade(beam, p.ink, angle=270, reach=1, strength=0.9)
    canvas.fill(box((x - wide * 1.5, foot - 10), (wide * 3, wide * 0.6)), p.deep)


def street_market(canvas: Canvas) -> None:
    """Striped awnings over heaped stalls, buyers with their backs to us."""
    rng, p = canvas.rng, canvas.palette
    scenery.sky(canvas, horizon=500)
    for i in range(9):
        wide = 1800 / 9
        tone = mix(canvas.light.low, p.mid, part=rng.uniform(0.2, 0.5))
        front = box((-100 + i * wide, rng.uniform(20, 140)), (wide + 1, 800))
        canvas.fill(front, tone)
        canvas.shade(front, p.deep, angle=180, reach=0.8, strength=0.5)
    canvas.fill(box((-10, 760), (1620, 500)), mix(p.pale, p.mid, part=0.35))
    canvas.fill(box((-10, 400), (1620, 380)), p.ink, opacity=0.72)
    count = rng.choice((3, 4))
    for i in range(count):
        wide = 1640 / count
        _stall(canvas, (-20 + i * wide, 330 + rng.uniform(-40, 30)), wide=wide - 26, number=i)
    for i in range(4):
        foot = (rng.uniform(60, 300) + i * 380, rng.uniform(960, 1040))
        shadow(canvas, foot, height=330, by=(0.9, 0.16))
        figure(canvas, foot, height=330, look=any_look(canvas))


def _stall(canvas: Canvas, corner: Point, *, wide: float, number: int) -> None:
    rng, p = canvas.rng, canvas.palette
    x, y = corner
    tones = ((p.accent, p.paper), (p.deep, p.paper), (p.glow, p.paper), (p.mid, p.paper))
    first, second = tones[number % 4]
    canvas.stroke(
        f"M{x + 12:.0f} {y + 90:.0f}V900M{x + wide - 12:.0f} {y + 90:.0f}V900", p.ink, width=10
    )
    for i, tone in enumerate((p.glow, p.accent, mix(p.mid, p.glow, part=0.5))):
        crate_x = x + wide * (0.04 + 0.32 * i)
        for k in range(13):
            at = (crate_x + wide * 0.05 + (k % 5) * wide * 0.05, 726 - (k // 5) * 24)
            canvas.fill(disc(at, wide * 0.033), tone if k % 4 else mix(tone, p.ink, part=0.25))
        crate = box((crate_x, 738), (wide * 0.3, 110))
        canvas.fill(crate, mix(p.deep, p.mid, part=0.45))
        canvas.hatch(crate, p.ink, gap=37, angle=0, width=5)
    slices = 8
    for i in range(slices):
        step = wide / slices
        flap = (
            f"M{x + i * step + step * 0.25:.0f} {y:.0f}h{step * 0.75:.0f}"
            f"L{x + (i + 1) * step:.0f} {y + 150:.0f}a{step / 2:.0f} {step / 2:.0f} 0 0 1 {-step:.0f} 0z"
        )
        canvas.fill(flap, second if i % 2 else first)
    awning = box((x, y), (wide, 150))
    canvas.shade(awning, p.ink, angle=270, reach=0.8, strength=0.55)
    canvas.speckle(box((x, y + 40), (wide * rng.uniform(0.3, 0.7), 100)), p.ink, density=0.3)


def umbrella_rain(canvas: Canvas) -> None:
    """Grey umbrellas shoulder to shoulder, one of another mind, and slanting rain."""
    rng, p = canvas.rng, canvas.palette
    canvas.fill(canvas.everything(), mix(p.pale, p.mid, part=0.35))
    canvas.shade(canvas.everything(), p.deep, angle=90, reach=0.8, strength=0.9)
    for i in range(6):
        tower = box((i * 290 - 60, rng.uniform(40, 300)), (rng.uniform(150, 250), 900))
        canvas.fill(tower, mix(p.mid, p.deep, part=0.35), opacity=0.6)
        canvas.shade(tower, p.pale, angle=270, reach=0.7, strength=0.6)
    spots = [
        (
            rng.uniform(-40, 60) + column * 270 + row * 120,
            500 + row * 175 + rng.uniform(-30, 30),
            row,
        )
        for row in range(4)
        for column in range(-1, 6)
    ]
    chosen = rng.choice([i for i, (x, _, row) in enumerate(spots) if row == 1 and 300 < x < 1300])
    for i, (x, y, row) in enumerate(spots):
        tone = mix(p.mid, p.ink, part=0.2 + 0.24 * row * rng.uniform(0.6, 1.1))
        _umbrella(canvas, (x, y), radius=150 + row * 22, tone=p.accent if i == chosen else tone)
    _rain(canvas)


def _umbrella(canvas: Canvas, at: Point, *, radius: float, tone: str) -> None:
    x, y = at
    p = canvas.palette
    r = radius
    canvas.fill(box((x - r * 0.36, y + r * 0.2), (r * 0.72, r * 2), radius=r * 0.3), p.ink)
    canvas.stroke(f"M{x:.0f} {y - r * 0.7:.0f}v{-r * 0.16:.0f}", p.ink, width=7)
    scallops = 4
    step = 2 * r / scallops
    arc = "".join(f"a{step / 2:.0f} {r * 0.12:.0f} 0 0 0 {-step:.1f} 0" for _ in range(scallops))
    dome = f"M{x - r:.0f} {y + r * 0.1:.0f}A{r:.0f} {r * 0.8:.0f} 0 0 1 {x + r:.0f} {y + r * 0.1:.0f}{arc}z"
    canvas.fill(dome, tone)
    canvas.shade(dome, p.ink, angle=180, reach=0.85, strength=0.85)
    canvas.shade(dome, p.paper, angle=50, reach=0.5, strength=0.45)
    for bend in (-0.5, 0.0, 0.5):
        rib = f"M{x:.0f} {y - r * 0.7:.0f}Q{x + bend * r * 0.9:.0f} {y - r * 0.5:.0f} {x + bend * r:.0f} {y + r * 0.08:.0f}"
        canvas.stroke(rib, p.ink, width=3, opacity=0.5)


def _rain(canvas: Canvas) -> None:
    rng = canvas.rng
    for _ in range(120):
        x, y = rng.uniform(-50, 1650), rng.uniform(-50, 1100)
        long = rng.uniform(30, 80)
        canvas.stroke(
            f"M{x:.0f} {y:.0f}l{-long * 0.3:.0f} {long:.0f}",
            canvas.palette.paper,
            width=2.5,
            opacity=0.55,
        )


def queue(canvas: Canvas) -> None:
    """A line of people with long shadows, bending away to a lit door."""
    rng, p = canvas.rng, canvas.palette
    canvas.fill(canvas.everything(), mix(p.paper, p.pale, part=0.5))
    wall = box((-10, -10), (1620, 372))
    canvas.fill(wall, p.deep)
    canvas.shade(wall, p.ink, angle=rng.choice((0, 180)), reach=0.9)
    canvas.hatch(wall, p.ink, gap=46, angle=0, width=2)
    door_x = rng.uniform(1120, 1300)
    canvas.fill(box((door_x - 90, 60), (180, 300)), p.glow)
    canvas.fill(
        polygon(
            [(door_x - 90, 360), (door_x + 90, 360), (door_x + 330, 1300), (door_x - 420, 1300)]
        ),
        p.glow,
        opacity=0.55,
    )
    canvas.shade(box((-10, 360), (1620, 717)), p.mid, angle=270, reach=0.9, strength=0.7)
    count = rng.randrange(13, 17)
    for i in range(count):
        part = i / (count - 1)
        x = door_x - 1180 * part**0.9 + 140 * part * (1 - part) * 4
        foot = (x, 388 + 610 * part**1.7)
        height = 120 + 330 * part**1.5
        shadow(canvas, foot, height=height, by=(-0.9 - 0.3 * part, 0.42))
        figure(
            canvas,
            foot,
            height=height,
            look=any_look(canvas, coat=p.accent if i == count // 2 else ""),
        )


SCENES = {
    "skyline": Scene(skyline, ALL_HOURS),
    "branch": Scene(branch, LIGHT_HOURS),
    "house-row": Scene(house_row, ALL_HOURS),
    "bridge": Scene(bridge, ALL_HOURS),
    "street-market": Scene(street_market, LIGHT_HOURS),
    "umbrella-rain": Scene(umbrella_rain, ("day",)),
    "queue": Scene(queue, ("day",)),
}
