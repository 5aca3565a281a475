"""Agencies' own XML read as wire items: local times, flags and marked-up texts."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from masthead.content.markup import html_to_text, sanitise_html
from masthead.wire.errors import ErrorCode, ParseError
from masthead.wire.formats.drafting import Draft, settle
from masthead.wire.formats.house_xml.native import Record, dialect_of, read_records
from masthead.wire.formats.prose import prose_html
from masthead.wire.items import Media, WireItem
from masthead.wire.rules import bare_subject, fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from masthead.wire.formats import Source

FORMAT = "agency-xml"

_STATUSES = ("canceled", "withheld")
_SIGNALS = {"correction": "sig:correction", "update": "sig:update"}


def items_of(source: Source) -> Iterator[WireItem | ParseError]:
    """The records of a document in order."""
    dialect = dialect_of(source.tree)
    if dialect is None:
        yield ParseError(ErrorCode.UNKNOWN_FORMAT, "XML of no agency that has a table here")
        return
    for index, record in enumerate(read_records(source.tree, dialect)):
        yield settle(draft_of(record, index=index))


def draft_of(record: Record, *, index: int) -> Draft:
    """The record's statements in our terms."""
    said = record.said
    status = next((one for one in _STATUSES if one in record.flags), None)
    return Draft(
        format=FORMAT,
        index=index,
        guid=said.get("guid"),
        named_by="\x00".join((said.get("headline", ""), *record.parts)),
        version=said.get("version"),
        status=status,
        embargoed_until=_time(record, "embargoed_until"),
        headline=_plain(said.get("headline")),
        slugline=said.get("slugline"),
        summary=_plain(said.get("summary")),
        byline=said.get("byline"),
        dateline=said.get("dateline"),
        language=said.get("language"),
        urgency=said.get("urgency"),
        provider=said.get("provider") or record.dialect.provider,
        credit_line=(said.get("credit_line") or "").strip("/") or record.dialect.provider,
        copyright=said.get("copyright"),
        ed_notes=tuple(filter(None, [_plain(said.get("ed_note"))])),
        first_created=_time(record, "first_created"),
        version_created=_time(record, "version_created") or _time(record, "first_created"),
        item_class="picture" if record.is_picture else record.dialect.item_class,
        genres=record.lists.get("genres", ()),
        keywords=record.lists.get("keywords", ()),
        subjects=tuple(bare_subject(code) for code in record.lists.get("subjects", ())),
        places=record.lists.get("places", ()),
        signals=tuple(_SIGNALS[flag] for flag in record.flags if flag in _SIGNALS),
        corrects=said.get("corrects"),
        media=tuple(_media(record)),
        html="" if record.is_picture else "".join(map(_html, record.parts)),
    )


def _html(text: str) -> str:
    return text if "</" in text or "<p>" in text else prose_html(text)


def _plain(text: str | None) -> str | None:
    return fold(html_to_text(sanitise_html(text))) if text and "<" in text else text


def _media(record: Record) -> Iterator[Media]:
    text = next(iter(record.parts), None) if record.is_picture else None
    for one in record.files:
        caption = one.caption or _plain(text)
        yield Media(url=one.url, caption=fold(caption), credit=one.credit, depicts=one.url)


# --- Times -----------------------------------------------------------------------------------

_NO_TIME = re.compile(r"0001-01-01")
_FORMS = ("%d.%m.%Y %H:%M", "%d.%m.%Y %H:%M:%S", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M")


def _time(record: Record, name: str) -> str | None:
    """The moment as ISO 8601: local times of the agency get its zone; a zero date is none."""
    stated = record.said.get(name, "")
    if stated and name == "first_created" and "first_time" in record.said:
        stated = f"{stated} {record.said['first_time']}"
    if not stated or _NO_TIME.match(stated):
        return None
    moment = _read(stated)
    if moment is None or moment.tzinfo is not None:
        return stated
    return moment.replace(tzinfo=ZoneInfo(record.dialect.zone)).isoformat()


def _read(stated: str) -> datetime | None:
    try:
        return datetime.fromisoformat(stated)
    except ValueError:
        pass
    for form in _FORMS:
        try:
            return datetime.strptime(stated, form)  # noqa: DTZ007 - the zone is the agency's
        except ValueError:
            continue
    return None
