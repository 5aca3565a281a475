"""Another machine, as a real server on this one: it remembers what it was asked and answers what
the test wants.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    headers: Message
    body: bytes


@dataclass(frozen=True)
class Answer:
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


class Receiver:
    """`answers` are given in turn, `always` when they are used up; while `open` is not set, every
    request hangs.
    """

    def __init__(self, port: int) -> None:
        self.host = f"127.0.0.1:{port}"
        self.url = f"http://{self.host}"
        self.asked: list[Asked] = []
        self.answers: list[Answer] = []
        self.always = Answer()
        self.open = threading.Event()
        self.open.set()


def _visitor_of(server: list[Receiver]) -> type[BaseHTTPRequestHandler]:
    class Visitor(BaseHTTPRequestHandler):
        def _take(self) -> None:
            [receiver] = server
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            receiver.asked.append(Asked(self.command, self.path, self.headers, body))
            receiver.open.wait(30)
            answer = receiver.answers.pop(0) if receiver.answers else receiver.always
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        do_GET = do_POST = do_PURGE = _take  # noqa: N815 - http.server asks for the methods' own names

        def log_message(self, *args: object) -> None:
            """Quiet."""

    return Visitor


@contextlib.contextmanager
def running() -> Iterator[Receiver]:
    """A receiver that listens until the block ends."""
    receivers: list[Receiver] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), _visitor_of(receivers))
    receivers.append(Receiver(server.server_port))
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield receivers[0]
    finally:
        receivers[0].open.set()
        server.shutdown()
        server.server_close()
        thread.join()
