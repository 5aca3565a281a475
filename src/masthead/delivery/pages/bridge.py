"""From Granian's RSGI to Django's WSGI handler and back: a few threads, each with a database
connection that stays open; files are sent by the server itself, streams pass through.

RSGI: https://github.com/emmett-framework/granian/blob/master/docs/spec/RSGI.md
"""

from __future__ import annotations

import asyncio
import io
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from urllib.parse import unquote_to_bytes

from masthead.delivery.keys import KeyTable

from .live import hold
from .store import Headers

LARGEST_BODY = 256 << 20  # bytes of a request; documents may have 200 MiB
SPOOL_BYTES = 1 << 20  # of a request's body kept in memory; the rest goes to a file
_UNPREFIXED = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}


@dataclass(slots=True)
class Answer:
    """What Django answered. `meant` is the view's declaration, when the page may be kept; `live`
    the key whose moves are told, and its last one, when the answer begins a stream.
    """

    status: int
    headers: Headers
    content: bytes | None
    meant: Any = None
    live: tuple[str, int] | None = None
    file: str | None = None
    stream: Iterator[bytes] | None = None
    close: Callable[[], None] | None = None


class SentFile:
    """What Django hands over instead of a file's bytes (`wsgi.file_wrapper`)."""

    def __init__(self, file: IO[bytes], _block_size: int = 0) -> None:
        self.file = file

    def __iter__(self) -> Iterator[bytes]:
        return iter(lambda: self.file.read(1 << 16), b"")


class Bridge:
    """Answers requests by a WSGI application in `threads` threads."""

    def __init__(
        self, application: Callable[..., Any], *, threads: int, table: KeyTable | None = None
    ) -> None:
        self._application = application
        self._table = table
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="django")

    async def answer(self, scope: Any, body: IO[bytes] | None = None) -> Answer:
        """Django's answer to the request; its body comes from `body`."""
        environ = environ_of(scope, body)
        return await asyncio.get_running_loop().run_in_executor(self._pool, self._run, environ)

    async def call(self, function: Callable[[], Any]) -> Any:
        """Run something of Django's in one of the threads."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, function)

    def close(self) -> None:
        """End the threads when their work is done."""
        self._pool.shutdown()

    async def relay(self, scope: Any, protocol: Any) -> None:
        """Answer the request straight, whatever it is: forms, uploads, files, streams. A body
        without end is broken off with 413 before it fills the disk.
        """
        size = 0
        with SpooledTemporaryFile(SPOOL_BYTES) as body:
            async for chunk in protocol:
                size += len(chunk)
                if size > LARGEST_BODY:
                    protocol.response_empty(413, [])
                    return
                body.write(chunk)
            body.seek(0)
            answer = await self.answer(scope, body)
        await self.send(protocol, answer, head=scope.method == "HEAD")

    async def send(self, protocol: Any, answer: Answer, *, head: bool) -> None:
        """Give the answer to the server."""
        if answer.file and not head:
            protocol.response_file(answer.status, answer.headers, answer.file)
        elif answer.stream is not None and not head:
            await self._send_stream(protocol, answer)
        elif answer.live and self._table and not head:
            headers = [one for one in answer.headers if one[0] != "content-length"]
            beginning = answer.content or b""
            await hold(
                protocol, headers=headers, beginning=beginning, table=self._table, since=answer.live
            )
        elif head or answer.content is None:
            protocol.response_empty(answer.status, answer.headers)
        else:
            protocol.response_bytes(answer.status, answer.headers, answer.content)
        if answer.close:
            await self.call(answer.close)

    async def _send_stream(self, protocol: Any, answer: Answer) -> None:
        transport = protocol.response_stream(answer.status, answer.headers)
        chunks = answer.stream or iter(())
        while (chunk := await self.call(lambda: next(chunks, None))) is not None:
            await transport.send_bytes(chunk)

    def _run(self, environ: dict[str, Any]) -> Answer:
        started: list[Any] = []
        response = self._application(environ, lambda *words, **_: started.extend(words))
        status, headers = int(started[0].partition(" ")[0]), _lower(started[1])
        if isinstance(response, SentFile):
            return self._file(response, status, headers)
        if getattr(response, "streaming", False):
            return Answer(status, headers, None, stream=iter(response), close=response.close)
        try:
            content = b"".join(response)
            meant, live = getattr(response, "page", None), getattr(response, "live", None)
            return Answer(status, headers, content, meant=meant, live=live)
        finally:
            response.close()

    @staticmethod
    def _file(sent: SentFile, status: int, headers: Headers) -> Answer:
        name = getattr(sent.file, "name", None)
        if isinstance(name, str) and Path(name).is_absolute():
            return Answer(status, headers, None, file=name, close=sent.file.close)
        return Answer(status, headers, b"".join(sent), close=sent.file.close)


def environ_of(scope: Any, body: IO[bytes] | None) -> dict[str, Any]:
    """The WSGI environment of an RSGI request (PEP 3333)."""
    host, _, port = (scope.server or "").rpartition(":")
    environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope.path).decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": (scope.client or "").rpartition(":")[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body if body is not None else io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": SentFile,
    }
    for name in scope.headers.keys():  # noqa: SIM118 - RSGI's headers are no mapping
        key = _UNPREFIXED.get(name) or f"HTTP_{name.upper().replace('-', '_')}"
        environ[key] = ",".join(scope.headers.get_all(name))
    if "HTTP_HOST" not in environ and (scope.authority or scope.http_version != "1"):
        environ["HTTP_HOST"] = scope.authority or ""  # Django refuses the empty one
    return environ


def _lower(headers: list[tuple[str, str]]) -> Headers:
    return [(name.lower(), value) for name, value in headers]
