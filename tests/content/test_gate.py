"""The release gate: the database and the article at hand give one answer, to the second."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.content import make_section
from masthead.content import gate, rules
from masthead.content.models import Article
from masthead.content.rules import Channel, GateFacts, Held, Use

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
MOMENTS = st.none() | st.integers(-3, 3).map(lambda seconds: NOON + timedelta(seconds=seconds))
TIMES = ("go_live_at", "embargoed_until", "expire_at", "rights_from", "rights_until")

facts = st.builds(
    GateFacts,
    live=st.booleans(),
    withheld=st.booleans(),
    killed_at=st.none() | st.just(NOON),
    go_live_at=MOMENTS,
    embargoed_until=MOMENTS,
    expire_at=MOMENTS,
    rights_from=MOMENTS,
    rights_until=MOMENTS,
    commissioned=st.booleans(),
    label=st.sampled_from(["", "Paid content"]),
    closed_to=st.sets(st.sampled_from([*Channel, *Use])).map(lambda some: "".join(sorted(some))),
)
"""All that the gate may be asked about, the states that the database refuses among them."""


@pytest.mark.django_db
@given(many=st.lists(facts, min_size=1, max_size=12))
def test_the_database_and_the_article_at_hand_agree(many):
    section = make_section()
    kept = [one for one in many if is_allowed_by_the_tables(one)]
    articles = Article.objects.bulk_create(
        [article_of(one, section=section, number=number) for number, one in enumerate(kept)]
    )
    here = Article.objects.filter(section=section)
    assert here.count() == len(kept)
    for channel in Channel:
        seen = set(here.released(NOON, channel=channel).values_list("pk", flat=True))
        may = {one.pk for one in articles if gate.is_released(one, NOON, channel=channel)}
        assert seen == may, channel
    assert set(here.released(NOON)) == set(here.released(NOON, channel=Channel.WEB))


def is_allowed_by_the_tables(one: GateFacts) -> bool:
    unlabelled = one.commissioned and not one.label
    return not (one.live and (one.killed_at or unlabelled))


def article_of(one: GateFacts, *, section, number: int) -> Article:
    return Article(
        section=section,
        headline="Any",
        slug=f"any-{number}",
        origin="commissioned" if one.commissioned else "staff",
        live=one.live,
        withheld=one.withheld,
        killed_at=one.killed_at,
        label=one.label,
        closed_to=one.closed_to,
        **{name: getattr(one, name) for name in TIMES},
    )


@given(one=facts, seconds=st.integers(-5, 5))
def test_an_article_is_out_from_its_opening_until_its_close_to_the_second(one, seconds):
    now = NOON + timedelta(seconds=seconds)
    opens, closes = rules.opens_at(one), rules.closes_at(one)
    in_time = (opens is None or opens <= now) and (closes is None or now < closes)
    barred = one.killed_at or one.withheld or not one.live or (one.commissioned and not one.label)
    barred = barred or Channel.WEB in one.closed_to
    assert (rules.why_held(one, now) is None) == (in_time and not barred)


OPEN = {
    "live": True,
    "withheld": False,
    "killed_at": None,
    "commissioned": False,
    "label": "",
    "closed_to": "",
    **dict.fromkeys(TIMES),
}
A_SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("fact", "reason"),
    [
        ({}, None),
        ({"live": False}, Held.DRAFT),
        ({"withheld": True}, Held.WITHHELD),
        ({"live": False, "killed_at": NOON}, Held.KILLED),
        ({"go_live_at": NOON + A_SECOND}, Held.SCHEDULED),
        ({"go_live_at": NOON}, None),
        ({"embargoed_until": NOON + A_SECOND}, Held.EMBARGOED),
        ({"embargoed_until": NOON}, None),
        ({"expire_at": NOON}, Held.EXPIRED),
        ({"expire_at": NOON + A_SECOND}, None),
        ({"rights_from": NOON + A_SECOND}, Held.NO_RIGHTS),
        ({"rights_until": NOON}, Held.NO_RIGHTS),
        ({"rights_until": NOON + A_SECOND}, None),
        ({"commissioned": True}, Held.UNLABELLED),
        ({"commissioned": True, "label": "Paid content"}, None),
        ({"closed_to": "w"}, Held.NOT_LICENSED),
        ({"closed_to": "fax"}, None),
    ],
)
def test_the_desk_is_told_why_an_article_is_held(fact, reason):
    assert rules.why_held(GateFacts(**{**OPEN, **fact}), NOON) == reason
