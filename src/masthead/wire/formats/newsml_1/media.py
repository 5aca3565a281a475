"""The files that a NewsML 1.2 item names: renditions of one picture gathered, each with the caption
and credit that stand beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from masthead.content.markup import html_to_text, sanitise_html
from masthead.wire.formats.newsml_1.native import N1Component, N1Content
from masthead.wire.formats.newsml_1.parts import Spot, Use, bare, is_seen, mime_of, texts_of
from masthead.wire.formats.tree import names
from masthead.wire.items import Media
from masthead.wire.rules import fold, read_size

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_RENDITIONS = names(
    "main highdef highres hires lowres quicklook preview thumbnail image squared large medium "
    "small original web print icon clip"
)


@dataclass(frozen=True, slots=True)
class _Shown:
    """One file with the component that its picture's words stand in."""

    content: N1Content
    role: str
    group: N1Component


def media_of(spots: Sequence[Spot], *, guid: str, story: Sequence[N1Component]) -> Iterator[Media]:
    """Each file once; `story` are the components around the copy, whose headline is no caption."""
    places = {id(spot.component): place for place, spot in enumerate(spots, 1)}
    captions: dict[int, str | None] = {}
    seen: set[tuple[int, str, str | None]] = set()
    pictures: dict[int, int] = {}
    for shown in _shown(spots):
        rendition = shown.content.properties.get("ImageUse") or shown.role or None
        key = (id(shown.group), bare(rendition), mime_of(shown.content))
        if key in seen and rendition:  # the same rendition again is another picture
            pictures[id(shown.group)] = pictures.get(id(shown.group), 1) + 1
        seen.add(key)
        number = pictures.get(id(shown.group), 1)
        group = shown.group
        name = group.duid or f"file-{places[id(group)]}"
        if id(group) not in captions:
            own = None if any(group is one for one in story) else _line(group, "HeadLine")
            captions[id(group)] = _caption(group) or own
        yield _media(
            shown,
            rendition=rendition,
            depicts=f"{guid}#{name}" if number == 1 else f"{guid}#{name}-{number}",
            caption=captions[id(group)],
        )


def _shown(spots: Sequence[Spot]) -> Iterator[_Shown]:
    for spot in spots:
        for content in filter(is_seen, spot.component.contents):
            yield _Shown(content, spot.component.role, _group_of(spot))


def _group_of(spot: Spot) -> N1Component:
    """The component that speaks of the picture: one around its renditions, or the file's own."""
    own = spot.component
    is_rendition = bare(own.role) in _RENDITIONS or not own.role
    if spot.above and is_rendition and not own.lines and not texts_of(own):
        return spot.above[-1]
    return own


def _media(shown: _Shown, *, rendition: str | None, depicts: str, caption: str | None) -> Media:
    group, sizes = shown.group, shown.content.properties
    return Media(
        url=shown.content.href or "",
        mime=mime_of(shown.content),
        caption=fold(caption),
        credit=fold(_credit(group)),
        width=_size(sizes, "Width"),
        height=_size(sizes, "Height"),
        rendition=rendition,
        depicts=depicts,
    )


def _caption(group: N1Component) -> str | None:
    for one in group.components:
        if Spot(one, (group,)).use is Use.CAPTION and one.contents:
            return html_to_text(sanitise_html("".join(c.prose.html for c in texts_of(one))))
    named = (text for kind, text in group.named_lines if bare(kind) in {"caption", "photocaption"})
    stated = next(named, None)
    if stated or Spot(group).use is not Use.CAPTION:
        return stated
    return html_to_text(sanitise_html("".join(c.prose.html for c in texts_of(group))))


def _credit(group: N1Component) -> str | None:
    lines = (_line(group, "ByLine"), _line(group, "CreditLine"))
    stated = " / ".join(dict.fromkeys(filter(None, lines)))
    return stated or next(iter(group.parties.get("Creator", ())), None)


def _line(group: N1Component, name: str) -> str | None:
    return next(iter(group.lines.get(name, ())), None)


def _size(properties: Mapping[str, str], name: str) -> int:
    return read_size(properties.get(name) or properties.get(f"Pixel{name}"))
