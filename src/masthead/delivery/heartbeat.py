"""The heartbeat: a thread of the server process that looks every second for due work and lets
the followers catch up; a commit in the same process wakes it at once. With several processes the
lease lets one look for due work; followers have leases of their own. It also keeps its machine
among those that are waited for.
"""

from __future__ import annotations

import logging
import threading
import time
from datetime import datetime

from django.db import close_old_connections, connection

from masthead.core import clock

from . import couriers, due, followers, leases, machines, tidy, wake

logger = logging.getLogger(__name__)

TICK = 1.0  # seconds
TIDY_EVERY = 3600.0  # seconds
LEASE = "heartbeat"
LEASE_SECONDS = 5


class Heartbeat:
    """Start once a process; `stop()` returns when the thread has ended."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="heartbeat", daemon=True)
        self._tidy_at = time.monotonic() + TIDY_EVERY
        self._stay_at = 0.0

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        wake.ring()
        self._thread.join(timeout=10)
        couriers.wait(5)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._stay()
                beat()
                self._tidy()
            except Exception as error:  # noqa: BLE001 - a skipped beat is mended by the next one
                logger.warning("the heartbeat skips a beat: %s: %s", type(error).__name__, error)
            finally:
                close_old_connections()
            wake.wait(TICK)
        leases.give_back(LEASE)
        connection.close()

    def _stay(self) -> None:
        if time.monotonic() >= self._stay_at:
            if machines.beat(clock.now()):
                followers.join()
            self._stay_at = time.monotonic() + machines.BEAT_EVERY

    def _tidy(self) -> None:
        if time.monotonic() >= self._tidy_at:
            self._tidy_at = time.monotonic() + TIDY_EVERY
            tidy.forget_old_marks(clock.now())
            tidy.forget_gone_machines(clock.now())


def beat() -> None:
    """One look: due work under the lease, then the followers."""
    now = clock.now()
    if leases.take(LEASE, now=now, seconds=LEASE_SECONDS):
        due.perform(now)
    followers.run_all()


def left_behind() -> datetime | None:
    """Now, when followers have something to apply and no heartbeat lives to let them; else None.
    Another machine's heartbeat does not move this machine's keys.

    One query while a heartbeat lives here, three else.
    """
    now = clock.now()
    living = leases.held((LEASE, machines.lease()), now=now)
    beats = LEASE in living
    if beats and machines.lease() in living:
        return None
    return now if any(one.everywhere or not beats for one in followers.ready()) else None


def catch_up(now: datetime) -> int:  # noqa: ARG001 - the shape of due work
    """Let the followers catch up in a heartbeat's stead; the number of changes applied."""
    return followers.run_all()
