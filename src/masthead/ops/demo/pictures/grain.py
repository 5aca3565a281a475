"""Risograph grain: noise tiles for masks of any shape, stippled gradients for large rectangles.

SVG masks cost a pass over every pixel they cover, so what is large and square is stippled here.
"""

from __future__ import annotations

import base64
import io
import math
import random
from functools import lru_cache

from PIL import Image, ImageChops

from masthead.ops.demo.pictures.shapes import Point

SPECK = 1.4  # units of the drawing that one pixel of noise covers
GRAIN_TILES = ((110, 110), (260, 260), (480, 480), (880, 620), (1300, 940))  # pixels of noise
BITE = 102  # of 255: where gradient times noise becomes a speck
TAIL = 0.2  # lifts the thin end, so that the last specks come late
RAMP = 48  # pixels across the small gradient that is stretched over a rectangle


def dice(seed: int | str) -> random.Random:
    """The only source of chance in the pictures: the same seed throws the same numbers."""
    return random.Random(seed)  # noqa: S311 - illustrations, not secrets


@lru_cache(maxsize=len(GRAIN_TILES))
def _noise(number: int) -> Image.Image:
    wide, high = GRAIN_TILES[number]
    noise = Image.frombytes("L", (wide, high), dice(f"grain {number}").randbytes(wide * high))
    return noise.point([40 + value * 215 // 255 for value in range(256)])


@lru_cache(maxsize=len(GRAIN_TILES))
def noise_tile(number: int) -> str:
    """A tile of noise as an SVG image; stored, not packed: it is read again for every shade."""
    wide, high = GRAIN_TILES[number]
    size = (wide * SPECK, high * SPECK)
    return _image(_data(_noise(number)), corner=(0, 0), size=size, name=f"n{number}")


def stippled_ramp(
    corner: Point, size: Point, *, colour: str, angle: float, reach: float, strength: float
) -> str:
    """A rectangle of specks, dense at one side and gone at `reach`, as an SVG image."""
    turn = math.radians(angle)
    cos, sin = math.cos(turn), math.sin(turn)
    tones = bytearray()
    for row in range(RAMP):
        for column in range(RAMP):
            x, y = (column + 0.5) / RAMP - 0.5, (row + 0.5) / RAMP - 0.5
            along = 0.5 + x * cos + y * sin
            dense = strength * (1 - along / reach)
            tones.append(max(0, min(255, round(255 * (dense + TAIL * (1 - dense))))))
    ramp = Image.frombytes("L", (RAMP, RAMP), bytes(tones))
    return _stippled(ramp, corner=corner, size=size, colour=colour)


def stippled_halo(corner: Point, size: Point, *, colour: str, strength: float) -> str:
    """A square of specks, dense in the middle and gone at the rim, as an SVG image."""
    halo = Image.radial_gradient("L").point(
        [round(255 * strength * max(0, 1 - value / 180)) for value in range(256)]
    )
    return _stippled(halo, corner=corner, size=size, colour=colour)


def _stippled(ramp: Image.Image, *, corner: Point, size: Point, colour: str) -> str:
    pixels = (max(1, round(size[0] / SPECK)), max(1, round(size[1] / SPECK)))
    full = ramp.resize(pixels, Image.Resampling.BILINEAR)
    noise = _noise(len(GRAIN_TILES) - 1)
    field = Image.new("L", pixels)
    for left in range(0, pixels[0], noise.width):
        for top in range(0, pixels[1], noise.height):
            field.paste(noise, (left, top))
    specks = ImageChops.multiply(full, field).point([int(v > BITE) for v in range(256)])
    specks.putpalette([0, 0, 0, *bytes.fromhex(colour[1:])])
    return _image(_data(specks, bits=1, transparency=0), corner=corner, size=size)


def _data(sheet: Image.Image, **options: int) -> str:
    file = io.BytesIO()
    sheet.save(file, "PNG", compress_level=0, **options)
    return base64.b64encode(file.getvalue()).decode()


def _image(data: str, *, corner: Point, size: Point, name: str = "") -> str:
    identity = f' id="{name}"' if name else ""
    return (
        f'<image{identity} href="data:image/png;base64,{data}" x="{corner[0]:.1f}" '
        f'y="{corner[1]:.1f}" width="{size[0]:.1f}" height="{size[1]:.1f}" '
        'preserveAspectRatio="none" image-rendering="optimizeSpeed"/>'
    )
