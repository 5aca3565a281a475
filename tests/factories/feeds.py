"""An agency's web server as a real one on this machine: feeds that behave, and feeds that don't."""

from __future__ import annotations

import contextlib
import gzip
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[["Visit"], None]


class Visit(BaseHTTPRequestHandler):
    """One request. An answer writes what it likes, as slowly as it likes."""

    server: Agency

    def do_GET(self) -> None:
        agency = self.server.agency
        agency.asked.append((self.command, self.path, dict(self.headers.items()), self._body()))
        with contextlib.suppress(OSError):
            agency.pages.get(self.path, not_there)(self)

    do_POST = do_GET  # noqa: N815 - http.server asks for the method's own name

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length", "0")))

    def give(self, body: bytes = b"", *, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    @property
    def is_open(self) -> bool:
        return not self.server.agency.closing.is_set()

    def log_message(self, *args: object) -> None:
        """Quiet."""


class Server(ThreadingHTTPServer):
    agency: Agency
    daemon_threads = True
    block_on_close = False


@dataclass
class Agency:
    """`pages` maps paths to answers; `asked` is every request in order."""

    host: str
    pages: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str = "/feed.xml") -> str:
        return f"http://{self.host}{path}"

    def paths(self) -> list[str]:
        return [path for _, path, _, _ in self.asked]


@contextlib.contextmanager
def agency() -> Iterator[Agency]:
    """A server that listens until the block ends."""
    server = Server(("127.0.0.1", 0), Visit)
    server.agency = Agency(f"127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server.agency
    finally:
        server.agency.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


def not_there(visit: Visit) -> None:
    visit.give(status=404)


def page(body: bytes, *, status: int = 200, **headers: str) -> Answer:
    """An answer that is always the same."""
    return lambda visit: visit.give(body, status=status, **headers)


def validated(body: bytes, *, etag: str) -> Answer:
    """A page with an ETag, which answers 304 to whoever has it."""

    def answer(visit: Visit) -> None:
        if visit.headers.get("If-None-Match") == etag:
            visit.give(status=304, ETag=etag)
        else:
            visit.give(body, ETag=etag)

    return answer


def endless(visit: Visit) -> None:
    """A feed that never ends."""
    visit.send_response(200)
    visit.end_headers()
    visit.wfile.write(b"<rss version='2.0'><channel><title>Endless</title>")
    while visit.is_open:
        visit.wfile.write(b"<item><title>More and more and more</title></item>" * 1000)


def dripping(visit: Visit) -> None:
    """A body of which a byte comes now and then."""
    visit.send_response(200)
    visit.end_headers()
    while visit.is_open:
        visit.wfile.write(b"<")
        visit.wfile.flush()
        time.sleep(0.05)


def dripping_headers(visit: Visit) -> None:
    """Headers that never come to their end."""
    visit.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while visit.is_open:
        visit.wfile.write(b"a")
        visit.wfile.flush()
        time.sleep(0.05)


def silent(visit: Visit) -> None:
    """Nothing at all, for as long as the server stands."""
    visit.server.agency.closing.wait(60)


def bomb(megabytes: int, *, packing: str = "gzip") -> Answer:
    """A small body that unpacks to so many megabytes of spaces."""

    def answer(visit: Visit) -> None:
        spaces = b" " * (megabytes << 20)
        body = gzip.compress(spaces, 6) if packing == "gzip" else zlib.compress(spaces)
        del spaces
        visit.give(body, Content_Encoding=packing)

    return answer


def rss(*items: tuple[str, str], about: str = "") -> bytes:
    """An RSS feed of (guid, headline) items."""
    entries = "".join(
        f"<item><guid isPermaLink='false'>{guid}</guid><title>{title}</title>"
        f"<description>{title}, said the agency on Tuesday.</description></item>"
        for guid, title in items
    )
    return (
        f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0' "
        f"xmlns:atom='http://www.w3.org/2005/Atom'><channel><title>Agency</title>"
        f"<link>https://agency.example/</link><description>d</description>{about}{entries}"
        f"</channel></rss>"
    ).encode()


@contextlib.contextmanager
def canary() -> Iterator[Any]:
    """A listener that counts who connects, and answers nobody."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.05)
    connections: list[Any] = []
    ending = threading.Event()

    def listen() -> None:
        while not ending.is_set():
            with contextlib.suppress(TimeoutError):
                connection, who = listener.accept()
                connections.append(who)
                connection.close()

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    try:
        yield type("Canary", (), {"port": listener.getsockname()[1], "seen": connections})
    finally:
        ending.set()
        thread.join()
        listener.close()
