"""Trade and transport: the port, ships, boxes, cranes, trains, aircraft, works."""

# A drawing is made of measures, and an outline reads best on one line.
# ruff: noqa: PLR2004, E501

from __future__ import annotations

from masthead.ops.demo.pictures import scenery
from masthead.ops.demo.pictures.canvas import Canvas
from masthead.ops.demo.pictures.figures import any_look, figure, shadow
from masthead.ops.demo.pictures.palette import mix
from masthead.ops.demo.pictures.scene import ALL_HOURS, LIGHT_HOURS, Scene
from masthead.ops.demo.pictures.shapes import Point, box, disc, polygon, smooth


def box_tones(canvas: Canvas) -> list[str]:
    """The paints of a container yard, the contrast being rare."""
    p = canvas.palette
    return [p.deep, p.mid, mix(p.deep, p.ink, part=0.5), p.pale, p.deep, p.glow, p.mid, p.accent]


def container(canvas: Canvas, corner: Point, *, size: Point, tone: str) -> None:
    """The long side of one container with its ribs."""
    (x, y), (w, h) = corner, size
    canvas.fill(box(corner, size), tone)
    ribs = max(6, int(w / 13))
    lines = "".join(
        f"M{x + w * (i + 0.5) / ribs:.0f} {y + h * 0.12:.0f}v{h * 0.76:.0f}" for i in range(ribs)
    )
    canvas.stroke(lines, canvas.palette.ink, width=max(1.5, w / ribs * 0.28), opacity=0.28)
    canvas.fill(box((x, y + h * 0.94), (w, h * 0.06)), canvas.palette.ink, opacity=0.45)


def _stack(canvas: Canvas, foot: Point, *, columns: int, rows: int, size: Point) -> None:
    rng = canvas.rng
    tones = box_tones(canvas)
    for column in range(columns):
        for row in range(rows - rng.choice((0, 0, 1, 2))):
            at = (foot[0] + column * (size[0] + 4), foot[1] - (row + 1) * (size[1] + 3))
            container(canvas, at, size=size, tone=rng.choice(tones))


def _gantry(canvas: Canvas, foot: Point, *, height: float, tone: str, width: float) -> None:
    """A quay crane: two legs, a boom reaching left over the water, its ties."""
    x, y = foot
    h = height
    legs = f"M{x:.0f} {y:.0f}V{y - h * 0.66:.0f}M{x + h * 0.34:.0f} {y:.0f}V{y - h * 0.66:.0f}"
    portal = f"M{x:.0f} {y - h * 0.3:.0f}h{h * 0.34:.0f}M{x:.0f} {y - h * 0.3:.0f}l{h * 0.34:.0f} {-h * 0.33:.0f}"
    boom = f"M{x - h * 0.72:.0f} {y - h * 0.68:.0f}H{x + h * 0.56:.0f}"
    mast = f"M{x:.0f} {y - h * 0.66:.0f}L{x + h * 0.1:.0f} {y - h:.0f}L{x + h * 0.34:.0f} {y - h * 0.66:.0f}"
    ties = (
        f"M{x + h * 0.1:.0f} {y - h:.0f}L{x - h * 0.66:.0f} {y - h * 0.7:.0f}"
        f"M{x + h * 0.1:.0f} {y - h:.0f}L{x - h * 0.3:.0f} {y - h * 0.7:.0f}"
        f"M{x + h * 0.1:.0f} {y - h:.0f}L{x + h * 0.52:.0f} {y - h * 0.7:.0f}"
    )
    canvas.stroke(ties, tone, width=width * 0.35)
    canvas.stroke(legs + boom, tone, width=width)
    canvas.stroke(portal + mast, tone, width=width * 0.7)
    house = box((x + h * 0.36, y - h * 0.66), (h * 0.14, h * 0.09))
    canvas.fill(house, tone)


