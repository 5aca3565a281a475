"""Readers over bare sockets: one that asks and waits, and a crowd that asks at a steady rate
whatever the server does. They cost so little that what is measured is the server."""

from __future__ import annotations

import asyncio
import random
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

CONNECTIONS = 32
BLANK = b"\r\n\r\n"


class Reader:
    """One kept connection to 127.0.0.1."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, path: str) -> tuple[int, bytes]:
        """The status and the body of the answer."""
        self._socket.sendall(request(path))
        head, _, body = self._more(b"", until=BLANK).partition(BLANK)
        while len(body) < length_of(head):
            body = self._more(body)
        return status_of(head), body

    def close(self) -> None:
        self._socket.close()

    def _more(self, had: bytes, *, until: bytes = b"") -> bytes:
        while chunk := self._socket.recv(1 << 18):
            had += chunk
            if until in had:
                return had
        raise ConnectionError("the server hung up")


@dataclass
class Crowd:
    """So many requests a second, each at its own time: a slow answer delays no other's start.
    One in forty asks for one of the `cold` paths, the others for one of the `hot`.
    """

    port: int
    rate: int
    hot: Sequence[str]
    cold: Sequence[str]
    taken: list[float] = field(default_factory=list)

    def read_until_told(self, end: Connection) -> None:
        """Reads until something comes through the pipe; answers with the seconds each took."""
        asyncio.run(self._read(end))
        end.send(self.taken)

    async def _read(self, end: Connection) -> None:
        due: asyncio.Queue[tuple[float, str]] = asyncio.Queue()
        readers = [asyncio.create_task(self._answer(due)) for _ in range(CONNECTIONS)]
        start, choose = time.monotonic(), random.Random(1)  # noqa: S311 - which page to read
        for number in range(1_000_000_000):
            at = start + number / self.rate
            await asyncio.sleep(max(0.0, at - time.monotonic()))
            if number % 20 == 0 and end.poll():
                break
            choices = self.cold if number % 40 == 0 and self.cold else self.hot
            due.put_nowait((at, choose.choice(choices)))
        for reader in readers:
            reader.cancel()

    async def _answer(self, due: asyncio.Queue[tuple[float, str]]) -> None:
        incoming, outgoing = await asyncio.open_connection("127.0.0.1", self.port)
        while True:
            at, path = await due.get()
            outgoing.write(request(path))
            head = await incoming.readuntil(BLANK)
            await incoming.readexactly(length_of(head))
            self.taken.append(time.monotonic() - at)


def request(path: str) -> bytes:
    return (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\n"
        "Accept-Encoding: identity\r\n\r\n"
    ).encode()


def status_of(head: bytes) -> int:
    return int(head[9:12])


def length_of(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line[15:])
    return 0
