"""The bell: rung after a commit that appended changes, heard by the heartbeat of this process at
once and by those of the machine's other processes, through the key table, a moment later.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from .keys import KeyTable

LISTEN_EVERY = 0.02  # seconds

_bell = threading.Event()
_table: Callable[[], KeyTable] | None = None
_heard: int | None = None


def through(table: Callable[[], KeyTable]) -> None:
    """Ring and listen through this table too; called from an AppConfig.ready()."""
    global _table  # noqa: PLW0603 - the one bell of this process
    _table = table


def ring() -> None:
    """Wake the heartbeats of this machine, if they sleep."""
    if _table is not None:
        _table().ring()
    _bell.set()


def wait(seconds: float) -> bool:
    """Sleep until the bell rings or the time is up; True when it rang."""
    end = time.monotonic() + seconds
    while True:
        left = end - time.monotonic()
        if _bell.wait(max(0.0, min(LISTEN_EVERY, left))) or _rang_elsewhere():
            _bell.clear()
            _rang_elsewhere()
            return True
        if left <= 0:
            return False


def _rang_elsewhere() -> bool:
    """True when some process has rung since this one last asked."""
    global _heard
    before, _heard = _heard, _table().rings() if _table is not None else None
    return before is not None and before != _heard
