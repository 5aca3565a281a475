"""The demo's three silent clips: where their files are, and their posters, drawn when asked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from masthead.ops.demo.clips.frames import FRAMES
from masthead.ops.demo.pictures.printing import jpeg, raster

FOLDER = Path(__file__).parent
SECONDS = 10


@dataclass(frozen=True, slots=True)
class Clip:
    """One clip: a WebM (VP9, no sound) and a WebVTT file that describes it."""

    name: str
    video: Path
    captions: Path
    seconds: int
    poster_moment: float


CLIPS = {
    name: Clip(name, FOLDER / f"{name}.webm", FOLDER / f"{name}.vtt", SECONDS, moment)
    for name, moment in (("rates", 0.72), ("freight", 0.8), ("settlement", 0.3))
}


def poster(name: str, *, size: tuple[int, int] = (1280, 720)) -> bytes:
    """The clip's most telling frame as a JPEG.

    Raises ValueError for an unknown clip and names the known ones.
    """
    if name not in CLIPS:
        raise ValueError(f"no clip {name!r}; there are: {', '.join(CLIPS)}")
    return jpeg(raster(FRAMES[name](CLIPS[name].poster_moment), size=size))
