"""Every machine that serves readers hears every change, and is waited for while it lives."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from masthead.core import clock
from masthead.delivery import due, followers, heartbeat, leases, machines, page_keys, tidy
from masthead.delivery.log import append_change
from masthead.delivery.models import FollowerPosition, Lease

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(settings, tmp_path, no_followers):
    """Makes this process one of the named machine, and gives the machine's name."""
    page_keys.register()
    FollowerPosition.objects.all().delete()  # of couriers that outlived the tests they came from

    def move(name: str) -> str:
        settings.MASTHEAD_KEYS_FILE = tmp_path / name / "keys"
        page_keys.table.cache_clear()
        due.forget()
        return machines.here()

    yield move
    page_keys.table.cache_clear()


@pytest.fixture
def serves(at):
    """As `at`, of a machine whose server begins to beat."""

    def begin(name: str) -> str:
        here = at(name)
        if machines.beat(clock.now()):
            followers.join()
        return here

    return begin


def names(change):
    return [line.name for line in followers.receipt(change)]


def key_is_old(key: str, *, since: int) -> bool:
    return page_keys.table().versions([key])[0] > since


def test_each_machine_moves_its_own_keys(serves, at, write):
    one, two = serves("one"), serves("two")
    [change] = write(1)
    at("one")
    followers.run_all()
    assert names(change) == [f"pages@{one}"]
    at("two")
    before = page_keys.table().moves()
    assert not key_is_old("k0", since=before)
    assert followers.run_all() == 1
    assert key_is_old("k0", since=before)
    assert names(change) == sorted([f"pages@{one}", f"pages@{two}"])


def test_one_machine_needs_no_name(serves, write):
    serves("one")
    [change] = write(1)
    assert [line.name for line in followers.wait_for(change)] == ["pages"]
    assert [one.name for one in followers.standings()] == ["pages"]


def test_who_waits_waits_for_every_machine_that_lives(serves, at, write, time_machine):
    time_machine.move_to("2027-01-04T09:00:00Z", tick=False)
    _, two = serves("one"), serves("two")
    at("one")
    [change] = write(1)
    with pytest.raises(followers.UnappliedError) as late:
        followers.wait_for(change, seconds=0)
    assert late.value.missing == [f"pages@{two}"]
    assert {one.name: one.behind for one in followers.standings()}[f"pages@{two}"] == 1
    time_machine.shift(machines.GONE_AFTER / 2)
    machines.beat(clock.now())
    time_machine.shift(machines.GONE_AFTER / 2 + 1)
    assert [line.name for line in followers.wait_for(change, seconds=0)] == ["pages"]
    assert [one.name for one in followers.standings()] == ["pages"]


def test_a_machine_that_comes_back_trusts_nothing_it_kept(serves, at, write, time_machine):
    time_machine.move_to("2027-01-04T09:00:00Z", tick=False)
    one, two = serves("one"), serves("two")
    born = page_keys.table().moves()
    time_machine.shift(machines.GONE_AFTER + 1)
    serves("one")
    [change] = write(1)
    followers.run_all()
    at("two")
    assert not key_is_old("nav", since=born)
    time_machine.shift(60)
    serves("two")
    assert key_is_old("nav", since=born)
    assert followers.run_all() == 0
    lines = {line.name: line.ms for line in followers.receipt(change)}
    assert lines == {f"pages@{one}": 0, f"pages@{two}": 60_000}


def test_a_new_machine_begins_at_the_end_and_is_on_no_older_receipt(serves, at, write):
    serves("one")
    older = write(3)
    followers.run_all()
    born = page_keys.table().moves()
    serves("new")
    assert followers.run_all() == 0
    assert key_is_old("k2", since=0)
    at("one")
    assert page_keys.table().moves() == born, "another machine's keys are its own"
    assert not any("@new" in name or "new-" in name for name in names(older[0]))
    assert len(names(older[0])) == 1


def test_others_come_after_all_machines_but_wait_for_a_slow_one_ten_seconds_at_most(
    serves, at, follow, write, time_machine
):
    time_machine.move_to("2027-01-04T09:00:00Z", tick=False)
    serves("one")
    serves("two")
    at("one")
    purged = follow("purge", after="pages")
    [change] = write(1)
    followers.run_all()
    followers.run_all()
    assert purged == []
    time_machine.shift(followers.OTHERS_MAY_TAKE.total_seconds() + 1)
    followers.run_all()
    assert purged == [change.pk]
    [change] = write(1)
    followers.run_all()
    at("two")
    followers.run_all()
    followers.run_all()
    assert purged[1:] == [change.pk]


def test_another_machines_heartbeat_does_not_keep_requests_from_moving_keys(at, write):
    at("one")
    write(1)
    leases.take(heartbeat.LEASE, now=clock.now(), seconds=3600, holder="another machine")
    born = page_keys.table().moves()
    assert heartbeat.left_behind()
    assert heartbeat.catch_up(clock.now()) == 1
    assert key_is_old("k0", since=born)
    write(1)
    assert heartbeat.left_behind()
    machines.beat(clock.now())
    assert not heartbeat.left_behind(), "a heartbeat of this machine lives"


def test_the_first_beat_joins(at, write):
    at("one")
    write(1)
    followers.run_all()
    beat = heartbeat.Heartbeat()
    born = page_keys.table().moves()
    beat._stay()
    assert key_is_old("anything", since=born)
    moves = page_keys.table().moves()
    heartbeat.Heartbeat()._stay()
    assert page_keys.table().moves() == moves, "the machine serves already"


def test_gone_machines_are_forgotten_but_for_those_on_a_receipt(serves, time_machine, write):
    time_machine.move_to("2027-01-04T09:00:00Z", tick=False)
    killer = serves("killer")
    with transaction.atomic():
        kill = append_change("killed", keys=["article:1"], by="test")
    followers.run_all()
    serves("nobody")
    write(1)
    followers.run_all()
    time_machine.shift(timedelta(days=31))
    here = serves("here")
    tidy.forget_old_marks(clock.now())
    assert tidy.forget_gone_machines(clock.now()) == 1
    kept = set(FollowerPosition.objects.values_list("name", flat=True))
    assert kept == {f"pages@{killer}", f"pages@{here}"}
    assert names(kill) == [f"pages@{killer}"]
    assert [one.name for one in Lease.objects.filter(name__startswith=machines.LEASE)] == [
        f"machine:{here}"
    ]


def test_a_stopped_everywhere_follower_is_resumed_on_all_machines(serves):
    serves("one")
    serves("two")
    FollowerPosition.objects.update(stopped_at=clock.now())
    assert followers.resume("pages")
    assert not FollowerPosition.objects.filter(stopped_at__isnull=False).exists()


def test_processes_that_share_a_key_table_are_one_machine(at):
    assert at("one") == at("one") != at("two")
    assert len(machines.here()) <= 29
