"""The key that the wire room's screens watch. It moves once the writes are committed, and once a
batch: a screen that is told looks again by itself, with its own rights.
"""

from __future__ import annotations

from django.db import transaction

from masthead.delivery import page_keys

WIRE_ROOM = "wire-room"


def move_wire_room() -> None:
    """The open screens of the wire room on this machine look again after the commit. No query."""
    transaction.on_commit(lambda: page_keys.table().bump([WIRE_ROOM]))
