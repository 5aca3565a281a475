"""Where copy would go and why, for many items of many sources at once; and from which sources copy
may come to a person's sections.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from masthead.content.models import Section
from masthead.wire import routing
from masthead.wire.items import WireItem
from masthead.wire.models import Item, Route, Source
from masthead.wire.services import section_among


@dataclass(frozen=True, slots=True)
class Direction:
    """Where an item stands or would go (None: nowhere yet), and the rule that says so in words, ""
    where no rule does.
    """

    section: Section | None
    rule: str = ""


class Directions:
    """The desk's rules and sections as one request asks them. Two queries, three where sources
    are asked for.
    """

    @cached_property
    def sections(self) -> dict[int, Section]:
        return {section.pk: section for section in Section.objects.all()}

    @cached_property
    def routes(self) -> dict[int, Route]:
        return {one.pk: one for one in Route.objects.select_related("source", "section")}

    def of(self, item: Item, read: WireItem | None) -> Direction:
        """Where this item, that says `read`, stands or would go."""
        if item.article:
            return Direction(self.sections.get(item.article.section_id))
        if read is None:
            nothing = routing.Decision()
            return Direction(self._section(nothing, item.source))
        facts = routing.facts_of(read, source=item.source_id)
        decision = routing.decide(facts, self._rules(item.source_id))
        route = self.routes.get(decision.rule)
        return Direction(self._section(decision, item.source), str(route) if route else "")

    def leading_to(self, sections: Collection[int]) -> Reach:
        """Which sources' copy may go to these sections, or nowhere yet, and which always does."""
        some, always = set(), set()
        for source in Source.objects.all():
            ends = self._ends(source)
            mine = {end for end in ends if end is None or end in sections}
            if mine:
                some.add(source.pk)
            if mine == ends:
                always.add(source.pk)
        return Reach(frozenset(sections), frozenset(some), frozenset(always))

    def _ends(self, source: Source) -> set[int | None]:
        """Every section to which copy of the source can be sent."""
        rules = self._rules(source.pk)
        decisions = [routing.Decision(), *(routing.Decision(rule.section) for rule in rules)]
        ends = [self._section(decision, source) for decision in decisions]
        return {end.pk if end else None for end in ends}

    def _section(self, decision: routing.Decision, source: Source) -> Section | None:
        return section_among(self.sections, decision=decision, source=source)

    def _rules(self, source: int) -> list[routing.Rule]:
        if source not in self._rules_of:
            mine = (one for one in self.routes.values() if one.source_id in {None, source})
            self._rules_of[source] = [one.rule for one in mine]
        return self._rules_of[source]

    @cached_property
    def _rules_of(self) -> dict[int, list[routing.Rule]]:
        return {}


@dataclass(frozen=True, slots=True)
class Reach:
    """A person's sections; the sources some of whose copy may go there, and those whose copy all
    does.
    """

    sections: frozenset[int]
    some: frozenset[int]
    always: frozenset[int]
