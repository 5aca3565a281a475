"""Making cuts of pictures and keeping them: files beside the originals, never rows.

A cut's place names the picture, its version and its shape; a new version leaves the old unread.
"""

import io

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from wagtail.images.models import Filter

from masthead.content.models import Picture

from .pictures import RATIOS

FORMATS = {
    "avif": ("image/avif", "format-avif|avifquality-55"),
    "webp": ("image/webp", "format-webp|webpquality-78"),
    "jpg": ("image/jpeg", "format-jpeg|jpegquality-80|bgcolor-ffffff"),
}


def cut_bytes(row: Picture, *, ratio: str, width: int, suffix: str) -> bytes:
    """The bytes of one cut, made and kept when they are not there yet.

    Raises OSError or wagtail's SourceImageIOError when the original can't be read.
    """
    place = f"cuts/{row.pk}-{row.version}/{ratio}-{width}.{suffix}"
    try:
        with default_storage.open(place, "rb") as file:
            kept: bytes = file.read()
            return kept
    except FileNotFoundError:
        made = _made(row, f"{_shape(ratio, width)}|{FORMATS[suffix][1]}")
    stored_at = default_storage.save(place, ContentFile(made))
    if stored_at != place:  # somebody else was quicker
        default_storage.delete(stored_at)
    return made


def _made(row: Picture, spec: str) -> bytes:
    output = io.BytesIO()
    Filter(spec=spec).run(row, output)
    return output.getvalue()


def _shape(ratio: str, width: int) -> str:
    """Wagtail's words for the shape; `fill` keeps the focal point in the frame."""
    if ratio not in RATIOS:
        return f"width-{width}"
    across, down = RATIOS[ratio]
    return f"fill-{width}x{round(width * down / across)}"
