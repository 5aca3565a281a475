"""Six invented people, drawn as the paper draws its columnists: flat, side-lit, looking at you."""

# A drawing is made of measures, and an outline reads best on one line.
# ruff: noqa: PLR2004, E501

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from masthead.ops.demo.pictures.canvas import Canvas
from masthead.ops.demo.pictures.palette import mix
from masthead.ops.demo.pictures.shapes import Point, box, disc, polygon, smooth

MIDDLE = 400.0
SHADOW = "#2a1420"  # what skin turns to in shade, whatever the palette


@dataclass(frozen=True, slots=True)
class Person:
    """One face: tones first, then what the drawing functions need to tell people apart."""

    skin: str
    hair: str
    jaw: float  # half the width of the jaw
    length: float  # of the face, from brow to chin
    mouth: str
    behind: Callable[[Canvas, str], None]
    front: Callable[[Canvas, str], None]
    dress: Callable[[Canvas], None]
    has_glasses: bool = False
    is_older: bool = False
    beard: str = ""


def draw_person(canvas: Canvas, *, number: int) -> None:
    """One of the six on a ground of the palette; the number counts round."""
    person = PEOPLE[number % len(PEOPLE)]
    _ground(canvas)
    with canvas.group(move=(0, 26), scale=(1.05, 1.02), about=(MIDDLE, 400)):
        person.behind(canvas, person.hair)
    _neck(canvas, person)
    person.dress(canvas)
    with canvas.group(move=(0, 26), scale=(1.05, 1.02), about=(MIDDLE, 400)):
        _face(canvas, person)
        person.front(canvas, person.hair)
        if person.has_glasses:
            _glasses(canvas)


def _ground(canvas: Canvas) -> None:
    rng, p = canvas.rng, canvas.palette
    tone = rng.choice(
        (p.pale, mix(p.glow, p.paper, part=0.35), mix(p.mid, p.pale, part=0.4), p.mid)
    )
    sheet = box((-10, -10), (820, 820))
    canvas.fill(sheet, tone)
    rings = rng.choice(("disc", "slant", "hatch"))
    if rings == "disc":
        canvas.fill(disc((MIDDLE + 30, 400), 310), mix(tone, p.deep, part=0.3))
    elif rings == "slant":
        canvas.fill(
            polygon([(-10, 520), (810, 120), (810, 810), (-10, 810)]), mix(tone, p.deep, part=0.3)
        )
    else:
        canvas.hatch(
            box((-10, -10), (820, 820)), mix(tone, p.deep, part=0.22), gap=22, angle=135, width=3
        )
    canvas.shade(sheet, p.deep, angle=250, reach=0.8, strength=0.7)


def _neck(canvas: Canvas, person: Person) -> None:
    neck = "M330 500C338 580 330 620 300 660L400 740L500 660C470 620 462 580 470 500z"
    canvas.fill(neck, mix(person.skin, SHADOW, part=0.16))
    canvas.shade(neck, SHADOW, angle=90, reach=0.75, strength=0.6)


def _head(person: Person) -> str:
    jaw, chin = person.jaw, 300 + person.length
    return smooth(
        [(MIDDLE, 176), (MIDDLE + 92, 210), (MIDDLE + 124, 310), (MIDDLE + 114, 420),
         (MIDDLE + jaw, chin - 66), (MIDDLE + jaw * 0.42, chin - 8), (MIDDLE, chin + 2),
         (MIDDLE - jaw * 0.42, chin - 8), (MIDDLE - jaw, chin - 66), (MIDDLE - 114, 420),
         (MIDDLE - 124, 310), (MIDDLE - 92, 210)],
        is_closed=True,
    )  # fmt: skip


