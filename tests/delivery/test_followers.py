"""Followers apply every change, in order, at least once, whatever fails around them."""

from __future__ import annotations

import threading
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import connection

from masthead.core import clock
from masthead.delivery import followers, leases
from masthead.delivery.models import FollowerPosition, Lease, Mark

pytestmark = pytest.mark.django_db


def ids(changes):
    return [change.pk for change in changes]


def test_a_follower_gets_every_change_in_order_and_once_while_all_is_well(follow, write):
    seen = follow("search")
    first = write(3)
    assert followers.run_all() == 3
    second = write(2)
    assert followers.run_all() == 2
    assert followers.run_all() == 0
    assert seen == ids([*first, *second])


def test_a_follower_goes_on_where_it_stood_before_a_restart(follow, no_followers, write):
    follow("search")
    write(3)
    followers.run_all()
    no_followers.clear()
    after_restart = follow("search")
    [new] = write(1)
    followers.run_all()
    assert after_restart == [new.pk]


def test_a_backlog_larger_than_a_batch_is_applied_whole(follow, write, monkeypatch):
    monkeypatch.setattr(followers, "BATCH", 4)
    seen = follow("search")
    changes = write(11)
    assert followers.run_all() == 11
    assert seen == ids(changes)


def test_a_failing_follower_holds_up_no_other_and_says_why(follow, write):
    down = True
    purge = follow("purge", fails=lambda: down)
    search = follow("search")
    changes = write(2)
    followers.run_all()
    assert (purge, search) == ([], ids(changes))
    standing = {one.name: one for one in followers.standings()}
    assert standing["purge"].last_error == "ConnectionError: purge does not answer"
    assert (standing["purge"].failures, standing["purge"].behind) == (1, 2)
    assert (standing["search"].failures, standing["search"].behind) == (0, 0)


def test_a_failed_follower_waits_longer_each_time_and_then_catches_up(follow, write, time_machine):
    time_machine.move_to("2027-01-04T09:00:00Z", tick=False)
    tries = []
    down = True

    def fails():
        tries.append(clock.now())
        return down

    seen = follow("purge", fails=fails)
    changes = write(1)
    for _ in range(10):
        followers.run_all()
        time_machine.shift(1)
    waits = [round((later - earlier).total_seconds()) for earlier, later in pairwise(tries)]
    assert waits == [1, 2, 4]
    down = False
    time_machine.shift(10)
    followers.run_all()
    assert seen == ids(changes)
    [standing] = followers.standings()
    assert (standing.failures, standing.last_error) == (0, "")


def test_a_follower_in_the_database_shares_the_fate_of_its_position(follow, write, monkeypatch):
    """Its effects are undone when its position can't be kept, so they are made exactly once."""
    follow("redirects", in_database=True)
    effects = []

    def apply(changes):
        FollowerPosition.objects.create(name="effect", position=changes[-1].pk)
        effects.append(changes[-1].pk)

    follower = followers.Follower("writes", "…", apply, in_database=True)
    followers.register(follower)
    write(1)
    with monkeypatch.context() as broken:
        broken.setattr(followers.places, "move", lambda *_args, **_names: 1 / 0)
        followers.catch_up(follower)
    assert not FollowerPosition.objects.filter(name="effect").exists()
    FollowerPosition.objects.filter(name="writes").update(retry_at=None)
    followers.catch_up(follower)
    assert FollowerPosition.objects.filter(name="effect").count() == 1
    assert len(effects) == 2


def test_a_follower_overtaken_by_another_process_does_not_go_back(follow, write):
    seen = follow("search")
    changes = write(2)
    [follower] = followers.registered()

    def apply(batch):
        seen.extend(ids(batch))
        FollowerPosition.objects.filter(name="search").update(position=changes[-1].pk + 100)

    followers.catch_up(followers.Follower("search", follower.about, apply))
    assert FollowerPosition.objects.get(name="search").position == changes[-1].pk + 100
    assert FollowerPosition.objects.get(name="search").failures == 0


def test_who_does_not_hold_the_lease_applies_nothing(follow, write):
    seen = follow("search")
    changes = write(1)
    now = clock.now()
    leases.take("follower:search", now=now, seconds=30, holder="another process")
    assert followers.run_all() == 0
    assert seen == []
    Lease.objects.update(until=now - timedelta(seconds=1))
    followers.run_all()
    assert seen == ids(changes)


@pytest.mark.django_db(transaction=True)
def test_two_threads_of_one_process_do_not_apply_at_once(no_followers, write):
    inside, most = [], []
    turn = threading.Barrier(2)

    def apply(changes):
        inside.append(1)
        most.append(len(inside))
        threading.Event().wait(0.05)
        inside.pop()

    followers.register(followers.Follower("search", "…", apply))
    write(1)

    def run():
        turn.wait()
        try:
            followers.run_all()
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1]


def test_the_receipt_names_who_has_applied_a_change_and_when(follow, write, time_machine):
    time_machine.move_to("2027-01-04T09:00:00Z", tick=False)
    follow("pages")
    [change] = write(1)
    assert followers.receipt(change) == []
    time_machine.shift(0.084)
    followers.run_all()
    [line] = followers.receipt(change)
    assert (line.name, line.ms) == ("pages", 84)
    write(5)
    time_machine.shift(60)
    followers.run_all()
    assert followers.receipt(change) == [line], "later changes do not move an earlier receipt"


def test_waiting_gives_the_receipt_or_names_who_is_missing(follow, write):
    follow("pages")
    [change] = write(1)
    assert [line.name for line in followers.wait_for(change)] == ["pages"]
    follow("purge", fails=lambda: True)
    [change] = write(1)
    with pytest.raises(TimeoutError, match="to be tried again: purge") as late:
        followers.wait_for(change, seconds=0.1)
    assert [line.name for line in late.value.lines] == ["pages"]


def test_waiting_in_vain_ends_and_says_for_whom(follow, write):
    follow("pages")
    [change] = write(1)
    leases.take("follower:pages", now=clock.now(), seconds=30, holder="another process")
    with pytest.raises(TimeoutError, match=r"not applied after 0\.1 s by: pages"):
        followers.wait_for(change, seconds=0.1)


def test_a_name_stands_for_one_follower(follow):
    follow("search")
    with pytest.raises(ValueError, match="search"):
        follow("search")


def test_a_follower_that_came_late_reads_the_log_from_the_start(follow, write):
    changes = write(3)
    followers.run_all()
    seen = follow("late")
    followers.run_all()
    assert seen == ids(changes)


def test_nothing_to_apply_costs_two_queries(follow, write, django_assert_num_queries):
    follow("search")
    write(1)
    followers.run_all()
    with django_assert_num_queries(2):
        followers.run_all()
    assert Mark.objects.count() == 1
