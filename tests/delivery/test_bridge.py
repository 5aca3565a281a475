"""From the server to Django and back: how much of a request is taken."""

from __future__ import annotations

import asyncio

from masthead.delivery.pages import bridge
from masthead.delivery.pages.bridge import Bridge


class Visitor:
    """Granian's protocol object as its specification says, with a body of so many pieces."""

    def __init__(self, pieces):
        self.pieces, self.given, self.status = pieces, 0, None

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.given == self.pieces:
            raise StopAsyncIteration
        self.given += 1
        return b"x" * 1000

    def response_empty(self, status, _headers):
        self.status = status


def site(environ, start_response):
    raise AssertionError("the site was asked")


class Scope:
    method, path, query_string = "POST", "/wire/meridian/", ""


def test_a_body_without_end_is_broken_off_and_never_reaches_the_site(monkeypatch):
    monkeypatch.setattr(bridge, "LARGEST_BODY", 10_000)
    visitor = Visitor(pieces=1_000_000)
    asyncio.run(Bridge(site, threads=1).relay(Scope(), visitor))
    assert visitor.status == 413
    assert visitor.given == 11
