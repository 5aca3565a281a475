"""The followers that tell WebSub hubs which feeds have moved, one for each hub (W3C WebSub §7)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from urllib.parse import urlencode, urlsplit

from masthead.core import clock
from masthead.core.http import Door
from masthead.delivery import page_keys
from masthead.delivery.followers import Follower
from masthead.delivery.models import Change

from . import answers
from .conf import Outputs

SECONDS = 10.0
FEEDS_A_PING = 50

FeedsOf = Callable[[frozenset[str]], Iterable[str]]

_registry: list[FeedsOf] = []


def register_feeds(feeds_of: FeedsOf) -> None:
    """Say which feeds are made from which cache keys, as paths such as "/feed.xml"; called from
    an AppConfig.ready().
    """
    _registry.append(feeds_of)


def followers_of(outputs: Outputs) -> list[Follower]:
    """A follower for each hub, so that a dead one holds up no other."""
    return [
        Follower(
            f"websub:{_name_of(hub)}",
            f"tells the hub {_name_of(hub)} which feeds have moved",
            partial(_ping, hub, outputs),
            outside=True,
            since=clock.now(),
            after=page_keys.NAME,
        )
        for hub in outputs.hubs
    ]


def feeds_of(changes: Iterable[Change]) -> list[str]:
    """The paths of the feeds that the changes moved, each once, in order."""
    keys = frozenset(key for change in changes for key in change.keys)
    return sorted({path for feeds in _registry for path in feeds(keys)} if keys else ())


def _name_of(hub: str) -> str:
    parts = urlsplit(hub)
    return f"{parts.netloc}{parts.path}".rstrip("/")[:50]


def _ping(hub: str, outputs: Outputs, changes: Sequence[Change]) -> None:
    topics = [outputs.absolute(path) for path in feeds_of(changes)]
    door = outputs.door(seconds=SECONDS)
    for start in range(0, len(topics), FEEDS_A_PING):
        _publish(hub, door, topics[start : start + FEEDS_A_PING])


def _publish(hub: str, door: Door, topics: Sequence[str]) -> None:
    """How publishers tell a hub is left open by the recommendation; `hub.url`, once for each
    feed, is what hubs have taken since PubSubHubbub 0.3 §7.1.
    """
    form = [("hub.mode", "publish"), *(("hub.url", topic) for topic in topics)]
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answers.require(
        answers.ask("POST", hub, door=door, headers=headers, body=urlencode(form).encode())
    )
