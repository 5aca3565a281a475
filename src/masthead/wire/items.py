"""What every wire format is turned into: one frozen `WireItem`, the same for NITF, NewsML-G2,
ninjs and feeds. Absent is `None` or `()`, never invented. Knows no database.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


class PubStatus(StrEnum):
    """IPTC publishing status; an unknown word reads as WITHHELD (fail closed)."""

    USABLE = "usable"
    WITHHELD = "withheld"
    CANCELED = "canceled"


@dataclass(frozen=True, slots=True)
class Subject:
    """A code of a vocabulary: `medtop` (IPTC Media Topics), `subj` (old subject codes) or other."""

    scheme: str
    code: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Instrument:
    """A security the provider declared; never guessed from names."""

    isin: str | None = None
    ticker: str | None = None
    mic: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    url: str
    rel: str | None = None


@dataclass(frozen=True, slots=True)
class Media:
    """A picture, video or other file named by the item; sizes in pixels, 0 where not stated.

    Renditions of one picture are each a `Media` and share `depicts`.
    """

    url: str
    mime: str | None = None
    caption: str | None = None
    credit: str | None = None
    alt: str | None = None
    width: int = 0
    height: int = 0
    rendition: str | None = None
    depicts: str | None = None


@dataclass(frozen=True, slots=True)
class WireItem:
    """One item of wire copy. Times are aware, `urgency` is 1 (flash) to 9, `body_html` is clean.

    `kills`, `withholds`, `releases` and `corrects` hold the guid of *another* item whose status
    this one changes (NITF `management-doc-idref`, `correction/@id-string`; NewsML-G2 and ninjs
    links).
    `numbered` is False where the file states no version number: `version` is then the default.
    `item_class` is the IPTC nature of the item (`text`, `picture`, `composite`, `concept`…).
    """

    format: str
    index: int
    guid: str
    version: int = 1
    numbered: bool = True
    status: PubStatus = PubStatus.USABLE
    embargoed_until: datetime | None = None
    expires: datetime | None = None
    headline: str | None = None
    slugline: str | None = None
    summary: str | None = None
    byline: str | None = None
    dateline: str | None = None
    language: str | None = None
    urgency: int | None = None
    provider: str | None = None
    credit_line: str | None = None
    copyright: str | None = None
    usage_terms: str | None = None
    ed_note: str | None = None
    first_created: datetime | None = None
    version_created: datetime | None = None
    item_class: str | None = None
    genres: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    subjects: tuple[Subject, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    places: tuple[str, ...] = ()
    signals: tuple[str, ...] = ()
    kills: str | None = None
    withholds: str | None = None
    releases: str | None = None
    corrects: str | None = None
    story_key: str | None = None
    links: tuple[Link, ...] = ()
    media: tuple[Media, ...] = ()
    body_html: str = ""
    body_text: str = ""
    word_count: int = 0
    warnings: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The item as plain JSON values: times as ISO 8601 with offset (contracts §2)."""
        return {name: _plain(value) for name, value in asdict(self).items()}

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> WireItem:
        """The item that `to_json` wrote down."""
        values = {**content, "status": PubStatus(content["status"])}
        for name in _TIMES:
            values[name] = datetime.fromisoformat(content[name]) if content[name] else None
        for name, kind in _PARTS.items():
            values[name] = tuple(kind(**part) for part in content[name])
        for name in ("places", "signals", "warnings"):
            values[name] = tuple(content[name])
        return cls(**{name: values[name] for name in cls.__slots__ if name in values})


_TIMES = ("embargoed_until", "expires", "first_created", "version_created")
_PARTS: dict[str, type] = {
    "subjects": Subject,
    "instruments": Instrument,
    "links": Link,
    "media": Media,
}


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return value
