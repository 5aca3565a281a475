"""The store of finished pages: bodies kept compressed, valid while none of their keys has moved.

Pure of HTTP and Django. One store a process; workers agree through the shared key table.
"""

from __future__ import annotations

import gzip
from collections import OrderedDict
from dataclasses import dataclass, field
from enum import Enum
from hashlib import blake2b
from typing import NamedTuple

import brotli
import zstandard

from masthead.delivery.keys import KeyTable, slots_of

Headers = list[tuple[str, str]]

ENCODINGS = ("br", "zstd", "gzip", "identity")
OVERHEAD = 2_000  # bytes of Python around an entry


class Freshness(Enum):
    """FRESH may be served; STALE may be served while one refreshes it; OLD may not be served."""

    FRESH = "fresh"
    STALE = "stale"
    OLD = "old"


Address = tuple[str, str, str, str, str]
"""What a page is kept under: scheme, host, path, the declared parameters sorted, variant. A plain
tuple, because one is made for every request."""


class Body(NamedTuple):
    """A body in one encoding, with the header lists that go with it, made once."""

    etag: str
    payload: bytes
    headers: Headers
    headers_stale: Headers
    headers_304: Headers


@dataclass(slots=True)
class Page:
    """A finished page. `born` is the number of moves made before its rendering began."""

    status: int
    headers: Headers
    content: bytes
    born: int
    hard: tuple[int, ...]
    soft: tuple[int, ...]
    checked: int = -1
    refreshing: bool = False
    bodies: dict[str, Body] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        content: bytes,
        *,
        status: int,
        headers: Headers,
        born: int,
        hard: set[str],
        soft: set[str],
    ) -> Page:
        """A page made from the `hard` keys, which it must never outlive, and the `soft` ones."""
        return cls(
            status, headers, content, born, slots_of(hard), slots_of(soft - hard), checked=born
        )

    def body(self, encoding: str) -> Body:
        """The body in this encoding, compressed at the first call."""
        found = self.bodies.get(encoding)
        if found is None:
            found = self.bodies[encoding] = self._encode(encoding)
        return found

    def size(self) -> int:
        """The bytes this page takes in memory, about."""
        return OVERHEAD + len(self.content) + sum(len(one.payload) for one in self.bodies.values())

    def _encode(self, encoding: str) -> Body:
        payload = _COMPRESS[encoding](self.content)
        etag = f'"{blake2b(self.content, digest_size=12).hexdigest()}-{encoding}"'
        common = [*self.headers, ("etag", etag)]
        if encoding != "identity":
            common.append(("content-encoding", encoding))
        lengthy = [*common, ("content-length", str(len(payload)))]
        return Body(
            etag,
            payload,
            [*lengthy, ("cache-status", "masthead; hit")],
            [*lengthy, ("cache-status", "masthead; hit; fwd=stale")],
            [
                *(one for one in common if one[0] in _IN_304),
                ("cache-status", "masthead; hit"),
            ],
        )


_IN_304 = frozenset(
    {"cache-control", "cdn-cache-control", "etag", "vary", "date", "content-location"}
)
_COMPRESS = {
    "br": lambda content: brotli.compress(content, quality=5),
    "zstd": lambda content: zstandard.ZstdCompressor(level=9).compress(content),
    "gzip": lambda content: gzip.compress(content, 6, mtime=0),
    "identity": lambda content: content,
}


class PageStore:
    """Finished pages of one process, least recently used first out when `limit` bytes are full."""

    def __init__(self, table: KeyTable, *, limit: int) -> None:
        self.table = table
        self._limit = limit
        self._size = 0
        self._pages: OrderedDict[Address, Page] = OrderedDict()

    def __len__(self) -> int:
        return len(self._pages)

    @property
    def size(self) -> int:
        return self._size

    def get(self, address: Address) -> Page | None:
        """The page kept under this address, whatever its freshness."""
        page = self._pages.get(address)
        if page is not None:
            self._pages.move_to_end(address)
        return page

    def freshness(self, page: Page) -> Freshness:
        """Whether the page may be served now. One comparison when nothing has moved."""
        moves = self.table.moves()
        if page.checked == moves:
            return Freshness.FRESH
        if max(self.table.at(page.hard), default=0) > page.born:
            return Freshness.OLD
        if max(self.table.at(page.soft), default=0) > page.born:
            return Freshness.STALE
        page.checked = moves
        return Freshness.FRESH

    def put(self, address: Address, page: Page) -> None:
        """Keep the page, unless it alone is more than an eighth of the store."""
        self.drop(address)
        size = self._full_size(page)
        if size > self._limit // 8:
            return
        self._pages[address] = page
        self._size += size
        while self._size > self._limit:
            oldest = next(iter(self._pages))
            self.drop(oldest)

    def drop(self, address: Address) -> None:
        """Forget the page under this address, if there is one."""
        page = self._pages.pop(address, None)
        if page is not None:
            self._size -= self._full_size(page)

    @staticmethod
    def _full_size(page: Page) -> int:
        # Counted as if every encoding were there, so that a page does not grow after it was let in.
        return OVERHEAD + len(page.content) * 2
