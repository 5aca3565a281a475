"""Money and its paper: vaults, cards, coins, notes, books of account, reports, the press."""

# A drawing is made of measures, and an outline reads best on one line.
# ruff: noqa: PLR2004, E501

from __future__ import annotations

import math

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


def vault(canvas: Canvas) -> None:
    """A round vault door, open on a lit chamber or shut and towering; one person before it."""
    if canvas.rng.random() < 0.4:
        _shut_vault(canvas)
    else:
        _open_vault(canvas)


def _shut_vault(canvas: Canvas) -> None:
    rng, p = canvas.rng, canvas.palette
    canvas.fill(canvas.everything(), mix(p.mid, p.deep, part=0.4))
    for row in range(9):
        for column in range(9):
            plate = box((-60 + column * 210 + (row % 2) * 105, -40 + row * 118), (204, 112))
            canvas.fill(plate, mix(p.mid, p.deep, part=rng.uniform(0.35, 0.6)))
    canvas.shade(canvas.everything(), p.ink, angle=90, reach=0.8)
    centre = (rng.choice((640, 800, 960)), 470)
    canvas.fill(disc(centre, 500), p.ink)
    canvas.fill(ring(centre, 484, hole=450), mix(p.mid, p.ink, part=0.3))
    with canvas.group(scale=(1.21, 1), about=centre):
        _vault_door(canvas, centre, spokes=rng.choice((3, 4, 5)))
    floor = box((-10, 930), (1620, 150))
    canvas.fill(floor, mix(p.pale, p.mid, part=0.4))
    canvas.shade(floor, p.ink, angle=90, reach=1, strength=0.7)
    foot = (centre[0] + rng.choice((-330, 330)), 990)
    shadow(canvas, foot, height=280, by=(1.0, 0.16))
    figure(canvas, foot, height=280, look=any_look(canvas, coat=p.accent))


def _open_vault(canvas: Canvas) -> None:
    rng, p = canvas.rng, canvas.palette
    canvas.fill(canvas.everything(), p.deep)
    canvas.shade(canvas.everything(), p.ink, angle=270, reach=0.9)
    canvas.hatch(canvas.everything(), p.ink, gap=86, angle=0, width=3)
    hole = (950, 500)
    canvas.halo(hole, 760, colour=p.glow, strength=0.5)
    canvas.fill(disc(hole, 420), p.ink)
    canvas.fill(disc(hole, 372), p.glow)
    canvas.shade(disc(hole, 372), p.accent, angle=90, reach=0.8, strength=0.9)
    with canvas.group(clip=disc(hole, 372)):
        _deposit_boxes(canvas, hole)
    canvas.fill(ring(hole, 420, hole=372), mix(p.mid, p.ink, part=0.45))
    for i in range(16):
        canvas.fill(disc(around(hole, 396, degrees=i * 22.5), 11), p.pale)
    canvas.fill(
        polygon([(-200, 880), (1800, 880), (1800, 1400), (-200, 1400)]),
        mix(p.deep, p.ink, part=0.6),
    )
    canvas.fill(polygon([(760, 880), (1150, 880), (1500, 1300), (300, 1300)]), p.glow, opacity=0.5)
    _vault_door(canvas, (430, 500), spokes=rng.choice((3, 4, 5)))
    foot = (rng.uniform(1000, 1180), 930)
    shadow(canvas, foot, height=250, by=(-0.5, 0.5))
    figure(canvas, foot, height=250, look=any_look(canvas, coat=p.ink))


def _deposit_boxes(canvas: Canvas, centre: Point) -> None:
    p = canvas.palette
    x, y = centre
    for row in range(7):
        for column in range(6):
            corner = (x - 230 + column * 78, y - 300 + row * 86)
            canvas.stroke(box(corner, (70, 78)), p.accent, width=4, opacity=0.75)
            canvas.fill(disc((corner[0] + 35, corner[1] + 39), 5), p.accent)


