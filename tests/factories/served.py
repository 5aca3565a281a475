"""A site under `masthead serve`, asked byte by byte as a hostile client would."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CODE = "from masthead.ops.cli import main; main()"
START_SECONDS = 90


@dataclass(frozen=True)
class Answer:
    """What came back: `status` 0 when the connection was closed without a word."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Server:
    """A running server on this machine."""

    port: int

    @property
    def host(self) -> bytes:
        return b"Host: 127.0.0.1:%d\r\n" % self.port

    def get(self, path: bytes, headers: bytes = b"") -> Answer:
        """The answer to a well-formed GET with these further header lines."""
        return self.send(b"GET %s HTTP/1.1\r\n" % path + self.host + headers)

    def send(self, head: bytes, body: bytes = b"") -> Answer:
        """The answer to these bytes; the connection is asked to be closed."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as line:
            with contextlib.suppress(OSError):  # it may refuse before all was sent
                line.sendall(head + b"Connection: close\r\n\r\n" + body)
            return _parsed(b"".join(_chunks(line)))


def _chunks(line: socket.socket) -> Iterator[bytes]:
    with contextlib.suppress(OSError):
        while chunk := line.recv(65536):
            yield chunk


def _parsed(raw: bytes) -> Answer:
    head, _, body = raw.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.partition(": ") for line in lines)
    status = int(first.split()[1]) if first else 0
    return Answer(status, {name.lower(): value for name, _, value in pairs}, body)


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """The site in this folder, served until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        server = Server(free.getsockname()[1])
    process = subprocess.Popen(
        [sys.executable, "-c", CODE, "--site", folder, "serve", "--port", str(server.port)],
        env=clean_environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_until_it_answers(server)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=30)


def clean_environment() -> dict[str, str]:
    """This process's, without the test's own settings."""
    ours = ("MASTHEAD_", "DJANGO_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


def _wait_until_it_answers(server: Server) -> None:
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            if server.get(b"/healthz").status:
                return
        except OSError:
            if time.monotonic() > end:
                raise
        time.sleep(0.1)
