"""The registry of wire formats. A format is a folder with `native.py` (the file as its standard
names it) and `adapter.py` (that, read as `WireItem`s), and one line in `FORMATS`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from masthead.wire.errors import ParseError
    from masthead.wire.items import WireItem


class Syntax(Enum):
    """What stands under a format."""

    XML = "xml"
    JSON = "json"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Source:
    """A checked file on its way into an adapter: the tree its bytes hold, and its format. Of text
    the tree is the bytes themselves: its formats declare no set of characters.
    """

    format: str
    tree: Any


@dataclass(frozen=True, slots=True)
class Format:
    """A wire format: its name at the command line, its folder, and how a tree of it is known."""

    name: str
    folder: str
    syntax: Syntax
    sniff: Callable[[Any], bool]

    def items_of(self, tree: Any) -> Iterator[WireItem | ParseError]:
        """The items of a checked tree, in file order; a bad one is yielded as its error.

        The adapter is imported when first needed: `masthead --help` pays for none.
        """
        adapter = import_module(f"{__name__}.{self.folder}.adapter")
        yield from adapter.items_of(Source(self.name, tree))


def _root(*names: str) -> Callable[[Any], bool]:
    return lambda root: str(root.tag).rpartition("}")[2] in names


def _is_json_feed(value: Any) -> bool:
    return isinstance(value, dict) and (
        str(value.get("version", "")).startswith(("https://jsonfeed.org", "http://jsonfeed.org"))
        or (isinstance(value.get("items"), list) and "home_page_url" in value)
    )


def _is_house_xml(root: Any) -> bool:
    native = import_module(f"{__name__}.house_xml.native")
    return native.dialect_of(root) is not None


_MAIL = re.compile(rb"(?:[A-Za-z][\w-]{1,60}:[^\n]*\n(?:[ \t][^\n]*\n)*){3}")
_MAIL_HEADERS = re.compile(
    rb"^(?:Message-ID|Received|MIME-Version|Return-Path|Delivered-To):",
    re.IGNORECASE | re.MULTILINE,
)


def _is_mail(data: bytes) -> bool:
    """Headers to begin with, among them one that only mail has."""
    start = data[:_HOW_MUCH_TEXT]
    return bool(_MAIL.match(start) and _MAIL_HEADERS.search(start))


_PADDING = rb"\A[\x00-\x20\x7f\xff]*"  # line noise before the first header
_ANPA_START = re.compile(_PADDING + rb"(?:(?<=\x16)\x01|\x01[A-Za-z]{1,2}\d{4}\x1f)")
_IPTC7901_START = re.compile(_PADDING + rb"(?:\x01[^\x00-\x08\x0e-\x1e\x7f]{3}|ZCZC\b)")


def _is_anpa(data: bytes) -> bool:
    """SYN and SOH, or a service level and a number behind SOH, and a start of text."""
    return _is_text(data) and b"\x02" in data and bool(_ANPA_START.search(data))


def _is_iptc7901(data: bytes) -> bool:
    """SOH before the first words, or a telegram's ZCZC."""
    return _is_text(data) and bool(_IPTC7901_START.search(data))


def _is_text(data: bytes) -> bool:
    return b"\x00" not in data[:_HOW_MUCH_TEXT].lstrip(b"\x00")


_HOW_MUCH_TEXT = 4000  # bytes in which plain text must show that it is wire copy
_MARKS_OF_COPY = re.compile(
    rb"""                  # CITY, date /Wire/ --
    ^[^\n<>{}]{3,90}\s?/[A-Z][^/\n<>]{2,40}/[ \t\r]*(?:--|\xe2\x80\x94|$)
    |^[A-Z\xc0-\xff][^\n()<>{}]{2,50}\s\([A-Za-z/ .]{2,24}\)\s?(?:[-_]{1,2}|\xe2\x80[\x93\x94])\s
    |^(?:MEDIA|PRESS|NEWS)\ RELEASE\b|^FOR\ IMMEDIATE\ RELEASE\b
    |\A\s*[A-Z]{3}\d{5}\s*$                                   # the number of an official bulletin
    |\A[^<>{}]{10,200}\s\*\*\s[^<>{}]{10,200}\s\*\*\s            # a ticker of headlines
    |(?:^[^|\n<>]{1,40}\|(?:[^|\n<>]{0,40}\|)+[^\n<>]*\n){3}                  # a table of results
    """,
    re.VERBOSE | re.MULTILINE,
)


def _is_plain_copy(data: bytes) -> bool:
    """Text with a dateline, a release's title, a bulletin's number or rows of results."""
    start = data[:_HOW_MUCH_TEXT]
    return _is_text(data) and bool(_MARKS_OF_COPY.search(start))


_NINJS_MARKS = frozenset(
    {
        "uri",
        "guid",
        "urn",
        "versioncreated",
        "version_created",
        "versionCreated",
        "pubstatus",
        "pubStatus",
        "headlines",
        "body_html",
        "body_text",
        "body_xhtml",
        "bodies",
        "headline",
        "headLine",
        "bodyXhtml",
        "associations",
        "renditions",
        "article_html",
    }
)


def _is_ninjs(value: Any) -> bool:
    """True for an object of ninjs, a list of them, or an answer of an agency's API around them."""
    objects = import_module(f"{__name__}.ninjs.envelopes").objects_in(value)
    return any(isinstance(one, dict) and _NINJS_MARKS.intersection(one) for one in objects)


FORMATS: dict[str, Format] = {
    one.name: one
    for one in (
        Format("nitf", "nitf", Syntax.XML, _root("nitf")),
        Format(
            "newsml-g2",
            "newsml_g2",
            Syntax.XML,
            _root(
                "newsMessage",
                "newsItem",
                "packageItem",
                "conceptItem",
                "knowledgeItem",
                "planningItem",
                "catalogItem",
                "catalog",
            ),
        ),
        Format("newsml-1", "newsml_1", Syntax.XML, _root("NewsML")),
        Format("agency-xml", "house_xml", Syntax.XML, _is_house_xml),
        Format("rss", "feed", Syntax.XML, _root("rss", "RDF", "rdf")),
        Format("atom", "feed", Syntax.XML, _root("feed", "entry")),
        Format("json-feed", "json_feed", Syntax.JSON, _is_json_feed),
        Format("anpa", "anpa", Syntax.TEXT, _is_anpa),
        Format("iptc7901", "iptc7901", Syntax.TEXT, _is_iptc7901),
        Format("mail", "mail", Syntax.TEXT, _is_mail),
        Format("text", "plain_text", Syntax.TEXT, _is_plain_copy),
        Format("ninjs", "ninjs", Syntax.JSON, _is_ninjs),
    )
}


def format_of(tree: Any, *, syntax: Syntax) -> Format | None:
    """The first registered format that knows the tree as its own."""
    return next((one for one in FORMATS.values() if one.syntax is syntax and one.sniff(tree)), None)
