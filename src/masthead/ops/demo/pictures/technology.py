"""Technology and power: data centres, circuits, chips, payment by phone, turbines, pylons."""

# A drawing is made of measures, and an outline reads best on one line.
# ruff: noqa: PLR2004, E501

from __future__ import annotations

from masthead.ops.demo.pictures import scenery
from masthead.ops.demo.pictures.canvas import Canvas
from masthead.ops.demo.pictures.figures import any_look, figure, shadow
from masthead.ops.demo.pictures.palette import mix
from masthead.ops.demo.pictures.scene import ALL_HOURS, Scene
from masthead.ops.demo.pictures.shapes import (
    Point,
    around,
    between,
    box,
    disc,
    polygon,
    swept,
)
from masthead.ops.demo.pictures.solids import Faces, Isometric


def data_centre(canvas: Canvas) -> None:
    """An aisle of racks running to a single lit door."""
    rng, p = canvas.rng, canvas.palette
    canvas.fill(canvas.everything(), p.ink)
    goal = (rng.uniform(640, 960), rng.uniform(440, 520))
    floor = polygon([goal, (2300, 1500), (-700, 1500)])
    canvas.fill(floor, mix(p.deep, p.ink, part=0.35))
    canvas.fill(polygon([goal, (1050, 1500), (550, 1500)]), p.mid, opacity=0.55)
    ceiling = polygon([goal, (-700, -500), (2300, -500)])
    canvas.fill(ceiling, mix(p.deep, p.ink, part=0.65))
    for part in (0.16, 0.3, 0.52, 0.86):
        left, right = between(goal, (-200, -500), part=part), between(goal, (1800, -500), part=part)
        canvas.stroke(polygon([left, right], is_open=True), p.glow, width=4 + 26 * part)
    for is_left in (True, False):
        _rack_wall(canvas, goal, is_left=is_left)
    canvas.halo(goal, 330, colour=p.glow, strength=0.95)
    canvas.fill(box((goal[0] - 54, goal[1] - 84), (108, 150)), p.glow)
    canvas.shade(floor, p.glow, angle=90, reach=0.35, strength=0.6)
    foot = (goal[0] + rng.uniform(-40, 50), goal[1] + 150)
    shadow(canvas, foot, height=170, by=(-0.2, 0.8))
    figure(canvas, foot, height=170, look=any_look(canvas, coat=p.accent))


def _rack_wall(canvas: Canvas, goal: Point, *, is_left: bool) -> None:
    rng, p = canvas.rng, canvas.palette
    edge = -260 if is_left else 1860
    parts = (0.12, 0.17, 0.24, 0.33, 0.45, 0.62, 0.84, 1.14)
    for near, far in zip(parts[1:], parts, strict=False):
        top_near, top_far = (between(goal, (edge, -330), part=part) for part in (near, far))
        low_near, low_far = (between(goal, (edge, 1330), part=part) for part in (near, far))
        face = polygon([top_near, top_far, low_far, low_near])
        canvas.fill(face, mix(p.deep, p.ink, part=0.25 + 0.5 * near))
        canvas.shade(face, p.mid, angle=0 if not is_left else 180, reach=0.6, strength=0.75)
        canvas.stroke(polygon([top_near, low_near], is_open=True), p.ink, width=4 + 12 * near)
        for row in range(1, 18):
            level = row / 18
            start = between(top_far, low_far, part=level)
            end = between(top_near, low_near, part=level)
            slot = [between(start, end, part=0.12), between(start, end, part=0.62)]
            canvas.stroke(polygon(slot, is_open=True), p.ink, width=2 + 9 * near, opacity=0.7)
            for k in range(3):
                if rng.random() < 0.6:
                    at = between(start, end, part=0.7 + k * 0.09)
                    tone = rng.choice((p.glow, p.glow, p.accent, p.pale))
                    canvas.fill(disc(at, 1.4 + 5.5 * near), tone)