def port(canvas: Canvas) -> None:
    """Cranes in three depths over a loaded quay, a ship's side below them."""
    rng, p = canvas.rng, canvas.palette
    quay = rng.choice((780, 840))
    scenery.sky(canvas, horizon=quay)
    scenery.sun(
        canvas, (rng.uniform(300, 1200), rng.uniform(260, 470)), radius=rng.uniform(110, 190)
    )
    scenery.clouds(canvas, top=90, bottom=420, count=3)
    scenery.hills(canvas, base=quay - 50, height=130, tone=canvas.depth(0.2))
    for depth, height, step in ((0.3, 330, 330), (0.5, 470, 480)):
        start = rng.uniform(-40, 200)
        for i in range(5):
            _gantry(
                canvas,
                (start + i * step, quay),
                height=height,
                tone=canvas.depth(depth),
                width=height / 34,
            )
    scenery.water(canvas, top=quay, tone=mix(canvas.light.low, p.deep, part=0.75))
    _stack(canvas, (940, quay + 30), columns=6, rows=5, size=(118, 46))
    canvas.fill(box((760, quay + 28), (1100, 60)), p.ink)
    canvas.shade(box((760, quay + 28), (1100, 60)), p.mid, angle=90, reach=0.7, strength=0.6)
    main = (rng.uniform(760, 860), quay + 30)
    _gantry(canvas, main, height=720, tone=p.accent, width=22)
    hook = (main[0] - rng.uniform(180, 420), quay - rng.uniform(200, 330))
    top = quay + 30 - 720 * 0.68
    canvas.stroke(
        f"M{hook[0] - 40:.0f} {top:.0f}V{hook[1]:.0f}M{hook[0] + 40:.0f} {top:.0f}V{hook[1]:.0f}",
        p.ink,
        width=4,
    )
    container(canvas, (hook[0] - 90, hook[1]), size=(180, 66), tone=p.glow)
    _hull_side(canvas, (-260, quay + 90), length=880)


def _hull_side(canvas: Canvas, corner: Point, *, length: float) -> None:
    x, y = corner
    p = canvas.palette
    _stack(canvas, (x + 60, y - 70), columns=6, rows=4, size=(122, 46))
    hull = polygon(
        [
            (x, y - 70),
            (x + length, y - 70),
            (x + length + 70, y - 110),
            (x + length - 40, y + 110),
            (x, y + 110),
        ]
    )
    canvas.fill(hull, p.ink)
    canvas.shade(hull, p.mid, angle=180, reach=0.6, strength=0.6)
    canvas.fill(
        polygon([(x, y + 66), (x + length - 16, y + 66), (x + length - 40, y + 110), (x, y + 110)]),
        p.accent,
    )


def ship(canvas: Canvas) -> None:
    """A loaded ship: bow on and towering, or broadside and far from land."""
    if canvas.rng.random() < 0.5:
        _bow_on(canvas)
    else:
        _broadside(canvas)


def _bow_on(canvas: Canvas) -> None:
    rng, p = canvas.rng, canvas.palette
    scenery.sky(canvas, horizon=860)
    scenery.sun(canvas, (rng.choice((280, 1320)), 300), radius=130)
    scenery.clouds(canvas, top=160, bottom=560, count=4)
    scenery.water(canvas, top=800, tone=mix(canvas.light.low, p.deep, part=0.7))
    tones = box_tones(canvas)
    for column in range(7):
        tall = 6 - abs(column - 3) // 2 - (column % 2)
        for row in range(tall):
            at = (800 + (column - 3.5) * 92, 372 - row * 58)
            canvas.fill(box(at, (87, 54)), rng.choice(tones))
            canvas.shade(
                box(at, (87, 54)), p.ink, angle=0 if column < 3 else 180, reach=1, strength=0.5
            )
            canvas.stroke(f"M{at[0] + 43:.0f} {at[1] + 8:.0f}v38", p.ink, width=3, opacity=0.4)
    left = "M800 470C700 440 560 420 450 425C470 640 610 860 770 940L800 950z"
    right = "M800 470C900 440 1040 420 1150 425C1130 640 990 860 830 940L800 950z"
    canvas.fill(right, mix(p.deep, p.ink, part=0.55))
    canvas.fill(left, p.accent)
    canvas.shade(left, p.ink, angle=180, reach=0.8, strength=0.7)
    canvas.shade(right, p.ink, angle=270, reach=1)
    canvas.stroke("M450 425C560 420 700 440 800 470C900 440 1040 420 1150 425", p.paper, width=10)
    for x in (700, 905):
        canvas.fill(box((x, 560), (26, 70), radius=12), p.ink)
    for side in (-1, 1):
        wave = smooth([(800, 880), (800 + side * 150, 925), (800 + side * 330, 935), (800 + side * 620, 1000),
                       (800 + side * 420, 1010), (800 + side * 180, 985), (800, 990)], is_closed=True)  # fmt: skip
        canvas.fill(wave, p.paper)
        canvas.shade(wave, p.mid, angle=270, reach=0.9)
    scenery.birds(canvas, (1180, 260), count=5, colour=canvas.depth(0.9))


