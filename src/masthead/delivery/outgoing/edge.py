"""The follower that looks whether the shared cache has forgotten: it asks the site's own public
address for what changed, as a reader would, until the new page comes (standards §3.3).
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache, partial
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest

from masthead.core import clock
from masthead.core.http import Fetched
from masthead.delivery.followers import Follower
from masthead.delivery.middleware import OUR_OWN
from masthead.delivery.models import Change, Mark
from masthead.delivery.pages.store import ENCODINGS, Page

from . import answers, facts, purge
from .conf import Outputs
from .purgers import Purger

NAME = "purge-check"
CHECK_AFTER = timedelta(seconds=1)  # a cache that was purged softly fetches anew at the first look
LATE_AFTER = 30.0  # seconds
SECONDS = 10.0
LARGEST = 4 * 1024 * 1024
UPDATES_A_BATCH = 20  # of a large batch; withdrawals are all looked at


class StillServedError(Exception):
    """The shared cache serves what it was told to forget."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the site itself answers at an address; `etag` is "" for what no cache may keep."""

    status: int
    etag: str


def followers_of(purger: Purger, outputs: Outputs) -> list[Follower]:
    """The one follower."""
    return [
        Follower(
            NAME,
            "looks whether the CDN serves the new pages, and purges again while it does not",
            partial(check, purger=purger, outputs=outputs),
            outside=True,
            since=clock.now(),
            after=purge.AGAIN,
            delay=CHECK_AFTER,
            lease_seconds=purge.LEASE_SECONDS * 5,
            late_after=LATE_AFTER,
        )
    ]


def check(changes: Sequence[Change], *, purger: Purger, outputs: Outputs) -> None:
    """Every address that the changes touch comes new from the edge. Raises StillServedError, after
    another purge, when one does not; RefusedError when the edge does not answer.
    """
    purged = Mark.objects.filter(follower=purge.AGAIN, through__gte=changes[-1].pk)
    mark = purged.order_by("through").first()
    since = clock.now() - mark.at if mark else timedelta()
    old = [path for path in _paths(changes) if not _is_new(path, outputs, since=since)]
    if old:
        purge.apply(purger, changes)
        raise StillServedError(f"{len(old)} addresses come old from the edge, first {old[0]}")


def _paths(changes: Sequence[Change]) -> list[str]:
    """All addresses of what was withdrawn; the present ones of the newest of the rest."""
    gone: dict[str, None] = {}
    rest: dict[str, None] = {}
    for change in reversed(changes):
        told = facts.of(change)
        if told and facts.is_withdrawal(change):
            gone |= dict.fromkeys(told.addresses)
        elif told and told.addresses:
            rest |= dict.fromkeys(told.addresses[:1])
    return list(gone | dict.fromkeys(list(rest)[:UPDATES_A_BATCH]))


def _is_new(path: str, outputs: Outputs, *, since: timedelta) -> bool:
    """True when the edge answers as the site does, or with a copy made after the last purge."""
    wanted = answer_of_the_site(path, outputs.base_url)
    door = replace(outputs.door(seconds=SECONDS, also=[outputs.base_url]), max_bytes=LARGEST)
    headers = {"Accept": "text/html"}
    if wanted.etag:
        headers["If-None-Match"] = ", ".join(f'"{wanted.etag}-{one}"' for one in ENCODINGS)
    answer = answers.ask("GET", outputs.absolute(path), door=door, headers=headers)
    if wanted.etag and answer.status == 304:  # noqa: PLR2004 - HTTP's own number
        return True
    etag = answer.headers.get("etag", "")  # an edge that rewrites pages leaves it out
    same = not etag or wanted.etag in etag
    return answer.status == wanted.status and (same or _age(answer) <= since)


def _age(answer: Fetched) -> timedelta:
    """How long ago the edge fetched it (RFC 9111 §5.1); for ever when it does not say."""
    said = answer.headers.get("age", "")
    return timedelta(seconds=int(said)) if said.isdecimal() else timedelta.max


def answer_of_the_site(path: str, base_url: str) -> Wanted:
    """What a reader of this process would get at the path, past every cache."""
    response: Any = _django().get_response(WSGIRequest(_environ(path, base_url)))
    if getattr(response, "page", None) is None:
        return Wanted(response.status_code, "")
    content, status = response.content, response.status_code
    page = Page.of(content, status=status, headers=[], born=0, hard=set(), soft=set())
    return Wanted(status, page.body("identity").etag.strip('"').removesuffix("-identity"))


@cache
def _django() -> BaseHandler:
    """Without the signals of a server's request: they would end this thread's transaction."""
    handler = BaseHandler()
    handler.load_middleware()
    return handler


def _environ(path: str, base_url: str) -> dict[str, Any]:
    parts = urlsplit(base_url)
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": "",
        "SERVER_NAME": parts.hostname or "",
        "SERVER_PORT": str(parts.port or ""),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": parts.netloc,
        "HTTP_ACCEPT": "text/html",
        "wsgi.url_scheme": parts.scheme,
        "wsgi.input": io.BytesIO(),
        OUR_OWN: True,
    }
