"""Draws a named scene or a portrait to a JPEG; knows the list of scenes, not how they look."""

from __future__ import annotations

from masthead.ops.demo.pictures import (
    charts,
    city,
    emblems,
    land,
    maps,
    money,
    people,
    portraits,
    technology,
    trade,
)
from masthead.ops.demo.pictures.canvas import HEIGHT, WIDTH, Canvas
from masthead.ops.demo.pictures.grain import dice
from masthead.ops.demo.pictures.palette import PALETTES, Palette
from masthead.ops.demo.pictures.printing import jpeg, raster
from masthead.ops.demo.pictures.scene import Scene

SCENES: dict[str, Scene] = {
    **city.SCENES,
    **trade.SCENES,
    **money.SCENES,
    **technology.SCENES,
    **people.SCENES,
    **land.SCENES,
    **emblems.SCENES,
    **charts.SCENES,
    **maps.SCENES,
}
SCENE_NAMES = tuple(sorted(SCENES))
PALETTE_NAMES = tuple(PALETTES)


def draw(scene: str, *, seed: int, palette: str, size: tuple[int, int] = (1600, 1067)) -> bytes:
    """A progressive JPEG of the scene in pixels of `size`, the same for the same arguments.

    Raises ValueError for an unknown scene or palette and names the known ones.
    """
    return jpeg(raster(sheet(scene, seed=seed, palette=palette), size=size))


def portrait(*, seed: int, palette: str, size: tuple[int, int] = (800, 800)) -> bytes:
    """A progressive JPEG of one of six people; seeds six apart are the same person."""
    canvas = Canvas(_palette(palette), rng=dice(seed), size=(800, 800))
    portraits.draw_person(canvas, number=seed)
    return jpeg(raster(canvas.svg(), size=size))


def sheet(scene: str, *, seed: int, palette: str) -> str:
    """The scene as SVG, before it is printed."""
    if scene not in SCENES:
        raise ValueError(f"no scene {scene!r}; there are: {', '.join(SCENE_NAMES)}")
    plan = SCENES[scene]
    rng = dice(f"{scene} {seed}")
    canvas = Canvas(_palette(palette), rng=rng, hour=rng.choice(plan.hours), number=seed)
    is_mirrored = rng.choice((True, False)) and not plan.is_handed
    zoom = 1.0 if plan.is_level else rng.uniform(1.0, 1.12)
    aim = (WIDTH * rng.uniform(0.35, 0.65), HEIGHT * rng.uniform(0.4, 0.6))
    with (
        canvas.group(scale=(-1 if is_mirrored else 1, 1), about=(WIDTH / 2, HEIGHT / 2)),
        canvas.group(scale=(zoom, zoom), about=aim),
    ):
        plan.draw(canvas)
    return canvas.svg()


def _palette(name: str) -> Palette:
    if name not in PALETTES:
        raise ValueError(f"no palette {name!r}; there are: {', '.join(PALETTES)}")
    return PALETTES[name]
