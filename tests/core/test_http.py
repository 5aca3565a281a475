"""The one door out, tried against a real server on this machine."""

from __future__ import annotations

import gzip
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from masthead.core.http import Door, FetchError


class Site(BaseHTTPRequestHandler):
    seen: list[str] = []

    def do_GET(self):
        type(self).seen.append(self.path)
        if self.path == "/feed":
            self._answer(200, b"<rss/>")
        elif self.path == "/bomb":
            self._answer(200, gzip.compress(b"0" * 3_000_000), {"Content-Encoding": "gzip"})
        elif self.path == "/loop":
            self._answer(302, b"", {"Location": "/loop"})
        elif self.path == "/inside":
            self._answer(302, b"", {"Location": "http://169.254.169.254/latest/"})
        elif self.path == "/file":
            self._answer(302, b"", {"Location": "file:///etc/passwd"})
        elif self.path == "/moved":
            self._answer(301, b"", {"Location": "/feed"})

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        type(self).seen.append((self.command, self.path, self.headers["X-Key"], body))
        status = 307 if self.path == "/elsewhere" else 202
        self._answer(status, b"noted", {"Location": "/feed"})

    do_PURGE = do_POST  # noqa: N815 - http.server asks for the method's own name

    def _answer(self, status, body, headers=()):
        self.send_response(status)
        for name, value in dict(headers).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Quiet."""


@pytest.fixture
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    Site.seen = []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_trusted_host_is_fetched_and_a_permanent_move_is_told(site):
    answer = Door(trusted=frozenset({site})).fetch(f"http://{site}/moved")
    assert (answer.status, answer.body, answer.permanent) == (200, b"<rss/>", True)
    assert answer.url == f"http://{site}/feed"


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "[::1]", "2130706433", "127.1"])
def test_this_machine_is_refused_by_any_of_its_names_without_a_connection(site, name):
    port = site.rpartition(":")[2]
    with pytest.raises(FetchError):
        Door().fetch(f"http://{name}:{port}/feed")
    with pytest.raises(FetchError):
        Door().fetch(f"http://{name}/feed")
    assert Site.seen == []


@pytest.mark.parametrize("path", ["/inside", "/file", "/loop"])
def test_a_redirect_to_where_we_do_not_go_is_refused(site, path):
    with pytest.raises(FetchError):
        Door(trusted=frozenset({site})).fetch(f"http://{site}{path}")


def test_a_body_that_unpacks_beyond_the_bound_is_cut_off(site):
    with pytest.raises(FetchError, match="larger than"):
        Door(trusted=frozenset({site}), max_bytes=1_000_000).fetch(f"http://{site}/bomb")


@pytest.mark.parametrize(
    "url",
    ["ftp://example.com/", "http://user:pw@example.com/", "file:///etc/passwd", "http://:80/", "x"],
)
def test_an_address_of_another_sort_is_refused(url):
    with pytest.raises(FetchError):
        Door().fetch(url)


@pytest.mark.parametrize("method", ["POST", "PURGE"])
def test_a_request_is_sent_once_and_a_redirect_is_not_followed(site, method):
    door = Door(trusted=frozenset({site}))
    headers = {"X-Key": "article:12"}
    answer = door.send(method, f"http://{site}/ping", headers=headers, body=b"a=1")
    assert (answer.status, answer.body) == (202, b"noted")
    answer = door.send(method, f"http://{site}/elsewhere", headers=headers)
    assert answer.status == 307
    assert Site.seen == [
        (method, "/ping", "article:12", b"a=1"),
        (method, "/elsewhere", "article:12", b""),
    ]


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "[::1]"])
def test_nothing_is_sent_to_this_machine_unless_it_is_trusted(site, name):
    port = site.rpartition(":")[2]
    with pytest.raises(FetchError):
        Door().send("POST", f"http://{name}:{port}/ping", body=b"a=1")
    with pytest.raises(FetchError, match="public internet"):
        Door().send("POST", f"http://{name}/ping", body=b"a=1")
    assert Site.seen == []
