"""Addresses as machines need them: whole, with scheme and host, and permanent names of pieces."""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin

from masthead.content.queries import PictureView
from masthead.reader.pictures import box, fitting_widths, picture_url

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_ADDRESS = re.compile(r'(<(?:a href|(?:img|video) src)=")([^"]*)')
_POSTER = re.compile(r'(<video [^>]*poster=")([^"]*)')
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def whole(html: str, page: str) -> str:
    """The HTML with its links made whole, as they lead from the page at this whole address."""

    def joined(found: re.Match[str]) -> str:
        start, url = found.groups()
        if not url or _SCHEME.match(url):
            return found[0]
        try:
            return start + urljoin(page, url)
        except ValueError:  # what no browser can follow either
            return found[0]

    for address in (_ADDRESS, _POSTER):
        html = address.sub(joined, html)
    return html


def permanent_id(guid: str) -> str:
    """The piece's name as an IRI, the same for ever (RFC 4287 §4.2.6); an agency's id that is no
    IRI is put into one.
    """
    return guid if _IRI.fullmatch(guid) else f"urn:x-masthead:{quote(guid, safe='')}"


def cut_of(picture: PictureView, *, ratio: str = "16x9", most: int = 1600) -> str:
    """The address of the widest JPEG of the picture that is offered, up to `most` pixels wide."""
    fitting = fitting_widths(picture, ratio=ratio)
    width = max((one for one in fitting if one <= most), default=fitting[0])
    return picture_url(picture, ratio=ratio, width=width, suffix="jpg")


def size_of(picture: PictureView, *, ratio: str = "16x9", most: int = 1600) -> tuple[int, int]:
    """Width and height of the cut that `cut_of` names."""
    fitting = fitting_widths(picture, ratio=ratio)
    width = max((one for one in fitting if one <= most), default=fitting[0])
    return box(picture, ratio=ratio, width=width)
