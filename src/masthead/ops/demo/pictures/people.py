"""People at work: boards and dealing rooms, podiums, microphones, hands that agree, desks."""

# A drawing is made of measures, and an outline reads best on one line.
# ruff: noqa: PLR2004, E501

from __future__ import annotations

from masthead.ops.demo.pictures import scenery
from masthead.ops.demo.pictures.canvas import Canvas
from masthead.ops.demo.pictures.figures import Look, any_look, bust, figure, shadow
from masthead.ops.demo.pictures.palette import mix
from masthead.ops.demo.pictures.scene import LIGHT_HOURS, Scene
from masthead.ops.demo.pictures.shapes import (
    Point,
    around,
    between,
    box,
    circle_points,
    disc,
    polygon,
    smooth,
    swept,
)


def boardroom(canvas: Canvas) -> None:
    """A long table in perspective, a window on the city at its head."""
    rng, p = canvas.rng, canvas.palette
    canvas.fill(canvas.everything(), mix(p.deep, p.ink, part=0.3))
    _city_window(canvas)
    floor = box((-10, 600), (1620, 477))
    canvas.fill(floor, mix(p.deep, p.ink, part=0.55))
    canvas.shade(floor, canvas.light.low, angle=90, reach=0.6, strength=0.7)
    table = [(640, 610), (960, 610), (1330, 1180), (270, 1180)]
    look_back = [any_look(canvas) for _ in range(10)]
    for i in range(4):
        part = (i + 0.3) / 4.3
        for side in (-1, 1):
            _seated(canvas, part=part, side=side, look=look_back[i * 2 + (side > 0)])
    head = Look(p.accent, p.ink, look_back[9].skin, p.ink)
    bust(canvas, (800, 500), size=52, look=Look(head.coat, p.ink, head.skin, head.skin))
    canvas.fill("M762 470C758 408 842 408 838 470C820 440 780 440 762 470z", p.ink)
    canvas.fill(polygon(table), mix(p.mid, p.glow, part=0.25))
    canvas.shade(polygon(table), p.paper, angle=90, reach=0.7, strength=0.85)
    canvas.shade(polygon(table), p.ink, angle=270, reach=0.55, strength=0.8)
    for i in range(4):
        part = (i + 0.35) / 4.4
        for side in (-1, 1):
            _paper_on_table(canvas, part=part**1.25, side=side)
    if rng.random() < 0.6:
        lamp = (800, -40)
        for x in (600, 800, 1000):
            canvas.stroke(f"M{x} {lamp[1]}V150", p.ink, width=4)
            canvas.fill(f"M{x - 70} 200a70 70 0 0 1 140 0z", p.glow)
            canvas.halo((x, 210), 160, colour=p.glow, strength=0.5)


def _city_window(canvas: Canvas) -> None:
    rng, p = canvas.rng, canvas.palette
    frame = box((240, 70), (1120, 540))
    canvas.fill(frame, canvas.light.low)
    with canvas.group(clip=frame):
        canvas.shade(frame, canvas.light.top, angle=90, reach=0.9)
        scenery.sun(canvas, (rng.uniform(380, 1220), rng.uniform(230, 380)), radius=90)
        for depth in (0.25, 0.5):
            for i in range(13):
                tall = rng.uniform(80, 330) * (1.15 - depth)
                canvas.fill(
                    box((230 + i * 92, 612 - tall), (rng.uniform(56, 90), tall)),
                    canvas.depth(depth),
                )
    for i in range(1, 5):
        canvas.fill(box((240 + i * 224 - 7, 70), (14, 540)), p.ink)
    canvas.stroke(frame, p.ink, width=16)


def _seated(canvas: Canvas, *, part: float, side: int, look: Look) -> None:
    near = part**1.3
    size = 34 + 74 * near
    x = 800 + side * (190 + 430 * near)
    y = 560 + 300 * near
    p = canvas.palette
    chair = box((x - size * 1.25, y + size * 0.4), (size * 2.5, size * 3.4), radius=size * 0.5)
    bust(canvas, (x - side * size * 0.3, y), size=size, look=look)
    canvas.fill(chair, p.ink)
    canvas.shade(chair, p.mid, angle=180 if side < 0 else 0, reach=0.6, strength=0.6)


def _paper_on_table(canvas: Canvas, *, part: float, side: int) -> None:
    p = canvas.palette
    y = 626 + 440 * part
    inner, outer = 60 + 130 * part, 130 + 270 * part
    high = 12 + 54 * part
    sheet = polygon(
        [(800 + side * inner, y), (800 + side * outer, y), (800 + side * (outer + 18 * part), y + high),
         (800 + side * (inner + 14 * part), y + high)]
    )  # fmt: skip
    canvas.fill(sheet, p.paper)


