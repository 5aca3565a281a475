"""The copy inside a NewsML-G2 `contentSet`: XHTML, NITF, TT's own mark-up or plain text, made one
HTML. Data that is no prose (SportsML and the like) gives no copy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from masthead.wire.formats.nitf.native import nitf_body_html
from masthead.wire.formats.tree import (
    XHTML,
    BodyTags,
    attribute,
    every,
    kid,
    kids,
    local,
    to_html,
    to_html_text,
    words,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

_NO_PROSE = frozenset({"sports-content", "newsItem", "catalog", "eventsML", "svg"})

# TT Nyhetsbyrån's body mark-up: paragraphs, spoken paragraphs, cross-heads.
_TT = BodyTags(
    html={
        "P": "p",
        "CITAT": "p",
        "FRAGA": "p",
        "SVAR": "p",
        "MELLIS": "h3",
        "LI": "li",
        "UL": "ul",
    },
    dropped=frozenset({"RUBRIK", "DAT", "BYLINE", "VINJETT", "NOTERA"}),
)


def inline_html(content_set: _Element | None) -> tuple[str, str | None]:
    """The copy as foreign HTML, and its first paragraph's words."""
    html = "".join(map(_content_html, kids(content_set, "inlineXML")))
    if not html.strip():
        html = "".join(map(_plain_html, kids(content_set, "inlineData")))
    return html, _first_paragraph(content_set)


def _content_html(inline: _Element) -> str:
    if len(inline) == 0:
        text = inline.text or ""
        return text if "</" in text else to_html_text(text)
    pieces = [_root_html(root) for root in kids(inline)]
    return "".join(pieces)


def _root_html(root: _Element) -> str:
    name = local(root)
    if name in _NO_PROSE:
        return ""
    if name == "nitf":
        return nitf_body_html(kid(root, "body"))
    if name == "BODY":
        return to_html(root, tags=_TT)
    body = kid(root, "body") if name == "html" else None
    return f"<div>{_as_written(root if body is None else body)}</div>"


def _as_written(body: _Element) -> str:
    if local(body) in XHTML.html:
        return f"<{XHTML.html[local(body)]}>{to_html(body, tags=XHTML)}"
    return to_html(body, tags=XHTML)


def _plain_html(inline: _Element) -> str:
    mime = (attribute(inline, "contenttype") or "text/plain").lower()
    if attribute(inline, "encoding") is not None or not mime.startswith("text/"):
        return ""
    text = inline.text or ""
    return text if "html" in mime else to_html_text(text)


def _first_paragraph(content_set: _Element | None) -> str | None:
    return next(filter(None, map(words, every(content_set, "p"))), None)
