"""What many pages share, kept by the process while none of the keys it was made from has moved:
the rule of the page cache (docs/decisions/0003), for parts of pages.

Nothing is kept or taken where no key table runs, within a transaction (which may see what nobody
else ever will), or while due work waits. Values are never changed by those who take them.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import connection

from . import due, reads
from .keys import KeyTable, slots_of

LIMIT = 8_000  # things kept in a process; a card takes about two kilobytes

Value = TypeVar("Value")
Id = TypeVar("Id", bound=Hashable)


@dataclass(slots=True)
class Kept:
    """A value, the keys it was made from, and the number of moves made before its making began."""

    value: Any
    keys: frozenset[str]
    born: int
    slots: tuple[int, ...] = field(init=False)
    checked: int = field(init=False)

    def __post_init__(self) -> None:
        self.slots = slots_of(key.removeprefix("~") for key in self.keys)
        self.checked = self.born


class Memo:
    """Values by name, the least recently used out first. Safe between threads."""

    def __init__(self, table: KeyTable, *, limit: int = LIMIT) -> None:
        self._table = table
        self._limit = limit
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self._turn = threading.Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def moves(self) -> int:
        """How many moves were made until now; ask before the making begins."""
        return self._table.moves()

    def find(self, name: Hashable) -> Kept | None:
        """What is kept under the name, None when one of its keys has moved since it was begun."""
        with self._turn:
            kept = self._kept.get(name)
            if kept is not None:
                self._kept.move_to_end(name)
        return kept if kept is not None and self._holds(kept) else None

    def keep(self, name: Hashable, value: object, *, keys: Iterable[str], born: int) -> None:
        """Keep the value. One without keys could never grow old, and is not kept."""
        kept = Kept(value, frozenset(keys), born)
        if not kept.keys:
            return
        with self._turn:
            self._kept[name] = kept
            self._kept.move_to_end(name)
            while len(self._kept) > self._limit:
                self._kept.popitem(last=False)

    def _holds(self, kept: Kept) -> bool:
        """As `PageStore.freshness`; soft keys count as hard ones here."""
        moves = self._table.moves()
        if kept.checked == moves:
            return True
        if max(self._table.at(kept.slots)) > kept.born:
            return False
        kept.checked = moves
        return True


_memo: Memo | None = None


def use(memo: Memo | None) -> Memo | None:
    """From now on the process keeps what its pages share in this memo, in none when it is None;
    the one that was used before. A server does so when its followers move the keys.
    """
    global _memo
    before, _memo = _memo, memo
    return before


def is_on() -> bool:
    """True when what is made now may be kept for others."""
    return _usable() is not None


def shared(name: Hashable, make: Callable[[], Value]) -> Value:
    """What `make()` returns, or returned before; its keys are noted either way."""
    memo = _usable()
    if memo is None:
        return make()
    kept = memo.find(name)
    if kept is None:
        born = memo.moves()
        with reads.collecting() as keys:
            value = make()
        memo.keep(name, value, keys=keys, born=born)
        reads.note(*keys)
        return value
    reads.note(*kept.keys)
    found: Value = kept.value
    return found


def shared_each(
    kind: str,
    ids: Iterable[Id],
    *,
    make: Callable[[set[Id]], Mapping[Id, Value]],
    key: Callable[[Id], str] | None = None,
) -> dict[Id, Value]:
    """The things of those ids that there are, those that are not kept made all at once.

    Each is kept by the keys that `make` notes, and by the `key` of its own where it has one.
    """
    memo = _usable()
    found: dict[Id, Value] = {}
    wanted = set(ids)
    for one in wanted:
        if memo is not None and (kept := memo.find((kind, one))):
            found[one] = kept.value
            reads.note(*kept.keys)
    if missing := wanted - found.keys():
        born = memo.moves() if memo is not None else 0
        with reads.collecting() as keys:
            made = make(missing)
        for one, value in made.items():
            own = {key(one)} if key else set()
            reads.note(*keys, *own)
            if memo is not None:
                memo.keep((kind, one), value, keys=keys | own, born=born)
        found |= made
    return found


def _usable() -> Memo | None:
    if _memo is None or connection.in_atomic_block or due.is_overdue():
        return None
    return _memo
