"""Pure decisions of the wire room: what becomes of a version that arrives, and which section its
subjects send it to. No Django, no clock of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .items import PubStatus, Subject, WireItem


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
    """How a version stands to what is already kept of its item."""

    FIRST = "first"
    NEWER = "newer"
    SAME = "same"
    OLDER = "older"
    CONFLICT = "conflict"
    BURIED = "buried"


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of an item: its current number, the digests of every number, when its current
    version was made, and whether it was killed.
    """

    number: int
    digests: Mapping[int, frozenset[str]]
    version_created: datetime | None
    killed: bool


def arrival(item: WireItem, digest: str, kept: Kept | None) -> tuple[Arrival, int]:
    """How `item` stands to what is kept, and the number under which to keep it.

    The key is (source, guid, version): the same bytes again are nothing new, other bytes under
    the same number are a conflict, a lower number never becomes current, and nothing follows a
    cancel (standards §1.1, §1.2). Of an item without a number, a changed text is the next version.
    """
    if kept is None:
        return Arrival.FIRST, item.version
    if not item.numbered:
        return _unnumbered(item, digest, kept)
    if digest in kept.digests.get(item.version, ()):
        return Arrival.SAME, item.version
    if kept.killed:
        return Arrival.BURIED, item.version
    if item.version > kept.number:
        return Arrival.NEWER, item.version
    if item.version in kept.digests:
        return Arrival.CONFLICT, item.version
    return Arrival.OLDER, item.version


def _unnumbered(item: WireItem, digest: str, kept: Kept) -> tuple[Arrival, int]:
    for number, digests in kept.digests.items():
        if digest in digests:
            return Arrival.SAME, number
    if kept.killed:
        return Arrival.BURIED, kept.number
    if _made_before(item.version_created, kept.version_created):
        return Arrival.OLDER, kept.number
    return Arrival.NEWER, max(kept.number + 1, item.version)


def _made_before(this: datetime | None, that: datetime | None) -> bool:
    return this is not None and that is not None and this < that


def is_kill(item: WireItem) -> bool:
    """True when this version withdraws the item itself for good."""
    return item.status is PubStatus.CANCELED and item.kills is None


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


def section_for(subjects: Sequence[Subject], routes: Sequence[tuple[str, str, int]]) -> int | None:
    """The section of the first route that one of the subjects fits; None when none does.

    `routes` are (scheme, code, section) in the desk's order. An old subject code of three tiers
    also fits the route of its parents (first 2 and 5 digits, IPTC).
    """
    codes = {(one.scheme, code) for one in subjects for code in _with_parents(one)}
    return next((section for scheme, code, section in routes if (scheme, code) in codes), None)


def _with_parents(subject: Subject) -> tuple[str, ...]:
    code = subject.code
    if subject.scheme != "subj" or len(code) != 8:  # noqa: PLR2004 - IPTC's length
        return (code,)
    return code, f"{code[:5]}000", f"{code[:2]}000000"
