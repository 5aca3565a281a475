"""A change applied while a slow page is being rendered: the old bytes are never served after it."""

from __future__ import annotations

import asyncio
import random
import time

import pytest

from factories.front import Protocol, Scope
from masthead.delivery.keys import KeyTable
from masthead.delivery.pages.bridge import Bridge
from masthead.delivery.pages.declare import Meant
from masthead.delivery.pages.front import Front
from masthead.delivery.pages.store import PageStore

ROUNDS = 1000


class Response(list):
    streaming = False
    page = Meant({"article:1"}, set())

    def close(self):
        """As Django's."""


class Newsroom:
    """One story whose text is read at the start of a slow rendering."""

    def __init__(self, table):
        self.table = table
        self.text = b"0"
        self.random = random.Random(11)  # noqa: S311 - moments, not secrets

    def render(self, _environ, start_response):
        text = self.text
        time.sleep(self.random.random() / 500)
        start_response("200 OK", [("Content-Type", "text/html")])
        return Response([text])

    def change(self, number):
        self.text = str(number).encode()
        self.table.bump(["article:1"])


@pytest.mark.parametrize("others", [0, 3])
def test_old_bytes_are_never_served_after_the_change_is_applied(tmp_path, others):
    table = KeyTable(tmp_path / "keys")
    newsroom = Newsroom(table)
    bridge = Bridge(newsroom.render, threads=4)
    front = Front(bridge, PageStore(table, limit=1_000_000))

    async def read():
        protocol = Protocol()
        await front.__rsgi__(Scope("/story/"), protocol)
        return protocol.body

    async def race():
        for number in range(1, ROUNDS // (others + 1) + 1):
            readers = [asyncio.ensure_future(read()) for _ in range(others + 1)]
            await asyncio.sleep(newsroom.random.random() / 500)
            newsroom.change(number)
            assert await read() == newsroom.text
            await asyncio.gather(*readers)
            assert await read() == newsroom.text

    asyncio.run(race())
    bridge.close()
    table.close()
