"""Which of the files that an item names should lead its story, and whether bytes are a picture.
Pure but for reading bytes that it is given; fetches and writes nothing.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from PIL import Image

from .items import Media

MOST_PIXELS = 50_000_000
LEAST_SIDE = 32  # pixels: smaller is a counting pixel or a bullet
MOST_CANDIDATES = 4

_FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
_MIMES = frozenset({"image/jpeg", "image/jpg", "image/pjpeg", "image/png", "image/webp"})
_ENDINGS = (".jpg", ".jpeg", ".png", ".webp")
_ENDING = re.compile(r"\.[A-Za-z0-9]{2,5}$")

# How large a rendition is by its name, where no size is stated: pixels, roughly.
_BY_ROLE = {
    **dict.fromkeys(("main", "original", "highres", "hires", "highdef", "full"), 2_000_000),
    **dict.fromkeys(("large", "baseimage", "print"), 2_000_000),
    **dict.fromkeys(("preview", "lowres", "quicklook", "small"), 200_000),
    **dict.fromkeys(("thumbnail", "thumb", "square", "squared", "icon"), 10_000),
}
_MIDDLING = 500_000


class NotAPictureError(ValueError):
    """The bytes are no picture that can be shown."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What bytes that are a picture turned out to be."""

    extension: str
    width: int
    height: int


def candidates(media: Sequence[Media]) -> list[Media]:
    """The renditions of the first picture that an item names, the best first; [] without any.

    Best is largest by its pixels up to MOST_PIXELS, by the rendition's name where no size is
    stated. Only JPEG, PNG and WebP.
    """
    shown = [one for one in media if _may_lead(one)]
    if not shown:
        return []
    first = shown[0].depicts or shown[0].url
    same = {one.url: one for one in reversed(shown) if (one.depicts or one.url) == first}
    ordered = [one for one in shown if same.get(one.url) is one]
    return sorted(ordered, key=_size, reverse=True)[:MOST_CANDIDATES]


def _may_lead(media: Media) -> bool:
    if media.width * media.height > MOST_PIXELS:
        return False
    if media.mime:
        return media.mime.partition(";")[0].strip().lower() in _MIMES
    path = _path_of(media.url)
    return is_picture_name(path) or (is_remote(media.url) and not _ENDING.search(path))


def _size(media: Media) -> int:
    if media.width and media.height:
        return media.width * media.height
    name = re.sub(r"[^a-z]", "", (media.rendition or "").lower())
    return _BY_ROLE.get(name, _MIDDLING)


def is_remote(url: str) -> bool:
    """True for an address to be asked for over HTTP."""
    return url.lower().startswith(("http://", "https://"))


def is_picture_name(name: str) -> bool:
    """True for the name of a file that may lead a story, and so is no document to be read."""
    return name.lower().endswith(_ENDINGS)


def _path_of(url: str) -> str:
    """The path of an address, "" where it cannot be taken apart."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def local_name(url: str) -> str | None:
    """The bare file name that an address beside its document is; None for anything with a way in
    it, which could lead out of the folder.
    """
    if not url or len(url) > 200 or url.startswith(".") or re.search(r"[/\\:\x00-\x1f]", url):  # noqa: PLR2004 - no file system takes more
        return None
    return url


def look_at(data: bytes) -> Sight:
    """What picture the bytes are, decoded to the last line. Raises NotAPictureError."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=list(_FORMATS)) as image:
                _require_fit(image.size)
                image.load()
                return Sight(_FORMATS[image.format or ""], *image.size)
    except NotAPictureError:
        raise
    except Exception as error:  # noqa: BLE001 - decoders raise whatever their library does on broken bytes
        raise NotAPictureError(f"it is no picture: {type(error).__name__}") from None


def _require_fit(size: tuple[int, int]) -> None:
    if size[0] * size[1] > MOST_PIXELS:
        raise NotAPictureError(f"it has more than {MOST_PIXELS // 1_000_000} million pixels")
    if min(size) < LEAST_SIDE:
        raise NotAPictureError(f"it is only {size[0]} by {size[1]} pixels")
