"""The only way out. A fetch goes to public addresses on the usual ports, follows few redirects,
each checked anew, and stops at a bound of bytes and time (standards §1.4, §5.4).

The name is resolved once, where the connection is made, and every address it has must be public:
a name that changes its mind between check and connect (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import socket
import ssl
import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from urllib.parse import urljoin, urlsplit

import certifi
import httpcore
import httpx

from .addresses import is_public

MAX_BYTES = 10 * 1024 * 1024
MAX_REDIRECTS = 3
TOTAL_SECONDS = 30.0
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_READ_SECONDS = 15.0
_CONNECT_SECONDS = 5.0
_STEP = 64 * 1024  # bytes unpacked at a time
_TICK = 0.1  # seconds by which a socket may be early
_TROUBLES = (
    *(httpx.HTTPError, httpx.InvalidURL, OSError),
    *(httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError),
)
_PACKED = frozenset({"gzip", "x-gzip", "deflate"})


class FetchError(Exception):
    """The fetch was refused or failed; the message is one line with the cause."""


def address_of(host: str, port: int, *, trusted: frozenset[str]) -> str:
    """The literal address to connect to for this name, resolved now. Raises FetchError unless
    every address it has is public or the operator trusts the host.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise FetchError(f"{host} has no address") from None
    addresses = [str(one[4][0]) for one in found]
    if host in trusted or f"{host}:{port}" in trusted:
        return addresses[0]
    if not addresses or not all(is_public(one) for one in addresses):
        raise FetchError(
            f"{host} is not on the public internet; name it under [http] trusted to allow it"
        )
    return addresses[0]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came: `url` is the last one after redirects, `permanent` says that all of them were
    permanent.
    """

    url: str
    status: int
    headers: httpx.Headers
    body: bytes
    permanent: bool = True


@dataclass(frozen=True, slots=True)
class Door:
    """What may be fetched. `trusted` are `host` or `host:port` that the operator has named; they
    may be private and on any port.
    """

    trusted: frozenset[str] = field(default_factory=frozenset)
    max_bytes: int = MAX_BYTES
    total_seconds: float = TOTAL_SECONDS

    def fetch(self, url: str, *, headers: dict[str, str] | None = None) -> Fetched:
        """The answer to a GET of `url`. Raises FetchError."""
        end = time.monotonic() + self.total_seconds
        permanent = True
        with self._client(headers, end=end) as client:
            for _ in range(MAX_REDIRECTS + 1):
                self._check(url)
                answer = self._exchange(client, "GET", url, end=end)
                if answer.status not in _REDIRECTS or "location" not in answer.headers:
                    return Fetched(
                        answer.url, answer.status, answer.headers, answer.body, permanent
                    )
                permanent = permanent and answer.status in {301, 308}
                url = urljoin(url, answer.headers["location"])
        raise FetchError(f"{url}: more than {MAX_REDIRECTS} redirects")

    def send(
        self, method: str, url: str, *, headers: dict[str, str] | None = None, body: bytes = b""
    ) -> Fetched:
        """The answer to one request of any method, whatever its status; a redirect is not
        followed. Raises FetchError.
        """
        end = time.monotonic() + self.total_seconds
        self._check(url)
        with self._client(headers, end=end) as client:
            return self._exchange(client, method, url, end=end, body=body)

    def _client(self, headers: dict[str, str] | None, *, end: float) -> httpx.Client:
        return httpx.Client(
            transport=_Transport(self.trusted, end=end),
            timeout=httpx.Timeout(
                min(_READ_SECONDS, self.total_seconds),
                connect=min(_CONNECT_SECONDS, self.total_seconds),
            ),
            trust_env=False,
            headers={
                "User-Agent": "Masthead",
                "Accept-Encoding": "gzip, deflate",
                **(headers or {}),
            },
        )

    def _check(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise FetchError(f"{url}: only http and https addresses are fetched")
        if parts.username or parts.password:
            raise FetchError(f"{parts.hostname}: an address with a login in it is not fetched")
        try:
            port = parts.port
        except ValueError:
            raise FetchError(f"{parts.hostname}: the port is no number") from None
        if port not in {None, 80, 443} and not self._is_trusted(parts.hostname, port):
            raise FetchError(
                f"{parts.hostname}: port {port} is not fetched from; "
                f"name {parts.hostname}:{port} under [http] trusted to allow it"
            )

    def _is_trusted(self, host: str, port: int | None) -> bool:
        return host in self.trusted or f"{host}:{port}" in self.trusted

    def _exchange(
        self, client: httpx.Client, method: str, url: str, *, end: float, body: bytes = b""
    ) -> Fetched:
        try:
            with client.stream(method, url, content=body or None) as response:
                chunks = _unpacked(response.iter_raw(), _packing_of(response), url)
                got = b"".join(self._bounded(chunks, url, end=end))
                return Fetched(url, response.status_code, response.headers, got)
        except _TROUBLES as error:
            if time.monotonic() >= end - _TICK:
                raise FetchError(f"{url}: took longer than {self.total_seconds:g} s") from None
            raise FetchError(f"{url}: {error or type(error).__name__}") from None

    def _bounded(self, chunks: Iterable[bytes], url: str, *, end: float) -> Iterator[bytes]:
        size = 0
        for chunk in chunks:
            size += len(chunk)
            if size > self.max_bytes:
                raise FetchError(f"{url}: larger than {self.max_bytes} bytes")
            if time.monotonic() > end:
                raise FetchError(f"{url}: took longer than {self.total_seconds:g} s")
            yield chunk


def _packing_of(response: httpx.Response) -> str:
    packing: str = response.headers.get("content-encoding", "")
    return packing.strip().lower().replace("identity", "")


def _unpacked(chunks: Iterable[bytes], packing: str, url: str) -> Iterator[bytes]:
    """The body unpacked in small steps, so that a bomb is stopped after its first bytes. Only what
    was asked for is unpacked, and once.
    """
    if not packing:
        yield from chunks
        return
    if packing not in _PACKED:
        raise FetchError(f"{url}: packed as {packing[:40]!r}, which was not asked for")
    stream = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)  # gzip or zlib, by its first bytes
    rest = b""
    try:
        for chunk in chunks:
            rest = chunk
            while step := stream.decompress(rest, _STEP):
                yield step
                rest = stream.unconsumed_tail
    except zlib.error as error:
        raise FetchError(f"{url}: can't be unpacked: {error}") from None
    if rest and not stream.eof:
        raise FetchError(f"{url}: ended before its end")


class _Timed(httpcore.NetworkStream):
    """A connection that ends when the fetch's time is up, however often a byte comes."""

    def __init__(self, stream: httpcore.NetworkStream, end: float) -> None:
        self._stream = stream
        self._end = end

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, timeout=self._left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout=self._left(timeout))

    def start_tls(self, *args: Any, **kwargs: Any) -> httpcore.NetworkStream:
        left = self._left(kwargs.get("timeout"))
        return _Timed(self._stream.start_tls(*args, **{**kwargs, "timeout": left}), self._end)

    def close(self) -> None:
        self._stream.close()

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

    def _left(self, timeout: float | None) -> float:
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("took too long")
        return min(left, timeout or left)