def _vault_door(canvas: Canvas, centre: Point, *, spokes: int) -> None:
    p = canvas.palette
    x, y = centre
    steel = mix(p.pale, p.mid, part=0.3)
    canvas.cast(disc((x + 60, y + 40), 430, squash=1), p.ink, opacity=0.45)
    with canvas.group(scale=(0.82, 1), about=centre):
        for i in range(12):
            bolt = around(centre, 430, degrees=i * 30 + 10)
            canvas.fill(disc(bolt, 26), p.mid)
        canvas.fill(disc((x + 46, y), 424), p.ink)
        canvas.fill(disc(centre, 424), steel)
        canvas.shade(disc(centre, 424), p.deep, angle=235, reach=0.85)
        canvas.fill(ring(centre, 350, hole=336), p.deep)
        canvas.fill(disc(centre, 250), mix(p.mid, p.deep, part=0.3))
        canvas.shade(disc(centre, 250), p.pale, angle=50, reach=0.7, strength=0.8)
        for i in range(spokes * 2):
            hub, tip = (
                around(centre, 40, degrees=i * 180 / spokes),
                around(centre, 200, degrees=i * 180 / spokes),
            )
            canvas.stroke(polygon([hub, tip], is_open=True), p.ink, width=24)
            canvas.fill(disc(tip, 30), p.accent)
        canvas.stroke(disc(centre, 128), p.ink, width=22)
        canvas.fill(disc(centre, 62), p.accent)
        canvas.shade(disc(centre, 62), p.ink, angle=230, reach=0.8)


def card(canvas: Canvas) -> None:
    """One or two payment cards in the air over their long shadows."""
    rng, p = canvas.rng, canvas.palette
    tone = rng.choice((p.pale, p.mid, mix(p.paper, p.glow, part=0.55)))
    scenery.plain(canvas, tone=tone, edge=mix(tone, p.deep, part=0.6), angle=35)
    fronts = [(p.deep, p.accent), (p.accent, p.ink), (p.ink, p.glow)]
    rng.shuffle(fronts)
    count = rng.choice((1, 2, 3))
    turn = rng.uniform(-26, -12)
    for i in range(count):
        spot = (800 + (i - (count - 1) / 2) * 210, 540 + (i - (count - 1) / 2) * 170)
        _one_card(
            canvas, spot, turn=turn + i * 9, tones=fronts[i], size=1.12 if count == 1 else 0.86
        )


def _one_card(
    canvas: Canvas, centre: Point, *, turn: float, tones: tuple[str, str], size: float
) -> None:
    p = canvas.palette
    front, second = tones
    w, h = 860 * size, 540 * size
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    corners = [
        (
            centre[0] + sx * w / 2 * cos - sy * h / 2 * sin,
            centre[1] + sx * w / 2 * sin + sy * h / 2 * cos,
        )
        for sx, sy in ((-0.97, -0.97), (0.97, -0.97), (0.97, 0.97), (-0.97, 0.97))
    ]
    canvas.cast(swept([(x + 20, y + 30) for x, y in corners], by=(420, 420)), p.ink, opacity=0.24)
    x, y = centre[0] - w / 2, centre[1] - h / 2
    face = box((x, y), (w, h), radius=34)
    with canvas.group(turn=turn, about=centre):
        canvas.fill(box((x + 5, y + 9), (w, h), radius=34), p.ink)
        canvas.fill(face, front)
        with canvas.group(clip=face):
            rings = canvas.rng.choice((5, 7, 9))
            for i in range(rings, 0, -1):
                wave = disc((x + w * 0.9, y + h * 1.05), i * 74 * size)
                canvas.fill(wave, mix(front, second, part=0.16 * (rings - i + 1) / rings * 4))
            canvas.shade(face, p.ink, angle=300, reach=0.8, strength=0.6)
            canvas.shade(face, p.paper, angle=60, reach=0.45, strength=0.45)
        _card_chip(canvas, (x + w * 0.1, y + h * 0.36), size=size)
        for i in range(4):
            at = (x + w * (0.1 + 0.16 * i), y + h * 0.72)
            for k in range(4):
                canvas.fill(disc((at[0] + k * 24 * size, at[1]), 8 * size), p.paper)
        for i in range(3):
            start = around((x + w * 0.82, y + h * 0.2), 26 + i * 22, degrees=-48)
            end = around((x + w * 0.82, y + h * 0.2), 26 + i * 22, degrees=48)
            reach = 26 + i * 22
            arc = f"M{start[0]:.0f} {start[1]:.0f}A{reach} {reach} 0 0 1 {end[0]:.0f} {end[1]:.0f}"
            canvas.stroke(arc, p.paper, width=9 * size)


