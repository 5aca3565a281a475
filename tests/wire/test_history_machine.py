"""One item, one history: in whatever order copy comes, and however often, the same is out.

A machine sends versions and advisories of a few items and turns the clock; a model written without
a look at the code says what readers must see. Then whole histories are shuffled.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
import time_machine
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from factories.wire import g2, make_source, nitf, send
from masthead.content import services as newsroom
from masthead.content.models import Article
from masthead.content.queries import article_at, what_was_at
from masthead.core import clock

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
GUIDS = ("urn:a", "urn:b")
ABSENT, GONE = "404", "410"

guids = st.sampled_from(GUIDS)
numbers = st.integers(1, 5)
hours = st.integers(1, 6)


def made(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


# --- What readers see ----------------------------------------------------------------------------


def seen(guid: str) -> tuple[str, ...]:
    """The page of the item's article: its headline and the number of its notes, or its status."""
    row = Article.objects.filter(guid=guid).exclude(path="").first()
    if row is None:
        return (ABSENT,)
    page = article_at(row.path, clock.now())
    if page:
        return (page.card.headline, str(len(page.corrections)))
    was = what_was_at(row.path)
    return (GONE,) if was and was.killed_at else (ABSENT,)


def readable(guid: str) -> tuple[str, ...]:
    """The same, for questions to which it is all one why nothing can be read."""
    page = seen(guid)
    return ("nothing",) if page in {(ABSENT,), (GONE,)} else page


# --- The model -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Said:
    """A version as the agency sent it."""

    headline: str
    status: str = "usable"
    embargo: datetime | None = None
    correction: bool = False


@dataclass
class Story:
    """All that an agency has said of one story, and what follows for readers."""

    versions: dict[int, list[Said]] = field(default_factory=dict)
    orders: list[tuple[datetime, bool]] = field(default_factory=list)  # when, and: is it a hold?
    killed: bool = False
    has_page: bool = False

    def hear(self, number: int, said: Said) -> None:
        if said.status == "canceled":
            self.killed = True
        elif said not in self.versions.setdefault(number, []):
            self.versions[number].append(said)
        self.has_page = self.has_page or self.usable()

    def usable(self) -> bool:
        if self.killed or not self.versions:
            return False
        newest = max(self.versions)
        later = [order for order in self.orders if order[0] >= made(newest)]
        if later:
            return not max(later)[1]
        return all(one.status == "usable" for one in self.versions[newest])

    def embargo(self) -> datetime | None:
        """Of the newest version that says anything about it: usable copy without one lifts it."""
        for number in sorted(self.versions, reverse=True):
            twins = self.versions[number]
            ends = [one.embargo for one in twins if one.embargo]
            if ends or any(one.status == "usable" for one in twins):
                return max(ends, default=None)
        return None

    def shown(self, now: datetime) -> tuple[str, ...]:
        if self.killed:
            return (GONE,) if self.has_page else (ABSENT,)
        embargo = self.embargo()
        if not self.usable() or (embargo and now < embargo):
            return (ABSENT,)
        first = [twins[0] for twins in self.versions.values()]
        notes = sum(one.correction and one.status == "usable" for one in first)
        return (self.versions[max(self.versions)][0].headline, str(notes))


# --- The machine ---------------------------------------------------------------------------------


class Agency(RuleBasedStateMachine):
    """An agency with two stories and five versions of each, and a clock that jumps."""

    @initialize()
    def open_the_wire(self):
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.travel = time_machine.travel(NOON, tick=False)
        self.clock = self.travel.start()
        self.source = make_source("meridian")
        self.stories = {guid: Story() for guid in GUIDS}
        self.sent: list[bytes] = []
        self.advisories = 0

    def teardown(self):
        self.travel.stop()
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    def _send(self, guid: str, number: int, said: Said) -> None:
        payload = g2(
            guid,
            version=number,
            headline=said.headline,
            status=said.status,
            made=made(number).isoformat(),
            embargoed=said.embargo.isoformat() if said.embargo else "",
            signal="correction" if said.correction else "",
        )
        self.sent.append(payload)
        send(self.source, payload)
        self.stories[guid].hear(number, said)

    @rule(guid=guids, number=numbers)
    def a_version(self, guid, number):
        self._send(guid, number, Said(f"{guid} {number}"))

    @rule(guid=guids, number=numbers)
    def a_correction(self, guid, number):
        self._send(guid, number, Said(f"{guid} {number}", correction=True))

    @rule(guid=guids, number=numbers, hour=hours)
    def an_embargoed_version(self, guid, number, hour):
        self._send(guid, number, Said(f"{guid} {number}", embargo=NOON + timedelta(hours=hour)))

    @rule(guid=guids, number=numbers)
    def other_words_under_the_same_number(self, guid, number):
        self._send(guid, number, Said(f"{guid} {number}, in other words"))

    @rule(guid=guids, number=numbers)
    def a_withheld_version(self, guid, number):
        self._send(guid, number, Said(f"{guid} {number}", status="withheld"))

    @rule(guid=guids, number=numbers, sure=st.integers(0, 3))
    def a_cancel(self, guid, number, sure):
        if sure == 0:  # one in four, or all stories would soon be dead
            self._send(guid, number, Said(f"{guid} {number}", status="canceled"))

    @rule(guid=guids, number=numbers, hold=st.booleans())
    def an_advisory(self, guid, number, hold):
        self.advisories += 1
        at = made(number + 0.5)
        notice = nitf(
            f"advisory-{self.advisories}",
            headline="Note to editors",
            issued=f"{at:%Y%m%dT%H%M%SZ}",
            about=guid,
            about_status="withheld" if hold else "usable",
        )
        self.sent.append(notice)
        send(self.source, notice)
        story = self.stories[guid]
        story.orders.append((at, hold))
        story.has_page = story.has_page or story.usable()

    @rule(data=st.data())
    def a_resend(self, data):
        if self.sent:
            send(self.source, data.draw(st.sampled_from(self.sent)))

    @rule(hour=st.integers(-8, 30))
    def the_clock_jumps(self, hour):
        self.clock.move_to(NOON + timedelta(hours=hour))

    @rule()
    def due_work_is_done(self):
        newsroom.perform_due(clock.now())

    @invariant()
    def readers_see_what_the_model_says(self):
        if not hasattr(self, "stories"):
            return
        now = clock.now()
        for guid, story in self.stories.items():
            assert seen(guid) == story.shown(now), (guid, story)


