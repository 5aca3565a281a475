"""The follower that moves the cache keys named by each change, on every machine in its own table.
The page cache reads them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from django.conf import settings

from . import wake
from .followers import Follower
from .followers import register as register_follower
from .keys import KeyTable
from .models import Change

NAME = "pages"


@cache
def table() -> KeyTable:
    """The key counters of the machine."""
    return KeyTable(settings.MASTHEAD_KEYS_FILE)


def apply(changes: Sequence[Change]) -> None:
    """Bump every key that the changes name, once."""
    table().bump({key for change in changes for key in change.keys})


def begin_afresh() -> None:
    """Every page that this machine keeps is old: it may have missed any change."""
    table().bump_all()


def register() -> None:
    wake.through(table)
    about = "moves the cache keys of changed pages"
    register_follower(Follower(NAME, about, apply, afresh=begin_afresh))
