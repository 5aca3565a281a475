"""The parts of a NewsML 1.2 component tree sorted by what they are for: copy, captions, notes and
files. One language of a story told in several; one form of copy given in several.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from masthead.wire.formats.newsml_1.native import N1Component, N1Content

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Use(Enum):
    """What a text is for."""

    BODY = "body"
    CONTACT = "contact"
    HEADLINE = "headline"
    SUMMARY = "summary"
    CAPTION = "caption"
    NOTE = "note"
    NONE = "none"


_USES = {
    "headline": Use.HEADLINE,
    "title": Use.HEADLINE,
    "subheadline": Use.NONE,
    "subtitle": Use.NONE,
    "abstract": Use.SUMMARY,
    "summary": Use.SUMMARY,
    "caption": Use.CAPTION,
    "captions": Use.CAPTION,
    "photocaption": Use.CAPTION,
    "contact": Use.CONTACT,
    "contacts": Use.CONTACT,
    "editorsnote": Use.NOTE,
    "editorialnote": Use.NOTE,
    "notetoeditors": Use.NOTE,
    "stylesheet": Use.NONE,
    "thumbnail": Use.NONE,
}


def bare(word: str | None) -> str:
    """A role or type as a bare lower-case word."""
    return re.sub(r"[^a-z0-9]", "", (word or "").lower())


@dataclass(frozen=True, slots=True)
class Spot:
    """A component and those it lies in, outermost first."""

    component: N1Component
    above: tuple[N1Component, ...] = ()

    @property
    def inwards(self) -> tuple[N1Component, ...]:
        """The component, then each around it."""
        return (self.component, *reversed(self.above))

    @property
    def use(self) -> Use:
        """By the nearest role that says it."""
        known = (_USES.get(bare(one.role)) for one in self.inwards)
        return next(filter(None, known), Use.BODY)


def apart_from_files(spots: Sequence[Spot]) -> list[N1Component]:
    """The components that neither hold a picture, video or sound nor stand beside one that does,
    the outer before the inner.
    """
    holding = [spot for spot in spots if any(map(is_seen, spot.component.contents))]
    own = {id(spot.component) for spot in holding}
    around = {id(spot.above[-1]) for spot in holding if len(spot.above) > 1}
    return [
        spot.component
        for spot in sorted(spots, key=lambda one: len(one.above))
        if id(spot.component) not in own and not (spot.above and id(spot.above[-1]) in around)
    ]


def spots_of(component: N1Component, above: tuple[N1Component, ...] = ()) -> Iterator[Spot]:
    """Every component, outer before inner, of the languages only the first."""
    yield Spot(component, above)
    for one in _of_one_language(component.components):
        yield from spots_of(one, (*above, component))


def _of_one_language(components: Sequence[N1Component]) -> Iterator[N1Component]:
    first: str | None = None
    for one in components:
        stated = one.languages[0].lower() if one.languages else None
        first = first or stated
        if stated in {None, first}:
            yield one


def texts_of(component: N1Component) -> list[N1Content]:
    """The contents with copy; where it comes in several forms, those of the richest."""
    texts = [one for one in component.contents if one.prose.html.strip()]
    best = max((one.prose.rank for one in texts), default=0)
    return [one for one in texts if one.prose.rank == best]


# --- Files -----------------------------------------------------------------------------------

_SEEN_TYPES = {
    "photo": "picture",
    "picture": "picture",
    "image": "picture",
    "graphic": "graphic",
    "animation": "graphic",
    "video": "video",
    "movingpicture": "video",
    "audio": "audio",
    "sound": "audio",
}
_MIMES = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "jpegbaseline": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "tiff": "image/tiff",
    "webp": "image/webp",
    "mpeg4": "video/mp4",
    "mpeg4video": "video/mp4",
    "mp4": "video/mp4",
    "quicktime": "video/quicktime",
    "windowsmediavideo": "video/x-ms-wmv",
    "mp3": "audio/mpeg",
    "pdf": "application/pdf",
}
_EXTENSION = re.compile(r"\.([A-Za-z0-9]{2,4})(?:[?#].*)?$")


def mime_of(content: N1Content) -> str | None:
    """The MIME type that the type, the format or the file name states."""
    for stated in (content.mime, content.format):
        if stated and re.fullmatch(r"\w+/[\w.+-]+", stated.strip()):
            return stated.strip().lower()
    by_name = _EXTENSION.search(content.href or "")
    return _MIMES.get(bare(content.format)) or (_MIMES.get(by_name[1].lower()) if by_name else None)


def sort_of(content: N1Content) -> str | None:
    """`picture`, `graphic`, `video` or `audio`; None for what is none of these."""
    known = _SEEN_TYPES.get(bare(content.media_type))
    if known:
        return known
    family = (mime_of(content) or "").partition("/")[0]
    return {"image": "picture", "video": "video", "audio": "audio"}.get(family)


def is_seen(content: N1Content) -> bool:
    """True for an address of something to be looked at or listened to."""
    return content.href is not None and sort_of(content) is not None
