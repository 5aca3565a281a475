"""The eight limited palettes of the demo's illustrations: a tonal ramp, one contrast, one light."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """Five tones from light to dark of one family, and two guests that never mix with them."""

    paper: str
    pale: str
    mid: str
    deep: str
    ink: str
    accent: str
    glow: str


PALETTES = {
    "ink": Palette("#f4efe6", "#d3d5d3", "#8796a3", "#3b4d62", "#141e2a", "#e0432f", "#f2c063"),
    "dawn": Palette("#fcefe1", "#f7cbb0", "#e58f78", "#7c4a6b", "#2b2041", "#ee5a3a", "#ffd680"),
    "sea": Palette("#eff5ef", "#b9dcd8", "#5ca6b2", "#1e5f77", "#0b2a3d", "#f26b4e", "#f8d68c"),
    "brick": Palette("#f8ebdc", "#ecc4a2", "#cd7b54", "#8a392b", "#34181b", "#2f7f86", "#f6c665"),
    "moss": Palette("#f3f1df", "#cfd5a9", "#88a269", "#41643e", "#192c25", "#e8743b", "#f5d070"),
    "slate": Palette("#eff1f2", "#c3ccd6", "#7d8ea5", "#41506e", "#191f36", "#e8683f", "#fbdc98"),
    "gold": Palette("#fbf3dd", "#f3d58d", "#d9a33a", "#875c20", "#2a2115", "#24587a", "#fff0bb"),
    "dusk": Palette("#f7e6e4", "#dcb4cb", "#987eb7", "#4a4283", "#1b1a44", "#ff7a5f", "#ffd18c"),
}


def mix(first: str, second: str, *, part: float) -> str:
    """The colour `part` (0 to 1) of the way from the first to the second, as #rrggbb."""
    channels = (
        round(int(first[i : i + 2], 16) * (1 - part) + int(second[i : i + 2], 16) * part)
        for i in (1, 3, 5)
    )
    return "#" + "".join(f"{channel:02x}" for channel in channels)


@dataclass(frozen=True, slots=True)
class Daylight:
    """What hour the picture plays at: sky from top to horizon, the disc in it, lit windows."""

    hour: str
    top: str
    low: str
    disc: str
    lamp: str
    is_dark: bool


def daylight(palette: Palette, *, hour: str) -> Daylight:
    """The light of one of the four hours `day`, `morning`, `evening`, `night`."""
    p = palette
    red, blue = int(p.accent[1:3], 16), int(p.accent[5:7], 16)
    sun = p.accent if red > blue else mix(p.mid, p.paper, part=0.12)
    ground = mix(p.paper, p.pale, part=0.35)
    hours = {
        "day": Daylight("day", mix(p.pale, p.mid, part=0.25), p.paper, sun, p.ink, False),
        "morning": Daylight(
            "morning", p.pale, mix(p.paper, p.glow, part=0.6), p.glow, p.ink, False
        ),
        "evening": Daylight("evening", p.mid, mix(p.glow, ground, part=0.25), sun, p.ink, False),
        "night": Daylight("night", p.ink, mix(p.deep, p.mid, part=0.35), p.glow, p.glow, True),
    }
    return hours[hour]
