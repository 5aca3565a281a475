"""Followers of the tests' own, in place of the registered ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from factories.receiver import Receiver, running
from masthead.delivery import followers, page_keys
from masthead.delivery.followers import Follower
from masthead.delivery.models import Change
from masthead.delivery.outgoing import wiring
from masthead.delivery.outgoing.conf import Outputs


@pytest.fixture
def no_followers(monkeypatch) -> dict[str, Follower]:
    """The registry, empty until the test ends."""
    registry: dict[str, Follower] = {}
    monkeypatch.setattr(followers, "_followers", registry)
    return registry


@pytest.fixture
def follow(no_followers) -> Callable[..., list[int]]:
    """Registers a follower; gives the list of the change ids it was given, in order."""

    def register(name: str, *, fails: Callable[[], bool] = lambda: False, **options) -> list[int]:
        seen: list[int] = []

        def apply(changes) -> None:
            if fails():
                raise ConnectionError(f"{name} does not answer")
            seen.extend(change.pk for change in changes)

        followers.register(Follower(name, f"the test's {name}", apply, **options))
        return seen

    return register


@pytest.fixture
def write() -> Callable[[int], list[Change]]:
    """Appends so many changes, each in its transaction."""
    from django.db import transaction

    from masthead.delivery.log import append_change

    def append(count: int = 1) -> list[Change]:
        changes = []
        for number in range(count):
            with transaction.atomic():
                changes.append(append_change("edited", keys=[f"k{number}"], by="test"))
        return changes

    return append


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """Another machine that may be asked."""
    with running() as one:
        yield one


@pytest.fixture
def tell(no_followers, receiver) -> Callable[..., Callable[[], None]]:
    """Registers the followers of these outputs, behind the page cache's own; gives a function that
    lets every follower catch up here and now.
    """

    def register(**outputs) -> Callable[[], None]:
        page_keys.register()
        trusted = frozenset({receiver.host})
        told = Outputs(**{"base_url": "https://title.example", "trusted": trusted, **outputs})
        for follower in wiring.followers_of(told):
            followers.register(follower)

        def catch_up() -> None:
            for follower in followers.registered():
                followers.catch_up(follower)

        return catch_up

    return register