def circuit(canvas: Canvas) -> None:
    """Traces that leave a processor as streets leave a square."""
    rng, p = canvas.rng, canvas.palette
    board = rng.choice((p.deep, p.ink, mix(p.deep, p.mid, part=0.4)))
    scenery.plain(canvas, tone=board, edge=p.ink, angle=rng.choice((30, 150)))
    centre = (rng.choice((560, 800, 1040)), 533)
    half = rng.uniform(150, 190)
    tones = [p.pale, p.mid, p.glow, p.pale, mix(p.pale, p.mid, part=0.5), p.accent]
    with canvas.group(turn=rng.choice((0, 45)), about=centre):
        for turn in range(4):
            with canvas.group(turn=turn * 90, about=centre):
                for i in range(9):
                    _trace(
                        canvas,
                        (centre[0] + (i - 4) * half * 0.2, centre[1] - half),
                        lane=i - 4,
                        tone=rng.choice(tones),
                    )
        body = [
            (centre[0] + sx * half, centre[1] + sy * half)
            for sx, sy in ((-1, -1), (1, -1), (1, 1), (-1, 1))
        ]
        canvas.cast(swept(body, by=(120, 120)), p.ink, opacity=0.4)
        canvas.fill(box(body[0], (2 * half, 2 * half), radius=14), p.ink)
        inner = box(
            (centre[0] - half * 0.66, centre[1] - half * 0.66), (half * 1.32, half * 1.32), radius=8
        )
        canvas.fill(inner, p.accent)
        canvas.shade(inner, p.ink, angle=230, reach=0.9)
        canvas.shade(inner, p.glow, angle=50, reach=0.6, strength=0.8)
        canvas.stroke(
            box((centre[0] - half * 0.86, centre[1] - half * 0.86), (half * 1.72, half * 1.72)),
            p.mid,
            width=3,
        )


def _trace(canvas: Canvas, start: Point, *, lane: int, tone: str) -> None:
    rng = canvas.rng
    x, y = start
    straight = 50 + abs(lane) * rng.uniform(16, 34)
    slant = lane * rng.uniform(34, 62)
    end = rng.uniform(180, 900)
    route = f"M{x:.0f} {y:.0f}v{-straight:.0f}l{slant:.0f} {-abs(slant):.0f}v{-end:.0f}"
    canvas.stroke(route, tone, width=9)
    tip = (x + slant, y - straight - abs(slant) - end)
    canvas.fill(disc(tip, 17), tone)
    canvas.fill(disc(tip, 8), canvas.palette.ink)


def chip(canvas: Canvas) -> None:
    """A chip drawn as a district: its blocks are buildings, its tracks are roads."""
    rng, p = canvas.rng, canvas.palette
    scenery.plain(
        canvas,
        tone=rng.choice((p.pale, mix(p.paper, p.glow, part=0.4), p.mid)),
        edge=p.deep,
        angle=55,
    )
    view = Isometric((800, 150), 66)
    base = (0.0, 0.0, 0.0)
    canvas.cast(view.shadow(base, size=(11, 11, 0.8), reach=3), p.ink, opacity=0.3)
    for i in range(10):
        at = 0.45 + i * 1.05
        for pin, size in (((at, 11.0, 0.1), (0.45, 0.9, 0.2)), ((11.0, at, 0.1), (0.9, 0.45, 0.2))):
            view.block(
                canvas, pin, size=size, faces=Faces(p.glow, mix(p.glow, p.deep, part=0.4), p.deep)
            )
    view.block(canvas, base, size=(11, 11, 0.8), faces=Faces(p.deep, p.ink, p.ink))
    canvas.shade(view.top(base, size=(11, 11, 0.8)), p.ink, angle=60, reach=0.9)
    for i in range(5):
        line = [view.at((0.6, 1.6 + i * 2, 0.82)), view.at((10.4, 1.6 + i * 2, 0.82))]
        cross = [view.at((1.6 + i * 2, 0.6, 0.82)), view.at((1.6 + i * 2, 10.4, 0.82))]
        for road in (line, cross):
            canvas.stroke(polygon(road, is_open=True), p.glow, width=3, opacity=0.8)
    tall_spot = (rng.randrange(1, 4), rng.randrange(1, 4))
    for row in range(5):
        for column in range(5):
            _die_block(canvas, view, spot=(column, row), is_marked=(column, row) == tall_spot)


