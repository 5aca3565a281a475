"""How copy of one source is handled in a run, and what became of an item."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from masthead.content.models import Article, Section
from masthead.wire import verdicts
from masthead.wire.items import WireItem
from masthead.wire.models import Item, Source
from masthead.wire.verdicts import Outcome

from .refusals import NoSectionError


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


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a story goes and whether it goes out; `reason` is the code of why not."""

    section: Section | None
    action: Action
    reason: str = ""


@dataclass(frozen=True)
class Intake:
    """How copy of one source is handled in one run: `release` says whether it goes out at once."""

    source: Source
    release: bool
    now: datetime

    @property
    def by(self) -> str:
        return f"wire:{self.source.slug}"

    @cached_property
    def routes(self) -> list[tuple[str, str, int]]:
        return list(self.source.subjects.values_list("scheme", "code", "section"))

    @cached_property
    def sections(self) -> dict[int, Section]:
        return {section.pk: section for section in Section.objects.all()}

    def section_for(self, item: WireItem) -> Section:
        """Where the item's subjects, else the source, send it. Raises NoSectionError."""
        pk = verdicts.section_for(item.subjects, self.routes) or self.source.default_section_id
        if pk in self.sections:
            return self.sections[pk]
        headlines = (one for one in self.sections.values() if one.slug == "headlines")
        section = next(headlines, None)
        if section is None:
            raise NoSectionError(self.source)
        return section


def place(item: WireItem, *, stored: Item, intake: Intake) -> Placement:  # noqa: ARG001 - what routing may ask of it
    """Where the story goes, and whether it goes out by itself: the one place that decides, asked
    of every version that is a story and that nothing holds back. Raises NoSectionError.
    """
    if not intake.release:
        return Placement(None, Action.HOLD, "awaiting-desk")
    return Placement(intake.section_for(item), Action.RELEASE)


def result_of(
    stored: Item, outcome: Outcome, *, number: int | None = None, reason: str | None = None
) -> Result:
    return Result(stored.guid, number or stored.version, outcome, stored.article, reason)
