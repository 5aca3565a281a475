"""Maps from public-domain outlines: the world flat or as a globe, six regions with their routes."""

# A drawing is made of measures, and an outline reads best on one line.
# ruff: noqa: PLR2004, E501

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

from masthead.ops.demo.pictures.canvas import Canvas
from masthead.ops.demo.pictures.palette import mix
from masthead.ops.demo.pictures.scene import Scene
from masthead.ops.demo.pictures.shapes import Point, disc, polygon, smooth

Project = Callable[[Point], Point]
WORLD_UNIT, REGION_UNIT = 10, 20  # parts of a degree in land.json
PORTS: dict[str, Point] = {
    "rotterdam": (4.0, 52.0),
    "singapore": (103.8, 1.2),
    "shanghai": (122.0, 31.0),
    "new-york": (-74.0, 40.5),
    "santos": (-46.3, -24.0),
    "durban": (31.0, -29.9),
    "mumbai": (72.8, 19.0),
    "sydney": (151.2, -33.9),
    "los-angeles": (-118.2, 33.7),
    "lagos": (3.4, 6.4),
    "dubai": (55.0, 25.2),
}


@dataclass(frozen=True, slots=True)
class Region:
    """A window on the map, its ports and the sea lanes between them, in degrees."""

    ports: tuple[Point, ...]
    lanes: tuple[tuple[Point, ...], ...]


REGIONS = {
    "north-sea": Region(
        ((4.1, 52.0), (9.9, 53.6), (0.3, 51.4), (5.3, 60.4), (-2.1, 57.1), (12.0, 57.7)),
        (
            ((-11, 48.6), (-5, 49.2), (0.5, 50.2), (2.4, 51.5), (4.1, 52.0)),
            ((4.1, 52.0), (5.6, 54.2), (8.0, 54.2), (9.9, 53.6)),
            ((-2.1, 57.1), (1.5, 58.6), (5.3, 60.4)),
            ((2.4, 51.5), (4.0, 55.5), (8.0, 57.9), (11.0, 58.2), (12.0, 57.7)),
        ),
    ),
    "gulf-of-aden": Region(
        ((43.1, 11.6), (45.0, 12.8), (54.0, 17.0), (39.2, 21.5), (58.6, 23.6)),
        (
            ((37.6, 23.4), (39.3, 19.5), (42.2, 14.6), (43.4, 12.5), (47.5, 12.4), (53.5, 13.8), (64, 14.6)),
            ((43.4, 12.5), (50.6, 12.9), (53.5, 8.4), (57, 2)),
            ((58.6, 23.6), (60.4, 21.6), (57.6, 16.4), (53.5, 13.8)),
        ),
    ),
    "south-east-asia": Region(
        ((103.8, 1.2), (106.8, -6.0), (100.9, 13.0), (121.0, 14.5), (106.8, 10.3), (114.2, 22.2)),
        (
            ((92, 6.2), (96, 6.1), (100, 3.6), (103.0, 1.2), (104.6, 1.4), (108, 6), (112, 14), (114.2, 21.6)),
            ((104.6, 1.4), (104.8, 7.2), (101.6, 10.5), (100.9, 13.0)),
            ((104.6, 1.4), (107.6, -2.2), (107, -5.7)),
            ((112, 14), (116.5, 15), (120.4, 14.5)),
        ),
    ),
    "north-america": Region(
        ((-118.2, 33.7), (-74.0, 40.5), (-95.0, 29.5), (-122.4, 37.7), (-79.9, 32.7), (-123, 49)),
        (
            ((-56, 44), (-66, 41.5), (-74.0, 40.5)),
            ((-56, 29), (-70, 27), (-79.4, 26), (-83, 24.2), (-90, 27), (-95.0, 29.5)),
            ((-132, 38), (-126, 37.2), (-122.4, 37.7)),
            ((-132, 30), (-124, 31.6), (-118.2, 33.7)),
        ),
    ),
    "mediterranean": Region(
        ((5.3, 43.3), (14.2, 40.8), (23.6, 37.9), (32.3, 31.3), (-0.3, 39.4), (28.9, 41.0)),
        (
            ((-10, 36), (-5.6, 35.95), (-2, 36.3), (4, 38), (10.4, 37.8), (15, 35.6), (23, 34), (30, 32.4), (32.3, 31.3)),
            ((5.3, 43.3), (6, 41.4), (8, 39), (10.4, 37.8)),
            ((23.6, 37.9), (25, 37.6), (26, 39.6), (28.9, 41.0)),
            ((14.2, 40.8), (12.6, 39), (10.4, 37.8)),
        ),
    ),
    "east-africa": Region(
        ((39.7, -4.1), (39.3, -6.8), (45.3, 2.0), (43.1, 11.6), (49.3, -12.3), (40.6, -14.8)),
        (
            ((43.8, 11.8), (50.8, 12), (52, 8.6), (47, 1.8), (41.5, -3.2), (39.7, -4.1)),
            ((70, -3), (50, -5), (41.6, -6.4), (39.3, -6.8)),
            ((49.3, -12.3), (46, -11.4), (42.6, -11), (41.4, -14.6)),
            ((70, -12), (58, -10.4), (51, -11.2), (49.3, -12.3)),
        ),
    ),
}  # fmt: skip