def _card_chip(canvas: Canvas, corner: Point, *, size: float) -> None:
    p = canvas.palette
    x, y = corner
    w, h = 116 * size, 88 * size
    canvas.fill(box(corner, (w, h), radius=14), p.glow)
    lines = (
        f"M{x:.0f} {y + h * 0.33:.0f}h{w * 0.34:.0f}M{x:.0f} {y + h * 0.66:.0f}h{w * 0.34:.0f}"
        f"M{x + w * 0.66:.0f} {y + h * 0.33:.0f}h{w * 0.34:.0f}M{x + w * 0.66:.0f} {y + h * 0.66:.0f}h{w * 0.34:.0f}"
    )
    canvas.stroke(
        lines + box((x + w * 0.34, y + h * 0.14), (w * 0.32, h * 0.72), radius=8), p.ink, width=3
    )


def coins(canvas: Canvas) -> None:
    """Stacks of coins, tall as buildings, throwing buildings' shadows."""
    rng, p = canvas.rng, canvas.palette
    ground = mix(p.paper, p.pale, part=rng.uniform(0.3, 0.9))
    scenery.plain(canvas, tone=ground, edge=p.mid, angle=90)
    canvas.fill(box((-10, -10), (1620, 720)), mix(p.mid, p.deep, part=0.3))
    canvas.shade(box((-10, -10), (1620, 720)), p.deep, angle=90, reach=1)
    canvas.fill(disc((rng.uniform(500, 1100), 420), 250), p.accent)
    table = box((-10, 520), (1620, 557))
    canvas.fill(table, ground)
    canvas.shade(table, p.mid, angle=270, reach=0.9, strength=0.7)
    count = rng.choice((4, 5, 6))
    wide = 1240 / count
    heights = sorted(rng.uniform(3, 15) for _ in range(count))
    if rng.random() < 0.4:
        rng.shuffle(heights)
    spots = [(230 + wide * (i + 0.5) - 40, 720 + (i % 2) * 130) for i in range(count)]
    tones = [p.glow, mix(p.glow, p.mid, part=0.45), p.glow, mix(p.glow, p.paper, part=0.5)]
    for i in sorted(range(count), key=lambda i: spots[i][1]):
        _stack_of_coins(
            canvas, spots[i], radius=wide * 0.46, count=int(heights[i]) + 1, tone=tones[i % 4]
        )
    tallest = max(range(count), key=lambda i: heights[i])
    top = spots[tallest][1] - (int(heights[tallest]) + 1) * 30
    figure(canvas, (spots[tallest][0], top + 6), height=110, look=any_look(canvas, coat=p.ink))