def trading_floor(canvas: Canvas) -> None:
    """Rows of screens and backs of heads under one great board."""
    rng, p = canvas.rng, canvas.palette
    canvas.fill(canvas.everything(), p.ink)
    canvas.shade(canvas.everything(), p.deep, angle=270, reach=0.9)
    board = box((90, 50), (1420, 330))
    canvas.fill(board, mix(p.ink, p.deep, part=0.5))
    canvas.hatch(board, p.ink, gap=33, angle=0, width=3)
    line, level = [], 260.0
    drift = rng.choice((-7, 5, 8))
    for i in range(40):
        level = min(350, max(90, level - drift + rng.uniform(-32, 32)))
        line.append((110 + i * 36, level))
    area = polygon([*line, (line[-1][0], 380), (110, 380)])
    canvas.shade(area, p.accent, angle=90, reach=1, strength=0.8)
    canvas.stroke(polygon(line, is_open=True), p.accent, width=10)
    for row in range(3):
        _desk_row(canvas, row=row)


def _desk_row(canvas: Canvas, *, row: int) -> None:
    rng, p = canvas.rng, canvas.palette
    y = 480 + row * 190 + row * row * 22
    size = 44 + row * 24
    step = size * 4.6
    shift = rng.uniform(-step, 0)
    for i in range(int(2000 / step) + 1):
        x = shift + i * step - 60
        for k in range(2):
            screen = box((x + k * size * 2.0, y - size * 1.3), (size * 1.86, size * 1.25), radius=6)
            canvas.fill(screen, rng.choice((p.mid, p.pale, p.glow, p.mid)))
            canvas.shade(screen, p.deep, angle=270, reach=0.9, strength=0.8)
            _tiny_chart(canvas, (x + k * size * 2.0, y - size * 1.3), size=size)
    canvas.fill(box((-10, y), (1620, size * 5)), mix(p.deep, p.ink, part=0.3 + 0.2 * row))
    canvas.shade(box((-10, y), (1620, size * 1.2)), p.mid, angle=90, reach=0.8, strength=0.7)
    for i in range(int(2000 / step) + 1):
        if rng.random() < 0.82:
            x = shift + i * step - 60 + size * 2 + rng.uniform(-20, 20)
            coat = rng.choice((p.ink, p.deep, p.paper, p.pale))
            bust(canvas, (x, y + size * 0.1), size=size * 0.74, look=any_look(canvas, coat=coat))


def _tiny_chart(canvas: Canvas, corner: Point, *, size: float) -> None:
    rng, p = canvas.rng, canvas.palette
    x, y = corner
    if rng.random() < 0.5:
        points = [
            (x + size * (0.2 + 0.21 * i), y + size * rng.uniform(0.3, 0.95)) for i in range(8)
        ]
        canvas.stroke(polygon(points, is_open=True), p.ink, width=4)
        return
    bars = "".join(
        box(
            (x + size * (0.2 + 0.24 * i), y + size * 1.1),
            (size * 0.14, -size * rng.uniform(0.2, 0.8)),
        )
        for i in range(6)
    )
    canvas.fill(bars, p.ink)