def _die_block(canvas: Canvas, view: Isometric, *, spot: tuple[int, int], is_marked: bool) -> None:
    rng, p = canvas.rng, canvas.palette
    if rng.random() < 0.12 and not is_marked:
        return
    corner = (0.35 + spot[0] * 2.05, 0.35 + spot[1] * 2.05, 0.8)
    height = 3.6 if is_marked else rng.choice((0.4, 0.7, 1.1, 1.7, 2.3))
    size = (rng.choice((0.8, 1.5)), rng.choice((0.8, 1.5)), height)
    if is_marked:
        size = (1.5, 1.5, height)
    first = p.accent if is_marked else rng.choice((p.mid, p.pale, p.paper, p.mid))
    faces = Faces(
        mix(first, p.paper, part=0.3), mix(first, p.deep, part=0.35), mix(first, p.ink, part=0.55)
    )
    canvas.cast(view.shadow(corner, size=size, reach=0.7), p.ink, opacity=0.4)
    view.block(canvas, corner, size=size, faces=faces)
    for level in range(1, int(height / 0.4)):
        x, y, z = corner
        line = [
            view.at((x, y + size[1], z + level * 0.4)),
            view.at((x + size[0], y + size[1], z + level * 0.4)),
        ]
        canvas.stroke(polygon(line, is_open=True), p.ink, width=3, opacity=0.4)


def phone_pay(canvas: Canvas) -> None:
    """A hand holds a phone to a reader; the waves between them are the subject."""
    rng, p = canvas.rng, canvas.palette
    tone = rng.choice((p.deep, p.accent, mix(p.glow, p.paper, part=0.3), p.mid))
    scenery.plain(canvas, tone=tone, edge=mix(tone, p.ink, part=0.6), angle=60)
    contact = (860, 520)
    for i in range(7, 0, -1):
        wave = disc(contact, 70 + i * 92)
        canvas.fill(wave, mix(tone, p.paper, part=0.07 * (8 - i)))
    _reader(canvas, (1000, 470))
    lift = rng.uniform(-12, 6)
    with canvas.group(turn=lift, about=contact):
        _phone_in_hand(canvas)


def _reader(canvas: Canvas, corner: Point) -> None:
    p = canvas.palette
    x, y = corner
    body = [(x, y + 60), (x + 360, y - 40), (x + 520, y + 620), (x + 60, y + 700)]
    canvas.cast(swept(body, by=(240, 160)), p.ink, opacity=0.35)
    canvas.fill(polygon(body), p.ink)
    canvas.shade(polygon(body), p.mid, angle=0, reach=0.5, strength=0.7)
    screen = polygon([(x + 40, y + 90), (x + 335, y + 8), (x + 372, y + 168), (x + 62, y + 250)])
    canvas.fill(screen, p.glow)
    canvas.stroke(f"M{x + 150:.0f} {y + 140:.0f}l42 36l74 -104", p.ink, width=20)
    for row in range(4):
        for column in range(3):
            at = (x + 130 + column * 110 + row * 10, y + 320 + row * 82 - column * 24)
            is_last = row == 3
            canvas.fill(
                disc(at, 30, squash=0.82),
                p.accent if is_last and column == 2 else mix(p.deep, p.mid, part=0.5),
            )


