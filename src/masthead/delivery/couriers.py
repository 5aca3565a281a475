"""Errands, to other machines and others that may take long, each in a thread of its own: one that
hangs holds up neither the heartbeat nor a request. An errand that dies with its process is done
again by the next.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from django.db import connection

logger = logging.getLogger(__name__)

_under_way: dict[str, threading.Thread] = {}
_turn = threading.Lock()


def send(name: str, errand: Callable[[], object]) -> None:
    """Do the errand in a thread, unless one of this name is under way in this process."""
    with _turn:
        if name not in _under_way:
            thread = threading.Thread(
                target=_run, args=(name, errand), name=f"courier {name}", daemon=True
            )
            _under_way[name] = thread
            thread.start()


def wait(seconds: float = 10.0) -> None:
    """Return when the errands that are under way have ended, each at most so many seconds."""
    with _turn:
        threads = list(_under_way.values())
    for thread in threads:
        thread.join(seconds)


def _run(name: str, errand: Callable[[], object]) -> None:
    try:
        errand()
    except Exception as error:  # noqa: BLE001 - the next look sends it out again
        logger.warning("the errand %s was broken off: %s: %s", name, type(error).__name__, error)
    finally:
        with _turn:
            del _under_way[name]
        connection.close()
