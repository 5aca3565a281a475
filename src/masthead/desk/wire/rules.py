"""How the wire room says what an item's own marks say. Pure; no Django."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

URGENT = 3

URGENCY_WORDS = {
    1: "Flash",
    2: "Bulletin",
    3: "Urgent",
    4: "Priority",
    5: "Routine",
    6: "Low",
    7: "Low",
    8: "Lowest",
    9: "Can wait",
}

SIGNAL_WORDS = {
    "kill-advisory": "Kill advisory",
    "correction": "Corrected",
    "update": "Update",
    "refile": "Refiled",
    "repeat": "Repeat",
    "advisory": "Advisory",
    "hold": "Hold",
}
"""The signals that an editor is shown, gravest first; an embargo is shown by its countdown."""


@dataclass(frozen=True, slots=True)
class Urgency:
    """The provider's number (IPTC: 1 is the most urgent) and the word for it."""

    number: int
    word: str
    urgent: bool


def urgency_of(number: int | None) -> Urgency | None:
    """The urgency as the list shows it; None where the provider gave none."""
    if number is None:
        return None
    return Urgency(number, URGENCY_WORDS.get(number, "Routine"), 0 < number <= URGENT)


def signal_words(signals: Iterable[str], *, version: int) -> tuple[str, ...]:
    """The words for the signals, gravest first; a later version without any is an update."""
    said = set(signals)
    words = tuple(words for signal, words in SIGNAL_WORDS.items() if signal in said)
    return words or (("Update",) if version > 1 else ())


def more_agencies(sources: Sequence[int], *, own: int) -> str:
    """How many others tell the story, as in “+2 more agencies”; "" where nobody does."""
    agencies = len(set(sources) - {own})
    if agencies:
        return f"+{agencies} more {'agency' if agencies == 1 else 'agencies'}"
    return f"+{len(sources)} more of its own" if sources else ""


@dataclass(frozen=True, slots=True)
class Verb:
    """An answer that the desk may give: its address's name, its word, and its key."""

    name: str
    word: str
    key: str
    look: str = "button-secondary"


TAKE = Verb("take", "Take", "t")
EDIT = Verb("edit", "Edit", "e")
PUBLISH = Verb("publish", "Publish", "p", "")
SPIKE = Verb("spike", "Spike", "s", "no")
UNSPIKE = Verb("unspike", "Put back", "u")

ANSWERED_FROM = {
    "take": frozenset({"inbox"}),
    "edit": frozenset({"inbox"}),
    "publish": frozenset({"inbox"}),
    "spike": frozenset({"inbox"}),
    "unspike": frozenset({"spiked"}),
}
"""The states from which each answer may be given: what somebody else has answered is not answered
once more from a screen that has not heard of it."""


def verbs_for(
    state: str, *, usable: bool, merge: bool, writes: bool, releases: bool
) -> tuple[Verb, ...]:
    """The answers that a person with these rights in the item's section may give; an item whose new
    version waits to be merged is merged, not taken or published past it.
    """
    offered = {
        TAKE: writes and not merge,
        EDIT: writes and not merge,
        PUBLISH: releases and usable and not merge,
        SPIKE: releases,
        UNSPIKE: releases,
    }
    return tuple(
        verb for verb, given in offered.items() if given and state in ANSWERED_FROM[verb.name]
    )
