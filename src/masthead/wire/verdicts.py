"""Pure decisions of the wire room: how a version stands to the others of its item, and what then
holds of the item. No Django, no clock of its own.

What holds is a function of the set of versions and advisories, never of the order they came in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from .items import PubStatus, WireItem


class Outcome(StrEnum):
    """What became of an item that was ingested (contracts §3)."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    HELD = "held"
    DUPLICATE = "duplicate"
    KILLED = "killed"
    SUPERSEDED = "superseded"
    CONFLICT = "conflict"
    REJECTED = "rejected"


class Arrival(StrEnum):
    """How a version stands to the others that are kept of its item."""

    CURRENT = "current"
    SAME = "same"
    OLDER = "older"
    CONFLICT = "conflict"
    KILL = "kill"
    BURIED = "buried"


@dataclass(frozen=True, slots=True)
class Kept:
    """What the verdicts ask of one version: when the provider made it (`made`, None where it does
    not say), when it came, and whether it calls itself a correction.
    """

    number: int
    digest: str
    status: PubStatus
    received_at: datetime
    made: datetime | None = None
    numbered: bool = True
    embargoed_until: datetime | None = None
    correction: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """What another document says about the item's status (NITF `management-idref-status`)."""

    status: PubStatus
    received_at: datetime
    made: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds of an item: the version that stands, its status and embargo, how many of its
    versions are corrections, and whether an editor must say which of two texts stands.
    """

    current: Kept | None
    status: PubStatus
    embargoed_until: datetime | None
    corrections: int
    in_conflict: bool


NOTHING_YET = Standing(None, PubStatus.USABLE, None, corrections=0, in_conflict=False)
PLAUSIBLE_LEAD = timedelta(days=1)


def arrival(new: Kept, *, kept: Sequence[Kept], orders: Sequence[Order] = ()) -> Arrival:
    """How `new` stands to the versions `kept`, in the order they came.

    The key is (source, guid, version): the same content again is nothing new, other content under
    the current number is a conflict, a lower number never becomes current, and nothing follows a
    cancel, whatever number it bears (standards §1.1, §1.2).
    """
    if twin_of(new, kept):
        return Arrival.SAME
    if is_canceled(kept, orders):
        return Arrival.BURIED
    if new.status is PubStatus.CANCELED:
        return Arrival.KILL
    top = _top([*kept, new])
    if new not in top:
        return Arrival.OLDER
    return Arrival.CURRENT if len(top) == 1 else Arrival.CONFLICT


def twin_of(new: Kept, kept: Sequence[Kept]) -> Kept | None:
    """The version that says the same: under the same number, where the provider numbers."""
    return next(
        (
            one
            for one in kept
            if one.digest == new.digest and (one.number == new.number or not new.numbered)
        ),
        None,
    )


def standing(kept: Sequence[Kept], *, orders: Sequence[Order] = (), settled: str = "") -> Standing:
    """What holds of an item of which these versions are kept, in the order they came; `settled` is
    the digest of the text that an editor chose in a conflict.

    Until somebody has chosen, the first text of a number stays, and of what the texts say about
    status and embargo the stricter binds.
    """
    top = _top(kept)
    chosen = [one for one in top if one.digest == settled] or top
    status = PubStatus.CANCELED if is_canceled(kept, orders) else _status(chosen, orders)
    return Standing(
        current=chosen[0] if chosen else None,
        status=status,
        embargoed_until=_embargo(kept, chosen),
        corrections=sum(
            one.correction and one.status is PubStatus.USABLE for one in _texts(kept, settled)
        ),
        in_conflict=len(chosen) > 1 and status is not PubStatus.CANCELED,
    )


def is_canceled(kept: Sequence[Kept], orders: Sequence[Order]) -> bool:
    """True when a version or an advisory withdraws the item: every version of it, for good."""
    said = {*(one.status for one in kept), *(one.status for one in orders)}
    return PubStatus.CANCELED in said


def is_later_word(new: Kept, twin: Kept) -> bool:
    """True when a text that came before is sent again as of a later time: where the provider gives
    no numbers, it stands as of that time.
    """
    if new.numbered or new.made is None or new.made - new.received_at > PLAUSIBLE_LEAD:
        return False
    return twin.made is None or new.made > twin.made


def _texts(kept: Sequence[Kept], settled: str) -> list[Kept]:
    """One text a number: the one that an editor chose, else the first that came."""
    texts: dict[int, Kept] = {}
    for one in kept:
        if one.number not in texts or one.digest == settled:
            texts[one.number] = one
    return list(texts.values())


def _top(kept: Sequence[Kept]) -> list[Kept]:
    """The versions of the highest rank: by number where all have one, else the latest made; of two
    made at the same time the one that came last.
    """
    if not kept:
        return []
    if all(one.numbered for one in kept):
        highest = max(one.number for one in kept)
        return [one for one in kept if one.number == highest]
    moments = _moments(kept)
    return [max(enumerate(kept), key=lambda each: (moments[each[0]], each[0]))[1]]


def _moments(kept: Sequence[Kept]) -> list[datetime]:
    """When each was made. One without a plausible time is as new as the newest that it met."""
    moments: list[datetime] = []
    latest = datetime.min.replace(tzinfo=UTC)
    for one in kept:
        moments.append(_said(one) or max(one.received_at, latest))
        latest = max(latest, moments[-1])
    return moments


def _said(one: Kept | Order) -> datetime | None:
    if one.made is None or one.made - one.received_at > PLAUSIBLE_LEAD:
        return None
    return one.made


def _status(chosen: Sequence[Kept], orders: Sequence[Order]) -> PubStatus:
    """Of the versions that stand, unless an advisory came later than they were made."""
    said = {one.status for one in chosen}
    status = PubStatus.WITHHELD if PubStatus.WITHHELD in said else PubStatus.USABLE
    since = max((_said(one) or one.received_at for one in chosen), default=None)
    later = [
        (_said(one) or one.received_at, one.status is PubStatus.WITHHELD, one.status)
        for one in orders
        if since is None or (_said(one) or one.received_at) >= since
    ]
    return max(later)[2] if later else status


def _embargo(kept: Sequence[Kept], chosen: Sequence[Kept]) -> datetime | None:
    """The embargo that binds every version: that of the current one. Only a usable version without
    an embargo lifts one; a withheld version that states none leaves it as it was.
    """
    rest = list(kept)
    while chosen:
        stated = [one.embargoed_until for one in chosen if one.embargoed_until]
        if stated or any(one.status is PubStatus.USABLE for one in chosen):
            return max(stated, default=None)
        rest = [one for one in rest if one not in _top(rest)]
        chosen = _top(rest)
    return None


STORY_CLASSES = frozenset({None, "text", "composite", "video"})


def why_no_story(item: WireItem) -> str | None:
    """Why an item can't become an article by itself, and waits for the desk; None when it can."""
    if "not-for-publication" in item.signals:
        return "not-for-publication"
    if item.item_class not in STORY_CLASSES:
        return "no-story"
    if not (item.headline or item.slugline):
        return "no-headline"
    has_copy = item.body_text.strip() or (item.summary and item.item_class in {None, "text"})
    return None if has_copy else "no-copy"
