"""Mail read as a wire item; a form that fills the body with answers is read by their names."""

from __future__ import annotations

import json
from email.utils import parseaddr
from typing import TYPE_CHECKING, Any

from masthead.wire.formats.drafting import Draft, settle
from masthead.wire.formats.mail.native import Mail, read_mail
from masthead.wire.formats.prose import prose_html
from masthead.wire.formats.teletype import copy_of, dateline_in
from masthead.wire.rules import byline_in_copy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from masthead.wire.formats import Source
    from masthead.wire.items import WireItem

FORMAT = "mail"


def items_of(source: Source) -> Iterator[WireItem]:
    """The one item of a message."""
    yield settle(draft_of(read_mail(source.tree)))


def draft_of(mail: Mail) -> Draft:
    """The message's statements in our terms."""
    answers = _answers(mail.text)
    copy = copy_of(answers.get("body", mail.text))
    return Draft(
        format=FORMAT,
        index=0,
        guid=(mail.id or "").strip("<>") or None,
        named_by="\x00".join(map(str, (mail.subject, mail.date, mail.text or mail.html))),
        headline=answers.get("headline") or mail.subject,
        slugline=answers.get("slugline"),
        summary=answers.get("abstract"),
        byline=answers.get("byline") or byline_in_copy(copy.first_paragraph),
        dateline=answers.get("dateline") or dateline_in(copy.first_paragraph),
        language=mail.language,
        urgency=answers.get("newsvalue"),
        provider=_sender(mail.sender),
        ed_notes=copy.notes,
        first_created=mail.date,
        version_created=mail.date,
        item_class="text",
        genres=tuple(filter(None, [answers.get("genre")])),
        keywords=tuple(filter(None, [answers.get("category")])),
        places=tuple(filter(None, [answers.get("place")])),
        signals=("not-for-publication",) if mail.automatic else (),
        html=prose_html(answers["body"]) if "body" in answers else mail.html or copy.html,
    )


def _sender(stated: str | None) -> str | None:
    name, address = parseaddr(stated or "")
    return name or address or None


def _answers(text: str) -> Mapping[str, str]:
    """The answers of a form whose body is one JSON object of texts or lists of them."""
    start = text.strip()
    if not (start.startswith("{") and start.endswith("}")):
        return {}
    try:
        value: Any = json.loads(start, strict=False)
    except (ValueError, RecursionError):
        return {}
    firsts = ((key, one[0] if isinstance(one, list) and one else one) for key, one in value.items())
    return {
        "".join(key.lower().split()): one for key, one in firsts if isinstance(one, str) and one
    }