def _face(canvas: Canvas, person: Person) -> None:
    skin = person.skin
    dark = mix(skin, SHADOW, part=0.42)
    for side in (-1, 1):
        canvas.fill(disc((MIDDLE + side * 122, 392), 26, squash=1.4), mix(skin, SHADOW, part=0.12))
    head = _head(person)
    canvas.fill(head, skin)
    if person.beard:
        _beard(canvas, person)
    with canvas.group(clip=head):
        canvas.shade(box((MIDDLE - 10, 150), (180, 480)), SHADOW, angle=180, reach=1, strength=0.5)
        canvas.fill(
            polygon(
                [(MIDDLE + 70, 150), (580, 150), (580, 640), (MIDDLE + 44, 640), (MIDDLE + 96, 420)]
            ),
            SHADOW,
            opacity=0.1,
        )
        for side in (-1, 1):
            canvas.halo(
                (MIDDLE + side * 72, 446), 56, colour=mix(skin, "#d2452e", part=0.6), strength=0.4
            )
    _eyes(canvas, person, dark=dark)
    canvas.stroke(
        smooth([(MIDDLE + 8, 372), (MIDDLE + 24, 428), (MIDDLE + 18, 446), (MIDDLE - 8, 450)]),
        dark,
        width=6,
    )
    _mouth(canvas, person, dark=dark)
    if person.is_older:
        lines = "M300 452q6 26 22 44M500 452q-6 26 -22 44M352 246q48 -12 96 0M360 266q40 -9 80 0"
        canvas.stroke(lines, dark, width=3.5, opacity=0.5)


def _eyes(canvas: Canvas, person: Person, *, dark: str) -> None:
    brow = mix(person.hair, SHADOW, part=0.35)
    for side in (-1, 1):
        x, y = MIDDLE + side * 56, 366
        white = f"M{x - 27} {y + 2}Q{x} {y - 22} {x + 27} {y + 2}Q{x} {y + 17} {x - 27} {y + 2}z"
        canvas.fill(white, "#fbf6ef")
        canvas.fill(disc((x + 2, y - 1), 11.5), "#2b1a16")
        canvas.fill(disc((x + 6, y - 5), 3.4), "#ffffff")
        canvas.stroke(f"M{x - 28} {y + 2}Q{x} {y - 23} {x + 28} {y + 2}", "#2b1a16", width=6)
        lid = f"M{x - 26} {y - 14}Q{x} {y - 31} {x + 26} {y - 14}"
        canvas.stroke(lid, dark, width=3, opacity=0.6)
        arch = [(x - side * 32, y - 36), (x, y - 49), (x + side * 36, y - 36)]
        canvas.stroke(smooth(arch), brow, width=12 if person.beard or person.jaw > 95 else 8)


def _mouth(canvas: Canvas, person: Person, *, dark: str) -> None:
    y = 300 + person.length - 84
    upper = f"M{MIDDLE - 42} {y}Q{MIDDLE - 16} {y - 13} {MIDDLE} {y - 6}Q{MIDDLE + 16} {y - 13} {MIDDLE + 42} {y}z"
    lower = f"M{MIDDLE - 42} {y}Q{MIDDLE} {y + 30} {MIDDLE + 42} {y}z"
    canvas.fill(upper, mix(person.mouth, SHADOW, part=0.18))
    canvas.fill(lower, person.mouth)
    canvas.stroke(
        f"M{MIDDLE - 48} {y - 4}Q{MIDDLE} {y + 8} {MIDDLE + 48} {y - 5}",
        mix(dark, SHADOW, part=0.5),
        width=4.5,
    )


def _beard(canvas: Canvas, person: Person) -> None:
    jaw, chin = person.jaw, 300 + person.length
    full = smooth(
        [(MIDDLE - 122, 400), (MIDDLE - 100, 446), (MIDDLE - 52, 470), (MIDDLE, 456), (MIDDLE + 52, 470),
         (MIDDLE + 100, 446), (MIDDLE + 122, 400), (MIDDLE + jaw + 12, chin - 58), (MIDDLE + jaw * 0.5, chin + 14),
         (MIDDLE, chin + 24), (MIDDLE - jaw * 0.5, chin + 14), (MIDDLE - jaw - 12, chin - 58)],
        is_closed=True,
    )  # fmt: skip
    canvas.fill(full, person.beard)
    canvas.shade(full, SHADOW, angle=180, reach=0.8, strength=0.7)


