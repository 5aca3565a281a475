"""Pure decisions of the desk: where an article stands in newsroom words, and how bars are drawn.
No Django, no clock of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from masthead.content.rules import Held


class Status(StrEnum):
    """Where an article stands, as the desk's list says it."""

    LIVE = "live"
    DRAFT = "draft"
    REVIEW = "review"
    SCHEDULED = "scheduled"
    EMBARGOED = "embargoed"
    WITHHELD = "withheld"
    OFF = "off"
    EXPIRED = "expired"
    KILLED = "killed"
    NO_RIGHTS = "no-rights"
    UNLABELLED = "unlabelled"


STATUS_WORDS = {
    Status.LIVE: "Live",
    Status.DRAFT: "Draft",
    Status.REVIEW: "In review",
    Status.SCHEDULED: "Scheduled",
    Status.EMBARGOED: "Embargoed",
    Status.WITHHELD: "Withheld",
    Status.OFF: "Taken off",
    Status.EXPIRED: "Expired",
    Status.KILLED: "Killed",
    Status.NO_RIGHTS: "No rights now",
    Status.UNLABELLED: "Label missing",
}

_HELD = {
    Held.KILLED: Status.KILLED,
    Held.WITHHELD: Status.WITHHELD,
    Held.EXPIRED: Status.EXPIRED,
    Held.SCHEDULED: Status.SCHEDULED,
    Held.EMBARGOED: Status.EMBARGOED,
    Held.NO_RIGHTS: Status.NO_RIGHTS,
    Held.NOT_LICENSED: Status.NO_RIGHTS,
    Held.UNLABELLED: Status.UNLABELLED,
}


def status_of(held: Held | None, *, scheduled: bool, in_review: bool, was_out: bool) -> Status:
    """Where an article stands. `held` is the gate's answer; `scheduled` that a version of it waits
    for its time; `was_out` that readers have seen it before.
    """
    if held is None:
        return Status.LIVE
    if held is not Held.DRAFT:
        return _HELD[held]
    if scheduled:
        return Status.SCHEDULED
    if in_review:
        return Status.REVIEW
    return Status.OFF if was_out else Status.DRAFT


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart, in the units of its view box; `y` is its upper edge."""

    x: float
    y: float
    width: float
    height: float


def bars(values: Sequence[int], *, width: float, height: float, gap: float) -> list[Bar]:
    """The bars of these values, side by side; the highest value fills the height."""
    if not values:
        return []
    top = max(*values, 1)
    slot = (width + gap) / len(values)
    return [
        Bar(
            x=round(place * slot, 2),
            y=round(height - height * value / top, 2),
            width=round(slot - gap, 2),
            height=round(height * value / top, 2),
        )
        for place, value in enumerate(values)
    ]


def stacks(
    values: Sequence[Sequence[int]], *, width: float, height: float, gap: float
) -> list[list[Bar]]:
    """Bars that stand on one another, a list for each place, the first part at the foot. The
    highest pile fills the height; a part of nothing has no height.
    """
    feet = bars([sum(parts) for parts in values], width=width, height=height, gap=gap)
    top = max([1, *(sum(parts) for parts in values)])
    piles = []
    for foot, parts in zip(feet, values, strict=True):
        below, pile = 0, []
        for part in parts:
            below += part
            pile.append(
                Bar(
                    foot.x,
                    round(height - height * below / top, 2),
                    foot.width,
                    round(height * part / top, 2),
                )
            )
        piles.append(pile)
    return piles
