"""What strangers may be told of a change. The apps that know the domain say it, at the moment of
telling: what is held by then is not told, however long the change has waited.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from masthead.delivery.models import Change


class Event(StrEnum):
    """What happened, as a receiver hears it."""

    PUBLISHED = "published"
    UPDATED = "updated"
    CORRECTED = "corrected"
    KILLED = "killed"
    UNPUBLISHED = "unpublished"


_EVENTS = {
    "published": Event.PUBLISHED,
    "updated": Event.UPDATED,
    "corrected": Event.CORRECTED,
    "killed": Event.KILLED,
    "unpublished": Event.UNPUBLISHED,
    "expired": Event.UNPUBLISHED,
    "withheld": Event.UNPUBLISHED,
    "deleted": Event.UNPUBLISHED,
    "held": Event.UNPUBLISHED,
    "scheduled": Event.UNPUBLISHED,
}
_GONE = frozenset({Event.KILLED, Event.UNPUBLISHED})


@dataclass(frozen=True, slots=True)
class Piece:
    """What a reader can see of a piece now. `label` is "" unless money is involved."""

    label: str
    headline: str
    summary: str
    kind: str
    section: str
    byline: str
    published: datetime
    updated: datetime | None
    correction: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What may be told of one change. `addresses` are paths that are or were public, the present
    one first; `fronts` are the pages that list the piece; `piece` is None when it went off. What
    is not `indexable` is kept from search engines.
    """

    id: int
    addresses: tuple[str, ...]
    fronts: tuple[str, ...] = ()
    piece: Piece | None = None
    indexable: bool = True


Describe = Callable[[Change], Facts | None]

_describers: dict[str, Describe] = {}


def register(object_type: str, describe: Describe) -> None:
    """Say who describes the changes of this type of object; called from an AppConfig.ready()."""
    _describers[object_type] = describe


def of(change: Change) -> Facts | None:
    """What may be told of the change; None when nothing may, or nobody could have noticed it."""
    describe = _describers.get(change.object_type)
    return describe(change) if describe and change.keys else None


def event_of(change: Change) -> Event | None:
    """What a receiver hears of the change. One that no reader could notice (a draft put on hold,
    an embargo set before the release) has no keys, and nobody hears of it.
    """
    return _EVENTS.get(change.what) if change.keys else None


def is_withdrawal(change: Change) -> bool:
    """True when readers must not see the old page again, not even while the site is down."""
    return event_of(change) in _GONE
