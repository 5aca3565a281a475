"""How each kind of shared cache is told to forget pages, behind one Protocol. A purger asks, and
raises when it was refused; when to ask again is the follower's business.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Protocol
from urllib.parse import urlsplit

from masthead.core.http import Door

from . import answers
from .conf import Outputs, PurgeTo

SECONDS = 5.0  # for one request; a cache near by answers in milliseconds


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be forgotten: the cache keys, and the same as far as it is known by path.

    `hard`: it must not be served again; else a stale page may serve while a fresh one is fetched.
    """

    keys: tuple[str, ...]
    addresses: tuple[str, ...] = ()
    hard: bool = False


class Purger(Protocol):
    """A kind of shared cache; `by_address` when it knows pages by their address alone."""

    by_address: ClassVar[bool]

    def purge(self, order: Order) -> None:
        """The cache has forgotten what the order names. Raises RefusedError, LaterError."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a vendor takes in one request: keys, and bytes of them with their separators."""

    keys: int
    size: int = 8000

    def split(self, keys: Sequence[str]) -> Iterator[list[str]]:
        """The keys in parts that the vendor takes."""
        part: list[str] = []
        size = 0
        for key in keys:
            if part and (len(part) == self.keys or size + len(key) + 1 > self.size):
                yield part
                part, size = [], 0
            part.append(key)
            size += len(key) + 1
        if part:
            yield part


FASTLY = Limits(keys=256)  # docs: "Batch surrogate key purge"
CLOUDFLARE = Limits(keys=100)  # docs: "Purge cache by cache-tags", API limit of one call
VARNISH = Limits(keys=500, size=4000)  # http_req_hdr_len of Varnish is 8 kB


@dataclass(frozen=True, slots=True)
class Fastly:
    """Purges by surrogate key; soft unless the order is hard."""

    by_address: ClassVar[bool] = False
    to: PurgeTo
    door: Door

    def purge(self, order: Order) -> None:
        softly = {} if order.hard else {"Fastly-Soft-Purge": "1"}
        for keys in FASTLY.split(order.keys):
            headers = {
                "Fastly-Key": self.to.token,
                "Surrogate-Key": " ".join(keys),
                "Accept": "application/json",
                **softly,
            }
            url = f"{self.to.nodes[0]}/service/{self.to.service}/purge"
            answers.require(answers.ask("POST", url, door=self.door, headers=headers))


@dataclass(frozen=True, slots=True)
class Cloudflare:
    """Purges by cache tag; Cloudflare knows no soft purge, so every one is hard."""

    by_address: ClassVar[bool] = False
    to: PurgeTo
    door: Door

    def purge(self, order: Order) -> None:
        url = f"{self.to.nodes[0]}/client/v4/zones/{self.to.service}/purge_cache"
        headers = {
            "Authorization": f"Bearer {self.to.token}",
            "Content-Type": "application/json",
        }
        for keys in CLOUDFLARE.split(order.keys):
            body = json.dumps({"tags": keys}).encode()
            answer = answers.ask("POST", url, door=self.door, headers=headers, body=body)
            if not _says_success(answers.require(answer).body):
                raise answers.RefusedError("Cloudflare did not purge, though it answered 200")


@dataclass(frozen=True, slots=True)
class Varnish:
    """Purges every node by `xkey`; the VCL that listens is in docs/outgoing.md."""

    by_address: ClassVar[bool] = False
    to: PurgeTo
    door: Door
    host: str

    def purge(self, order: Order) -> None:
        name = "xkey-purge" if order.hard else "xkey-softpurge"
        for node in self.to.nodes:
            for keys in VARNISH.split(order.keys):
                headers = {"Host": self.host, name: " ".join(keys)}
                answers.require(answers.ask("PURGE", f"{node}/", door=self.door, headers=headers))


@dataclass(frozen=True, slots=True)
class Nginx:
    """Purges every node by address: the changed articles and the fronts that list them. Lists
    further down come fresh when their short time is over (docs/outgoing.md).
    """

    by_address: ClassVar[bool] = True
    to: PurgeTo
    door: Door
    host: str

    def purge(self, order: Order) -> None:
        headers = {"Host": self.host}
        for node in self.to.nodes:
            for path in order.addresses:
                answer = answers.ask("PURGE", f"{node}{path}", door=self.door, headers=headers)
                answers.require(answer, accepted=(200, 204, 404, 412))  # not kept is as good


@dataclass(frozen=True, slots=True)
class Null:
    """The twin that purges nothing and remembers what it was asked."""

    by_address: ClassVar[bool] = True
    orders: list[Order] = field(default_factory=list)

    def purge(self, order: Order) -> None:
        self.orders.append(order)


def purger_of(to: PurgeTo, outputs: Outputs) -> Purger:
    """The purger that the settings name; the caches they name are trusted."""
    door = outputs.door(seconds=SECONDS, also=to.nodes)
    host = urlsplit(outputs.base_url).netloc
    match to.kind:
        case "fastly":
            return Fastly(to, door)
        case "cloudflare":
            return Cloudflare(to, door)
        case "varnish":
            return Varnish(to, door, host)
        case "nginx":
            return Nginx(to, door, host)
        case _:
            return Null()


def _says_success(body: bytes) -> bool:
    try:
        said = json.loads(body)
    except ValueError:
        return False
    return isinstance(said, dict) and said.get("success") is True
