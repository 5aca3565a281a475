"""Plain text read as a wire item: what it does not say stays unsaid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from masthead.wire.formats.drafting import Draft, settle
from masthead.wire.formats.plain_text.native import Text, read_text
from masthead.wire.formats.teletype import dateline_in, decode
from masthead.wire.rules import byline_in_copy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from masthead.wire.formats import Source
    from masthead.wire.items import WireItem

FORMAT = "text"


def items_of(source: Source) -> Iterator[WireItem]:
    """The one item of a text."""
    yield settle(draft_of(read_text(decode(source.tree))))


def draft_of(text: Text) -> Draft:
    """The text's statements in our terms."""
    first = text.html.partition("</p>")[0].removeprefix("<p>")
    return Draft(
        format=FORMAT,
        index=0,
        named_by="\x00".join(map(str, (text.number, text.headline, text.html))),
        headline=text.headline,
        slugline=text.number,
        byline=byline_in_copy(first),
        dateline=text.dateline or dateline_in(first),
        provider=text.source,
        ed_notes=text.notes,
        item_class="text",
        html=text.html,
        warnings=("plain text without a header: what it is stands only in its words",),
    )