def _stack_of_coins(canvas: Canvas, foot: Point, *, radius: float, count: int, tone: str) -> None:
    rng, p = canvas.rng, canvas.palette
    x, y = foot
    floor = circle_points((x, y), radius, count=24, squash=0.34)
    canvas.cast(swept(floor, by=(count * 34.0, count * 9.0)), p.ink, opacity=0.34)
    for i in range(count):
        lean = rng.uniform(-7, 7)
        side, lid = y - i * 30, y - (i + 1) * 30
        edge = f"M{x + lean - radius:.0f} {lid:.0f}V{side:.0f}a{radius:.0f} {radius * 0.34:.0f} 0 0 0 {2 * radius:.0f} 0V{lid:.0f}z"
        canvas.fill(edge, mix(tone, p.deep, part=0.45 if i % 2 else 0.3))
        lines = "".join(
            f"M{x + lean + radius * math.cos(a / 18 * math.pi):.0f} {lid + 6 + radius * 0.34 * math.sin(a / 18 * math.pi):.0f}v20"
            for a in range(1, 18)
        )
        canvas.stroke(lines, p.ink, width=2.5, opacity=0.5)
        canvas.fill(disc((x + lean, lid), radius, squash=0.34), tone)
    sides = box((x - radius, y - count * 30), (2 * radius, count * 30 + radius * 0.3))
    canvas.shade(sides, p.ink, angle=180, reach=0.6, strength=0.7)
    canvas.fill(disc((x + lean, lid), radius, squash=0.34), tone)
    canvas.stroke(disc((x + lean, lid), radius * 0.78, squash=0.34), p.deep, width=4)
    canvas.shade(disc((x + lean, lid), radius * 0.78, squash=0.34), p.deep, angle=200, reach=0.9)


def banknotes(canvas: Canvas) -> None:
    """Notes fanned out like a hand of cards, each with its rosette of fine lines."""
    rng, p = canvas.rng, canvas.palette
    ground = rng.choice((p.ink, p.deep, p.accent))
    scenery.plain(canvas, tone=ground, edge=p.ink, angle=60)
    canvas.halo((800, 420), 800, colour=mix(ground, p.pale, part=0.5), strength=0.6)
    tones = [p.pale, mix(p.paper, p.glow, part=0.5), mix(p.mid, p.pale, part=0.5), p.paper, p.glow]
    rng.shuffle(tones)
    count = rng.choice((4, 5))
    spread = 96 / count
    for i in range(count):
        turn = -50 + i * spread
        _note(canvas, turn=turn, tone=tones[i])


def _note(canvas: Canvas, *, turn: float, tone: str) -> None:
    p = canvas.palette
    w, h = 1010, 420
    x, y = 330, 600
    with canvas.group(turn=turn, about=(300, 1010), move=(90, 0)):
        canvas.cast(box((x + 10, y + 24), (w, h), radius=10), p.ink, opacity=0.4)
        canvas.fill(box((x, y), (w, h), radius=10), tone)
        canvas.shade(box((x, y), (w, h)), p.deep, angle=0, reach=0.7, strength=0.8)
        canvas.stroke(box((x + 22, y + 22), (w - 44, h - 44)), p.deep, width=4)
        rosette = (x + w * 0.3, y + h / 2)
        canvas.stroke(
            _guilloche(rosette, radius=150, petals=canvas.rng.choice((7, 9, 11))), p.deep, width=2.5
        )
        canvas.fill(disc((x + w * 0.74, y + h / 2), 118, squash=1.2), mix(tone, p.deep, part=0.25))
        head = (x + w * 0.74, y + h * 0.43)
        with canvas.group(clip=disc((x + w * 0.74, y + h / 2), 118, squash=1.2)):
            canvas.fill(disc((head[0], head[1] + 190), 108), p.deep)
            canvas.fill(disc(head, 58, squash=1.2), p.deep)
            canvas.hatch(disc(head, 58, squash=1.2), tone, gap=8, angle=40, width=2)
        canvas.stroke(disc((x + w * 0.74, y + h / 2), 118, squash=1.2), p.deep, width=5)
        for corner in ((x + 62, y + 62), (x + w - 62, y + h - 62)):
            canvas.fill(disc(corner, 24), p.accent)


def _guilloche(centre: Point, *, radius: float, petals: int) -> str:
    parts = []
    for layer in range(5):
        points = []
        for i in range(97):
            turn = math.tau * i / 96
            reach = radius * (0.62 + 0.34 * math.sin(petals * turn + layer * 0.55))
            points.append((centre[0] + reach * math.cos(turn), centre[1] + reach * math.sin(turn)))
        parts.append(polygon(points))
    return "".join(parts)