class _Backend(httpcore.SyncBackend):
    """Connects to an address that was checked, and to no other."""

    def __init__(self, trusted: frozenset[str], *, end: float) -> None:
        self._trusted = trusted
        self._end = end

    def connect_tcp(self, host: str, port: int, **kwargs: Any) -> httpcore.NetworkStream:  # type: ignore[override]
        try:
            address = address_of(host, port, trusted=self._trusted)
        except FetchError as error:
            raise httpcore.ConnectError(str(error)) from None
        return _Timed(super().connect_tcp(address, port, **kwargs), self._end)

    def connect_unix_socket(self, path: str, **_: Any) -> httpcore.NetworkStream:  # type: ignore[override]
        raise httpcore.ConnectError(f"{path}: sockets of this machine are not fetched from")


@lru_cache(maxsize=1)
def _certificates() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=certifi.where())


class _Transport(httpx.BaseTransport):
    def __init__(self, trusted: frozenset[str], *, end: float) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=_certificates(),
            network_backend=_Backend(trusted, end=end),
            http1=True,
            http2=False,
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        inner = httpcore.Request(
            method=request.method,
            url=httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        try:
            response = self._pool.handle_request(inner)
        except httpcore.TimeoutException as error:
            raise httpx.TimeoutException(str(error) or "timed out", request=request) from None
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise httpx.TransportError(str(error), request=request) from None
        return httpx.Response(
            response.status,
            headers=response.headers,
            stream=_Stream(response.stream),
            extensions=response.extensions,
        )

    def close(self) -> None:
        self._pool.close()


class _Stream(httpx.SyncByteStream):
    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        self._stream.close()