def _glasses(canvas: Canvas) -> None:
    p = canvas.palette
    for side in (-1, 1):
        lens = disc((MIDDLE + side * 58, 370), 46, squash=0.9)
        canvas.fill(lens, p.paper, opacity=0.16)
        canvas.stroke(lens, p.ink, width=8)
        canvas.stroke(f"M{MIDDLE + side * 104} 362l{side * 22} -6", p.ink, width=8)
    canvas.stroke(f"M{MIDDLE - 13} 364q13 -12 26 0", p.ink, width=8)


# -- hair ------------------------------------------------------------------------------------


def _mass(canvas: Canvas, points: Sequence[Point], *, tone: str) -> None:
    outline = smooth(points, is_closed=True)
    canvas.fill(outline, tone)
    canvas.shade(outline, mix(tone, SHADOW, part=0.6), angle=190, reach=0.8)


def _nothing(_canvas: Canvas, _tone: str) -> None:
    return


def _bob_behind(canvas: Canvas, tone: str) -> None:
    _mass(
        canvas,
        [
            (400, 130),
            (540, 190),
            (570, 350),
            (566, 520),
            (520, 560),
            (400, 540),
            (280, 560),
            (234, 520),
            (230, 350),
            (260, 190),
        ],
        tone=tone,
    )


def _bob_front(canvas: Canvas, tone: str) -> None:
    _mass(
        canvas,
        [
            (352, 152),
            (470, 140),
            (548, 220),
            (560, 400),
            (546, 520),
            (516, 470),
            (508, 330),
            (452, 240),
            (372, 226),
            (310, 290),
            (288, 400),
            (282, 510),
            (250, 520),
            (238, 380),
            (262, 220),
        ],
        tone=tone,
    )
    canvas.stroke(
        "M372 160C420 190 470 230 512 320", mix(tone, "#ffffff", part=0.25), width=4, opacity=0.6
    )


def _swept_front(canvas: Canvas, tone: str) -> None:
    _mass(
        canvas,
        [
            (270, 330),
            (258, 250),
            (290, 160),
            (390, 116),
            (500, 140),
            (544, 220),
            (540, 330),
            (518, 300),
            (500, 236),
            (420, 232),
            (340, 206),
            (300, 262),
            (288, 330),
        ],
        tone=tone,
    )
    canvas.stroke(
        "M304 200C360 150 440 150 512 216M330 190C390 160 450 172 500 226",
        mix(tone, "#ffffff", part=0.22),
        width=4,
        opacity=0.6,
    )


def _long_behind(canvas: Canvas, tone: str) -> None:
    _mass(
        canvas,
        [
            (400, 124),
            (530, 170),
            (574, 320),
            (580, 500),
            (600, 690),
            (520, 720),
            (400, 640),
            (280, 720),
            (200, 690),
            (222, 500),
            (226, 320),
            (270, 170),
        ],
        tone=tone,
    )


def _parted_front(canvas: Canvas, tone: str) -> None:
    for side in (-1, 1):
        x = MIDDLE
        _mass(canvas, [(x, 150), (x + side * 92, 150), (x + side * 146, 250), (x + side * 152, 400), (x + side * 150, 520),
                       (x + side * 118, 440), (x + side * 112, 330), (x + side * 76, 246), (x, 214)], tone=tone)  # fmt: skip
    canvas.stroke("M400 156v58", mix(tone, "#ffffff", part=0.3), width=3)


