"""Key counters in shared memory: a page made from some keys is fresh while none has moved.

Every process of the machine maps one file of 8-byte counters: slot 0 counts the moves, any other
slot (a key's hash) holds the number of its last move. A page begun after n moves is old once one
of its keys holds more than n; keys that share a slot only have it rendered once too often.
"""

from __future__ import annotations

import fcntl
import mmap
import os
import threading
import weakref
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from typing import Final

SLOTS: Final = 1 << 16
_SIZE: Final = SLOTS * 8
_BELL: Final = SLOTS - 1  # no key has this slot


class KeyTable:
    """The counters in one file; made when it is not there. Bumps of all processes are seen by
    all at once.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        self._close_file = weakref.finalize(self, os.close, self._file)
        if os.fstat(self._file).st_size < _SIZE:
            os.truncate(self._file, _SIZE)
        self._map = mmap.mmap(self._file, _SIZE)
        self._counters = memoryview(self._map).cast("Q")  # eight bytes are read and written at once
        self._turn = threading.Lock()  # the file lock is the process's; this one is the thread's

    def moves(self) -> int:
        """How often any key has moved: equal values mean that nothing changed between."""
        return self._counters[0]

    def versions(self, keys: Iterable[str]) -> tuple[int, ...]:
        """Of each key, in their order: the number of the move in which it last moved."""
        return self.at(_slot(key) for key in keys)

    def at(self, slots: Iterable[int]) -> tuple[int, ...]:
        """As `versions`, for slots that `slots_of` gave."""
        return tuple(self._counters[slot] for slot in slots)

    def bump(self, keys: Iterable[str]) -> None:
        """Move the keys, all in one move. They move before the count of all moves does, so a
        page begun at move n that meets a key of a later move is known to be old.
        """
        self._move(slots_of(keys))

    def bump_all(self) -> None:
        """Move every key there is: whatever was made from any of them is old."""
        self._move(range(1, _BELL))

    def ring(self) -> None:
        """Tell every process that listens that there is something to do. Moves no key."""
        self._counters[_BELL] += 1  # two rings at once may count as one: both are heard

    def rings(self) -> int:
        """Differs from what it was when somebody has rung since."""
        return self._counters[_BELL]

    def _move(self, slots: Iterable[int]) -> None:
        with self._turn:
            fcntl.flock(self._file, fcntl.LOCK_EX)
            try:
                number = self._counters[0] + 1
                for slot in (*slots, 0):
                    self._counters[slot] = number
            finally:
                fcntl.flock(self._file, fcntl.LOCK_UN)

    def close(self) -> None:
        self._counters.release()
        self._map.close()
        self._close_file()


def slots_of(keys: Iterable[str]) -> tuple[int, ...]:
    """The places of the keys in the table, each once."""
    return tuple({_slot(key) for key in keys})


def _slot(key: str) -> int:
    digest = blake2b(key.encode(), digest_size=8).digest()
    return 1 + int.from_bytes(digest, "big") % (_BELL - 1)
