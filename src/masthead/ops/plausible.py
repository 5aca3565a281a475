"""Plausible trade news by the yard, for scale work: the same seed and number make the same piece.

Every name is invented. Pure: no Django, no clock.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

COMPANIES = (
    *("Aldbrook Mutual", "Brackley Holt", "Cawdor Trust", "Denholm Line", "Eskdale Power"),
    *("Farrant Bank", "Glenmore Re", "Hallam & Voss", "Inverloch Steel", "Jarrow Payments"),
    *("Kirkby Assets", "Lorimer Freight", "Marchmont Bank", "Netherby Grid", "Ormond Foods"),
    *("Pellow Chips", "Quarrier Homes", "Rossiter Funds", "Selwyn Clearing", "Tarrant Ports"),
    *("Ulverton Bank", "Verity Audit", "Wexmoor Capital", "Yarrow Insurance", "Zennor Data"),
)
PLACES = ("LONDON", "ROTTERDAM", "SINGAPORE", "FRANKFURT", "NEW YORK", "OSLO", "DUBLIN", "TORONTO")
AGENCIES = ("Meridian News Agency", "Northgate Wire", "Calder Financial")
_EVENTS = (
    "raises {n} per cent more than planned in bond sale",
    "cuts its forecast for the second time this year",
    "to buy rival {other} for {m}m",
    "loses {m}m contract to {other}",
    "names a new finance director after {n} months",
    "opens talks with lenders on {m}m of debt",
    "beats estimates as costs fall {n} per cent",
    "halts a project that was to cost {m}m",
    "settles a claim by {other} for {m}m",
    "to close {n} branches and open {other} counters",
    "wins approval to move settlement to the same day",
    "warns of {n} per cent lower orders in the autumn",
    "sells its stake in {other}",
    "doubles spending on back-up power to {m}m",
)
_SUBJECTS = ("The company", "Its board", "The finance director", "A spokesman", "One analyst")
_VERBS = ("said", "told investors", "wrote to shareholders", "repeated", "did not dispute")
_CLAIMS = (
    "that margins would recover by the end of the year",
    "that {n} per cent of customers had agreed to the new terms",
    "that the figure of {m}m had been audited",
    "that {other} had been told in advance",
    "that nobody would lose a job before the spring",
    "that the talks had begun {n} weeks ago",
    "that the loan book had grown by {n} per cent",
    "that it would publish the report in full",
)
_FACTS = (
    "The shares had fallen by {n} per cent since the start of the quarter.",
    "Two of {n} brokers who follow the company changed their advice.",
    "A year earlier the same measure stood at {m}m.",
    "The regulator has asked {other} for the same papers.",
    "Lenders hold claims of {m}m, most of which fall due in {n} months.",
    "Freight and energy made up {n} per cent of the bill.",
    "Neither side would give a date for the next meeting.",
    "The agreement runs for {n} years and can be ended at six months' notice.",
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One plausible piece. `place` numbers choose a section, kind and so on from the site's."""

    headline: str
    summary: str
    paragraphs: tuple[str, ...]
    dateline: str
    agency: str
    dice: int


def piece(seed: int, number: int) -> Piece:
    """The piece with this number in the run of this seed."""
    rng = random.Random(f"{seed}:{number}")  # noqa: S311 - no secret is made of it
    company = rng.choice(COMPANIES)
    headline = f"{company} {_filled(rng.choice(_EVENTS), rng)}"
    return Piece(
        headline=headline,
        summary=_filled(f"{rng.choice(_FACTS)} {rng.choice(_FACTS)}", rng),
        paragraphs=tuple(_paragraph(rng) for _ in range(rng.randint(4, 7))),
        dateline=rng.choice(PLACES),
        agency=rng.choice(AGENCIES),
        dice=rng.getrandbits(32),
    )


def _paragraph(rng: random.Random) -> str:
    said = f"{rng.choice(_SUBJECTS)} {rng.choice(_VERBS)} {rng.choice(_CLAIMS)}."
    return _filled(f"{said} {rng.choice(_FACTS)} {rng.choice(_FACTS)}", rng)


def _filled(words: str, rng: random.Random) -> str:
    return words.format(n=rng.randint(2, 48), m=rng.randint(12, 960), other=rng.choice(COMPANIES))
