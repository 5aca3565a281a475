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
    path, query = environ["PATH_INFO"], environ["QUERY_STRING"]
    with lock:
        rendered[path] += 1
        count = rendered[path]
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Vary", "Accept-Encoding")]
    if path.startswith("/bump/"):
        table.bump([path.removeprefix("/bump/")])
        body = b"moved"
        response = Response([body])
    elif path == "/stream/":
        response = Stream([b"one ", b"two ", b"three"])
    elif path == "/echo/":
        response = Response([environ["wsgi.input"].read()])
    elif path == "/cookie/":
        headers.append(("Set-Cookie", "session=1"))
        response = kept(f"cookie {count}")
    elif path.startswith("/private/"):
        response = kept(f"private {count}")
    elif path == "/file/":
        file = Path(__file__).open("rb")  # noqa: SIM115 - the server closes it
        response = environ["wsgi.file_wrapper"](file)
    else:
        if path == "/slow/":
            time.sleep(0.5)
        response = kept(f"{path}?{query} rendered {count}")
    start_response("200 OK", headers)
    return response


def kept(text):
    response = Response([text.encode()])
    response.page = Meant({"article:1"}, {"latest"}, ("page",))
    return response


app = Front(Bridge(site, threads=4), PageStore(table, limit=10_000_000), private=("/private/",))