def scales(canvas: Canvas) -> None:
    """A balance with money in one pan and a street of houses in the other."""
    rng, p = canvas.rng, canvas.palette
    ground = rng.choice((p.paper, mix(p.paper, p.glow, part=0.5), p.pale))
    canvas.fill(canvas.everything(), ground)
    canvas.fill(disc((800, 520), 430), rng.choice((p.accent, p.mid)))
    canvas.shade(disc((800, 520), 430), p.deep, angle=270, reach=0.9, strength=0.8)
    canvas.shade(box((-10, 800), (1620, 277)), p.mid, angle=270, reach=1)
    tilt = rng.choice((-9, -6, 6, 9))
    pivot = (800, 250)
    canvas.cast(polygon([(770, 960), (830, 960), (1500, 1090), (1300, 1090)]), p.ink, opacity=0.3)
    canvas.fill(polygon([(788, 250), (812, 250), (824, 940), (776, 940)]), p.ink)
    canvas.fill("M620 985C640 930 740 930 770 900H830C860 930 960 930 980 985z", p.ink)
    canvas.shade(
        "M620 985C640 930 740 930 770 900H830C860 930 960 930 980 985z", p.mid, angle=180, reach=0.7
    )
    ends = [around(pivot, 480, degrees=tilt + turn) for turn in (180, 0)]
    canvas.stroke(polygon(ends, is_open=True), p.ink, width=20)
    canvas.fill(disc(pivot, 38), p.glow)
    canvas.stroke(disc(pivot, 38), p.ink, width=10)
    for number, end in enumerate(ends):
        _pan(canvas, end, is_money=number == 0)


def _pan(canvas: Canvas, hook: Point, *, is_money: bool) -> None:
    p = canvas.palette
    x, y = hook
    low = y + 390
    canvas.stroke(
        f"M{x:.0f} {y:.0f}L{x - 200:.0f} {low:.0f}M{x:.0f} {y:.0f}L{x + 200:.0f} {low:.0f}",
        p.ink,
        width=5,
    )
    if is_money:
        for stack, count in ((-105, 4), (-5, 7), (95, 3)):
            for i in range(count):
                canvas.fill(box((x + stack - 46, low - 24 - i * 26), (92, 23), radius=8), p.glow)
                canvas.stroke(
                    box((x + stack - 46, low - 24 - i * 26), (92, 23), radius=8), p.ink, width=3
                )
    else:
        for i, tall in enumerate((120, 170, 100)):
            left = x - 150 + i * 100
            house = polygon(
                [
                    (left, low),
                    (left, low - tall),
                    (left + 48, low - tall - 52),
                    (left + 96, low - tall),
                    (left + 96, low),
                ]
            )
            canvas.fill(house, (p.deep, p.paper, p.mid)[i])
            canvas.shade(house, p.ink, angle=180, reach=0.7, strength=0.8)
            canvas.fill(box((left + 34, low - 66), (28, 34)), p.glow)
    bowl = f"M{x - 220:.0f} {low:.0f}h440C{x + 190:.0f} {low + 110:.0f} {x - 190:.0f} {low + 110:.0f} {x - 220:.0f} {low:.0f}z"
    canvas.fill(bowl, p.ink)
    canvas.shade(bowl, p.pale, angle=0, reach=0.7, strength=0.8)


def ledger(canvas: Canvas) -> None:
    """An open book of account from above, its columns ruled, a pen across the page."""
    rng, p = canvas.rng, canvas.palette
    scenery.plain(canvas, tone=rng.choice((p.deep, p.accent, p.mid)), edge=p.ink, angle=50)
    with canvas.group(turn=rng.uniform(-14, 14), about=(800, 533)):
        canvas.cast(
            swept([(250, 190), (1370, 190), (1370, 900), (250, 900)], by=(130, 110)),
            p.ink,
            opacity=0.4,
        )
        canvas.fill(box((232, 166), (1136, 732), radius=16), p.ink)
        for side, x in ((0, 256), (1, 800)):
            page = box((x, 184), (544, 696))
            canvas.fill(page, p.paper)
            for row in range(17):
                y = 270 + row * 34
                canvas.stroke(f"M{x + 36} {y}h472", p.pale, width=3)
                for column, wide in ((52, 190), (280, 80), (400, 80)):
                    long = rng.uniform(0.4, 1) * wide
                    start = x + column + (0 if column < 60 else wide - long)
                    is_marked = row in (5, 16) and column > 300
                    canvas.fill(
                        box((start, y - 19), (long, 11)),
                        p.accent if is_marked else mix(p.mid, p.deep, part=0.4),
                    )
            for line in (262, 384):
                canvas.stroke(f"M{x + line} 214V854", p.accent, width=3)
            canvas.shade(page, p.deep, angle=0 if side else 180, reach=0.28, strength=0.8)
        canvas.fill(
            polygon([(1000, 880), (1040, 880), (1040, 990), (1020, 965), (1000, 990)]), p.accent
        )
        _pen(canvas, (rng.uniform(760, 900), 560), turn=rng.uniform(24, 50))


