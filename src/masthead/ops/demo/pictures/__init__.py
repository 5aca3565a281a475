"""The demo's pictures, drawn by our own code: one scene, one seed, one palette, one JPEG.

`draw` and `portrait` are all that others need; the same arguments give the same picture.
"""

from __future__ import annotations

from masthead.ops.demo.pictures.studio import PALETTE_NAMES, SCENE_NAMES, draw, portrait

__all__ = ["PALETTE_NAMES", "SCENE_NAMES", "draw", "portrait"]
