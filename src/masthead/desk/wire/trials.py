"""What the desk's rules would have done to yesterday's copy, beside what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F

from masthead.content.models import Section
from masthead.core import clock
from masthead.wire import routing
from masthead.wire.items import WireItem
from masthead.wire.models import Item, ItemVersion, Route

A_DAY = timedelta(hours=24)
MOST = 2_000
SHOWN = 100
WOULD = {
    routing.Action.PUBLISH: "published",
    routing.Action.HOLD: "held",
    routing.Action.SPIKE: "spiked",
}
WAS = {
    Item.State.RELEASED: "published",
    Item.State.INBOX: "held",
    Item.State.TAKEN: "taken by the desk",
    Item.State.SPIKED: "spiked",
    Item.State.KILLED: "killed",
}


@dataclass(frozen=True, slots=True)
class Tried:
    """One item: what the rules would do with it, by which of them, and what became of it."""

    item: Item
    rule: int
    would: str
    would_section: str
    was: str
    was_section: str

    @property
    def differs(self) -> bool:
        """True when it would have gone elsewhere, or otherwise out."""
        elsewhere = bool(self.was_section) and self.would_section != self.was_section
        return self.would != self.was or elsewhere


@dataclass(frozen=True, slots=True)
class Trial:
    """A test run: how many items each rule decides (0: none of them), and the items, those that
    would differ first. `more` were left out of the list.
    """

    items: int
    counts: dict[int, int]
    differing: int
    shown: list[Tried]
    more: int


def run(routes: Sequence[Route], *, only: int | None = None) -> Trial:
    """The rules tried on what has come within a day, at most MOST items; `only`: list what this
    rule decides. Two queries.
    """
    rules = [route.rule for route in routes]
    names = {one.pk: one.name for one in Section.objects.all()}
    tried = [one for one in (_tried(item, rules, names) for item in _day()) if one]
    counts = Counter(one.rule for one in tried)
    listed = [one for one in tried if only is None or one.rule == only]
    listed.sort(key=lambda one: not one.differs)
    return Trial(
        items=len(tried),
        counts=dict(counts),
        differing=sum(one.differs for one in listed),
        shown=listed[:SHOWN],
        more=max(0, len(listed) - SHOWN),
    )


def _day() -> list[tuple[Item, WireItem]]:
    versions = (
        ItemVersion.objects.filter(
            item__received_at__gte=clock.now() - A_DAY, number=F("item__version")
        )
        .select_related("item__source__default_section", "item__article__section")
        .defer("delivery")
        .order_by("-item__received_at", "-pk")
    )
    current = {one.item_id: one for one in reversed(versions[:MOST])}
    return [(one.item, WireItem.from_json(one.content)) for one in reversed(current.values())]


def _tried(
    pair: tuple[Item, WireItem], rules: Sequence[routing.Rule], names: dict[int, str]
) -> Tried:
    item, told = pair
    source = item.source
    decision = routing.decide(routing.facts_of(told, source=source.pk), rules)
    action = decision.action
    if action is routing.Action.SOURCE:
        action = routing.Action.PUBLISH if source.auto_publish else routing.Action.HOLD
    default = source.default_section.name if source.default_section else ""
    return Tried(
        item=item,
        rule=decision.rule,
        would=WOULD[action],
        would_section=names.get(decision.section or 0, default),
        was=WAS[Item.State(item.state)],
        was_section=item.article.section.name if item.article else "",
    )
