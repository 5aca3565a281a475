"""How often one address may send a form: a few times in a while, counted in memory.

Keeps no address: only a keyed digest, which the process forgets with the window.
"""

import secrets
import threading
import time
from collections import deque
from hashlib import blake2b

_KEY = secrets.token_bytes(16)
MOST_SENDERS = 10_000


class Throttle:
    """At most `most` sendings a sender in `window` seconds."""

    def __init__(self, *, most: int, window: float) -> None:
        self._most, self._window = most, window
        self._sent: dict[bytes, deque[float]] = {}
        self._lock = threading.Lock()

    def allows(self, sender: str) -> bool:
        """True, and counted, unless the sender has used up the window."""
        now = time.monotonic()
        name = blake2b(sender.encode(), key=_KEY, digest_size=8).digest()
        with self._lock:
            if len(self._sent) > MOST_SENDERS:
                self._sent.clear()
            times = self._sent.setdefault(name, deque())
            while times and times[0] <= now - self._window:
                times.popleft()
            if len(times) >= self._most:
                return False
            times.append(now)
            return True

    def forget(self) -> None:
        """Begin anew."""
        with self._lock:
            self._sent.clear()
