"""Charts as geometry: lines or bars from a small table, in the coordinates of one SVG box.

Pure arithmetic; the template draws. A chart never hides its table.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

WIDTH, HEIGHT = 640, 340
LEFT, TOP, BOTTOM = 56, 14, 30
MOST_TICKS = 5
MOST_MARKS = 8
MOST_SERIES = 6
LONG_LABEL = 9  # letters; longer ones stand over bars that lie
LABEL_LINE, THICKNESS, GAP, VALUE_ROOM = 28, 20, 14, 90

Points = Sequence[tuple[str, Sequence[float]]]
Place = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Tick:
    at: float
    text: str
    is_base: bool


@dataclass(frozen=True, slots=True)
class Mark:
    at: float
    text: str
    is_minor: bool


@dataclass(frozen=True, slots=True)
class Bar:
    number: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Strip:
    """A bar that lies: its label above it ("" for all but the first series), its figure after."""

    number: int
    label: str
    y: float
    width: float
    figure: str
    height: int = THICKNESS


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    points: str


@dataclass(frozen=True, slots=True)
class Series:
    number: int
    name: str


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawn chart and the table it was drawn from; lengths in units of the view box."""

    series: tuple[Series, ...]
    ticks: tuple[Tick, ...]
    marks: tuple[Mark, ...]
    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]
    rows: tuple[Row, ...]
    strips: tuple[Strip, ...] = ()
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT


def draw(kind: str, *, names: Sequence[str], points: Points) -> Chart:
    """The chart of these series; `points` holds a label and one value a series per row.

    Bars start at nought, and lie when their labels are long; lines may start at a round number.
    """
    if kind == "bar" and _lies(points):
        return _lying(names, points)
    values = [value for _, row in points for value in row]
    low, high, step = _scale(min(values), max(values), from_nought=kind == "bar")
    across = (WIDTH - LEFT) / len(points)

    def y(value: float) -> float:
        return round(TOP + (high - value) / (high - low) * (HEIGHT - TOP - BOTTOM), 1)

    return Chart(
        series=_series(names),
        ticks=tuple(
            Tick(y(low + i * step), _figure(low + i * step), is_base=abs(low + i * step) < step / 9)
            for i in range(round((high - low) / step) + 1)
        ),
        marks=tuple(_marks([label for label, _ in points], across)),
        bars=tuple(_bars(points, across, y)) if kind == "bar" else (),
        lines=tuple(_lines(points, across, y)) if kind != "bar" else (),
        rows=_table(points),
    )


def _series(names: Sequence[str]) -> tuple[Series, ...]:
    return tuple(Series(_number(i), name) for i, name in enumerate(names))


def _table(points: Points) -> tuple[Row, ...]:
    return tuple(Row(label, tuple(map(_figure, row))) for label, row in points)


def _lies(points: Points) -> bool:
    """True for long labels over values of one sign."""
    longest = max(len(label) for label, _ in points)
    return longest > LONG_LABEL and all(value >= 0 for _, row in points for value in row)


def _lying(names: Sequence[str], points: Points) -> Chart:
    longest = max(value for _, row in points for value in row) or 1.0
    strips: list[Strip] = []
    y = 0.0
    for label, row in points:
        y += LABEL_LINE
        for j, value in enumerate(row):
            width = round(value / longest * (WIDTH - VALUE_ROOM), 1)
            strips.append(Strip(_number(j), "" if j else label, y, width, _figure(value)))
            y += THICKNESS + 2
        y += GAP
    return Chart(
        series=_series(names),
        ticks=(),
        marks=(),
        bars=(),
        lines=(),
        rows=_table(points),
        strips=tuple(strips),
        height=round(y),
        left=0,
    )


def _scale(low: float, high: float, *, from_nought: bool) -> tuple[float, float, float]:
    """Round ends and a round step around the values."""
    if from_nought or low > 0 >= low - (high - low):
        low = min(low, 0.0)
    if from_nought:
        high = max(high, 0.0)
    span = (high - low) or abs(high) or 1.0
    rough = span / MOST_TICKS
    power = 10.0 ** floor(log10(rough))
    step = next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= rough * 0.999)
    bottom, top = floor(low / step + 1e-9) * step, ceil(high / step - 1e-9) * step
    return bottom, top if top > bottom else bottom + step, step


def _marks(labels: Sequence[str], across: float) -> list[Mark]:
    every = max(1, ceil(len(labels) / MOST_MARKS))
    return [
        Mark(round(LEFT + (i + 0.5) * across, 1), label, is_minor=bool(i // every % 2))
        for i, label in enumerate(labels)
        if i % every == 0
    ]


def _bars(points: Points, across: float, place: Place) -> list[Bar]:
    count = max(len(row) for _, row in points)
    thick = across * 0.72 / count
    bars = []
    for i, (_, row) in enumerate(points):
        for j, value in enumerate(row):
            top, base = sorted((place(value), place(0.0)))
            x = LEFT + i * across + across * 0.14 + j * thick
            bars.append(
                Bar(_number(j), round(x, 1), top, round(thick * 0.94, 1), round(base - top, 1))
            )
    return bars


def _lines(points: Points, across: float, place: Place) -> list[Line]:
    count = max(len(row) for _, row in points)
    return [
        Line(
            _number(j),
            " ".join(
                f"{LEFT + (i + 0.5) * across:.1f},{place(row[j])}"
                for i, (_, row) in enumerate(points)
            ),
        )
        for j in range(count)
    ]


def _number(position: int) -> int:
    return position % MOST_SERIES + 1


def _figure(value: float) -> str:
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace("-", "\u2212")