def _pen(canvas: Canvas, tip: Point, *, turn: float) -> None:
    p = canvas.palette
    x, y = tip
    with canvas.group(turn=turn, about=tip):
        canvas.cast(box((x + 60, y + 26), (520, 44), radius=20), p.ink, opacity=0.35)
        canvas.fill(polygon([(x, y), (x + 90, y - 20), (x + 90, y + 20)]), p.glow)
        barrel = box((x + 84, y - 25), (480, 50), radius=22)
        canvas.fill(barrel, p.ink)
        canvas.shade(barrel, p.mid, angle=90, reach=0.6)
        canvas.fill(box((x + 250, y - 27), (22, 54)), p.glow)
        canvas.fill(box((x + 300, y - 8), (220, 14), radius=7), p.glow)


def report(canvas: Canvas) -> None:
    """Sheets of a report in disorder on a desk, charts on top, a cup at hand."""
    rng, p = canvas.rng, canvas.palette
    tone = rng.choice((p.mid, p.deep, mix(p.glow, p.mid, part=0.35)))
    scenery.plain(canvas, tone=tone, edge=p.ink, angle=40)
    for i in range(4):
        turn = rng.uniform(-24, 24)
        centre = (rng.uniform(520, 1000), rng.uniform(460, 620))
        _sheet(canvas, centre, turn=turn, kind=i % 3)
    _sheet(canvas, (760, 540), turn=rng.uniform(-10, 4), kind=rng.randrange(3))
    cup = (1330, rng.choice((270, 800)))
    canvas.cast(swept(circle_points(cup, 120, count=28), by=(190, 170)), p.ink, opacity=0.35)
    canvas.fill(box((cup[0] + 90, cup[1] - 26), (110, 52), radius=24), p.paper)
    canvas.fill(disc(cup, 128), p.paper)
    canvas.shade(disc(cup, 128), p.mid, angle=230, reach=0.7)
    canvas.fill(disc(cup, 100), mix(p.ink, p.accent, part=0.18))
    canvas.shade(disc(cup, 100), p.glow, angle=60, reach=0.5, strength=0.5)


def _sheet(canvas: Canvas, centre: Point, *, turn: float, kind: int) -> None:
    rng, p = canvas.rng, canvas.palette
    w, h = 560, 740
    x, y = centre[0] - w / 2, centre[1] - h / 2
    with canvas.group(turn=turn, about=centre):
        canvas.cast(
            swept([(x + 6, y + 8), (x + w, y + 8), (x + w, y + h), (x + 6, y + h)], by=(46, 42)),
            p.ink,
            opacity=0.3,
        )
        canvas.fill(box((x, y), (w, h)), p.paper)
        canvas.shade(box((x, y), (w, h)), p.pale, angle=225, reach=0.8)
        canvas.fill(box((x + 50, y + 54), (rng.uniform(240, 400), 26)), p.ink)
        plot = (x + 50, y + 120)
        if kind == 0:
            for i in range(7):
                tall = rng.uniform(60, 240)
                canvas.fill(
                    box((plot[0] + i * 67, plot[1] + 250 - tall), (46, tall)),
                    p.accent if i == 5 else p.deep,
                )
        elif kind == 1:
            points = [
                (plot[0] + i * 57, plot[1] + 220 - i * 18 + rng.uniform(-46, 46)) for i in range(9)
            ]
            canvas.fill(smooth(points) + f"V{plot[1] + 250:.0f}H{plot[0]:.0f}z", p.pale)
            canvas.stroke(smooth(points), p.accent, width=10)
        else:
            middle = (plot[0] + 230, plot[1] + 125)
            canvas.fill(disc(middle, 125), p.mid)
            first = rng.uniform(60, 160)
            wedge = [
                middle,
                *(around(middle, 126, degrees=-90 + first * i / 20) for i in range(21)),
            ]
            canvas.fill(polygon(wedge), p.accent)
            canvas.fill(disc(middle, 56), p.paper)
        for row in range(9):
            y_line = y + 420 + row * 30
            canvas.fill(box((x + 50, y_line), (rng.uniform(360, 460), 10)), p.mid, opacity=0.8)


