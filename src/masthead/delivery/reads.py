"""Which cache keys the answer to a request was made from: queries note what they read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_notes: ContextVar[set[str] | None] = ContextVar("reads", default=None)


def note(*keys: str) -> None:
    """Say that the answer under way depends on these keys; nothing when nobody listens."""
    notes = _notes.get()
    if notes is not None:
        notes.update(keys)


@contextmanager
def collecting() -> Iterator[set[str]]:
    """The keys noted within the block, as a set that grows."""
    notes: set[str] = set()
    token = _notes.set(notes)
    try:
        yield notes
    finally:
        _notes.reset(token)
