"""A tiny WSGI site behind the page cache, for `test_front.py` to run under a real server.

Its answers tell how often they were rendered; /slow/ waits, /bump/KEY moves a key."""

from __future__ import annotations

import os
import threading
import time
from collections import Counter
from pathlib import Path

from masthead.delivery.keys import KeyTable
from masthead.delivery.pages.bridge import Bridge
from masthead.delivery.pages.declare import Meant
from masthead.delivery.pages.front import Front
from masthead.delivery.pages.store import PageStore

table = KeyTable(Path(os.environ["PAGE_SERVER_KEYS"]))
rendered: Counter[str] = Counter()
lock = threading.Lock()


class Response(list):
    streaming = False
    page = None

    def close(self):
        """As Django's."""


class Stream(Response):
    streaming = True


def site(environ, start_response):
    path = environ["PATH_INFO"]
    with lock:
        rendered[path] += 1
        count = rendered[path]
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Vary", "Accept-Encoding")]
    if path.startswith("/bump/"):
        table.bump([path.removeprefix("/bump/")])
        response = Response([b"moved"])
    elif path.startswith("/private/"):
        response = kept(f"private {count}")
    else:
        answer = ANSWERS.get(path, a_page)
        response = answer(environ, headers, count)
    start_response("200 OK", headers)
    return response


def a_page(environ, _headers, count):
    return kept(f"{environ['PATH_INFO']}?{environ['QUERY_STRING']} rendered {count}")


def slow(environ, headers, count):
    time.sleep(0.5)
    return a_page(environ, headers, count)


def cookie(_environ, headers, count):
    headers.append(("Set-Cookie", "session=1"))
    return kept(f"cookie {count}")


def many_keys(_environ, headers, _count):
    keys = [f"key:{number:060}" for number in range(40)]
    headers += [("Surrogate-Key", " ".join(keys)), ("Cache-Tag", ",".join(keys))]
    return kept("many keys")


def no_store(_environ, headers, count):
    headers.append(("Cache-Control", "private, no-store"))
    return Response([f"no-store {count}".encode()])


def file(environ, _headers, _count):
    return environ["wsgi.file_wrapper"](Path(__file__).open("rb"))  # the server closes it


def stream_of_moves(_environ, _headers, _count):
    response = Response([b"retry: 5000\n\n"])
    response.live = ("wire", table.versions(["wire"])[0])
    return response


ANSWERS = {
    "/live/": stream_of_moves,
    "/stream/": lambda *_: Stream([b"one ", b"two ", b"three"]),
    "/echo/": lambda environ, *_: Response([environ["wsgi.input"].read()]),
    "/cookie/": cookie,
    "/many-keys/": many_keys,
    "/no-store/": no_store,
    "/file/": file,
    "/slow/": slow,
    "/slow/moved/": slow,
}


def kept(text):
    response = Response([text.encode()])
    response.page = Meant({"article:1"}, {"latest"}, ("page",))
    return response


app = Front(
    Bridge(site, threads=4, table=table), PageStore(table, limit=10_000_000), private=("/private/",)
)