def exchange(canvas: Canvas) -> None:
    """The exchange's hall: an arched window, shafts of light, people small on the floor."""
    rng, p = canvas.rng, canvas.palette
    wall = mix(p.pale, p.mid, part=0.45)
    canvas.fill(canvas.everything(), wall)
    canvas.shade(canvas.everything(), p.deep, angle=90, reach=0.7)
    count = rng.choice((3, 5))
    wide = 1500 / count
    for i in range(count):
        x = 50 + wide * (i + 0.5)
        half = wide * 0.34
        arch = f"M{x - half:.0f} 640V{200 + half:.0f}a{half:.0f} {half:.0f} 0 0 1 {2 * half:.0f} 0V640z"
        canvas.fill(arch, p.glow)
        canvas.shade(arch, p.paper, angle=90, reach=0.9)
        bars = "".join(f"M{x + half * b:.0f} 190V640" for b in (-0.5, 0, 0.5))
        canvas.stroke(bars + f"M{x - half:.0f} 420h{2 * half:.0f}", p.deep, width=6)
        canvas.stroke(arch, p.deep, width=14)
    for i in range(count + 1):
        x = 50 + wide * i
        pillar = box((x - 34, 120), (68, 640))
        canvas.fill(pillar, mix(p.paper, p.pale, part=0.6))
        canvas.shade(pillar, p.deep, angle=180, reach=0.9)
        canvas.fill(box((x - 54, 96), (108, 30)), p.pale)
    band = box((-10, 660), (1620, 84))
    canvas.fill(band, p.ink)
    for i in range(110):
        if rng.random() < 0.72:
            tone = rng.choice((p.glow, p.glow, p.accent))
            canvas.fill(box((-30 + i * 15.5, 680 + (i * 7 % 3) * 16), (11, 11)), tone)
    floor = box((-10, 744), (1620, 333))
    canvas.fill(floor, mix(p.deep, p.ink, part=0.25))
    for i in range(count):
        x = 50 + wide * (i + 0.5)
        patch = polygon(
            [
                (x - wide * 0.3, 744),
                (x + wide * 0.3, 744),
                (x + wide * 0.1, 1200),
                (x - wide * 0.7, 1200),
            ]
        )
        canvas.shade(patch, p.glow, angle=90, reach=1, strength=0.75)
    for i in range(rng.randrange(9, 14)):
        foot = (rng.uniform(40, 1560), 800 + i * 19)
        tall = 130 + i * 9
        shadow(canvas, foot, height=tall, by=(-0.35, 0.5))
        figure(canvas, foot, height=tall, look=any_look(canvas, coat=p.accent if i == 5 else ""))


def microphone(canvas: Canvas) -> None:
    """Microphones held towards someone we do not see, or one alone, very large."""
    rng, p = canvas.rng, canvas.palette
    tone = rng.choice((p.accent, p.mid, mix(p.glow, p.paper, part=0.2)))
    scenery.plain(canvas, tone=tone, edge=mix(tone, p.ink, part=0.55), angle=90)
    for i in range(8, 0, -1):
        canvas.fill(disc((800, 420), i * 110), mix(tone, p.paper, part=0.055 * (9 - i)))
    if rng.random() < 0.5:
        _one_microphone(canvas, (800, 380), size=2.1, turn=rng.choice((-16, 16)), tone=p.ink)
        return
    count = rng.choice((5, 7))
    caps = [p.deep, p.ink, p.glow, p.mid, p.paper, p.ink, p.deep]
    order = sorted(range(count), key=lambda i: -abs(i - (count - 1) / 2))
    for i in order:
        turn = (i - (count - 1) / 2) * -22
        spot = around((800, 300), 250, degrees=90 - turn * -1.0)
        _one_microphone(canvas, (spot[0], spot[1] - 40), size=1.15, turn=turn, tone=caps[i])


def _one_microphone(canvas: Canvas, at: Point, *, size: float, turn: float, tone: str) -> None:
    p = canvas.palette
    x, y = at
    with canvas.group(turn=turn, about=at, scale=(size, size)):
        canvas.cast(box((x - 30, y + 120), (130, 900), radius=20), p.ink, opacity=0.2)
        body = polygon([(x - 46, y + 70), (x + 46, y + 70), (x + 30, y + 900), (x - 30, y + 900)])
        canvas.fill(body, p.ink)
        canvas.shade(body, p.mid, angle=0, reach=0.7, strength=0.8)
        cap = box((x - 82, y - 130), (164, 224), radius=82)
        canvas.fill(cap, tone)
        canvas.hatch(cap, mix(tone, p.ink, part=0.5), gap=13, angle=45, width=3)
        canvas.hatch(cap, mix(tone, p.paper, part=0.35), gap=13, angle=135, width=3)
        canvas.shade(cap, p.ink, angle=200, reach=0.8)
        canvas.fill(box((x - 88, y + 40), (176, 32), radius=10), p.glow)
        canvas.fill(box((x - 88, y + 40), (176, 32), radius=10), p.ink, opacity=0.15)


