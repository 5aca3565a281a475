"""The page cache, in front of Django in each web worker: an RSGI application.

A kept page is answered without Django while none of its keys has moved; one request renders
however many ask; soft keys let a stale page be served while one request refreshes it. What a view
has not declared a public page (`declare.public_page`) always goes to Django and is never kept.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from functools import lru_cache
from operator import itemgetter
from typing import Any
from urllib.parse import parse_qsl, urlencode

from .bridge import Answer, Bridge
from .store import Address, Freshness, Page, PageStore
from .variant import variant_of

READ_METHODS = frozenset({"GET", "HEAD"})
LONGEST_QUERY = 2_000
KNOWN_PATHS = 200_000
LOOK_FOR_DUE_WORK = 1.0  # seconds
LANES = 2  # pages rendered at a time: more would all be ready late, instead of some soon
READERS_FIRST = 1.0  # seconds for which a refresh lets those pass that readers wait for
PATIENCE = 3  # turns in which a request waits for another one's page


class Front:
    """Serves pages from the store, and everything else by Django."""

    def __init__(
        self,
        bridge: Bridge,
        store: PageStore,
        *,
        private: tuple[str, ...] = (),
        is_due: Callable[[], bool] = bool,
        perform_due: Callable[[], object] = bool,
    ) -> None:
        """`private` are the starts of paths under which no page is public; `is_due` says without
        a query whether something falls due, `perform_due` looks and does it.
        """
        self._bridge = bridge
        self._store = store
        self._private = private
        self._is_due = is_due
        self._perform_due = perform_due
        self._parameters: dict[str, tuple[str, ...]] = {}
        self._flights: dict[Address, asyncio.Future[Page | None]] = {}
        self._looked = 0.0
        self._tasks: set[asyncio.Task[Any]] = set()
        self._background = asyncio.Semaphore(1)
        self._lanes = asyncio.Semaphore(LANES)

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        path = scope.path
        if scope.method not in READ_METHODS or path.startswith(self._private):
            await self._bridge.relay(scope, protocol)
            return
        now = time.monotonic()
        if now - self._looked >= LOOK_FOR_DUE_WORK or self._is_due():
            self._looked = now
            await self._bridge.call(self._perform_due)
        headers = scope.headers
        host = headers.get("host") or scope.authority
        if not host:  # RFC 9112 §3.2: refused, but for HTTP/1.0; never kept
            await self._bridge.relay(scope, protocol)
            return
        query = scope.query_string
        if query:
            query = _declared_part(query, self._parameters.get(path))
        address = (
            scope.scheme,
            host,
            path,
            query,
            _variant(headers),
        )
        page = self._store.get(address)
        if page is None:
            await self._miss(address, scope, protocol)
            return
        freshness = self._store.freshness(page)
        if freshness is Freshness.OLD:
            await self._miss(address, scope, protocol)
            return
        _respond(page, scope, protocol, stale=freshness is Freshness.STALE)
        if freshness is Freshness.STALE:
            self._refresh(address, page, scope)

    async def settled(self) -> None:
        """Returns when no page is being refreshed in the background."""
        await asyncio.gather(*self._tasks)

    async def _miss(self, address: Address, scope: Any, protocol: Any) -> None:
        """One request renders; the others wait for its page. When a key moved meanwhile, one of
        them renders again, and after PATIENCE such turns each goes to Django by itself.
        """
        for _ in range(PATIENCE):
            flight = self._flights.get(address)
            if flight is None:
                await self._lead(address, scope, protocol)
                return
            page = await asyncio.shield(flight)
            if page is None:
                break
            if self._store.freshness(page) is not Freshness.OLD:
                _respond(page, scope, protocol)
                return
        await self._bridge.relay(scope, protocol)

    async def _lead(self, address: Address, scope: Any, protocol: Any) -> None:
        """Render for all who ask meanwhile, and answer."""
        flight = self._flights[address] = asyncio.get_running_loop().create_future()
        page = None
        try:
            page, answer = await self._render(address, scope)
        finally:
            self._flights.pop(address, None)
            flight.set_result(page)
        if page is not None:
            _respond(page, scope, protocol, missed=True)
        else:
            await self._bridge.send(protocol, answer, head=scope.method == "HEAD")

    async def _render(self, address: Address, scope: Any) -> tuple[Page | None, Answer]:
        """Django's answer, and the page kept of it when it may be kept."""
        async with self._lanes:
            born = self._store.table.moves()
            answer = await self._bridge.answer(scope)
        meant = answer.meant
        if meant is None or answer.content is None or _sets_cookie(answer):
            return None, answer
        page = Page.of(
            answer.content,
            status=answer.status,
            headers=[one for one in answer.headers if one[0] not in _OURS],
            born=born,
            hard=meant.hard,
            soft=meant.soft,
        )
        if len(self._parameters) < KNOWN_PATHS:
            self._parameters[scope.path] = meant.parameters
        query = _declared_part(address[3], meant.parameters)
        self._store.put((*address[:3], query, address[4]), page)
        return page, answer

    def _refresh(self, address: Address, page: Page, scope: Any) -> None:
        """Render the page anew in the background, unless somebody does: one page at a time, and
        first those that readers wait for.
        """
        if page.refreshing:
            return
        page.refreshing = True

        async def refresh() -> None:
            try:
                async with self._background:
                    if self._flights:
                        await asyncio.wait([*self._flights.values()], timeout=READERS_FIRST)
                    await self._render(address, scope)
            finally:
                page.refreshing = False

        task = asyncio.get_running_loop().create_task(refresh())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _respond(
    page: Page, scope: Any, protocol: Any, *, stale: bool = False, missed: bool = False
) -> None:
    body = page.body(_encoding(scope.headers.get("accept-encoding") or ""))
    match = scope.headers.get("if-none-match")
    if match is not None and _matches(match, body.etag):
        protocol.response_empty(304, body.headers_304)
        return
    headers = body.headers_stale if stale else body.headers
    if missed:
        headers = [*headers[:-1], ("cache-status", "masthead; fwd=miss; stored")]
    if scope.method == "HEAD":
        protocol.response_empty(page.status, headers)
    else:
        protocol.response_bytes(page.status, headers, body.payload)


