"""Charts as geometry: scales are round, bars stand on nought, nothing leaves the box."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from masthead.reader.charts import HEIGHT, LEFT, WIDTH, draw

figures = st.floats(min_value=-1e6, max_value=1e6, allow_nan=False)
tables = st.integers(1, 4).flatmap(
    lambda width: st.lists(
        st.tuples(st.text(max_size=5), st.lists(figures, min_size=width, max_size=width)),
        min_size=1,
        max_size=30,
    )
)


def test_line_chart_of_rates_has_round_ticks_around_the_values():
    chart = draw("line", names=["Rate"], points=[("Jan", [5.75]), ("Feb", [4.25])])
    assert [tick.text for tick in chart.ticks] == ["4", "4.5", "5", "5.5", "6"]
    assert chart.rows[1].cells == ("4.25",)


def test_bars_stand_on_nought_even_when_all_values_are_high():
    chart = draw("bar", names=["Loss"], points=[("Cargo", [150.0]), ("Port", [70.0])])
    nought = next(tick for tick in chart.ticks if tick.is_base)
    assert nought.text == "0"
    assert all(round(bar.y + bar.height, 1) == nought.at for bar in chart.bars)


def test_bar_below_nought_hangs_from_it():
    chart = draw("bar", names=["Growth"], points=[("Q1", [-2.0]), ("Q2", [3.0])])
    nought = next(tick for tick in chart.ticks if tick.is_base)
    assert chart.bars[0].y == nought.at
    assert chart.rows[0].cells == ("\u22122",)


def test_bars_with_long_labels_lie_and_all_labels_are_shown():
    points = [("Business interruption", [40.0]), ("Cargo", [150.0])]
    chart = draw("bar", names=["Loss"], points=points)
    assert [(one.label, one.figure) for one in chart.strips] == [
        ("Business interruption", "40"),
        ("Cargo", "150"),
    ]
    assert chart.strips[1].width > chart.strips[0].width > 0
    assert all(one.y + one.height <= chart.height for one in chart.strips)


@given(points=tables, kind=st.sampled_from(["line", "bar"]))
def test_nothing_is_drawn_outside_the_box(points, kind):
    chart = draw(kind, names=["x"] * len(points[0][1]), points=points)
    ends = [float(end) for line in chart.lines for end in line.points.replace(",", " ").split()]
    across, down = ends[::2], ends[1::2]
    across += [bar.x for bar in chart.bars] + [bar.x + bar.width for bar in chart.bars]
    down += [bar.y for bar in chart.bars] + [bar.y + bar.height for bar in chart.bars]
    assert all(LEFT - 1 <= x <= WIDTH + 1 for x in across)
    assert all(-1 <= y <= HEIGHT + 1 for y in down)
