"""Ingest that is killed at random points and run again until it is done: every item that was
delivered is there exactly once as the current version, and what readers see is the same as if
nothing had happened.
"""

from __future__ import annotations

import os
import random
import signal
import time
from dataclasses import dataclass
from hashlib import sha256

import pytest
from django.db import connection, connections
from django.db.models import Count

from factories.wire import g2, make_source, nitf
from masthead.content.models import Article
from masthead.core import clock
from masthead.delivery.models import Change
from masthead.wire.models import Delivery, Item, ItemVersion, Source
from masthead.wire.pipeline import ingest

ITEMS = {"sqlite": 10_000, "postgresql": 3_000}  # the second run of the suite is shorter
KILLS = {"sqlite": 4, "postgresql": 2}


@dataclass(frozen=True)
class Delivered:
    """What was sent: the files in order, and what must stand of each item in the end."""

    files: list[tuple[str, bytes]]
    current: dict[str, int]
    killed: frozenset[str]
    withheld: frozenset[str]


def deliver(chance: random.Random, number: int) -> Delivered:
    """So many items of two formats: four in five come once, others in up to four versions, out of
    order and some twice; a few are withdrawn or withheld by their last version.
    """
    files, current, killed, withheld = [], {}, set(), set()
    while len(files) < number:
        guid = f"urn:crash:{len(current)}"
        if chance.random() < 0.2:
            files.append(nitf(guid, headline=f"Yard {guid}"))
            current[guid] = 1
            continue
        last = chance.choice([1] * 12 + [2, 3, 4])
        fate = chance.random() if last > 1 else 1
        statuses = ["usable"] * last
        if fate < 0.1:
            statuses[-1] = "canceled"
            killed.add(guid)
        elif fate < 0.2:
            statuses[-1] = "withheld"
            withheld.add(guid)
        versions = [
            g2(guid, version=number, status=status, headline=f"{guid} {number}")
            for number, status in enumerate(statuses, start=1)
        ]
        if chance.random() < 0.1:
            versions.append(versions[0])
        files += versions
        current[guid] = last
    near = sorted(range(len(files)), key=lambda place: place + chance.uniform(0, 60))
    named = [(f"{place}.xml", files[place]) for place in near]
    return Delivered(named, current, frozenset(killed), frozenset(withheld))


def ingest_all(files: list[tuple[str, bytes]]) -> None:
    for _ in ingest(files, source=Source.objects.get(slug="meridian")):
        pass


def run_and_kill(files: list[tuple[str, bytes]], *, at_least: int) -> None:
    """A process ingests until that many items are kept, and is killed a moment later, without a
    chance to tidy up.
    """
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            ingest_all(files)
        finally:
            os._exit(0)
    while ItemVersion.objects.count() < at_least:
        ended, _ = os.waitpid(child, os.WNOHANG)
        assert not ended, "it ended before it was killed"
        time.sleep(0.03)
    time.sleep(random.uniform(0, 0.15))  # noqa: S311 - a point in time, no secret
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


@pytest.mark.django_db(transaction=True)
def test_every_item_survives_being_killed_at_random_points():
    chance = random.Random(20270301)  # noqa: S311 - a schedule of kills, no secret
    number = ITEMS[connection.vendor]
    sent = deliver(chance, number)
    make_source("meridian")
    for point in sorted(chance.sample(range(number * 6 // 10), KILLS[connection.vendor])):
        run_and_kill(sent.files, at_least=point)
    ingest_all(sent.files)

    payloads = {sha256(payload).hexdigest() for _, payload in sent.files}
    assert set(Delivery.objects.values_list("sha256", flat=True)) == payloads
    assert not Delivery.objects.exclude(state=Delivery.State.READ).exists()
    assert ItemVersion.objects.count() == len(payloads)
    items = Item.objects.all()
    assert {one.guid for one in items.filter(state=Item.State.KILLED)} == sent.killed
    standing = {one.guid: one.version for one in items}
    expected = {guid: number for guid, number in sent.current.items() if guid not in sent.killed}
    assert {guid: standing[guid] for guid in expected} == expected
    assert standing.keys() == sent.current.keys()

    out = Article.objects.released(clock.now())
    guids = list(out.values_list("guid", flat=True))
    assert len(guids) == len(set(guids))
    assert set(guids) == sent.current.keys() - sent.killed - sent.withheld
    headlines = dict(out.exclude(headline__startswith="Yard").values_list("guid", "headline"))
    assert headlines == {guid: f"{guid} {sent.current[guid]}" for guid in headlines}
    told = Change.objects.filter(what="published").values("object_id").annotate(Count("pk"))
    assert {row["pk__count"] for row in told.order_by()} == {1}