@lru_cache(maxsize=1)
def _land() -> dict:
    text = files("masthead.ops.demo.pictures").joinpath("land.json").read_text(encoding="utf-8")
    return json.loads(text)


def _rings(flat: list[list[int]], *, unit: int) -> list[list[Point]]:
    return [[(ring[i] / unit, ring[i + 1] / unit) for i in range(0, len(ring), 2)] for ring in flat]


def _outline(rings: list[list[Point]], project: Project) -> str:
    return "".join(polygon([project(place) for place in ring]) for ring in rings)


def on_world(place: Point) -> Point:
    """Where a longitude and latitude fall on the flat world."""
    return _natural(place)


def world_outline() -> str:
    """All land of the flat world as one outline."""
    return _outline(_rings(_land()["world"], unit=WORLD_UNIT), _natural)


def map_world(canvas: Canvas) -> None:
    """The world and its sea lanes: flat, as a screen of dots, or as a globe."""
    if canvas.rng.random() < 0.4:
        _globe(canvas)
    else:
        _flat_world(canvas)


def _flat_world(canvas: Canvas) -> None:
    rng, p = canvas.rng, canvas.palette
    is_dotted = rng.random() < 0.5
    sea = (
        rng.choice((p.ink, p.deep))
        if is_dotted
        else rng.choice((p.pale, mix(p.pale, p.mid, part=0.4), p.deep))
    )
    canvas.fill(canvas.everything(), sea)
    canvas.shade(canvas.everything(), mix(sea, p.ink, part=0.6), angle=270, reach=0.9)
    rings = _rings(_land()["world"], unit=WORLD_UNIT)
    land = _outline(rings, _natural)
    if is_dotted:
        canvas.halftone(land, mix(p.pale, p.mid, part=0.3), gap=17, dot=6)
    else:
        for width, opacity in ((44, 0.1), (26, 0.14), (12, 0.2)):
            canvas.stroke(land, p.paper, width=width, opacity=opacity)
        canvas.cast(
            _outline(rings, lambda place: _moved(_natural(place), by=(9, 12))), p.ink, opacity=0.3
        )
        canvas.fill(land, mix(p.paper, p.glow, part=0.25))
        canvas.shade(land, p.mid, angle=270, reach=1, strength=0.9)
    names = rng.sample(sorted(PORTS), 7)
    hub = names[0]
    tone = p.accent
    for name in names[1:]:
        _arc(canvas, _natural(PORTS[hub]), end=_natural(PORTS[name]), tone=tone)
    for name in names:
        _port(canvas, _natural(PORTS[name]), radius=20 if name == hub else 12)


