"""A web worker in this process: the page cache over the real Django, asked as a reader asks.

The scope and the protocol stand in for the server's; everything behind them is the real thing."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.wsgi import get_wsgi_application

from masthead.delivery import couriers, due, memo
from masthead.delivery.keys import KeyTable
from masthead.delivery.pages.bridge import Bridge
from masthead.delivery.pages.front import Front
from masthead.delivery.pages.store import Freshness, PageStore
from masthead.delivery.pages.variant import VARIANTS

HOST = "testserver"


class Headers(dict[str, str]):
    def get_all(self, name: str) -> list[str]:
        return [self[name]]


@dataclass
class Scope:
    path: str
    query_string: str = ""
    method: str = "GET"
    headers: Headers = field(default_factory=lambda: Headers(host=HOST))
    proto: str = "http"
    http_version: str = "1.1"
    scheme: str = "http"
    server: str = "127.0.0.1:80"
    client: str = "127.0.0.1:5000"
    authority: str | None = None


@dataclass
class Protocol:
    """Takes the answer; a request of these tests has no body."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    def response_empty(self, status: int, headers: Any) -> None:
        self.status, self.headers = status, dict(headers)

    def response_bytes(self, status: int, headers: Any, body: bytes) -> None:
        self.status, self.headers, self.body = status, dict(headers), body

    def __aiter__(self) -> Protocol:
        return self

    async def __anext__(self) -> bytes:
        raise StopAsyncIteration


@dataclass(frozen=True)
class Seen:
    """What a reader saw: the status, the bytes, where they came from."""

    status: int
    body: bytes
    source: str


class Worker:
    """One web worker with a store of its own; workers share the key table in `keys`."""

    def __init__(self, keys: Path) -> None:
        self.loop = asyncio.new_event_loop()
        self.bridge = Bridge(get_wsgi_application(), threads=1)
        self.table = KeyTable(keys)
        self.memo = memo.Memo(self.table)
        self.front = Front(
            self.bridge,
            PageStore(self.table, limit=50_000_000),
            private=("/desk/",),
            is_due=due.is_overdue,
            perform_due=due.perform_if_due,
        )

    def get(self, address: str, *, accept: str = "") -> Seen:
        """The page as this worker serves it to somebody who accepts `accept`."""
        protocol = Protocol()
        with remembering(self.memo):
            self.loop.run_until_complete(self._ask(scope_of(address, accept), protocol))
        return Seen(protocol.status, protocol.body, protocol.headers.get("cache-status", ""))

    def fresh(self, address: str, *, accept: str = "") -> Seen:
        """The page as Django renders it now, past the cache, all of it made anew."""
        with remembering(None):
            answer = self.loop.run_until_complete(self.bridge.answer(scope_of(address, accept)))
        return Seen(answer.status, answer.content or b"", "fresh")

    def keeps(self) -> list[tuple[str, str]]:
        """The addresses that this worker would now answer from its store, and what one accepts
        for each."""
        store = self.front._store
        return [
            (path + (query and f"?{query}"), VARIANTS.get(variant, ""))
            for (_, _, path, query, variant), page in store._pages.items()
            if store.freshness(page) is not Freshness.OLD
        ]

    def close(self) -> None:
        from django.db import connection

        couriers.wait()  # bodies may be on their way to the table
        self.loop.run_until_complete(self.bridge.call(lambda: connection.close()))  # noqa: PLW0108 - the thread's own
        self.bridge.close()
        self.loop.close()
        self.table.close()

    async def _ask(self, scope: Scope, protocol: Protocol) -> None:
        await self.front.__rsgi__(scope, protocol)
        await self.front.settled()


@contextmanager
def remembering(what: memo.Memo | None) -> Iterator[None]:
    """Pages made meanwhile share what is kept in this memo, or nothing."""
    before = memo.use(what)
    try:
        yield
    finally:
        memo.use(before)


def scope_of(address: str, accept: str = "") -> Scope:
    """The request of a reader for this address."""
    path, _, query = address.partition("?")
    headers = Headers(host=HOST, accept=accept) if accept else Headers(host=HOST)
    return Scope(path, query, headers=headers)


def workers(keys: Path, *, number: int = 2) -> Iterator[list[Worker]]:
    made = [Worker(keys) for _ in range(number)]
    yield made
    for worker in made:
        worker.close()