def _broadside(canvas: Canvas) -> None:
    rng, p = canvas.rng, canvas.palette
    horizon = rng.uniform(560, 660)
    scenery.sky(canvas, horizon=horizon)
    disc_x = rng.uniform(300, 1300)
    scenery.sun(canvas, (disc_x, horizon - 90), radius=rng.uniform(170, 240))
    scenery.clouds(canvas, top=90, bottom=horizon - 200, count=4)
    scenery.water(canvas, top=horizon, tone=mix(canvas.light.low, p.deep, part=0.7), glints=46)
    scenery.glitter(canvas, (disc_x, horizon), width=300, depth=1040 - horizon, colour=p.glow)
    x, y = 270, horizon + 120
    tones = box_tones(canvas)
    for column in range(11):
        for row in range(rng.choice((3, 4, 4, 5))):
            container(
                canvas,
                (x + 60 + column * 76, y - 108 - row * 37),
                size=(73, 35),
                tone=rng.choice(tones),
            )
    for part, tall in ((0, 300), (22, 330)):
        canvas.fill(box((x + 920 + part, y - 70 - tall + part * 4), (110 - part, tall)), p.paper)
    canvas.shade(box((x + 920, y - 370), (110, 300)), p.mid, angle=180, reach=1)
    for row in range(5):
        canvas.fill(box((x + 934, y - 340 + row * 46), (84, 14)), p.ink)
    canvas.fill(box((x + 1046, y - 230), (54, 160)), p.accent)
    hull = polygon(
        [
            (x - 40, y - 82),
            (x + 40, y - 70),
            (x + 1130, y - 70),
            (x + 1100, y + 70),
            (x + 60, y + 70),
        ]
    )
    canvas.fill(hull, p.ink)
    canvas.shade(hull, p.deep, angle=90, reach=1)
    canvas.fill(
        polygon([(x + 40, y + 36), (x + 1108, y + 36), (x + 1100, y + 70), (x + 60, y + 70)]),
        p.accent,
    )
    canvas.stroke(
        smooth([(x - 40, y + 70), (x + 300, y + 62), (x + 700, y + 72), (x + 1260, y + 66)]),
        p.paper,
        width=12,
    )


