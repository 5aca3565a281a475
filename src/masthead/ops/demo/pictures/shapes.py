"""Outlines as SVG path data: every scene draws by naming one of these and filling it."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

Point = tuple[float, float]


def _at(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"


def box(corner: Point, size: Point, *, radius: float = 0) -> str:
    """A rectangle from its upper left corner; a radius rounds it."""
    (x, y), (w, h) = corner, size
    if not radius:
        return f"M{x:.1f} {y:.1f}h{w:.1f}v{h:.1f}h{-w:.1f}z"
    r = min(radius, abs(w) / 2, abs(h) / 2)
    turn = f"a{r:.1f} {r:.1f} 0 0 1"
    return (
        f"M{x + r:.1f} {y:.1f}h{w - 2 * r:.1f}{turn} {r:.1f} {r:.1f}v{h - 2 * r:.1f}"
        f"{turn} {-r:.1f} {r:.1f}h{2 * r - w:.1f}{turn} {-r:.1f} {-r:.1f}"
        f"v{2 * r - h:.1f}{turn} {r:.1f} {-r:.1f}z"
    )


def polygon(points: Sequence[Point], *, is_open: bool = False) -> str:
    """Straight lines through the points, closed unless told otherwise."""
    return "M" + "L".join(_at(point) for point in points) + ("" if is_open else "z")


def disc(centre: Point, radius: float, *, squash: float = 1.0) -> str:
    """A circle, or an ellipse when squashed in height."""
    x, y = centre
    high = radius * squash
    arc = f"a{radius:.1f} {high:.1f} 0 1 0"
    return f"M{x - radius:.1f} {y:.1f}{arc} {2 * radius:.1f} 0{arc} {-2 * radius:.1f} 0z"


def ring(centre: Point, radius: float, *, hole: float, squash: float = 1.0) -> str:
    """A disc with a round hole, for an even-odd fill."""
    return disc(centre, radius, squash=squash) + disc(centre, hole, squash=squash)


def around(centre: Point, radius: float, *, degrees: float) -> Point:
    """The point on a circle; 0 degrees points right, 90 down."""
    turn = math.radians(degrees)
    return centre[0] + radius * math.cos(turn), centre[1] + radius * math.sin(turn)


def sector(centre: Point, radius: float, *, start: float, end: float) -> str:
    """A slice of pie between two angles."""
    first = around(centre, radius, degrees=start)
    last = around(centre, radius, degrees=end)
    large = int(end - start > 180)  # noqa: PLR2004 - half a turn
    return f"M{_at(centre)}L{_at(first)}A{radius:.1f} {radius:.1f} 0 {large} 1 {_at(last)}z"


def smooth(points: Sequence[Point], *, is_closed: bool = False) -> str:
    """A soft curve through all points (Catmull-Rom drawn as cubic curves)."""
    ends = [points[-1], *points, points[0], points[1]] if is_closed else [points[0], *points]
    if not is_closed:
        ends.append(points[-1])
    parts = [f"M{_at(points[0])}"]
    for before, start, end, after in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        one = (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
        two = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
        parts.append(f"C{_at(one)} {_at(two)} {_at(end)}")
    return "".join(parts) + ("z" if is_closed else "")


def under(points: Sequence[Point], *, floor: float, is_soft: bool = True) -> str:
    """The area between a line through the points and a level floor."""
    line = smooth(points) if is_soft else polygon(points, is_open=True)
    return f"{line}L{points[-1][0]:.1f} {floor:.1f}L{points[0][0]:.1f} {floor:.1f}z"


def swept(points: Sequence[Point], *, by: Point) -> str:
    """What a polygon covers while it slides: its long shadow, its extrusion."""
    moved = [(x + by[0], y + by[1]) for x, y in points]
    faces = [polygon(points), polygon(moved)]
    size = len(points)
    for i in range(size):
        j = (i + 1) % size
        quad = [points[i], points[j], moved[j], moved[i]]
        turn = sum(
            (b[0] - a[0]) * (b[1] + a[1]) for a, b in zip(quad, [*quad[1:], quad[0]], strict=True)
        )
        faces.append(polygon(quad if turn < 0 else quad[::-1]))
    return "".join(faces)


def circle_points(
    centre: Point, radius: float, *, count: int = 40, squash: float = 1.0
) -> list[Point]:
    """A circle as a polygon, for what needs corners: sweeping, projecting, warping."""
    return [
        (
            centre[0] + radius * math.cos(math.tau * i / count),
            centre[1] + radius * squash * math.sin(math.tau * i / count),
        )
        for i in range(count)
    ]


def between(first: Point, second: Point, *, part: float) -> Point:
    """The point `part` of the way along a straight line."""
    return first[0] + (second[0] - first[0]) * part, first[1] + (second[1] - first[1]) * part


_TOKEN = re.compile(r"[A-Za-z]|-?\d+\.?\d*|-?\.\d+")
_NUMBERS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "Q": 4, "A": 7}


def bounds(outline: str) -> tuple[Point, Point]:
    """The corner and size of a box that holds the outline; control points count as drawn."""
    here: Point = (0, 0)
    seen: list[Point] = []
    tokens = _TOKEN.findall(outline)
    command, i = "M", 0
    while i < len(tokens):
        if tokens[i].isalpha():
            command, i = tokens[i], i + 1
            continue
        count = _NUMBERS[command.upper()]
        numbers = [float(token) for token in tokens[i : i + count]]
        points = _reached(command, numbers, here=here)
        seen += points
        here, i = points[-1], i + count
    xs, ys = [x for x, _ in seen], [y for _, y in seen]
    return (min(xs), min(ys)), (max(xs) - min(xs), max(ys) - min(ys))


def _reached(command: str, numbers: list[float], *, here: Point) -> list[Point]:
    x, y = here if command.islower() else (0.0, 0.0)
    match command.upper():
        case "H":
            return [(x + numbers[0], here[1])]
        case "V":
            return [(here[0], y + numbers[0])]
        case "A":
            end = (x + numbers[5], y + numbers[6])
            cx, cy = between(here, end, part=0.5)
            wide, high = numbers[0], numbers[1]
            return [(cx - wide, cy - high), (cx + wide, cy + high), end]
        case _:
            return [(x + a, y + b) for a, b in zip(numbers[::2], numbers[1::2], strict=True)]