def _natural(place: Point) -> Point:
    """Patterson's Natural Earth projection, fitted to the sheet."""
    lon, lat = math.radians(place[0]), math.radians(place[1])
    square = lat * lat
    fourth = square * square
    wide = (
        0.8707
        - 0.131979 * square
        + fourth * (-0.013791 + fourth * (0.003971 * square - 0.001529 * fourth))
    )
    high = lat * (
        1.007226
        + square * (0.015085 + fourth * (-0.044475 + 0.028874 * square - 0.005916 * fourth))
    )
    return 790 + lon * wide * 305, 620 - high * 352


def _moved(point: Point, *, by: Point) -> Point:
    return point[0] + by[0], point[1] + by[1]


def _globe(canvas: Canvas) -> None:
    rng, p = canvas.rng, canvas.palette
    back = rng.choice((p.accent, p.pale, mix(p.paper, p.glow, part=0.5), p.ink))
    canvas.fill(canvas.everything(), back)
    canvas.shade(canvas.everything(), mix(back, p.ink, part=0.6), angle=270, reach=0.8)
    centre, radius = (rng.choice((640, 800, 960)), 560), rng.choice((440, 520, 600))
    middle = rng.choice(((10.0, 25.0), (75.0, 15.0), (-75.0, 25.0), (110.0, 10.0), (25.0, 5.0)))
    globe = _orthographic(middle, centre=centre, radius=radius)
    canvas.cast(disc((centre[0] + 90, centre[1] + 80), radius), p.ink, opacity=0.25)
    sea = mix(p.mid, p.deep, part=0.35)
    canvas.fill(disc(centre, radius), sea)
    rings = [
        ring
        for ring in _rings(_land()["world"], unit=WORLD_UNIT)
        if any(_is_in_view(place, middle) for place in ring)
    ]
    with canvas.group(clip=disc(centre, radius)):
        land = _outline(rings, globe)
        canvas.stroke(land, p.paper, width=16, opacity=0.2)
        canvas.fill(land, mix(p.paper, p.glow, part=0.3))
        canvas.shade(land, p.mid, angle=250, reach=1, strength=0.7)
        for lat in range(-60, 90, 30):
            line = [(middle[0] + lon, float(lat)) for lon in range(-88, 89, 8)]
            seen = [globe(place) for place in line if _is_in_view(place, middle)]
            if len(seen) > 2:
                canvas.stroke(smooth(seen), p.ink, width=2, opacity=0.3)
        canvas.shade(disc(centre, radius), p.ink, angle=215, reach=0.75)
    ports = [place for place in PORTS.values() if _is_in_view(place, middle)]
    for first, second in pairwise(ports):
        _arc(canvas, globe(first), end=globe(second), tone=p.accent if back != p.accent else p.glow)
    for place in ports:
        _port(canvas, globe(place), radius=13)


def _orthographic(middle: Point, *, centre: Point, radius: float) -> Project:
    lon0, lat0 = math.radians(middle[0]), math.radians(middle[1])

    def project(place: Point) -> Point:
        lon, lat = math.radians(place[0]) - lon0, math.radians(place[1])
        x = math.cos(lat) * math.sin(lon)
        y = math.cos(lat0) * math.sin(lat) - math.sin(lat0) * math.cos(lat) * math.cos(lon)
        if not _is_in_view(place, middle):
            reach = math.hypot(x, y) or 1
            x, y = x / reach, y / reach
        return centre[0] + radius * x, centre[1] - radius * y

    return project


def _is_in_view(place: Point, middle: Point) -> bool:
    lon, lat = math.radians(place[0] - middle[0]), math.radians(place[1])
    lat0 = math.radians(middle[1])
    return math.sin(lat0) * math.sin(lat) + math.cos(lat0) * math.cos(lat) * math.cos(lon) > 0


def _arc(canvas: Canvas, start: Point, *, end: Point, tone: str) -> None:
    lift = 0.22 * math.hypot(end[0] - start[0], end[1] - start[1])
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2 - lift)
    curve = (
        f"M{start[0]:.0f} {start[1]:.0f}Q{middle[0]:.0f} {middle[1]:.0f} {end[0]:.0f} {end[1]:.0f}"
    )
    canvas.stroke(curve, canvas.palette.ink, width=9, opacity=0.25)
    canvas.stroke(curve, tone, width=5)


