"""Where wire copy goes: the desk's rules as plain values, what they decide, and how they read.
Pure; no Django, no clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .items import WireItem
from .media_topics import name_of, with_parents


class Action(StrEnum):
    """What becomes of copy that a rule fits."""

    SOURCE = "source"
    PUBLISH = "publish"
    HOLD = "hold"
    SPIKE = "spike"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. A condition that is not set, "" or None, fits all copy; `words` must all stand in
    headline or slug. `otherwise` is for other copy of the rule's source.
    """

    number: int = 0
    source: int | None = None
    scheme: str = ""
    code: str = ""
    kind: str = ""
    urgency: int | None = None
    words: tuple[str, ...] = ()
    language: str = ""
    status: str = ""
    section: int | None = None
    action: Action = Action.SOURCE
    otherwise: Action | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What rules ask of an item. Codes hold those of its subjects and of all above them."""

    source: int
    codes: frozenset[tuple[str, str]]
    genres: frozenset[str]
    urgency: int | None
    words: str
    language: str
    status: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Where copy goes: its section (None: the source's own), what becomes of it, and the number of
    the rule that said so (0: none).
    """

    section: int | None = None
    action: Action = Action.SOURCE
    rule: int = 0


def facts_of(item: WireItem, *, source: int) -> Facts:
    """What rules ask of this item."""
    codes = {(one.scheme, code) for one in item.subjects for code in with_parents(one)}
    return Facts(
        source=source,
        codes=frozenset(codes),
        genres=frozenset(genre.casefold() for genre in item.genres),
        urgency=item.urgency,
        words=f"{item.headline or ''} {item.slugline or ''}".casefold(),
        language=(item.language or "").casefold(),
        status=str(item.status),
    )


def decide(facts: Facts, rules: Sequence[Rule]) -> Decision:
    """What the first rule that fits says; of one that says "else", also for what it does not fit.

    An item without urgency is as urgent as none: a rule with an urgency never fits it.
    """
    for rule in rules:
        if fits(rule, facts):
            return Decision(rule.section, rule.action, rule.number)
        if rule.otherwise and rule.source == facts.source:
            return Decision(None, rule.otherwise, rule.number)
    return Decision()


def fits(rule: Rule, facts: Facts) -> bool:
    """True when the item meets every condition of the rule."""
    return (
        rule.source in {None, facts.source}
        and (not rule.code or (rule.scheme, rule.code) in facts.codes)
        and (not rule.kind or rule.kind.casefold() in facts.genres)
        and (rule.urgency is None or (facts.urgency or 10) <= rule.urgency)
        and all(word in facts.words for word in rule.words)
        and _speaks(facts.language, rule.language.casefold())
        and rule.status in {"", facts.status}
    )


def _speaks(language: str, asked: str) -> bool:
    """BCP 47: "en" fits "en-gb" (RFC 4647 §3.3.1)."""
    return not asked or language == asked or language.startswith(f"{asked}-")


@dataclass(frozen=True, slots=True)
class Names:
    """What a sentence calls the source and the section of a rule."""

    source: str = ""
    section: str = ""


def sentence(rule: Rule, names: Names) -> str:
    """The rule as a person reads it: "From Meridian, subject central bank, urgency ≤ 3 → section
    Economy, publish; else hold".
    """
    asked = ", ".join(_conditions(rule, names)) or "From every source"
    said = ", ".join(_actions(rule, names))
    otherwise = f"; else {rule.otherwise}" if rule.otherwise else ""
    return f"{asked[0].upper()}{asked[1:]} → {said}{otherwise}"


def _conditions(rule: Rule, names: Names) -> Iterable[str]:
    if rule.source is not None:
        yield f"From {names.source}"
    if rule.code:
        yield f"subject {name_of(rule.scheme, rule.code)}"
    if rule.kind:
        yield f"genre {rule.kind}"
    if rule.urgency is not None:
        yield f"urgency ≤ {rule.urgency}"
    if rule.words:
        yield f"with “{' '.join(rule.words)}” in headline or slug"
    if rule.language:
        yield f"in {rule.language}"
    if rule.status:
        yield f"status {rule.status}"


def _actions(rule: Rule, names: Names) -> Iterable[str]:
    if rule.section is not None:
        yield f"section {names.section}"
    yield {
        Action.SOURCE: "as the source says",
        Action.PUBLISH: "publish",
        Action.HOLD: "hold",
        Action.SPIKE: "spike",
    }[rule.action]