def _matches(header: str, etag: str) -> bool:
    """If-None-Match by weak comparison (RFC 9110 §13.1.2)."""
    return header == "*" or etag in (one.strip().removeprefix("W/") for one in header.split(","))


@lru_cache(maxsize=512)
def _encoding(accepted: str) -> str:
    """The best encoding that the reader accepts: br, zstd, gzip, identity (RFC 9110 §12.5.3)."""
    weights = {}
    for part in accepted.lower().split(","):
        name, _, parameters = part.strip().partition(";")
        weights[name.strip()] = parameters.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00"}
    others = weights.get("*", False)
    for encoding in ("br", "zstd", "gzip"):
        if weights.get(encoding, others):
            return encoding
    return "identity"


def _declared_part(query: str, declared: tuple[str, ...] | None) -> str:
    """The declared parameters of a query as Django reads them, by name, those of one name in their
    order; all of it while they are not known.
    """
    if declared is None:
        return query
    read = _parts if len(query) <= LONGEST_QUERY else _parts.__wrapped__
    return read(query, declared)


@lru_cache(maxsize=4096)
def _parts(query: str, declared: tuple[str, ...]) -> str:
    pairs = (pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] in declared)
    return urlencode(sorted(pairs, key=itemgetter(0)))


def _variant(headers: Any) -> str:
    return variant_of(headers.get("accept") or "")


def _sets_cookie(answer: Answer) -> bool:
    return any(name == "set-cookie" for name, _ in answer.headers)


_OURS = frozenset({"content-length", "etag", "content-encoding", "cache-status", "date"})
