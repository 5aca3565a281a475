"""The registry of wire formats. A format is a folder with `native.py` (the file as its standard
names it) and `adapter.py` (that, read as `WireItem`s), and one line in `FORMATS`.
"""

from __future__ import annotations

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


@dataclass(frozen=True, slots=True)
class Source:
    """A checked file on its way into an adapter: the tree its bytes hold, and its format."""

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
        "associations",
        "renditions",
        "article_html",
    }
)


def _is_ninjs(value: Any) -> bool:
    if isinstance(value, list):
        return any(isinstance(one, dict) and _is_ninjs(one) for one in value)
    return isinstance(value, dict) and bool(_NINJS_MARKS.intersection(value))


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
        Format("rss", "feed", Syntax.XML, _root("rss", "RDF", "rdf")),
        Format("atom", "feed", Syntax.XML, _root("feed", "entry")),
        Format("json-feed", "json_feed", Syntax.JSON, _is_json_feed),
        Format("ninjs", "ninjs", Syntax.JSON, _is_ninjs),
    )
}


def format_of(tree: Any, *, syntax: Syntax) -> Format | None:
    """The first registered format that knows the tree as its own."""
    return next((one for one in FORMATS.values() if one.syntax is syntax and one.sniff(tree)), None)
