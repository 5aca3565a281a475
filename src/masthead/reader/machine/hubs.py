"""Which feeds a change moves, told to delivery's WebSub followers; and the hubs that feeds name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from masthead.content.queries.scopes import LATEST, urls_of
from masthead.delivery.outgoing import conf, websub

from .feed_formats import ALL

OF_A_LIST = ("section", "topic", "author")


def register() -> None:
    """Tell delivery which feeds are made from which keys."""
    websub.register_feeds(feeds_of)


def hubs() -> tuple[str, ...]:
    """The hubs of the site, as its settings name them."""
    return conf.read().hubs


def feeds_of(keys: frozenset[str]) -> Iterable[str]:
    """The paths of the feeds that the keys move. Three queries at most."""
    return [f"{page}{one.file}" for page in _pages(keys) for one in ALL]


def _pages(keys: Iterable[str]) -> Iterator[str]:
    ids: dict[str, set[int]] = {what: set() for what in OF_A_LIST}
    for key in keys:
        what, _, number = key.partition(":")
        if key == LATEST:
            yield "/"
        elif what in ids and number.isdigit():
            ids[what].add(int(number))
    for what, wanted in ids.items():
        yield from urls_of(what, wanted)
