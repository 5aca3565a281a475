"""The wire room's follower of the change log."""

from __future__ import annotations

from collections.abc import Sequence

from masthead.delivery.followers import Follower, register
from masthead.delivery.models import Change

from .services.clusters import tell_of_kills


def connect() -> None:
    """Follow the log from now on; called once by the app's ready()."""
    register(
        Follower(
            "clusters",
            "tells the desk when the primary of a story is killed",
            _kills,
            in_database=True,
        )
    )


def _kills(changes: Sequence[Change]) -> None:
    killed = [
        change.object_id
        for change in changes
        if change.what == "killed" and change.object_type == "content.article" and change.object_id
    ]
    if killed:
        tell_of_kills(killed)