def containers(canvas: Canvas) -> None:
    """A wall of containers without end, one inspector before it."""
    rng, p = canvas.rng, canvas.palette
    canvas.fill(canvas.everything(), p.ink)
    tones = box_tones(canvas)
    wide = rng.choice((250, 300, 340))
    high = wide * 0.4
    floor = 930
    for row in range(int(1250 // high)):
        shift = rng.uniform(-wide, 0)
        for column in range(int(1700 // wide) + 3):
            corner = (shift + column * (wide + 7) - 60, floor - (row + 1) * (high + 6))
            tone = tones[rng.randrange(len(tones))]
            container(canvas, corner, size=(wide, high), tone=tone)
            if rng.random() < 0.3:
                canvas.shade(
                    box(corner, (wide, high)),
                    p.ink,
                    angle=rng.choice((0, 180)),
                    reach=0.8,
                    strength=0.8,
                )
    shaft = polygon([(rng.uniform(200, 500), -100), (1100, -100), (1900, floor), (900, floor)])
    canvas.shade(shaft, p.paper, angle=90, reach=1, strength=0.42)
    canvas.shade(box((-10, -10), (1620, floor + 10)), p.ink, angle=90, reach=0.7, strength=0.7)
    canvas.fill(box((-10, floor), (1620, 400)), mix(p.pale, p.mid, part=0.5))
    canvas.shade(box((-10, floor), (1620, 180)), p.ink, reach=1, strength=0.8)
    foot = (rng.uniform(480, 1100), floor + 62)
    shadow(canvas, foot, height=230, by=(1.3, 0.16))
    figure(canvas, foot, height=230, look=any_look(canvas, coat=p.accent))


def crane(canvas: Canvas) -> None:
    """A tower crane swinging a load over an unfinished frame."""
    rng, p = canvas.rng, canvas.palette
    scenery.sky(canvas)
    scenery.sun(
        canvas, (rng.uniform(900, 1350), rng.uniform(420, 640)), radius=rng.uniform(150, 240)
    )
    scenery.clouds(canvas, top=200, bottom=620, count=4)
    for depth in (0.2, 0.38):
        for i in range(9):
            tall = rng.uniform(120, 420) * (1.2 - depth)
            canvas.fill(
                box((i * 190 - 60 + depth * 120, 1067 - tall), (rng.uniform(110, 170), 500)),
                canvas.depth(depth),
            )
    _frame(canvas, (850, 1090), floors=rng.choice((5, 6, 7)))
    tone = p.accent
    x, top = rng.uniform(400, 520), 210
    _lattice(canvas, [(x, 1200), (x, top)], width=52, tone=tone)
    _lattice(canvas, [(x - 330, top), (x + 940, top)], width=34, tone=tone)
    canvas.stroke(
        f"M{x:.0f} {top - 150}L{x + 860:.0f} {top - 16}M{x:.0f} {top - 150}L{x - 300:.0f} {top - 16}",
        p.ink,
        width=4,
    )
    canvas.fill(polygon([(x - 26, top), (x, top - 160), (x + 26, top)]), tone)
    canvas.fill(box((x - 330, top + 10), (120, 90)), p.ink)
    canvas.fill(box((x + 30, top + 18), (70, 84)), p.ink)
    canvas.fill(box((x + 40, top + 28), (50, 40)), p.glow)
    hook_x = x + rng.uniform(520, 760)
    canvas.stroke(
        f"M{hook_x:.0f} {top + 14}v210M{hook_x:.0f} {top + 224}l-90 60M{hook_x:.0f} {top + 224}l90 60",
        p.ink,
        width=4,
    )
    canvas.fill(box((hook_x - 120, top + 282), (240, 26)), p.ink)


def _lattice(canvas: Canvas, ends: list[Point], *, width: float, tone: str) -> None:
    (x, y), (end_x, end_y) = ends
    is_upright = abs(end_y - y) > abs(end_x - x)
    steps = int(max(abs(end_y - y), abs(end_x - x)) // width)
    zigzag = []
    for i in range(steps + 1):
        side = width / 2 if i % 2 else -width / 2
        px, py = x + (end_x - x) * i / steps, y + (end_y - y) * i / steps
        zigzag.append((px + side, py) if is_upright else (px, py + side))
    canvas.stroke(polygon(zigzag, is_open=True), tone, width=width * 0.11)
    for side in (-width / 2, width / 2):
        move = (side, 0) if is_upright else (0, side)
        rail = polygon(
            [(x + move[0], y + move[1]), (end_x + move[0], end_y + move[1])], is_open=True
        )
        canvas.stroke(rail, tone, width=width * 0.2)


def _frame(canvas: Canvas, foot: Point, *, floors: int) -> None:
    p = canvas.palette
    x, base = foot
    high, wide = 92, 620
    for floor in range(floors):
        y = base - (floor + 1) * high
        is_top = floor >= floors - 2
        if not is_top:
            bay = box((x, y), (wide, high))
            canvas.fill(bay, canvas.depth(0.72))
            canvas.shade(bay, p.ink, angle=180, reach=0.9, strength=0.8)
            for i in range(6):
                if canvas.rng.random() < 0.5:
                    canvas.fill(box((x + 20 + i * 102, y + 22), (64, 56)), p.glow, opacity=0.85)
        canvas.fill(box((x - 20, y), (wide + 40, 14)), p.ink)
        for i in range(7):
            canvas.fill(box((x + i * (wide - 14) / 6, y), (14, high)), p.ink)


def train(canvas: Canvas) -> None:
    """A freight train on a viaduct, hills behind it."""
    rng, p = canvas.rng, canvas.palette
    scenery.sky(canvas, horizon=700)
    scenery.sun(
        canvas, (rng.uniform(250, 1350), rng.uniform(180, 340)), radius=rng.uniform(90, 150)
    )
    scenery.clouds(canvas, top=110, bottom=330, count=3)
    for i, depth in enumerate((0.16, 0.3, 0.46)):
        scenery.hills(
            canvas,
            base=560 + i * 90,
            height=240 - 50 * i,
            tone=mix(canvas.depth(depth), p.mid, part=0.35),
        )
    track = 560
    _viaduct(canvas, track)
    tones = box_tones(canvas)
    x = rng.uniform(-180, -60)
    while x < 1080:
        canvas.fill(box((x, track - 26), (216, 14)), p.ink)
        container(canvas, (x + 6, track - 104), size=(204, 78), tone=rng.choice(tones))
        _wheels(canvas, (x + 38, x + 78, x + 142, x + 182), track=track)
        x += 226
    engine = f"M{x:.0f} {track - 20:.0f}v-110h210c60 0 104 46 120 110z"
    canvas.fill(engine, p.accent)
    canvas.shade(engine, p.ink, angle=270, reach=0.8, strength=0.8)
    canvas.fill(f"M{x + 214:.0f} {track - 112:.0f}h14c24 6 46 24 60 50h-74z", p.ink)
    canvas.fill(box((x, track - 58), (310, 12)), p.paper)
    _wheels(canvas, (x + 50, x + 100, x + 210, x + 260), track=track)
    canvas.fill(box((-10, 1000), (1620, 300)), canvas.depth(0.85))


def _wheels(canvas: Canvas, spots: tuple[float, ...], *, track: float) -> None:
    for x in spots:
        canvas.fill(disc((x, track - 10), 13), canvas.palette.ink)


def _viaduct(canvas: Canvas, track: float) -> None:
    p = canvas.palette
    stone = mix(p.paper, p.pale, part=0.6)
    span = 230
    arches = ""
    for i in range(-1, 9):
        left = i * span - 40
        arches += f"M{left + 34:.0f} 1400V{track + 170:.0f}a{span / 2 - 34:.0f} {span / 2 - 34:.0f} 0 0 1 {span - 68:.0f} 0V1400z"
    wall = box((-10, track), (1620, 517))
    canvas.fill(wall + arches, stone)
    canvas.shade(wall + arches, p.deep, angle=270, reach=0.9, strength=0.9)
    for i in range(-1, 9):
        pier = box((i * span - 40 - 34, track + 60), (26, 900))
        canvas.shade(pier, p.deep, angle=0, reach=1, strength=0.8)
    canvas.fill(box((-10, track), (1620, 20)), p.deep)
    canvas.fill(box((-10, track + 20), (1620, 8)), p.ink, opacity=0.4)


def aircraft(canvas: Canvas) -> None:
    """An aeroplane from above, its shadow small on the fields or the sea."""
    rng, p = canvas.rng, canvas.palette
    canvas.fill(canvas.everything(), mix(p.mid, p.pale, part=0.3))
    for i in range(9):
        for j in range(7):
            tone = rng.choice(
                (
                    p.mid,
                    p.pale,
                    mix(p.mid, p.deep, part=0.35),
                    mix(p.pale, p.glow, part=0.5),
                    mix(p.mid, p.deep, part=0.6),
                )
            )
            x, y = -180 + i * 230 + j * 46, -120 + j * 190 - i * 26
            field = polygon([(x, y), (x + 222, y - 25), (x + 267, y + 158), (x + 44, y + 184)])
            canvas.fill(field, tone)
            if rng.random() < 0.4:
                canvas.hatch(
                    field, p.deep, gap=rng.choice((9, 13)), angle=rng.choice((-7, 76)), width=2
                )
            elif rng.random() < 0.5:
                canvas.shade(field, p.deep, angle=rng.choice((0, 90)), reach=0.9, strength=0.6)
    river = smooth(
        [(-200, rng.uniform(700, 1000)), (300, 760), (700, 900), (1100, 640), (1800, 700)]
    )
    canvas.stroke(river, p.deep, width=60)
    canvas.stroke(river, mix(p.deep, p.mid, part=0.4), width=30)
    for _ in range(3):
        at = (rng.uniform(-100, 1300), rng.uniform(60, 940))
        scenery.cloud(canvas, at, size=(rng.uniform(260, 420), 62), colour=p.paper)
    turn = rng.uniform(20, 70)
    with canvas.group(move=(560, 800), turn=turn, scale=(0.34, 0.34)):
        canvas.cast(_plane_outline(), p.ink, opacity=0.45)
    with canvas.group(move=(880, 470), turn=turn):
        canvas.fill(_plane_outline(), p.paper)
        canvas.shade(_plane_outline(), p.deep, angle=0, reach=0.62, strength=0.9)
        for side in (-1, 1):
            canvas.fill(box((side * 150 - 22, -46), (44, 90), radius=20), p.deep)
        canvas.fill(polygon([(-26, 300), (0, 250), (26, 300), (10, 392), (-10, 392)]), p.accent)
        canvas.fill("M-26 -330C-16 -352 16 -352 26 -330L20 -306H-20z", p.ink)


def _plane_outline() -> str:
    body = "M0 -420C34 -400 48 -330 48 -250V250C40 330 16 400 0 420C-16 400 -40 330 -48 250V-250C-48 -330 -34 -400 0 -420z"
    wings = polygon([(44, -90), (470, 120), (470, 176), (44, 90)]) + polygon(
        [(-44, -90), (-470, 120), (-470, 176), (-44, 90)]
    )
    tail = polygon([(24, 290), (190, 372), (190, 412), (18, 376)]) + polygon(
        [(-24, 290), (-190, 372), (-190, 412), (-18, 376)]
    )
    return body + wings + tail


def factory(canvas: Canvas) -> None:
    """Saw-tooth roofs and chimneys, their smoke the largest thing in the sky."""
    rng, p = canvas.rng, canvas.palette
    scenery.sky(canvas, horizon=860)
    scenery.sun(
        canvas, (rng.uniform(250, 600), rng.uniform(260, 420)), radius=rng.uniform(110, 180)
    )
    scenery.hills(canvas, base=800, height=150, tone=canvas.depth(0.2))
    for i in range(rng.choice((2, 3))):
        _chimney(canvas, (880 + i * 210 + rng.uniform(-30, 30), 900), height=rng.uniform(430, 600))
    hall = 300
    start = rng.uniform(-120, 40)
    for i in range(6):
        x = start + i * hall
        tooth = polygon([(x, 900), (x, 660), (x + hall, 760), (x + hall, 900)])
        canvas.fill(tooth, mix(p.deep, canvas.light.low, part=0.15))
        canvas.shade(tooth, p.ink, angle=180, reach=0.9, strength=0.9)
        canvas.fill(polygon([(x + 12, 684), (x + 12, 760), (x + 190, 768), (x + 190, 748)]), p.glow)
    front = box((-10, 850), (1620, 120))
    canvas.fill(front, p.ink)
    for i in range(14):
        canvas.fill(box((i * 122 - 60, 880), (70, 40)), p.glow if rng.random() < 0.55 else p.deep)
    canvas.fill(box((-10, 960), (1620, 300)), mix(p.mid, p.deep, part=0.5))
    canvas.shade(box((-10, 960), (1620, 160)), p.ink, reach=1)
    foot = (rng.uniform(300, 1200), 1010)
    shadow(canvas, foot, height=110, by=(1.6, 0.2))
    figure(canvas, foot, height=110, look=any_look(canvas, coat=p.accent))


def _chimney(canvas: Canvas, foot: Point, *, height: float) -> None:
    rng, p = canvas.rng, canvas.palette
    x, y = foot
    top = y - height
    stack = polygon([(x - 32, top), (x + 32, top), (x + 48, y), (x - 48, y)])
    canvas.fill(stack, p.accent)
    canvas.shade(stack, p.ink, angle=180, reach=0.9)
    for band in (0.05, 0.17):
        canvas.fill(box((x - 36, top + height * band), (72, height * 0.05)), p.paper)
    smoke = mix(canvas.light.low, p.mid, part=0.5)
    for i in range(8):
        part = i / 7
        at = (x + 30 + 330 * part**1.3 + rng.uniform(-12, 12), top - 30 - 210 * part**0.8)
        puff = disc(at, 40 + 74 * part)
        canvas.fill(puff, mix(smoke, p.paper, part=0.5 * part))
        canvas.shade(puff, p.deep, angle=270, reach=0.7, strength=0.5)


SCENES = {
    "port": Scene(port, ALL_HOURS),
    "ship": Scene(ship, ALL_HOURS),
    "containers": Scene(containers, ("day",)),
    "crane": Scene(crane, LIGHT_HOURS),
    "train": Scene(train, LIGHT_HOURS),
    "aircraft": Scene(aircraft, ("day",)),
    "factory": Scene(factory, ALL_HOURS),
}
