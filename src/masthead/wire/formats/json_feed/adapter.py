"""JSON Feed items read as wire items, by the same rules as entries of any feed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from masthead.wire.errors import ErrorCode, ParseError
from masthead.wire.formats.feed.adapter import items_of_feed
from masthead.wire.formats.json_feed.native import read_json_feed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from masthead.wire.formats import Source
    from masthead.wire.items import WireItem


def items_of(source: Source) -> Iterator[WireItem | ParseError]:
    """The items of the feed, in its order; an empty feed has none."""
    if not isinstance(source.tree, dict):
        yield ParseError(ErrorCode.UNKNOWN_FORMAT, "a JSON Feed is one object")
        return
    yield from items_of_feed(read_json_feed(source.tree), format_name=source.format)
