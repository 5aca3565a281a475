"""A real browser before a real server. Tests ask for `browse` and get pages of any size and scheme;
whatever a page complains of, or fetches from elsewhere, fails the test."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from django.db import connections
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


@pytest.fixture(scope="module")
def chromium(django_db_setup) -> Iterator[Browser]:
    # Playwright's own loop runs in this thread. Django would take it for an async view, and gives
    # code under a loop another connection, which must know what the migrations put in.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    rows = getattr(connections["default"], "_test_serialized_contents", None)
    with sync_playwright() as playwright:
        if rows is not None:
            connections["default"]._test_serialized_contents = rows
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@dataclass
class Visit:
    """A page in the browser, and what went wrong on it."""

    page: Page
    origin: str
    complaints: list[str] = field(default_factory=list)

    def to(self, path: str) -> None:
        """Open a path of the site and wait until it is quiet."""
        self.page.goto(self.origin + path, wait_until="load")

    def watch(self) -> None:
        """Note every error of the console and every request that leaves the origin."""
        self.page.on(
            "console",
            lambda one: self.complaints.append(one.text) if one.type == "error" else None,
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda one: self._note_foreign(one.url))

    def _note_foreign(self, url: str) -> None:
        if not url.startswith((self.origin, "data:", "blob:")):
            self.complaints.append(f"left the origin: {url}")


@pytest.fixture
def browse(chromium, live_server) -> Callable[..., object]:
    """`with browse(width=…, dark=…, javascript=…) as visit:` — one visitor of the site."""

    @contextmanager
    def visitor(*, width: int = 1280, dark: bool = False, javascript: bool = True):
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
        )
        visit = Visit(context.new_page(), live_server.url)
        visit.watch()
        try:
            yield visit
        finally:
            context.close()

    return visitor
