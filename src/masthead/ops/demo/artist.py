"""One artist of the demo's studio: draws in a process of its own, so it knows no Django."""

from __future__ import annotations

from .pictures.studio import draw, portrait

PORTRAIT = "portrait"

Drawing = tuple[str, int, str]
"""Scene (or `portrait`), seed and palette: the same three make the same picture."""


def draw_one(drawing: Drawing) -> bytes:
    """The drawing as a JPEG."""
    scene, seed, palette = drawing
    if scene == PORTRAIT:
        return portrait(seed=seed, palette=palette)
    return draw(scene, seed=seed, palette=palette)