def podium(canvas: Canvas) -> None:
    """A lectern in a cone of light; the speaker, or nobody yet."""
    rng, p = canvas.rng, canvas.palette
    canvas.fill(canvas.everything(), p.deep)
    for i in range(18):
        fold = box((-140 + i * 104, -200), (104, 1100))
        canvas.shade(fold, p.ink, angle=180, reach=0.9, strength=0.9)
    stage = box((-10, 840), (1620, 500))
    canvas.fill(stage, mix(p.ink, p.deep, part=0.3))
    x = rng.uniform(560, 820)
    beam = polygon([(x - 70, -10), (x + 70, -10), (x + 400, 900), (x - 400, 900)])
    canvas.fill(beam, p.glow, opacity=0.12)
    canvas.shade(beam, p.glow, angle=90, reach=1.1, strength=0.7)
    canvas.fill(disc((x, 910), 400, squash=0.2), p.glow)
    canvas.shade(disc((x, 910), 400, squash=0.2), p.accent, angle=0, reach=0.9, strength=0.6)
    if rng.random() < 0.65:
        figure(canvas, (x, 900), height=620, look=any_look(canvas, coat=p.accent))
    desk = polygon([(x - 150, 560), (x + 150, 560), (x + 110, 920), (x - 110, 920)])
    canvas.cast(
        polygon([(x - 110, 920), (x + 110, 920), (x + 460, 1030), (x + 160, 1030)]),
        p.ink,
        opacity=0.5,
    )
    canvas.fill(desk, mix(p.mid, p.deep, part=0.3))
    canvas.shade(desk, p.ink, angle=180, reach=0.9)
    canvas.fill(polygon([(x - 186, 522), (x + 186, 522), (x + 164, 570), (x - 164, 570)]), p.pale)
    canvas.fill(disc((x, 720), 58), p.glow)
    canvas.fill(disc((x, 720), 34), p.deep)
    for side in (-1, 1):
        canvas.stroke(
            f"M{x + side * 90:.0f} 524q{-side * 10} -70 {-side * 46} -100", p.ink, width=8
        )
        canvas.fill(box((x + side * 44 - 14, 396), (28, 44), radius=14), p.ink)
    for i in range(9):
        bust(
            canvas,
            (60 + i * 190 + rng.uniform(-20, 20), 1010 + (i % 2) * 24),
            size=74,
            look=Look(p.ink, p.ink, p.ink, p.ink),
        )


def handshake(canvas: Canvas) -> None:
    """Two sleeves of two colours meet; the hands are the centre of the picture."""
    rng, p = canvas.rng, canvas.palette
    tone = rng.choice((p.paper, p.pale, mix(p.paper, p.glow, part=0.6)))
    canvas.fill(canvas.everything(), tone)
    ring = rng.choice((p.glow, p.mid, p.accent))
    canvas.fill(disc((800, 533), 410), ring)
    canvas.shade(disc((800, 533), 410), p.deep, angle=250, reach=0.9, strength=0.8)
    for i in range(24):
        inner, outer = (
            around((800, 533), 450, degrees=i * 15),
            around((800, 533), 500 + 40 * (i % 2), degrees=i * 15),
        )
        canvas.stroke(polygon([inner, outer], is_open=True), p.deep, width=7)
    skins = [rng.choice(("#f0c8a6", "#e0ae86")), rng.choice(("#a86d48", "#6f4630"))]
    rng.shuffle(skins)
    _arm(canvas, skin=skins[0], sleeve=p.deep, side=1)
    _arm(canvas, skin=skins[1], sleeve=p.accent if ring != p.accent else p.ink, side=-1)
    _clasp(canvas, skins)


def _arm(canvas: Canvas, *, skin: str, sleeve: str, side: int) -> None:
    p = canvas.palette
    with canvas.group(scale=(side, 1), about=(800, 533)), canvas.group(turn=9, about=(800, 533)):
        canvas.fill(box((430, 445), (330, 170), radius=60), skin)
        canvas.shade(
            box((430, 445), (330, 170), radius=60), mix(skin, p.ink, part=0.5), angle=270, reach=0.6
        )
        canvas.fill(box((398, 420), (70, 220), radius=12), p.paper)
        arm = polygon([(-300, 352), (420, 398), (420, 662), (-300, 716)])
        canvas.fill(arm, sleeve)
        canvas.shade(arm, p.ink, angle=270, reach=0.7)
        for i in range(3):
            canvas.fill(disc((380 - i * 38, 630), 10), p.glow)


def _clasp(canvas: Canvas, skins: list[str]) -> None:
    p = canvas.palette
    first, second = skins
    dark, darker = mix(first, p.ink, part=0.45), mix(second, p.ink, part=0.45)
    palm = smooth(
        [(660, 440), (800, 420), (930, 450), (950, 560), (880, 650), (740, 650), (650, 590)],
        is_closed=True,
    )
    canvas.fill(palm, second)
    canvas.shade(palm, darker, angle=270, reach=0.6)
    for i in range(4):
        with canvas.group(turn=-20 - i * 4, about=(760, 480 + i * 50)):
            finger = box((650, 452 + i * 46), (236 - i * 16, 52), radius=26)
            canvas.fill(finger, first)
            canvas.shade(finger, dark, angle=270, reach=0.8)
            canvas.stroke(f"M672 {500 + i * 46}h{170 - i * 14}", dark, width=3)
    with canvas.group(turn=24, about=(800, 440)):
        thumb = box((690, 402), (236, 72), radius=36)
        canvas.fill(thumb, first)
        canvas.shade(thumb, dark, angle=270, reach=0.8)
    with canvas.group(turn=-34, about=(850, 470)):
        other = box((770, 420), (210, 66), radius=33)
        canvas.fill(other, second)
        canvas.shade(other, darker, angle=270, reach=0.8)


