"""What a scene is: a drawing function, the hours it may play at, whether it may be mirrored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from masthead.ops.demo.pictures.canvas import Canvas

ALL_HOURS = ("day", "morning", "evening", "night")
LIGHT_HOURS = ("day", "morning", "evening")


@dataclass(frozen=True, slots=True)
class Scene:
    """`is_handed` scenes lose their sense in a mirror; `is_level` ones when the camera moves."""

    draw: Callable[[Canvas], None]
    hours: tuple[str, ...] = ALL_HOURS
    is_handed: bool = False
    is_level: bool = False