def _phone_in_hand(canvas: Canvas) -> None:
    p = canvas.palette
    skin = canvas.rng.choice(("#e8bb94", "#c98d62", "#8d5a3c", "#6b432d"))
    dark = mix(skin, p.ink, part=0.35)
    with canvas.group(turn=-24, about=(560, 560)):
        sleeve = box((-420, 560), (560, 330), radius=30)
        canvas.fill(sleeve, p.ink)
        canvas.shade(sleeve, p.mid, angle=90, reach=0.6, strength=0.7)
        canvas.fill(box((110, 580), (54, 290)), p.paper)
        canvas.fill(box((140, 600), (460, 250), radius=110), skin)
        phone = box((330, 300), (330, 640), radius=48)
        canvas.fill(box((322, 306), (330, 640), radius=48), mix(p.ink, p.deep, part=0.5))
        canvas.fill(phone, p.ink)
        screen = box((350, 322), (290, 596), radius=32)
        canvas.fill(screen, p.paper)
        canvas.shade(screen, p.mid, angle=270, reach=0.9)
        canvas.fill(box((382, 380), (226, 144), radius=18), p.accent)
        canvas.shade(box((382, 380), (226, 144), radius=18), p.ink, angle=240, reach=0.9)
        canvas.fill(disc((495, 660), 82), p.deep)
        canvas.stroke("M458 662l28 28l50 -58", p.paper, width=16)
        for i in range(4):
            finger = box((596 - 8 * (i % 2), 470 + i * 92), (150, 78), radius=39)
            canvas.fill(finger, skin)
            canvas.shade(finger, dark, angle=270, reach=0.9, strength=0.9)
        thumb = box((250, 560), (250, 92), radius=46)
        with canvas.group(turn=-34, about=(280, 640)):
            canvas.fill(thumb, skin)
            canvas.shade(thumb, dark, angle=270, reach=0.9)


def windfarm(canvas: Canvas) -> None:
    """Turbines in ranks out at sea or along a ridge, one of them near."""
    rng, p = canvas.rng, canvas.palette
    horizon = rng.uniform(700, 800)
    scenery.sky(canvas, horizon=horizon)
    scenery.sun(
        canvas,
        (rng.uniform(250, 1350), horizon - rng.uniform(60, 260)),
        radius=rng.uniform(130, 220),
    )
    scenery.clouds(canvas, top=90, bottom=horizon - 250, count=4)
    is_offshore = rng.random() < 0.5
    blade = mix(p.paper, canvas.light.low, part=0.2)
    for i in range(9):
        _turbine(
            canvas,
            (70 + i * 190 + rng.uniform(-24, 24), horizon + 6),
            height=150,
            tone=canvas.depth(0.22),
        )
    if is_offshore:
        scenery.water(canvas, top=horizon, tone=mix(canvas.light.low, p.deep, part=0.7), glints=40)
    else:
        scenery.hills(
            canvas, base=horizon + 40, height=130, tone=mix(p.mid, canvas.light.low, part=0.25)
        )
    for i in range(4):
        _turbine(
            canvas,
            (160 + i * 400 + rng.uniform(-60, 60), horizon + 90),
            height=330,
            tone=canvas.depth(0.4),
        )
    if not is_offshore:
        scenery.hills(canvas, base=horizon + 170, height=150, tone=mix(p.deep, p.mid, part=0.4))
    near = (rng.uniform(430, 620), 1100)
    _turbine(canvas, near, height=820, tone=blade)
    if not is_offshore:
        scenery.hills(canvas, base=1060, height=90, tone=p.ink)


def _turbine(canvas: Canvas, foot: Point, *, height: float, tone: str) -> None:
    rng, p = canvas.rng, canvas.palette
    x, y = foot
    hub = (x, y - height)
    mast = polygon(
        [
            (x - height * 0.011, hub[1]),
            (x + height * 0.011, hub[1]),
            (x + height * 0.022, y),
            (x - height * 0.022, y),
        ]
    )
    canvas.fill(mast, tone)
    if height > 300:
        canvas.shade(mast, p.deep, angle=180, reach=1)
    start = rng.uniform(0, 120)
    reach = height * 0.52
    for i in range(3):
        turn = start + i * 120
        root = around(hub, reach * 0.05, degrees=turn + 90)
        belly = around(hub, reach * 0.24, degrees=turn + 15)
        tip = around(hub, reach, degrees=turn)
        back = around(hub, reach * 0.05, degrees=turn - 90)
        vane = polygon([root, belly, tip, back])
        canvas.fill(vane, tone)
        if height > 700:
            canvas.shade(vane, p.mid, angle=turn, reach=0.8, strength=0.8)
    canvas.fill(disc(hub, height * 0.024), p.accent if height > 300 else tone)