def newspaper(canvas: Canvas) -> None:
    """A folded paper, or a bundle of them tied up before dawn; lines stand for words."""
    rng, p = canvas.rng, canvas.palette
    tone = rng.choice((p.deep, p.accent, p.mid, p.pale))
    scenery.plain(canvas, tone=tone, edge=mix(tone, p.ink, part=0.7), angle=50)
    for i in range(rng.choice((2, 3, 4)), -1, -1):
        with canvas.group(
            turn=rng.uniform(-9, 9) - (0 if i else 6), about=(800, 533), move=(i * 14, i * 16)
        ):
            _front_page(canvas, is_top=i == 0)


def _front_page(canvas: Canvas, *, is_top: bool) -> None:
    rng, p = canvas.rng, canvas.palette
    x, y, w, h = 400, 70, 800, 930
    canvas.cast(
        swept([(x, y), (x + w, y), (x + w, y + h), (x, y + h)], by=(70, 60)), p.ink, opacity=0.28
    )
    canvas.fill(box((x, y), (w, h)), p.paper if is_top else mix(p.paper, p.pale, part=0.5))
    if not is_top:
        return
    canvas.fill(box((x + 150, y + 44), (500, 54)), p.ink)
    canvas.stroke(f"M{x + 40} {y + 124}h720M{x + 40} {y + 134}h720", p.ink, width=3)
    canvas.fill(box((x + 40, y + 164), (470, 34)), p.ink)
    canvas.fill(box((x + 40, y + 210), (340, 34)), p.ink)
    frame = box((x + 40, y + 276), (470, 300))
    canvas.fill(frame, p.deep)
    with canvas.group(clip=frame):
        canvas.fill(disc((x + rng.uniform(140, 400), y + 430), 84), p.accent)
        ridge = smooth([(x + 20 + i * 84, y + 520 - rng.uniform(0, 110)) for i in range(8)])
        canvas.fill(f"{ridge}V{y + 600}H{x}z", p.mid)
        canvas.shade(f"{ridge}V{y + 600}H{x}z", p.ink, angle=270, reach=1)
        canvas.halftone(frame, p.ink, gap=12, dot=2.6)
    for column in range(4):
        left = x + 40 + column * 184
        first = 0 if column == 3 else 440
        for row in range(int((740 - first) // 17)):
            long = 164 if row % 9 != 8 else rng.uniform(50, 130)
            canvas.fill(box((left, y + 166 + first + row * 17), (long, 7)), p.mid)
    canvas.stroke(f"M{x + 10} {y + h * 0.5:.0f}h{w - 20}", p.pale, width=5)
    canvas.shade(box((x, y + h * 0.5), (w, h * 0.5)), p.deep, angle=90, reach=0.3, strength=0.6)


SCENES = {
    name: Scene(scene, ("day",))
    for name, scene in (
        ("vault", vault),
        ("card", card),
        ("coins", coins),
        ("banknotes", banknotes),
        ("scales", scales),
        ("ledger", ledger),
        ("report", report),
        ("newspaper", newspaper),
    )
}
