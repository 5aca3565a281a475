"""Draws the clips' frames and has ffmpeg encode them: `python -m masthead.ops.demo.clips.make`.

Needed only to change a clip; the encoded files are kept beside this one.
"""

from __future__ import annotations

import shutil
import subprocess
import sys

from masthead.ops.demo.clips import CLIPS, Clip
from masthead.ops.demo.clips.frames import FRAMES
from masthead.ops.demo.pictures.printing import raster

SIZE = (960, 540)
RATE = 24  # frames a second
BITS = "270k"  # a second: ten seconds stay well under 500 kB


def encode(clip: Clip, *, ffmpeg: str) -> None:
    """The clip's video file, written anew."""
    width, height = SIZE
    count = clip.seconds * RATE
    command = [
        ffmpeg, "-y", "-loglevel", "error",
        "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}", "-r", str(RATE),
        "-i", "-",
        "-c:v", "libvpx-vp9", "-b:v", BITS, "-crf", "36", "-deadline", "good", "-cpu-used", "2",
        "-row-mt", "1", "-pix_fmt", "yuv420p", "-an", str(clip.video),
    ]  # fmt: skip
    frames = b"".join(
        raster(FRAMES[clip.name](number / (count - 1)), size=SIZE).tobytes()
        for number in range(count)
    )
    subprocess.run(command, input=frames, check=True)  # noqa: S603 - our own arguments


def main(names: list[str]) -> int:
    """Encodes the named clips, or all; 1 when ffmpeg is not on the machine."""
    ffmpeg = shutil.which("ffmpeg")
    if not ffmpeg:
        sys.stderr.write("ffmpeg is not installed: install it, then run this again\n")
        return 1
    for name in names or list(CLIPS):
        encode(CLIPS[name], ffmpeg=ffmpeg)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