def pylons(canvas: Canvas) -> None:
    """Pylons marching to the horizon with their wires."""
    rng, p = canvas.rng, canvas.palette
    scenery.sky(canvas, horizon=820)
    scenery.sun(
        canvas, (rng.uniform(950, 1350), rng.uniform(480, 690)), radius=rng.uniform(130, 230)
    )
    scenery.clouds(canvas, top=100, bottom=520, count=4)
    scenery.hills(canvas, base=800, height=170, tone=canvas.depth(0.2))
    scenery.hills(canvas, base=850, height=110, tone=canvas.depth(0.38))
    spots = [
        (430.0, 1120.0, 980.0),
        (940.0, 950.0, 540.0),
        (1190.0, 882.0, 320.0),
        (1340.0, 846.0, 200.0),
        (1430.0, 830.0, 130.0),
    ]
    arms = (0.66, 0.8, 0.93)
    previous = (-420.0, 1500.0, 1640.0)
    for spot in spots:
        for arm in arms:
            for side in (-1, 1):
                start = (
                    previous[0] + side * previous[2] * 0.2,
                    previous[1] - previous[2] * arm + previous[2] * 0.06,
                )
                end = (spot[0] + side * spot[2] * 0.2, spot[1] - spot[2] * arm + spot[2] * 0.06)
                sag = (start[1] + end[1]) / 2 + spot[2] * 0.16
                wire = f"M{start[0]:.0f} {start[1]:.0f}Q{(start[0] + end[0]) / 2:.0f} {sag:.0f} {end[0]:.0f} {end[1]:.0f}"
                canvas.stroke(wire, p.ink, width=max(1.5, spot[2] / 260))
        previous = spot
    for x, y, height in reversed(spots):
        _pylon(canvas, (x, y), height=height, tone=canvas.depth(0.45 + 0.55 * height / 980))
    field = box((-10, 960), (1620, 400))
    canvas.fill(field, canvas.depth(0.85))
    canvas.shade(field, p.mid, angle=90, reach=0.3, strength=0.7)
    for i in range(26):
        x = -150 + i * 72
        canvas.stroke(
            f"M{700 + (x - 700) * 0.82:.0f} 972L{700 + (x - 700) * 1.5:.0f} 1120",
            p.mid,
            width=4,
            opacity=0.5,
        )


def _pylon(canvas: Canvas, foot: Point, *, height: float, tone: str) -> None:
    x, y = foot
    h = height
    width = max(2.0, h / 95)
    legs = f"M{x - h * 0.13:.0f} {y:.0f}L{x - h * 0.035:.0f} {y - h * 0.6:.0f}L{x:.0f} {y - h:.0f}L{x + h * 0.035:.0f} {y - h * 0.6:.0f}L{x + h * 0.13:.0f} {y:.0f}"
    canvas.stroke(legs, tone, width=width)
    braces = ""
    for i in range(7):
        low, high = i * 0.085, (i + 1) * 0.085
        wide_low, wide_high = 0.13 - 0.158 * low, 0.13 - 0.158 * high
        braces += (
            f"M{x - h * wide_low:.0f} {y - h * low:.0f}L{x + h * wide_high:.0f} {y - h * high:.0f}"
            f"M{x + h * wide_low:.0f} {y - h * low:.0f}L{x - h * wide_high:.0f} {y - h * high:.0f}"
        )
    for arm in (0.66, 0.8, 0.93):
        braces += f"M{x - h * 0.2:.0f} {y - h * arm:.0f}H{x + h * 0.2:.0f}L{x:.0f} {y - h * (arm + 0.05):.0f}z"
        for side in (-1, 1):
            braces += f"M{x + side * h * 0.2:.0f} {y - h * arm:.0f}v{h * 0.055:.0f}"
    canvas.stroke(braces, tone, width=width * 0.55)


SCENES = {
    "data-centre": Scene(data_centre, ("night",)),
    "circuit": Scene(circuit, ("day",)),
    "chip": Scene(chip, ("day",), is_level=True),
    "phone-pay": Scene(phone_pay, ("day",), is_handed=True),
    "windfarm": Scene(windfarm, ALL_HOURS),
    "pylons": Scene(pylons, ALL_HOURS),
}
