"""nginx with the configuration we ship, in front of the page cache, as a real process."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx
import pytest

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin:/usr/local/bin")
SHIPPED = Path(__file__).parents[2] / "deploy" / "nginx" / "masthead.conf"
FRESH_FOR = 2.0  # seconds: one, by a clock of whole seconds
AROUND = """
worker_processes 1; daemon off; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
 access_log off; client_body_temp_path {folder}/b; proxy_temp_path {folder}/p;
 fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
 {shipped}
}}
"""

pytestmark = pytest.mark.skipif(NGINX is None, reason="there is no nginx on this machine")


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def answers(client):
    for _ in range(200):
        try:
            return client.get("/ready/").status_code
        except httpx.TransportError:
            time.sleep(0.1)
    raise TimeoutError(client.base_url)


class Origin:
    """The tiny site of page_server.py; may be stopped, as a machine stops."""

    def __init__(self, folder, port):
        self.server = subprocess.Popen(
            [
                *(sys.executable, "-m", "granian", "--interface", "rsgi", "--no-ws"),
                *("--host", "127.0.0.1", "--port", str(port), "page_server:app"),
            ],
            cwd=Path(__file__).parent,
            env={"PAGE_SERVER_KEYS": str(folder / "keys")},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
            answers(client)

    def stop(self):
        self.server.terminate()
        self.server.wait(timeout=30)


@pytest.fixture
def folder():
    """A folder that nginx, which gives up its rights, may look into."""
    with tempfile.TemporaryDirectory(prefix="masthead-nginx-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def origin(folder):
    port = free_port()
    site = Origin(folder, port)
    site.port = port
    yield site
    site.stop()


@pytest.fixture
def edge(folder, origin):
    port = free_port()
    shipped = SHIPPED.read_text()
    for was, here in (
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("127.0.0.1:8000", f"127.0.0.1:{origin.port}"),
        ("/var/cache/nginx/masthead", f"{folder}/cache"),
    ):
        assert was in shipped
        shipped = shipped.replace(was, here)
    config = folder / "nginx.conf"
    config.write_text(AROUND.format(folder=folder, shipped=shipped))
    server = subprocess.Popen([NGINX, "-c", str(config), "-e", str(folder / "start.log")])
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
        answers(client)
        yield client
    server.terminate()
    server.wait(timeout=30)


def test_a_page_is_kept_for_a_moment_and_never_shown_once_it_is_older(edge):
    first = edge.get("/a/")
    assert edge.get("/a/").headers["cache-status"].endswith("nginx; HIT")
    edge.get("/bump/article:1")
    time.sleep(FRESH_FOR + 0.2)
    later = edge.get("/a/")
    assert (first.text, later.text) == ("/a/? rendered 1", "/a/? rendered 2")


def test_the_last_page_is_shown_while_masthead_does_not_answer(edge, origin):
    assert edge.get("/a/").text == "/a/? rendered 1"
    origin.stop()
    time.sleep(FRESH_FOR + 0.2)
    answer = edge.get("/a/")
    assert (answer.status_code, answer.text) == (200, "/a/? rendered 1")
    assert "STALE" in ", ".join(answer.headers.get_list("cache-status"))
    assert edge.get("/never-asked-for/").status_code == 502


def test_a_page_that_names_forty_long_keys_passes(edge):
    answer = edge.get("/many-keys/")
    assert answer.status_code == 200
    assert len(answer.headers["surrogate-key"].split()) == 40


@pytest.mark.parametrize("path", ["/cookie/", "/no-store/"])
def test_what_is_not_public_is_not_kept(edge, path):
    assert edge.get(path).text != edge.get(path).text


def test_readers_of_other_encodings_get_their_own_copy(edge):
    for encoding in ("br", "gzip", "identity", "gzip, deflate, br, zstd"):
        for _ in range(2):
            answer = edge.get("/encoded/", headers={"Accept-Encoding": encoding})
            assert answer.text == "/encoded/? rendered 1"
            assert answer.headers.get("content-encoding", "identity") in encoding
