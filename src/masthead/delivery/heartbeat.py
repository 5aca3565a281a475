"""The heartbeat: a thread of the server process that looks every second for due work and lets
the followers catch up; a commit in the same process wakes it at once. With several processes the
lease lets one look for due work; followers have leases of their own.
"""

from __future__ import annotations

import logging
import threading

from django.db import DatabaseError, close_old_connections

from masthead.core import clock

from . import due, followers, leases, wake

logger = logging.getLogger(__name__)

TICK = 1.0  # seconds
LEASE_SECONDS = 5


class Heartbeat:
    """Start once a process; `stop()` returns when the thread has ended."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="heartbeat", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        wake.ring()
        self._thread.join(timeout=10)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                beat()
            except DatabaseError as error:
                logger.warning("the heartbeat skips a beat: %s", error)
            finally:
                close_old_connections()
            wake.wait(TICK)
        leases.give_back("heartbeat")


def beat() -> None:
    """One look: due work under the lease, then the followers."""
    now = clock.now()
    if leases.take("heartbeat", now=now, seconds=LEASE_SECONDS):
        due.perform(now)
    followers.run_all()