def _cropped_front(canvas: Canvas, tone: str) -> None:
    cap = [
        (276, 330),
        (268, 240),
        (310, 166),
        (400, 140),
        (490, 166),
        (532, 240),
        (524, 330),
        (508, 270),
        (470, 222),
        (400, 210),
        (330, 222),
        (292, 270),
    ]
    _mass(canvas, cap, tone=tone)
    canvas.speckle(smooth(cap, is_closed=True), mix(tone, "#ffffff", part=0.4), density=0.35)


def _bun_behind(canvas: Canvas, tone: str) -> None:
    _mass(canvas, [(400, 66), (456, 88), (468, 140), (400, 170), (332, 140), (344, 88)], tone=tone)
    _mass(
        canvas,
        [(400, 136), (530, 190), (548, 330), (520, 430), (280, 430), (252, 330), (270, 190)],
        tone=tone,
    )


def _drawn_back_front(canvas: Canvas, tone: str) -> None:
    _mass(
        canvas,
        [
            (272, 350),
            (262, 250),
            (310, 164),
            (400, 138),
            (490, 164),
            (538, 250),
            (528, 350),
            (512, 280),
            (460, 224),
            (400, 206),
            (340, 224),
            (288, 280),
        ],
        tone=tone,
    )
    lines = "M400 140V206M350 150L330 228M450 150L470 228M306 176L296 262M494 176L504 262"
    canvas.stroke(lines, mix(tone, "#ffffff", part=0.45), width=3.5, opacity=0.7)


def _curly_front(canvas: Canvas, tone: str) -> None:
    curls = [(282, 300), (276, 246), (298, 196), (344, 166), (400, 152), (456, 164), (502, 196), (526, 246), (520, 300),
             (330, 214), (384, 196), (440, 200), (484, 226)]  # fmt: skip
    for spot in curls:
        canvas.fill(disc(spot, 40), tone)
    for i, spot in enumerate(curls):
        canvas.shade(disc(spot, 40), SHADOW, angle=215, reach=0.8, strength=0.8)
        if i % 2:
            canvas.stroke(
                f"M{spot[0] - 18} {spot[1] - 6}q18 -22 36 0",
                mix(tone, "#ffffff", part=0.3),
                width=3.5,
            )


# -- dress -----------------------------------------------------------------------------------


def _shoulders(canvas: Canvas, tone: str) -> str:
    outline = "M70 830C90 690 190 660 300 636L400 730L500 636C610 660 710 690 730 830z"
    canvas.fill(outline, tone)
    canvas.shade(outline, SHADOW, angle=200, reach=0.7, strength=0.75)
    return outline


def _blazer(canvas: Canvas) -> None:
    p = canvas.palette
    canvas.fill("M300 640L400 830L500 640L470 620L400 700L330 620z", p.paper)
    canvas.fill("M330 600L400 720L470 600L500 640L420 800H380L300 640z", p.paper)
    _suit_sides(canvas, p.deep)


def _suit_sides(canvas: Canvas, tone: str) -> None:
    for side in (-1, 1):
        x = MIDDLE
        front = (
            f"M{x + side * 330} 830C{x + side * 312} 690 {x + side * 210} 660 {x + side * 104} 630"
            f"L{x + side * 8} 830z"
        )
        canvas.fill(front, tone)
        canvas.shade(front, SHADOW, angle=200, reach=0.9, strength=0.6)
        lapel = polygon(
            [
                (x + side * 100, 622),
                (x + side * 190, 700),
                (x + side * 140, 716),
                (x + side * 160, 742),
                (x + side * 14, 830),
            ]
        )
        canvas.fill(lapel, mix(tone, canvas.palette.ink, part=0.5))


