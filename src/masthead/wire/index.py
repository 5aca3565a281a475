"""The index of fingerprints of one process, topped up from the rows that it and others wrote."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache

from masthead.core import clock

from .clusters import WINDOW, WINDOW_ITEMS, Index
from .fingerprints import Fingerprint as Told
from .models import Fingerprint, Item

AT_ONCE = 2_000


class SharedIndex:
    """The index, and how far in the rows it has read. One for each process; safe in threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._forget()

    def _forget(self) -> None:
        self._index = Index()
        self._read = 0

    def topped_up(self) -> Index:
        """The index with every row that is to be seen. One query; at first, the whole window."""
        with self._lock:
            rows = Fingerprint.objects.filter(pk__gte=self._read).order_by("pk")
            newest = list(rows.values_list("pk", "told")[: AT_ONCE + 1])
            if self._read and (not newest or newest[0][0] != self._read):
                self._forget()  # another database, or one that was emptied or rolled back
                newest = []
            if not self._read or len(newest) > AT_ONCE:
                self._read_window()
            else:
                self._add(newest[1:])
            return self._index

    def _read_window(self) -> None:
        self._forget()
        since = clock.now() - WINDOW
        numbers = Fingerprint.objects.values_list("pk", flat=True)
        first = numbers.filter(at__gte=since).order_by("at", "pk").first() or 0
        most = numbers.order_by("-pk")[WINDOW_ITEMS - 1 : WINDOW_ITEMS].first() or 0
        kept = Fingerprint.objects.filter(pk__gte=max(first, most)).order_by("pk")
        self._add(kept.values_list("pk", "told").iterator(AT_ONCE))

    def _add(self, rows: Iterable[tuple[int, bytes | memoryview[int]]]) -> None:
        for number, kept in rows:
            self._read = number
            if told := Told.from_bytes(bytes(kept)):
                self._index.add(number, told)


def keep(items: Sequence[tuple[Item, Told]], *, now: datetime) -> None:
    """The items' fingerprints are kept, in the caller's transaction: every process finds them when
    it next tops up. One query.
    """
    Fingerprint.objects.bulk_create(
        [Fingerprint(item=item, at=now, told=told.to_bytes()) for item, told in items]
    )


@cache
def shared() -> SharedIndex:
    """The index of this process."""
    return SharedIndex()
