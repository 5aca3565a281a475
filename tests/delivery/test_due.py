"""What falls due is done by the heartbeat, and by the next request when the heartbeat is dead."""

from __future__ import annotations

import threading
import time
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.http import HttpResponse

from masthead.core import clock
from masthead.delivery import due, followers, heartbeat, leases, wake
from masthead.delivery.middleware import due_work
from masthead.delivery.models import FollowerPosition, Lease

pytestmark = pytest.mark.django_db


class Clockwork:
    """Due work of the test's own: `times` are still to come, `done` are done."""

    def __init__(self) -> None:
        self.times, self.done, self.looks, self.broken = [], [], 0, None

    def next_at(self):
        self.looks += 1
        return min(self.times, default=None)

    def perform(self, now):
        if self.broken:
            raise self.broken
        ripe = [at for at in self.times if at <= now]
        self.times = [at for at in self.times if at > now]
        self.done += ripe
        return len(ripe)


@pytest.fixture
def work(monkeypatch) -> Clockwork:
    """The only due work there is, until the test ends."""
    clockwork = Clockwork()
    monkeypatch.setattr(due, "_works", {})
    due.register(due.DueWork("test", clockwork.next_at, clockwork.perform))
    return clockwork


@pytest.fixture
def request_comes(rf):
    answer = due_work(lambda _request: HttpResponse("the page"))
    return lambda: answer(rf.get("/")).content


def test_a_request_does_what_is_due_and_not_a_second_before(work, request_comes, time_machine):
    at = clock.now().replace(microsecond=0) + timedelta(minutes=5)
    work.times = [at]
    time_machine.move_to(at - timedelta(seconds=1), tick=False)
    request_comes()
    assert work.done == []
    time_machine.move_to(at, tick=False)
    request_comes()
    assert work.done == [at]


def test_requests_within_a_second_look_once(work, request_comes):
    for _ in range(20):
        request_comes()
    assert work.looks == 1


def test_work_that_can_not_be_done_is_not_tried_by_every_request(work, request_comes):
    work.times = [clock.now()]
    work.broken = ValueError("no such article")
    for _ in range(20):
        assert request_comes() == b"the page"
    assert work.looks == 1


def test_a_failing_kind_of_work_stops_no_other(work):
    work.broken = ValueError("broken")
    other = Clockwork()
    other.times = [clock.now()]
    due.register(due.DueWork("other", other.next_at, other.perform))
    assert due.perform(clock.now()) == 1


def test_a_page_is_answered_although_the_database_is_busy(work, request_comes, monkeypatch):
    def locked():
        raise OperationalError("database is locked")

    monkeypatch.setattr(work, "next_at", locked)
    due.register(due.DueWork("test", locked, work.perform))
    assert request_comes() == b"the page"


def test_requests_at_the_due_second_wait_for_the_one_that_does_the_work(work, request_comes):
    started, go = threading.Event(), threading.Event()
    work.times = [clock.now()]
    slow = work.perform

    def perform(now):
        started.set()
        go.wait(5)
        return slow(now)

    due.register(due.DueWork("test", work.next_at, perform))
    first = threading.Thread(target=due.perform_if_due)
    first.start()
    started.wait(5)
    second = threading.Thread(target=due.perform_if_due)
    second.start()
    second.join(0.05)
    assert second.is_alive()
    go.set()
    first.join()
    second.join()
    assert len(work.done) == 1


def test_followers_are_served_by_a_request_when_no_heartbeat_lives(follow, write, request_comes):
    seen = follow("pages")
    [change] = write(1)
    request_comes()
    assert seen == [change.pk]


def test_followers_are_left_to_a_living_heartbeat(follow, write, request_comes):
    seen = follow("pages")
    [change] = write(1)
    assert leases.take(heartbeat.LEASE, now=clock.now(), seconds=3600, holder="another process")
    request_comes()
    assert seen == []
    Lease.objects.update(until=clock.now())
    due.forget()
    request_comes()
    assert seen == [change.pk]


def test_a_beat_without_the_lease_leaves_due_work_and_still_follows(work, follow, write):
    work.times = [clock.now()]
    seen = follow("pages")
    [change] = write(1)
    leases.take(heartbeat.LEASE, now=clock.now(), seconds=5, holder="another process")
    heartbeat.beat()
    assert (work.done, seen) == ([], [change.pk])


@pytest.mark.django_db(transaction=True)
def test_the_heartbeat_beats_by_itself_is_woken_by_a_commit_and_survives_a_bad_beat(
    work, follow, write
):
    seen = follow("pages")
    beat = heartbeat.Heartbeat()
    beat.start()
    try:
        wait_until(lambda: leases.is_held(heartbeat.LEASE, now=clock.now()))
        at = clock.now()
        work.times = [at]
        [change] = write(1)
        wait_until(lambda: seen == [change.pk] and work.done == [at])
        work.next_at = work.perform = lambda *_: 1 / 0
        FollowerPosition.objects.all().delete()
        [again] = write(1)
        wait_until(lambda: again.pk in seen)
    finally:
        beat.stop()
    assert not leases.is_held(heartbeat.LEASE, now=clock.now())
    assert followers.ready() == []


def wait_until(holds, *, seconds: float = 8) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.02)
        wake.ring()
    connection.close()
