"""Absurd requests to the real server: a fitting refusal, and nothing that another reader gets."""

from __future__ import annotations

import pytest

from factories.served import serving

pytestmark = pytest.mark.xdist_group("real site")

PROBLEM = "application/problem+json"
LONG = b"a" * 100_000


def short(value):
    """A test's name holds no more of a value than one can read."""
    return repr(value[:40]) if isinstance(value, bytes) else None


@pytest.fixture(scope="module")
def site(real_site):
    folder, _ = real_site
    with serving(folder) as server:
        yield server


@pytest.fixture
def unharmed(site):
    """Whatever the test asked, everybody else still gets the same kept page."""
    site.get(b"/latest/")
    before = site.get(b"/latest/")
    assert before.headers["cache-status"] == "masthead; hit"
    yield
    after = site.get(b"/latest/")
    assert after.body == before.body
    assert after.headers == {**before.headers, "date": after.headers.get("date")}


@pytest.mark.usefixtures("unharmed")
@pytest.mark.parametrize("name", [b"X-Absurd", b"Cookie", b"Accept", b"Accept-Encoding", b"Range"])
def test_headers_of_a_hundred_kilobytes_are_refused(site, name):
    assert site.get(b"/latest/", b"%s: %s\r\n" % (name, LONG)).status == 431


@pytest.mark.usefixtures("unharmed")
def test_two_thousand_headers_are_refused(site):
    many = b"".join(b"X-%d: 1\r\n" % number for number in range(2000))
    assert site.get(b"/latest/", many).status == 431


@pytest.mark.usefixtures("unharmed")
@pytest.mark.parametrize(
    "headers",
    [
        b"Accept: \xff\xfe, text/markdown;q=x\r\n",
        b"Accept: " + b"text/markdown;q=0.1," * 2000 + b"\r\n",
        b"Accept-Encoding: br;q=abc, gzip;q=-1, \xff\r\n",
        b"Accept-Encoding: " + b"br," * 10_000 + b"\r\n",
        b"Range: bytes=9-1,zz\r\n",
        b"Range: bytes=" + b"0-1," * 5000 + b"2-3\r\n",
        b'If-None-Match: \xff, "unclosed\r\n',
        b"If-Modified-Since: never\r\n",
        b"Cookie: \xff=\xfe; sessionid=\xff\r\n",
        b"X-HTTP-Method-Override: DELETE\r\nX-Forwarded-Host: evil.example\r\n",
        b"X-Original-URL: /desk/\r\nX-Rewrite-URL: /desk/\r\n",
        b"Upgrade: websocket\r\nSec-WebSocket-Key: x\r\n",
    ],
    ids=short,
)
def test_absurd_values_of_headers_change_nothing(site, headers):
    answer = site.get(b"/latest/", headers)
    assert answer.status == 200
    assert b"evil" not in answer.body


@pytest.mark.usefixtures("unharmed")
@pytest.mark.parametrize("path", [b"/latest/", b"/api/v1/articles/", b"/feed.xml", b"/robots.txt"])
@pytest.mark.parametrize(
    "method", [b"BREW", b"B" * 3000, b"TRACE", b"OPTIONS", b"DELETE", b"POST"], ids=short
)
def test_methods_that_a_page_does_not_know_are_405_and_it_says_which_it_does(site, method, path):
    answer = site.send(b"%s %s HTTP/1.1\r\n" % (method, path) + site.host)
    assert answer.status == 405
    assert answer.headers["allow"] == "GET, HEAD"
    assert "no-store" in answer.headers["cache-control"]


@pytest.mark.usefixtures("unharmed")
@pytest.mark.parametrize(
    "host",
    [
        b"",
        b"Host: \r\n",
        b"Host: evil.example\r\n",
        b"Host: 127.0.0.1@evil.example\r\n",
        b"Host: a b<>\r\n",
        b"Host: b\xc3\xbccher.example\r\n",
        b"Host: " + b"a" * 5000 + b"\r\n",
    ],
    ids=short,
)
def test_hosts_that_are_not_the_sites_are_refused_on_pages_and_the_api(site, host):
    for path, mime in ((b"/latest/", "text/html"), (b"/api/v1/articles/", PROBLEM)):
        answer = site.send(b"GET %s HTTP/1.1\r\n" % path + host)
        assert answer.status == 400
        assert answer.headers["content-type"].startswith(mime)
        assert "no-store" in answer.headers["cache-control"]


@pytest.mark.usefixtures("unharmed")
@pytest.mark.parametrize(
    ("path", "status"),
    [
        (b"/%00%00/", {404}),
        (b"/%ff%fe/%zz/%", {404}),
        (b"/\xff\xfe/", {400}),
        (b"/a\x00b/", {400}),
        (b"/" + b"a" * 300 + b"/", {404}),
        (b"/" + b"a" * 20_000, {400, 404}),
        (b"/" + LONG, {414, 431}),
        (b"/" + b"a/" * 5000, {404}),
        (b"/../../etc/passwd", {404}),
        (b"/%2e%2e/%2e%2e/etc/passwd", {404}),
        (b"/static/..%2f..%2fmasthead.toml", {404}),
        (b"/files/1/..%2f..%2fsecret", {404}),
        (b"//evil.example/", {404}),
        (b"/\\evil.example/..", {404}),
        (b"/latest/?page=%ff", {404}),
        (b"/latest/?page=1e9", {404}),
        (b"/latest/?page=\xff", {400}),
        (b"/sitemap-articles-99999999999999999999.xml", {404}),
        (b"/rsl/99999999999999999999.xml", {404}),
        (b"/pictures/99999999999999999999-a/16x9-99999999999999999999.webp", {404}),
        (b"/share/99999999999999999999-a.png", {404}),
        (b"/files/99999999999999999999/a", {404}),
        (b"*", {400, 404}),
    ],
    ids=short,
)
def test_absurd_addresses_are_refused_without_a_fault_of_ours(site, path, status):
    assert site.get(path).status in status


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        (b"articles/?limit=x", 400),
        (b"articles/?since=99999-99-99", 400),
        (b"articles/?section=%00", 400),
        (b"articles/?cursor=%ff%fe", 400),
        (b"articles/?" + b"&".join(b"z%d=1" % number for number in range(3000)), 400),
        (b"articles/99999999999999999999/", 404),
        (b"%00/", 404),
        (b"nothing/", 404),
    ],
    ids=short,
)
def test_the_api_tells_faults_as_problem_documents(site, asked, status):
    answer = site.get(b"/api/v1/" + asked)
    assert (answer.status, answer.headers["content-type"]) == (status, PROBLEM)
    assert b'"status":%d' % status in answer.body


def test_parameters_that_no_view_declares_make_no_second_copy_however_long(site):
    first = site.get(b"/latest/")
    for query in (b"utm_source=a", b"x=" + b"a" * 5000, b"x=" + b"b" * 5000, b"a=1&" * 3000):
        answer = site.get(b"/latest/?" + query)
        assert answer.headers["cache-status"] == "masthead; hit"
        assert answer.body == first.body


@pytest.mark.parametrize(
    "request_",
    [
        b"\x00\xff garbage\r\n",
        b"GET / HTTP/9.9\r\nHost: a\r\n",
        b"GET /\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: many\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nX: a\x00b\r\n",
    ],
)
def test_what_is_no_http_is_refused(site, request_):
    assert site.send(request_).status == 400
