"""Key counters in shared memory: a page made from some keys is fresh while none has moved.

One file of 8-byte counters, mapped by every process of the machine. Slot 0 counts every move, so
an unchanged site costs one comparison; a key's slot is its hash, and two keys that share a slot
only make a page be rendered once too often.
"""

from __future__ import annotations

import fcntl
import mmap
import threading
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from typing import Final

SLOTS: Final = 1 << 16
_SIZE: Final = SLOTS * 8


class KeyTable:
    """The counters in one file; made when it is not there. Bumps of all processes are seen by
    all at once.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("a+b")
        if self._file.seek(0, 2) < _SIZE:
            self._file.truncate(_SIZE)
        self._map = mmap.mmap(self._file.fileno(), _SIZE)
        self._counters = memoryview(self._map).cast("Q")  # eight bytes are read and written at once
        self._turn = threading.Lock()  # the file lock is the process's; this one is the thread's

    def moves(self) -> int:
        """How often any key has moved: equal values mean that nothing changed between."""
        return self._counters[0]

    def versions(self, keys: Iterable[str]) -> tuple[int, ...]:
        """The counters of the keys, in their order."""
        return tuple(self._counters[_slot(key)] for key in keys)

    def bump(self, keys: Iterable[str]) -> None:
        """Move each key once. The keys move before the count of all moves does, so a reader who
        sees the count unmoved has seen no key half-moved.
        """
        slots = {_slot(key) for key in keys}
        with self._turn:
            fcntl.flock(self._file, fcntl.LOCK_EX)
            try:
                for slot in (*slots, 0):
                    self._counters[slot] += 1
            finally:
                fcntl.flock(self._file, fcntl.LOCK_UN)

    def close(self) -> None:
        self._counters.release()
        self._map.close()
        self._file.close()


def _slot(key: str) -> int:
    digest = blake2b(key.encode(), digest_size=8).digest()
    return 1 + int.from_bytes(digest, "big") % (SLOTS - 1)
