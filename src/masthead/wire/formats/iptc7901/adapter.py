"""IPTC 7901 and ZCZC messages read as wire items."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from masthead.wire.errors import ErrorCode, ParseError
from masthead.wire.formats.drafting import Draft, settle
from masthead.wire.formats.iptc7901.native import Message, messages_in
from masthead.wire.formats.iptc7901.telegrams import is_telegram, telegrams_in
from masthead.wire.formats.teletype import MOST_MESSAGES, copy_of, dateline_in, decode
from masthead.wire.items import Subject, WireItem
from masthead.wire.rules import bare_subject, byline_in_copy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from masthead.wire.formats import Source

FORMAT = "iptc7901"
CATEGORIES = "iptc7901-category"

_NO_HEADER = "no header in the form of IPTC 7901: read as plain text"
_LOWEST = "6"


def items_of(source: Source) -> Iterator[WireItem | ParseError]:
    """The messages of a file in order."""
    text = decode(source.tree)
    messages = list(telegrams_in(text) if is_telegram(text) else messages_in(text))
    for index, message in enumerate(messages[:MOST_MESSAGES]):
        yield settle(draft_of(message, index=index))
    if len(messages) > MOST_MESSAGES:
        yield ParseError(ErrorCode.TOO_LARGE, f"more than {MOST_MESSAGES} messages in one file")
    if not messages:
        yield ParseError(ErrorCode.EMPTY, "no message between the control characters")


def draft_of(message: Message, *, index: int) -> Draft:
    """The message's statements in our terms. Priorities run from 1 to 6, as urgencies do."""
    copy = copy_of(message.body)
    headline = message.headline or message.slug
    return Draft(
        format=FORMAT,
        index=index,
        guid=_guid(message),
        named_by="\x00".join(map(str, (message.service, headline, message.time, message.body))),
        headline=headline,
        slugline=message.slug,
        byline=message.byline or byline_in_copy(copy.first_paragraph),
        dateline=dateline_in(copy.first_paragraph),
        urgency=message.priority if (message.priority or "") <= _LOWEST else None,
        provider=_provider(message),
        ed_notes=copy.notes,
        first_created=message.time,
        version_created=message.time,
        item_class="text",
        keywords=message.keywords,
        subjects=tuple(_subjects(message)),
        tags=(*message.keys, *filter(None, [message.slug])),
        html=copy.html,
        warnings=() if message.is_whole else (_NO_HEADER,),
    )


def _guid(message: Message) -> str | None:
    """Service and number name a message of its day; without all three it has no name."""
    if message.service and message.number and message.time:
        return f"iptc7901:{message.service}{message.number}:{message.time[:10]}"
    return None


def _provider(message: Message) -> str | None:
    """The word before the agency's own number in the optional field (`dpa 099`), or what a
    telegram's first line says.
    """
    if message.number is None:
        return message.service
    match = re.search(r"([^\W\d][\w-]*)\s+\d{2,5}\s*$", message.optional or "")
    return match[1] if match else None


def _subjects(message: Message) -> Iterator[Subject | None]:
    if message.category:
        yield Subject(CATEGORIES, message.category)
    for code in message.subjects:
        yield bare_subject(code, scheme="subj")