def _tie(canvas: Canvas) -> None:
    p = canvas.palette
    canvas.fill("M312 622L400 830L488 622L400 720z", p.paper)
    canvas.fill("M300 628L400 710L500 628V830H300z", p.paper)
    canvas.fill("M378 708H422L432 742L440 830H360L368 742z", p.accent)
    canvas.shade("M378 708H422L432 742L440 830H360L368 742z", SHADOW, angle=180, reach=0.9)
    for side in (-1, 1):
        canvas.fill(
            polygon([(MIDDLE, 708), (MIDDLE + side * 104, 612), (MIDDLE + side * 92, 730)]), p.paper
        )
        canvas.stroke(f"M{MIDDLE} 708L{MIDDLE + side * 92} 730", p.mid, width=3)
    _suit_sides(canvas, p.ink)


def _wrap(canvas: Canvas) -> None:
    p = canvas.palette
    _shoulders(canvas, p.accent)
    band = "M250 648C330 700 470 760 640 830H440C340 780 260 720 218 660z"
    canvas.fill(band, p.glow)
    canvas.hatch(band, p.accent, gap=18, angle=30, width=4)
    canvas.stroke("M300 640Q400 742 500 640", p.glow, width=9)


def _open_collar(canvas: Canvas) -> None:
    p = canvas.palette
    _shoulders(canvas, mix(p.paper, p.pale, part=0.5))
    for side in (-1, 1):
        collar = polygon(
            [
                (MIDDLE + side * 6, 742),
                (MIDDLE + side * 112, 608),
                (MIDDLE + side * 150, 690),
                (MIDDLE + side * 60, 780),
            ]
        )
        canvas.fill(collar, p.paper)
        canvas.stroke(collar, p.mid, width=4)
    canvas.stroke("M400 748V830", p.mid, width=4)
    _suit_sides_open(canvas, p.deep)


def _suit_sides_open(canvas: Canvas, tone: str) -> None:
    for side in (-1, 1):
        x = MIDDLE
        front = f"M{x + side * 334} 830C{x + side * 316} 690 {x + side * 250} 668 {x + side * 176} 646L{x + side * 118} 830z"
        canvas.fill(front, tone)
        canvas.shade(front, SHADOW, angle=200, reach=0.9, strength=0.6)


def _roll_neck(canvas: Canvas) -> None:
    p = canvas.palette
    outline = "M70 830C90 690 190 664 310 640H490C610 664 710 690 730 830z"
    canvas.fill(outline, p.ink)
    canvas.shade(outline, p.mid, angle=20, reach=0.6, strength=0.6)
    neck = box((312, 566), (176, 104), radius=34)
    canvas.fill(neck, mix(p.ink, p.deep, part=0.4))
    canvas.hatch(neck, p.ink, gap=14, angle=90, width=4)


def _pearls(canvas: Canvas) -> None:
    p = canvas.palette
    _shoulders(canvas, p.deep)
    for i in range(13):
        part = i / 12
        at = (312 + 176 * part, 636 + 78 * (1 - (2 * part - 1) ** 2))
        canvas.fill(disc(at, 10), p.paper)
        canvas.shade(disc(at, 10), p.deep, angle=220, reach=0.9)


PEOPLE = (
    Person("#efc6a4", "#7a3f22", 88, 262, "#b4483f", _bob_behind, _bob_front, _blazer),
    Person("#dba97f", "#241915", 98, 272, "#a9584a", _nothing, _swept_front, _tie, beard=""),
    Person("#b98358", "#1c1416", 86, 260, "#9c3b40", _long_behind, _parted_front, _wrap),
    Person(
        "#6b432e",
        "#16100f",
        100,
        274,
        "#a9615a",
        _nothing,
        _cropped_front,
        _open_collar,
        has_glasses=True,
    ),
    Person(
        "#f3d4bd",
        "#d9d6d0",
        86,
        262,
        "#b25a52",
        _bun_behind,
        _drawn_back_front,
        _pearls,
        is_older=True,
    ),
    Person(
        "#c99567",
        "#3b2a21",
        98,
        270,
        "#9f5144",
        _nothing,
        _curly_front,
        _roll_neck,
        beard="#3b2a21",
    ),
)
