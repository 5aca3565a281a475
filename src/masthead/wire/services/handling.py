"""How copy of one source is handled in a run, and what became of an item."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from django.conf import settings

from masthead.content.models import Article, Section
from masthead.wire import routing
from masthead.wire.clusters import Place
from masthead.wire.items import WireItem
from masthead.wire.models import Delivery, Item, Route, Source
from masthead.wire.verdicts import Outcome

from .clusters import Clusters
from .refusals import NoSectionError

NO_COUNTRY = (
    "Its licence is for some countries only, and the site can't tell where readers are: set "
    "http.country_header in masthead.toml."
)


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one item: its article and address, and why, where there is a why."""

    guid: str
    version: int
    outcome: Outcome
    article: Article | None = None
    reason: str | None = None


class Action(StrEnum):
    """What is done with a story that nothing else holds back."""

    RELEASE = "release"
    HOLD = "hold"
    SPIKE = "spike"
    ATTACH = "attach"


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a story goes and whether it goes out; `reason` is the code of why not, `note` tells
    the desk.
    """

    section: Section | None
    action: Action
    reason: str = ""
    note: str = ""


@dataclass(frozen=True)
class Intake:
    """How copy of one source is handled in one run: `release` says whether it goes out at once.
    `as_source`: nobody has said otherwise for this run, so the desk's rules may. `root` is the
    folder below which the names of the files lie, None where they are no files of this machine.
    """

    source: Source
    release: bool
    now: datetime
    as_source: bool = False
    root: Path | None = None
    clusters: Clusters = field(default_factory=Clusters, compare=False, repr=False)

    @property
    def by(self) -> str:
        return f"wire:{self.source.slug}"

    def folder_of(self, delivery: Delivery) -> str:
        """The folder in which pictures may lie beside the delivery; "" where there is none."""
        if self.root is None or "://" in delivery.name:
            return ""
        return str((self.root / delivery.name).resolve().parent)

    @cached_property
    def rules(self) -> list[routing.Rule]:
        """The desk's rules that may fit copy of this source. One query a run."""
        return [route.rule for route in Route.objects.for_source(self.source)]

    def decide(self, item: WireItem) -> routing.Decision:
        """What the desk's rules say of the item."""
        return routing.decide(routing.facts_of(item, source=self.source.pk), self.rules)

    @cached_property
    def sections(self) -> dict[int, Section]:
        return {section.pk: section for section in Section.objects.all()}

    def section_for(self, item: WireItem) -> Section:
        """Where the desk's rules, else the source, send it. Raises NoSectionError."""
        return self.section_of(self.decide(item))

    def section_of(self, decision: routing.Decision) -> Section:
        """The section of the decision, else of the source. Raises NoSectionError."""
        section = section_among(self.sections, decision=decision, source=self.source)
        if section is None:
            raise NoSectionError(self.source)
        return section


def section_among(
    sections: Mapping[int, Section], *, decision: routing.Decision, source: Source
) -> Section | None:
    """Of these sections, by id, the one of the decision, else of the source, else the headlines;
    None when there is none of them.
    """
    pk = decision.section or source.default_section_id
    if pk in sections:
        return sections[pk]
    return next((one for one in sections.values() if one.slug == "headlines"), None)


def place(item: WireItem, *, stored: Item, intake: Intake) -> Placement:
    """Where the story goes, and whether it goes out by itself: the one place that decides, asked
    of every version that is a story and that nothing holds back. Raises NoSectionError.
    """
    decision = intake.decide(item)
    action = decision.action if intake.as_source else routing.Action.SOURCE
    if action is routing.Action.SPIKE:
        return Placement(None, Action.SPIKE, "spiked-by-rule", "Spiked by a rule of the desk.")
    told = intake.clusters.place(stored, item, source=intake.source, now=intake.now)
    licence = intake.source.licence
    if licence and licence.territories and not settings.MASTHEAD_COUNTRY_HEADER:
        return Placement(None, Action.HOLD, "country-unknown", NO_COUNTRY)
    release = (
        intake.release if action is routing.Action.SOURCE else action is routing.Action.PUBLISH
    )
    if not release:
        return Placement(None, Action.HOLD, "awaiting-desk", told.note)
    if told.place in {Place.ATTACHED, Place.LATE} and stored.article is None:
        return Placement(None, Action.ATTACH, told.reason, told.note)
    return Placement(intake.section_of(decision), Action.RELEASE)


def result_of(
    stored: Item, outcome: Outcome, *, number: int | None = None, reason: str | None = None
) -> Result:
    return Result(stored.guid, number or stored.version, outcome, stored.article, reason)
