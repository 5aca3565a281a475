"""The page cache under a real server: what is kept, what never is, and what readers get."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    keys = tmp_path_factory.mktemp("front") / "keys"
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "granian", "--interface", "rsgi", "--no-ws"),
            *("--host", "127.0.0.1", "--port", str(port), "page_server:app"),
        ],
        cwd=Path(__file__).parent,
        env={**os.environ, "PAGE_SERVER_KEYS": str(keys)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
        for _ in range(100):
            try:
                client.get("/ready/")
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield client
    server.terminate()
    server.wait(timeout=20)


def test_a_second_reader_gets_the_kept_page_and_a_moved_key_renders_it_anew(site):
    first, second = site.get("/a/"), site.get("/a/")
    assert first.headers["cache-status"] == "masthead; fwd=miss; stored"
    assert second.headers["cache-status"] == "masthead; hit"
    assert first.text == second.text == "/a/? rendered 1"
    site.get("/bump/article:1")
    assert site.get("/a/").text == "/a/? rendered 2"


def test_a_soft_key_serves_the_stale_page_once_more_while_it_is_refreshed(site):
    assert site.get("/soft/").text.endswith("rendered 1")
    site.get("/bump/latest")
    stale = site.get("/soft/")
    assert (stale.text, stale.headers["cache-status"]) == (
        "/soft/? rendered 1",
        "masthead; hit; fwd=stale",
    )
    for _ in range(50):
        if site.get("/soft/").text.endswith("rendered 2"):
            break
        time.sleep(0.05)
    assert site.get("/soft/").headers["cache-status"] == "masthead; hit"


def test_undeclared_parameters_neither_fragment_the_cache_nor_matter(site):
    site.get("/q/?page=2")
    for query in ("page=2&utm_source=x", "fbclid=1&page=2", "page=2"):
        answer = site.get(f"/q/?{query}")
        assert answer.headers["cache-status"] == "masthead; hit"
        assert answer.text == "/q/?page=2 rendered 1"
    assert site.get("/q/?page=3").headers["cache-status"].startswith("masthead; fwd=miss")


def test_long_queries_of_undeclared_parameters_fragment_nothing(site):
    site.get("/long/?page=2")
    for letter in "ab":
        answer = site.get(f"/long/?page=2&x={letter * 5000}")
        assert answer.headers["cache-status"] == "masthead; hit"


def test_a_page_is_kept_under_the_parameters_that_its_view_saw(site):
    """Django takes the last of one name, and an empty value is a value."""
    seen = {query: site.get(f"/seen/?{query}").text for query in ("page=2&page=1", "page=1&page=2")}
    assert len(set(seen.values())) == 2
    site.get("/empty/")
    assert site.get("/empty/?page=").headers["cache-status"].startswith("masthead; fwd=miss")


def test_one_request_renders_however_many_ask(site):
    with ThreadPoolExecutor(12) as pool:
        texts = {answer.text for answer in pool.map(lambda _: site.get("/slow/"), range(12))}
    assert texts == {"/slow/? rendered 1"}


def test_when_a_key_moves_meanwhile_one_of_the_waiting_renders_anew_for_all(site):
    with ThreadPoolExecutor(12) as pool:
        asked = [pool.submit(site.get, "/slow/moved/") for _ in range(12)]
        time.sleep(0.25)
        site.get("/bump/article:1")
        texts = [one.result().text for one in asked]
    assert texts.count("/slow/moved/? rendered 1") <= 1, "the one that was at it"
    assert set(texts) <= {"/slow/moved/? rendered 1", "/slow/moved/? rendered 2"}


def test_conditional_requests_are_answered_304_with_their_headers_and_no_body(site):
    etag = site.get("/etag/").headers["etag"]
    for header in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        answer = site.get("/etag/", headers={"If-None-Match": header})
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["etag"] == etag
        assert answer.headers["vary"] == "Accept-Encoding"
    assert site.get("/etag/", headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize(
    ("accepted", "given"),
    [
        ("gzip, deflate, br", "br"),
        ("zstd, gzip", "zstd"),
        ("gzip;q=1.0, br;q=0", "gzip"),
        ("identity", None),
        ("", None),
        ("*", "br"),
    ],
)
def test_the_best_encoding_that_the_reader_accepts_is_sent(site, accepted, given):
    answer = site.get("/encoding/", headers={"Accept-Encoding": accepted})
    assert answer.headers.get("content-encoding") == given


def test_head_has_the_headers_of_get_and_no_body(site):
    got, head = site.get("/head/"), site.head("/head/")
    assert head.content == b""
    for name in ("etag", "content-type", "content-length", "vary"):
        assert head.headers[name] == got.headers[name]


def test_cookies_and_private_paths_are_never_kept(site):
    assert [site.get("/cookie/").text for _ in range(2)] == ["cookie 1", "cookie 2"]
    assert [site.get("/private/x/").text for _ in range(2)] == ["private 1", "private 2"]


def test_forms_streams_and_files_pass_through(site):
    body = os.urandom(3_000_000)
    assert site.post("/echo/", content=body).content == body
    assert site.get("/private/../stream/").text == "one two three"
    assert site.get("/file/").text == Path(__file__).with_name("page_server.py").read_text()


def test_another_host_gets_pages_of_its_own(site):
    site.get("/host/")
    other = site.get("/host/", headers={"Host": "other.example"})
    assert other.headers["cache-status"].startswith("masthead; fwd=miss")


def test_a_stream_says_when_its_key_moves_and_holds_no_thread(site):
    with contextlib.ExitStack() as stack:
        streams = [stack.enter_context(site.stream("GET", "/live/")) for _ in range(6)]
        lines = [stream.iter_lines() for stream in streams]
        assert [next(one) for one in lines] == ["retry: 5000"] * 6
        assert site.get("/beside/").status_code == 200, (
            "four threads serve pages beside six streams"
        )
        site.get("/bump/other")
        site.get("/bump/wire")
        for one in lines:
            assert "event: moved" in {next(one), next(one), next(one)}
