"""Rules that a person can read decide where copy goes, and say beforehand what they would do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from factories.content import make_section
from factories.wire import g2, make_source, send
from masthead.wire import media_topics
from masthead.wire.items import PubStatus, Subject, WireItem
from masthead.wire.models import Item, Route
from masthead.wire.pipeline import Handling
from masthead.wire.routing import Action, Decision, Names, Rule, decide, facts_of, fits, sentence

CENTRAL_BANK, MACRO, ECONOMY = "20000350", "20000346", "20000344"
ITEM = WireItem(
    "g2",
    0,
    "m:1",
    headline="Council keeps its rate",
    slugline="NRB-RATE",
    language="en-GB",
    urgency=3,
    genres=("Current",),
    subjects=(Subject("medtop", CENTRAL_BANK),),
)
SENTENCE = "From Meridian, subject central bank, urgency ≤ 3 → section Economy, publish; else hold"


def facts(source=1, **changes):
    return facts_of(replace(ITEM, **changes), source=source)


@pytest.mark.parametrize(
    ("rule", "change", "does"),
    [
        (Rule(), {}, True),
        (Rule(source=1), {}, True),
        (Rule(source=2), {}, False),
        (Rule(scheme="medtop", code=CENTRAL_BANK), {}, True),
        (Rule(scheme="medtop", code=ECONOMY), {}, True),
        (Rule(scheme="medtop", code="20000385"), {}, False),
        (Rule(scheme="subj", code="04000000"), {"subjects": (Subject("subj", "04016031"),)}, True),
        (Rule(scheme="subj", code="04016000"), {"subjects": (Subject("subj", "04016031"),)}, True),
        (Rule(kind="current"), {}, True),
        (Rule(kind="analysis"), {}, False),
        (Rule(urgency=3), {}, True),
        (Rule(urgency=2), {}, False),
        (Rule(urgency=9), {"urgency": None}, False),
        (Rule(words=("council", "rate")), {}, True),
        (Rule(words=("nrb-rate",)), {}, True),
        (Rule(words=("port",)), {}, False),
        (Rule(language="en"), {}, True),
        (Rule(language="en-GB"), {}, True),
        (Rule(language="e"), {}, False),
        (Rule(status="usable"), {}, True),
        (Rule(status="withheld"), {"status": PubStatus.USABLE}, False),
    ],
)
def test_a_rule_fits_what_meets_all_its_conditions(rule, change, does):
    assert fits(rule, facts(**change)) is does


def test_the_first_rule_that_fits_decides():
    rules = [
        Rule(1, words=("port",), action=Action.SPIKE),
        Rule(2, urgency=3, section=7, action=Action.PUBLISH),
        Rule(3, action=Action.HOLD),
    ]
    assert decide(facts(), rules) == Decision(7, Action.PUBLISH, 2)
    assert decide(facts(urgency=5), rules) == Decision(None, Action.HOLD, 3)
    assert decide(facts(urgency=5), rules[:2]) == Decision(None, Action.SOURCE, 0)


def test_else_is_for_other_copy_of_the_same_source():
    rules = [Rule(1, source=1, urgency=2, action=Action.PUBLISH, otherwise=Action.HOLD), Rule(2)]
    assert decide(facts(), rules) == Decision(None, Action.HOLD, 1)
    assert decide(facts(source=2), rules) == Decision(None, Action.SOURCE, 2)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (
            Rule(source=1, scheme="medtop", code=CENTRAL_BANK, urgency=3, section=4,
                 action=Action.PUBLISH, otherwise=Action.HOLD),
            SENTENCE,
        ),
        (Rule(action=Action.HOLD), "From every source → hold"),
        (
            Rule(words=("toll", "port"), language="de", section=4),
            "With “toll port” in headline or slug, in de → section Economy, as the source says",
        ),
        (
            Rule(scheme="subj", code="04000000", kind="Analysis", status="usable",
                 action=Action.SPIKE),
            "Subject subj:04000000, genre Analysis, status usable → spike",
        ),
    ],
)  # fmt: skip
def test_a_rule_reads_as_a_sentence(rule, words):
    assert sentence(rule, Names(source="Meridian", section="Economy")) == words


def test_topics_know_their_names_and_what_they_stand_under():
    assert media_topics.name_of("medtop", CENTRAL_BANK) == "central bank"
    assert media_topics.name_of("medtop", "99999999") == "medtop:99999999"
    above = list(media_topics.with_parents(Subject("medtop", CENTRAL_BANK)))
    assert above[0] == CENTRAL_BANK
    assert above[-2:] == [ECONOMY, "04000000"]
    listed = dict(media_topics.choices())
    assert listed["04000000"] == "economy, business and finance"
    assert len(listed) > 250


@pytest.fixture
def meridian(db):
    return make_source("meridian", default_section=make_section("Headlines"), auto_publish=False)


def route(**fields):
    fields.setdefault("sort_order", Route.objects.count() + 1)
    return Route.objects.create(**fields)


def test_a_rule_of_the_desk_reads_as_it_decides(meridian):
    economy = make_section("Economy")
    one = route(source=meridian, code=CENTRAL_BANK, urgency=3, section=economy,
                action="publish", otherwise="hold")  # fmt: skip
    assert str(one) == SENTENCE


def test_copy_goes_where_the_rule_says_and_out_although_its_source_waits(meridian):
    banking = make_section("Banking")
    route(source=meridian, code="20000274", section=banking, action="publish")
    [line] = send(meridian, g2())
    assert line.outcome == "created"
    assert line.url.startswith("/banking/")


def test_a_rule_may_hold_what_its_source_would_release(meridian):
    meridian.auto_publish = True
    meridian.save()
    route(words="toll", action="hold")
    [held] = send(meridian, g2("a", headline="Harbour toll rises"))
    [out] = send(meridian, g2("b", headline="Yard to close", slugline="YARD"))
    assert (held.outcome, held.reason, out.outcome) == ("held", "awaiting-desk", "created")


def test_a_rule_may_spike(meridian):
    route(source=meridian, words="toll", action="spike")
    [line] = send(meridian, g2())
    assert (line.outcome, line.reason) == ("held", "spiked-by-rule")
    item = Item.objects.get()
    assert (item.state, item.note) == (Item.State.SPIKED, "Spiked by a rule of the desk.")


def test_what_a_person_says_of_a_run_stands_above_the_rules(meridian):
    route(action="publish")
    [held] = send(meridian, g2(), handling=Handling.HOLD)
    assert held.outcome == "held"
