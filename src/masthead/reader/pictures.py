"""Sized sets of pictures as markup: AVIF, then WebP, then JPEG, always with width and height.

Knows addresses only; making the files is `views.pictures`.
"""

from typing import Protocol

from django.utils.html import format_html, format_html_join

RATIOS = {"16x9": (16, 9), "3x2": (3, 2), "1x1": (1, 1), "4x5": (4, 5)}
WIDTHS = (160, 320, 480, 640, 960, 1280, 1600)
SOURCES = (("avif", "image/avif"), ("webp", "image/webp"))
FALLBACK_WIDTH = 640


class Sized(Protocol):
    """What a picture must say about itself to be shown."""

    @property
    def id(self) -> int: ...
    @property
    def version(self) -> str: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def alt(self) -> str: ...


def picture_url(picture: Sized, *, ratio: str, width: int, suffix: str) -> str:
    """The public address of one cut of a picture."""
    return f"/pictures/{picture.id}-{picture.version}/{ratio}-{width}.{suffix}"


def box(picture: Sized, *, ratio: str, width: int) -> tuple[int, int]:
    """Width and height in pixels of a cut; `full` keeps the picture's own proportion."""
    across, down = RATIOS.get(ratio, (picture.width, picture.height))
    return width, max(1, round(width * down / across))


def fitting_widths(picture: Sized, *, ratio: str) -> tuple[int, ...]:
    """The offered widths that need no enlarging; the smallest is always there."""
    across, down = RATIOS.get(ratio, (picture.width, picture.height))
    most = min(picture.width, picture.height * across // max(down, 1))
    return tuple(width for width in WIDTHS if width <= most) or WIDTHS[:1]


def picture_markup(
    picture: Sized, *, ratio: str, sizes: str, alt: str | None = None, eager: bool = False
) -> str:
    """A `picture` element; `alt` replaces the picture's own, "" marks it as decoration."""
    widths = fitting_widths(picture, ratio=ratio)
    fallback = max((w for w in widths if w <= FALLBACK_WIDTH), default=widths[0])
    width, height = box(picture, ratio=ratio, width=fallback)
    sources = format_html_join(
        "",
        '<source type="{}" srcset="{}" sizes="{}">',
        (
            (mime, _srcset(picture, ratio, widths=widths, suffix=suffix), sizes)
            for suffix, mime in SOURCES
        ),
    )
    return format_html(
        '<picture>{}<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" {}>'
        "</picture>",
        sources,
        picture_url(picture, ratio=ratio, width=fallback, suffix="jpg"),
        _srcset(picture, ratio, widths=widths, suffix="jpg"),
        sizes,
        width,
        height,
        picture.alt if alt is None else alt,
        _loading(eager=eager),
    )


def _loading(*, eager: bool) -> str:
    return format_html('{}="{}"', *(("fetchpriority", "high") if eager else ("loading", "lazy")))


def _srcset(picture: Sized, ratio: str, *, widths: tuple[int, ...], suffix: str) -> str:
    return ", ".join(
        f"{picture_url(picture, ratio=ratio, width=width, suffix=suffix)} {width}w"
        for width in widths
    )
