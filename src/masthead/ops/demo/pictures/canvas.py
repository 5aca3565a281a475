"""A sheet to draw on: flat fills, grain shades, hatches and halftones, collected as one SVG.

It knows paint, not subjects. The grain is a noise tile cut by a gradient, like a risograph's.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from contextlib import contextmanager

from masthead.ops.demo.pictures.grain import (
    GRAIN_TILES,
    SPECK,
    noise_tile,
    stippled_halo,
    stippled_ramp,
)
from masthead.ops.demo.pictures.palette import Daylight, Palette, daylight, mix
from masthead.ops.demo.pictures.shapes import Point, bounds, box

WIDTH, HEIGHT = 1600.0, 1067.0
BLEED = -110  # where a moved camera can still see
_RECTANGLE = re.compile(r"M(-?[\d.]+) (-?[\d.]+)h([\d.]+)v([\d.]+)h-[\d.]+z")
_SMALL, _LARGE = 40_000, 250_000  # square units from where an image costs less than a mask


class Canvas:
    """Collects shapes in painter's order; `svg()` gives the finished sheet."""

    def __init__(
        self,
        palette: Palette,
        *,
        rng: random.Random,
        size: Point = (WIDTH, HEIGHT),
        hour: str = "day",
        number: int = 0,
    ) -> None:
        self.number = number
        self.palette = palette
        self.rng = rng
        self.size = size
        self.light: Daylight = daylight(palette, hour=hour)
        self._definitions: dict[str, str] = {}
        self._body: list[str] = []

    # -- colour ------------------------------------------------------------------------------

    def depth(self, part: float) -> str:
        """The colour of a thing at a distance: 0 melts into the horizon, 1 is the nearest ink."""
        return mix(self.light.low, self.palette.ink, part=part)

    # -- paint -------------------------------------------------------------------------------

    def fill(self, outline: str, colour: str, *, opacity: float = 1) -> None:
        """A flat, even-odd filled shape."""
        self._add(
            f'<path d="{outline}" fill="{colour}" fill-rule="evenodd"{_dim(opacity, "fill-")}/>'
        )

    def cast(self, outline: str, colour: str, *, opacity: float = 0.3) -> None:
        """A shadow of overlapping parts, each point covered once."""
        self._add(
            f'<path d="{outline}" fill="{colour}" fill-rule="nonzero"{_dim(opacity, "fill-")}/>'
        )

    def stroke(
        self, outline: str, colour: str, *, width: float = 6, dash: str = "", opacity: float = 1
    ) -> None:
        """A line with round ends; `dash` in SVG's notation."""
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        self._add(
            f'<path d="{outline}" fill="none" stroke="{colour}" stroke-width="{width:.1f}"'
            f' stroke-linecap="round" stroke-linejoin="round"{dashes}{_dim(opacity, "stroke-")}/>'
        )

    def shade(
        self, outline: str, colour: str, *, angle: float = 90, reach: float = 1, strength: float = 1
    ) -> None:
        """Grain that is densest at one side: angle 90 from above, 0 from the left."""
        corner, size = bounds(outline)
        is_square = bool(_RECTANGLE.fullmatch(outline))
        if size[0] * size[1] > (_SMALL if is_square else _LARGE):
            ramp = stippled_ramp(
                corner, size, colour=colour, angle=angle, reach=reach, strength=strength
            )
            with self.group(clip="" if is_square else outline):
                self._add(ramp)
            return
        key = f"g{colour[1:]}a{angle % 360:.0f}r{reach * 100:.0f}s{strength * 100:.0f}"
        self._definitions.setdefault(
            key,
            f'<linearGradient id="{key}" gradientTransform="rotate({angle:.0f} .5 .5)">'
            f'<stop offset="0" stop-color="{colour}" stop-opacity="{strength:.2f}"/>'
            f'<stop offset="{reach:.2f}" stop-color="{colour}" stop-opacity="0"/>'
            "</linearGradient>",
        )
        self._grain(outline, f"url(#{key})")

    def halo(self, centre: Point, radius: float, *, colour: str, strength: float = 0.9) -> None:
        """Grain that fades outwards from a point: a lamp, a sun, a glow in the fog."""
        x, y = centre
        corner, size = (x - radius, y - radius), (2 * radius, 2 * radius)
        self._add(stippled_halo(corner, size, colour=colour, strength=strength))

    def speckle(self, outline: str, colour: str, *, density: float = 0.4) -> None:
        """Even grain over a whole shape."""
        self._grain(outline, colour, opacity=density)

    def hatch(
        self, outline: str, colour: str, *, gap: float = 14, angle: float = 45, width: float = 3
    ) -> None:
        """Parallel lines inside a shape, as an engraver shades."""
        key = f"l{colour[1:]}g{gap * 10:.0f}a{angle:.0f}w{width * 10:.0f}".replace("-", "m")
        self._definitions.setdefault(
            key,
            f'<pattern id="{key}" width="{gap:.1f}" height="{gap:.1f}" '
            f'patternUnits="userSpaceOnUse" patternTransform="rotate({angle:.0f})">'
            f'<rect width="{gap:.1f}" height="{width:.1f}" fill="{colour}"/></pattern>',
        )
        self._add(f'<path d="{outline}" fill="url(#{key})"/>')

    def halftone(self, outline: str, colour: str, *, gap: float = 16, dot: float = 4) -> None:
        """A screen of dots, turned as a printer turns it."""
        key = f"d{colour[1:]}g{gap * 10:.0f}r{dot * 10:.0f}"
        self._definitions.setdefault(
            key,
            f'<pattern id="{key}" width="{gap:.1f}" height="{gap:.1f}" '
            f'patternUnits="userSpaceOnUse" patternTransform="rotate(30)">'
            f'<circle cx="{gap / 2:.1f}" cy="{gap / 2:.1f}" r="{dot:.1f}" fill="{colour}"/>'
            "</pattern>",
        )
        self._add(f'<path d="{outline}" fill="url(#{key})"/>')

    # -- arrangement -------------------------------------------------------------------------

    @contextmanager
    def group(
        self,
        *,
        move: Point = (0, 0),
        turn: float = 0,
        scale: Point = (1, 1),
        about: Point = (0, 0),
        clip: str = "",
        opacity: float = 1,
    ) -> Iterator[None]:
        """What is drawn inside is moved, then turned and scaled about a point, and clipped."""
        (mx, my), (ax, ay), (sx, sy) = move, about, scale
        clipped = ""
        if clip:
            key = f"c{len(self._definitions)}"
            self._definitions[key] = f'<clipPath id="{key}"><path d="{clip}"/></clipPath>'
            clipped = f' clip-path="url(#{key})"'
        self._add(
            f'<g transform="translate({mx + ax:.1f} {my + ay:.1f}) rotate({turn:.2f}) '
            f'scale({sx:.4f} {sy:.4f}) translate({-ax:.1f} {-ay:.1f})"{clipped}{_dim(opacity)}>'
        )
        yield
        self._add("</g>")

    def everything(self) -> str:
        """The outline of the whole sheet, with room for a moved camera."""
        return box((-4, -4), (self.size[0] + 8, self.size[1] + 8))

    def svg(self) -> str:
        """The sheet as one SVG document."""
        width, height = self.size
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" '
            f'width="{width:.0f}" height="{height:.0f}" preserveAspectRatio="xMidYMid slice">'
            f"<defs>{''.join(self._definitions.values())}</defs>{''.join(self._body)}</svg>"
        )

    def _grain(self, outline: str, paint: str, *, opacity: float = 1) -> None:
        self._definitions.setdefault("bite", _BITE)
        mask = self._noise_over(outline)
        self._add(
            f'<g filter="url(#bite)"><path d="{outline}" fill="{paint}" mask="url(#{mask})"'
            f' fill-opacity="{opacity:.2f}"/></g>'
        )

    def _noise_over(self, outline: str) -> str:
        """The name of a mask of noise that covers the outline with the smallest tile that can."""
        (x, y), (wide, high) = bounds(outline)
        sizes = [(tile[0] * SPECK, tile[1] * SPECK) for tile in GRAIN_TILES]
        number = next(
            (i for i, size in enumerate(sizes) if wide <= size[0] and high <= size[1]), None
        )
        if number is None:
            number, x, y = len(sizes) - 1, max(x, BLEED), max(y, BLEED)
        self._definitions.setdefault(f"n{number}", noise_tile(number))
        key = f"m{number}x{x:.0f}y{y:.0f}".replace("-", "m")
        self._definitions.setdefault(
            key,
            f'<mask id="{key}" maskUnits="userSpaceOnUse" x="{x:.0f}" y="{y:.0f}" '
            f'width="{sizes[number][0]:.0f}" height="{sizes[number][1]:.0f}">'
            f'<use href="#n{number}" x="{x:.0f}" y="{y:.0f}"/></mask>',
        )
        return key

    def _add(self, element: str) -> None:
        self._body.append(element)


_BITE = (
    '<filter id="bite" x="0" y="0" width="1" height="1" color-interpolation-filters="sRGB">'
    '<feComponentTransfer><feFuncA type="linear" slope="3.4" intercept="-.85"/>'
    "</feComponentTransfer></filter>"
)


def _dim(opacity: float, of: str = "") -> str:
    return "" if opacity >= 1 else f' {of}opacity="{opacity:.2f}"'