def office_desk(canvas: Canvas) -> None:
    """A desk from above under a lamp: machine, papers, cup, plant."""
    rng, p = canvas.rng, canvas.palette
    tone = rng.choice((mix(p.mid, p.glow, part=0.4), p.mid, p.deep))
    scenery.plain(canvas, tone=tone, edge=p.ink, angle=rng.choice((30, 60)))
    canvas.halo((560, 380), 760, colour=p.glow, strength=0.75)
    _sheet_pile(canvas, (1130, rng.uniform(280, 380)))
    with canvas.group(turn=rng.uniform(-10, 6), about=(620, 540)):
        base = [(310, 560), (930, 560), (960, 960), (280, 960)]
        canvas.cast(swept(base, by=(150, 110)), p.ink, opacity=0.38)
        lid = polygon([(320, 200), (920, 200), (930, 560), (310, 560)])
        canvas.fill(lid, p.ink)
        glass = polygon([(344, 224), (896, 224), (904, 540), (336, 540)])
        canvas.fill(glass, p.paper)
        canvas.shade(glass, p.mid, angle=300, reach=0.9)
        line = [(370 + i * 56, 470 - i * 20 + rng.uniform(-50, 40)) for i in range(10)]
        canvas.stroke(smooth(line), p.accent, width=11)
        canvas.fill(polygon(base), p.pale)
        canvas.shade(polygon(base), p.deep, angle=220, reach=0.8)
        for row in range(5):
            for column in range(12):
                canvas.fill(box((334 + column * 47, 590 + row * 42), (39, 33), radius=6), p.ink)
        canvas.fill(box((500, 822), (240, 112), radius=12), mix(p.pale, p.mid, part=0.5))
    for centre, radius, inner in (((1330, 800), 96, p.ink), ((180, 880), 84, p.deep)):
        canvas.cast(
            swept(circle_points(centre, radius, count=24), by=(110, 80)), p.ink, opacity=0.35
        )
        canvas.fill(disc(centre, radius), p.paper if radius > 90 else p.accent)
        canvas.fill(disc(centre, radius * 0.76), inner)
        canvas.shade(disc(centre, radius * 0.76), p.glow, angle=60, reach=0.5, strength=0.5)
    for i in range(11):
        leaf_tip = around((180, 880), rng.uniform(120, 190), degrees=i * 33)
        side = between((180, 880), leaf_tip, part=0.5)
        leaf = smooth(
            [(180, 880), (side[0] - 26, side[1] + 20), leaf_tip, (side[0] + 26, side[1] - 20)],
            is_closed=True,
        )
        canvas.fill(leaf, rng.choice((p.deep, p.ink, mix(p.deep, p.mid, part=0.5))))


def _sheet_pile(canvas: Canvas, corner: Point) -> None:
    rng, p = canvas.rng, canvas.palette
    for i in range(3):
        with canvas.group(turn=rng.uniform(-16, 16), about=(corner[0] + 150, corner[1])):
            x, y = corner[0], corner[1] - 200
            canvas.cast(box((x + 14, y + 16), (330, 430)), p.ink, opacity=0.3)
            canvas.fill(box((x, y), (330, 430)), p.paper)
            canvas.shade(box((x, y), (330, 430)), p.pale, angle=225, reach=0.9)
            if i == 2:
                for row in range(10):
                    canvas.fill(
                        box((x + 36, y + 150 + row * 26), (rng.uniform(150, 258), 9)), p.mid
                    )
                canvas.fill(disc((x + 110, y + 84), 50), p.accent)


SCENES = {
    "boardroom": Scene(boardroom, LIGHT_HOURS),
    "trading-floor": Scene(trading_floor, ("night",)),
    "exchange": Scene(exchange, ("day",)),
    "microphone": Scene(microphone, ("day",)),
    "podium": Scene(podium, ("day",)),
    "handshake": Scene(handshake, ("day",)),
    "office-desk": Scene(office_desk, ("day",)),
}
