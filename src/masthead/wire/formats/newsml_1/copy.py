"""The copy inside a NewsML 1.2 `DataContent`: NITF, loose NITF paragraphs, XHTML, marked-up or
plain text, made one HTML. Style sheets and encoded data give no copy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from masthead.wire.formats.nitf.native import (
    NITF_BODY,
    NitfDocument,
    NitfMedia,
    nitf_body_html,
    read_nitf,
)
from masthead.wire.formats.prose import prose_html
from masthead.wire.formats.tree import XHTML, kid, kids, local, to_html

if TYPE_CHECKING:
    from lxml.etree import _Element

_NO_PROSE = frozenset({"sports-content", "svg", "table-data", "catalog"})
_NO_PROSE_FORMATS = ("css", "javascript", "rtf", "base64", "sportsml")


@dataclass(frozen=True, slots=True)
class Prose:
    """Copy as foreign HTML, with the NITF head it may bring; `rank` orders equal copy."""

    html: str = ""
    nitf: NitfDocument | None = None
    rank: int = 0

    @property
    def media(self) -> tuple[NitfMedia, ...]:
        return self.nitf.media if self.nitf else ()


NOTHING = Prose()


def prose_in(data: _Element | None, *, stated: str) -> Prose:
    """What a `DataContent` says; `stated` is what the file calls its form."""
    if data is None or any(word in stated.lower() for word in _NO_PROSE_FORMATS):
        return NOTHING
    if len(data) == 0:
        return _text(data.text or "")
    nitf = kid(data, "nitf")
    if nitf is not None:
        return Prose(nitf_body_html(kid(nitf, "body")), read_nitf(nitf), rank=3)
    html = kid(data, "html")
    if html is not None:
        body = kid(html, "body")
        return Prose(to_html(html if body is None else body, tags=XHTML), rank=2)
    if any(local(one) in _NO_PROSE for one in kids(data)):
        return NOTHING
    body = kid(data, "body")
    if body is not None:
        return Prose(nitf_body_html(body), rank=3)
    return Prose(to_html(data, tags=NITF_BODY), rank=3)


def _text(text: str) -> Prose:
    if not text.strip():
        return NOTHING
    if "</" in text or "<p>" in text:
        return Prose(text, rank=2)
    return Prose(prose_html(text), rank=1)