def test_readers_see_what_the_agency_has_said_whatever_it_says_next():
    run_state_machine_as_test(
        Agency, settings=settings(max_examples=30, stateful_step_count=20, deadline=None)
    )


# --- Shuffled histories --------------------------------------------------------------------------


@st.composite
def histories(draw):
    """Files of a few items, numbered and not, with advisories; no two texts under one number."""
    files = {}
    for _ in range(draw(st.integers(2, 8))):
        guid, number = draw(guids), draw(numbers)
        status = draw(st.sampled_from(["usable"] * 4 + ["withheld", "canceled"]))
        late = draw(st.booleans())
        files[guid, number] = g2(
            guid,
            version=number,
            headline=f"{guid} {number}",
            status=status,
            made=made(number).isoformat(),
            embargoed=(NOON + timedelta(hours=9)).isoformat() if late and number == 3 else "",
            signal="correction" if number == 4 else "",
        )
    for _ in range(draw(st.integers(0, 4))):
        minute = draw(st.integers(0, 9))
        status = draw(st.sampled_from(["", "", "", "withheld"]))
        files["n", minute] = nitf(
            "ngw-1", headline=f"Yard {minute}", issued=f"20261101T120{minute}00Z", status=status
        )
    for _ in range(draw(st.integers(0, 2))):
        minute, guid = draw(st.integers(0, 9)), draw(st.sampled_from([*GUIDS, "ngw-1"]))
        files["advisory", minute] = nitf(
            f"advisory-{minute}",
            issued=f"20261101T120{minute}30Z",
            about=guid,
            about_status=draw(st.sampled_from(["withheld", "usable", "canceled"])),
        )
    return list(files.values())


def outcome_of(*loads: list[bytes]) -> dict[str, tuple[str, ...]]:
    """What can be read after these loads came to a newsroom that knew nothing before."""
    with transaction.atomic():
        source = make_source("meridian")
        for load in loads:
            send(source, *load)
        found = {guid: readable(guid) for guid in (*GUIDS, "ngw-1")}
        transaction.set_rollback(True)
    return found


@settings(max_examples=35)
@given(files=histories(), data=st.data())
def test_any_order_and_any_duplicates_give_the_same_pages(files, data):
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        shuffled = data.draw(st.permutations(files + files[: len(files) // 2]))
        cut = data.draw(st.integers(0, len(shuffled)))
        assert outcome_of(shuffled[:cut], shuffled[cut:]) == outcome_of(*([one] for one in files))


def test_a_document_and_its_correction_end_the_same_in_every_order():
    files = [
        nitf("ngw-1", headline="Yard to close", issued="20261101T080000Z"),
        nitf("ngw-1", headline="Yard may close", issued="20261101T081000Z"),
        nitf("ngw-2", headline="Yard stays", issued="20261101T090000Z", corrects="ngw-1"),
        nitf("ngw-1", headline="Kill", issued="20261101T091000Z", status="canceled"),
    ]
    ends = set()
    for order in permutations(files):
        with transaction.atomic():
            source = make_source("northgate")
            for one in order:
                send(source, one)
            out = Article.objects.released(clock.now())
            ends.add(tuple((one.headline, one.corrections.count()) for one in out))
            transaction.set_rollback(True)
    assert ends == {(("Yard stays", 1),)}
