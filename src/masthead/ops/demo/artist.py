"""One artist of the demo's studio: draws in a process of its own, so it knows no Django."""

from __future__ import annotations

from .clips import poster
from .pictures.studio import draw, portrait

PORTRAIT = "portrait"
CLIP = "clip:"

Drawing = tuple[str, int, str]
"""Scene, `portrait` or `clip:name`; seed; palette. The same three make the same picture."""


def draw_one(drawing: Drawing) -> bytes:
    """The drawing as a JPEG."""
    scene, seed, palette = drawing
    if scene == PORTRAIT:
        return portrait(seed=seed, palette=palette)
    if scene.startswith(CLIP):
        return poster(scene.removeprefix(CLIP))
    return draw(scene, seed=seed, palette=palette)
