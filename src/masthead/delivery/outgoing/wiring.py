"""Registers a follower for each output that the settings name, and none for those they don't."""

from __future__ import annotations

from masthead.delivery import followers
from masthead.delivery.followers import Follower

from . import conf, edge, indexnow, purge, purgers, webhooks, websub
from .conf import Outputs


def register() -> None:
    """Called once by the app's ready(), after the page cache's follower."""
    for follower in followers_of(conf.read()):
        followers.register(follower)


def followers_of(outputs: Outputs) -> list[Follower]:
    """The followers of the outputs, those first on which the others' receivers depend."""
    return [
        *_followers_of_the_cache(outputs),
        *websub.followers_of(outputs),
        *indexnow.followers_of(outputs),
        *webhooks.followers_of(outputs),
    ]


def _followers_of_the_cache(outputs: Outputs) -> list[Follower]:
    if not outputs.purge:
        return []
    purger = purgers.purger_of(outputs.purge, outputs)
    checks = edge.followers_of(purger, outputs) if outputs.purge.verify else []
    return [*purge.followers_of(purger), *checks]
