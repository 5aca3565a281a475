"""Which outputs the site has, as its settings say (`masthead.toml`, docs/outgoing.md)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from masthead.core.http import Door

MAX_ANSWER = 64 * 1024  # bytes of an answer that anybody reads


@dataclass(frozen=True, slots=True)
class PurgeTo:
    """`[purge]`: the shared cache to be told; `service` is Fastly's service, Cloudflare's zone;
    `verify`: whether the site's address is asked if the cache has forgotten.
    """

    kind: str
    nodes: tuple[str, ...]
    service: str = ""
    token: str = field(default="", repr=False)
    verify: bool = True


@dataclass(frozen=True, slots=True)
class IndexNowTo:
    """`[indexnow]`: the key of the site, and the engine that takes it."""

    key: str
    endpoint: str


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One of `[[webhooks]]`; no `events` means all of them."""

    name: str
    url: str = field(repr=False)  # a receiver's address may hold its password
    secret: str = field(repr=False)
    old_secret: str = field(default="", repr=False)
    events: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outputs:
    """All outputs of the site; what is not configured is None or empty."""

    base_url: str
    purge: PurgeTo | None = None
    hubs: tuple[str, ...] = ()
    indexnow: IndexNowTo | None = None
    webhooks: tuple[Endpoint, ...] = ()
    trusted: frozenset[str] = frozenset()

    def door(self, *, seconds: float, also: Iterable[str] = ()) -> Door:
        """The way out for one sort of output; `also` are addresses whose hosts are trusted."""
        trusted = self.trusted | {urlsplit(url).netloc for url in also}
        return Door(trusted=trusted, max_bytes=MAX_ANSWER, total_seconds=seconds)

    def absolute(self, path: str) -> str:
        """The public address of a path."""
        return f"{self.base_url}{path}"


def read() -> Outputs:
    """The outputs that the settings name."""
    said: Mapping[str, Any] = settings.MASTHEAD_OUTGOING
    purge, indexnow = said.get("purge"), said.get("indexnow")
    return Outputs(
        base_url=settings.MASTHEAD_BASE_URL,
        purge=PurgeTo(**{**purge, "nodes": tuple(purge["nodes"])}) if purge else None,
        hubs=tuple(said.get("hubs", ())),
        indexnow=IndexNowTo(**indexnow) if indexnow else None,
        webhooks=tuple(
            Endpoint(**{**one, "events": tuple(one.get("events", ()))})
            for one in said.get("webhooks", ())
        ),
        trusted=frozenset(settings.MASTHEAD_TRUSTED_HOSTS),
    )