def _port(canvas: Canvas, at: Point, *, radius: float) -> None:
    p = canvas.palette
    canvas.fill(disc(at, radius * 1.9), p.glow, opacity=0.45)
    canvas.fill(disc(at, radius), p.accent)
    canvas.fill(disc(at, radius * 0.45), p.paper)


def map_region(canvas: Canvas) -> None:
    """One stretch of coast with its ports, lanes and a marked area of sea; seeds count round."""
    rng, p = canvas.rng, canvas.palette
    name = tuple(REGIONS)[canvas.number % len(REGIONS)]
    region, source = REGIONS[name], _land()["regions"][name]
    project = _mercator(tuple(source["box"]))
    land = _outline(_rings(source["rings"], unit=REGION_UNIT), project)
    is_dark = rng.random() < 0.5
    sea = (
        mix(p.deep, p.ink, part=0.3)
        if is_dark
        else rng.choice((p.pale, mix(p.pale, p.mid, part=0.45)))
    )
    ground = mix(p.mid, p.deep, part=0.35) if is_dark else mix(p.paper, p.glow, part=0.3)
    canvas.fill(canvas.everything(), sea)
    canvas.shade(
        canvas.everything(), mix(sea, p.ink, part=0.6), angle=rng.choice((225, 315)), reach=0.9
    )
    for width, opacity in ((70, 0.08), (44, 0.1), (22, 0.14)):
        canvas.stroke(land, p.paper, width=width, opacity=opacity)
    _marked_sea(canvas, project(rng.choice(region.lanes)[1]))
    canvas.cast(_moved_outline(source, project), p.ink, opacity=0.35)
    canvas.fill(land, ground)
    canvas.shade(
        land, mix(ground, p.ink, part=0.5), angle=rng.choice((270, 225)), reach=0.95, strength=0.9
    )
    if rng.random() < 0.5:
        canvas.hatch(land, mix(ground, p.ink, part=0.18), gap=15, angle=45, width=2)
    for lane in region.lanes:
        path = smooth([project(place) for place in lane])
        canvas.stroke(path, p.ink, width=13, opacity=0.25)
        canvas.stroke(path, p.glow if is_dark else p.deep, width=6, dash="1 16")
    main = region.lanes[0]
    canvas.stroke(smooth([project(place) for place in main]), p.accent, width=8)
    for i, place in enumerate(region.ports):
        _port(canvas, project(place), radius=22 if i == 0 else 14)
    _graticule(canvas, tone=p.paper if is_dark else p.deep)


def _moved_outline(source: dict, project: Project) -> str:
    rings = _rings(source["rings"], unit=REGION_UNIT)
    return _outline(rings, lambda place: _moved(project(place), by=(12, 16)))


def _marked_sea(canvas: Canvas, at: Point) -> None:
    p = canvas.palette
    zone = disc(at, canvas.rng.uniform(170, 230))
    canvas.fill(zone, p.accent, opacity=0.25)
    canvas.hatch(zone, p.accent, gap=18, angle=135, width=4)
    canvas.stroke(zone, p.accent, width=5)


def _graticule(canvas: Canvas, *, tone: str) -> None:
    lines = "".join(f"M{x} -200V1300" for x in range(130, 1600, 335))
    lines += "".join(f"M-200 {y}H1800" for y in range(120, 1067, 275))
    canvas.stroke(lines, tone, width=2, dash="2 12", opacity=0.4)


def _mercator(window: tuple[float, float, float, float]) -> Project:
    west, south, east, north = window

    def high(lat: float) -> float:
        return math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))

    scale = max(1600 / math.radians(east - west), 1067 / (high(north) - high(south)))
    middle = (west + east) / 2, (high(north) + high(south)) / 2

    def project(place: Point) -> Point:
        return (
            800 + math.radians(place[0] - middle[0]) * scale,
            533.5 - (high(place[1]) - middle[1]) * scale,
        )

    return project


SCENES = {
    "map-world": Scene(map_world, ("day",), is_handed=True, is_level=True),
    "map-region": Scene(map_region, ("day",), is_handed=True, is_level=True),
}
