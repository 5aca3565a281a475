"""The bell of this process: rung after a commit that appended changes, heard by the heartbeat."""

from __future__ import annotations

import threading

_bell = threading.Event()


def ring() -> None:
    """Wake the heartbeat of this process, if it sleeps."""
    _bell.set()


def wait(seconds: float) -> bool:
    """Sleep until the bell rings or the time is up; True when it rang."""
    rang = _bell.wait(seconds)
    _bell.clear()
    return rang
