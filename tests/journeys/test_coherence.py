"""The coherence machine: edits of every kind in random order, and after each one every looked-at
page that a worker serves equals the page that Django renders at that moment, byte for byte.

COHERENCE_STEPS says how many edits (2,000 unless it is set), in two halves for two processes."""

from __future__ import annotations

import os
import random
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection, connections
from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import initialize, invariant, run_state_machine_as_test
from wagtail.models import Page

from factories.content import make_author, make_section, make_story, make_topic
from factories.front import Worker
from factories.wire import make_source
from journeys.edits import EDITS, Edits
from masthead.content.cache_keys import IDS_A_SHARD
from masthead.content.models import Article, Author, CompanyPage, Section, SiteMenu, SiteRoot, Topic
from masthead.delivery import due, followers, page_keys
from masthead.delivery.pages.variant import VARIANTS

STEPS = int(os.environ.get("COHERENCE_STEPS", "2000"))
STEPS_AN_EXAMPLE = 100
SWEEP_EVERY = 50  # steps; then every page that a worker keeps is looked at
KEPT, ANY = 2, 1  # pages looked at after each step: of those that are kept, and of all
OPENED = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)

FEEDS = ("feed.xml", "atom.xml", "feed.json")
FIXED = [
    *("/", "/latest/", "/top-stories/", "/videos/", "/interviews/", "/research-reports/"),
    *("/press-releases/", "/topics/", "/authors/", "/corrections/", "/about/"),
    *(f"/{feed}" for feed in FEEDS),
    *("/sitemap.xml", "/sitemap-pages.xml", "/sitemap-topics.xml", "/sitemap-authors.xml"),
    *("/news-sitemap.xml", "/robots.txt", "/llms.txt", "/rsl.xml", "/brand.css"),
    *("/api/v1/articles/", "/api/v1/sections/", "/api/v1/topics/", "/api/v1/authors/"),
]


class Newsroom(Edits):
    """An open newsroom with two workers, and what must hold after every edit."""

    keys = None  # the path of the shared key table, set by the test
    opened = count()  # every newsroom has days of its own: nothing of an earlier one can be right
    compared = 0  # pages that a worker served from its store, of all newsrooms

    @initialize()
    def open_the_newsroom(self):
        day = OPENED + timedelta(days=40 * next(self.opened))
        self.travel = time_machine.travel(day, tick=False)
        self.clock = self.travel.start()
        self.random = random.Random(7)  # noqa: S311 - picks pages to look at
        self.workers = [Worker(self.keys), Worker(self.keys)]
        self.steps = 0
        self.page_cache = next(one for one in followers.registered() if one.name == page_keys.NAME)
        self.sections = [make_section(name) for name in ("Banking", "Trading", "Headlines")]
        self.topics = [make_topic(name) for name in ("Tolls", "Bonds")]
        self.authors = [make_author(name) for name in ("Ada Quay", "Bo Stern")]
        self.story = make_story("The toll")
        self.source = make_source("meridian", default_section=self.sections[2])
        SiteMenu.objects.create(slug="main", title="Main")
        root = Page.objects.get(depth=1).add_child(instance=SiteRoot(title="Site", slug="site"))
        self.page = root.add_child(instance=CompanyPage(title="About us", slug="about"))
        for number in range(4):
            self.publish(number, "toll")

    def teardown(self):
        for worker in getattr(self, "workers", ()):
            worker.close()
        if hasattr(self, "travel"):
            self.travel.stop()
        empty_the_newsroom()

    @invariant()
    def no_worker_serves_what_django_would_not_render(self):
        due.perform_if_due()
        self.steps += 1
        self.followers_catch_up()
        kept = sorted({page for worker in self.workers for page in worker.keeps()})
        if self.steps % SWEEP_EVERY:
            kept = self.random.sample(kept, min(KEPT, len(kept)))
        for page in [*kept, *self.random.sample(self.pages(), ANY)]:
            self.look_at(*page)

    def followers_catch_up(self):
        """The page cache's at once; those that no kept page waits for, now and then."""
        if self.steps % SWEEP_EVERY:
            followers.catch_up(self.page_cache)
        else:
            followers.run_all()

    def look_at(self, address, accept):
        """Every worker that keeps the page is asked for it, one of them if none does."""
        keep = [worker for worker in self.workers if (address, accept) in worker.keeps()]
        fresh = None
        for worker in keep or [self.random.choice(self.workers)]:
            seen = worker.get(address, accept=accept)
            type(self).compared += "hit" in seen.source
            if "stale" in seen.source:  # by soft keys: the next look must be right
                seen = worker.get(address, accept=accept)
            fresh = fresh or worker.fresh(address, accept=accept)
            assert (seen.status, seen.body) == (fresh.status, fresh.body), (
                f"{address} ({accept}) from {seen.source!r} is not what Django renders"
            )

    def pages(self):
        """Every page there is: its address, and what a reader of it accepts ("": anything)."""
        articles = list(Article.objects.exclude(path="").values_list("pk", "path"))
        filed = [
            *("/" + slug + "/" for slug in Section.objects.values_list("slug", flat=True)),
            *("/topics/" + slug + "/" for slug in Topic.objects.values_list("slug", flat=True)),
            *("/authors/" + slug + "/" for slug in Author.objects.values_list("slug", flat=True)),
        ]
        addresses = [
            *FIXED,
            *filed,
            *(f"{url}{feed}" for url in filed for feed in FEEDS),
            self.story.url,
            *(f"/{path}/" for _, path in articles),
            *(f"/api/v1/articles/{pk}/" for pk, _ in articles),
            *{f"/sitemap-articles-{pk // IDS_A_SHARD}.xml" for pk, _ in articles},
        ]
        return [
            *((address, "") for address in addresses),
            *((f"/{path}/", VARIANTS["markdown"]) for _, path in articles),
            ("/api/v1/articles/", VARIANTS["ninjs"]),
        ]


def empty_the_newsroom():
    """Only the rows of the migrations are left: Wagtail's roots of pages and collections."""
    call_command(
        "flush",
        interactive=False,
        verbosity=0,
        inhibit_post_migrate=True,
        reset_sequences=False,  # or a new page would get the number of Wagtail's root
    )
    connection.creation.deserialize_db_from_string(connection._test_serialized_contents)


@pytest.fixture
def _connections_that_last(monkeypatch):
    """A worker's thread keeps its connection, as it does when it serves."""
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", None)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_connections_that_last")
@pytest.mark.parametrize("half", [1, 2])
def test_no_worker_serves_a_page_that_is_not_what_django_renders(tmp_path, settings, half):
    settings.MASTHEAD_KEYS_FILE = tmp_path / "keys"
    page_keys.table.cache_clear()
    Newsroom.keys = tmp_path / "keys"
    Newsroom.compared = 0
    Edits.done.clear()
    machine = seed(half)(Newsroom) if os.environ.get("CI") else Newsroom
    try:
        run_state_machine_as_test(machine, settings=_profile())
    finally:
        page_keys.table().close()
        page_keys.table.cache_clear()
    assert Edits.done.keys() == EDITS, "an edit that never happened was not tried"
    assert Newsroom.compared >= STEPS // 2, "too few looks at pages that were kept"


def _profile():
    examples = STEPS // STEPS_AN_EXAMPLE // 2 + 2  # the first ones are the dullest there are
    return settings(
        max_examples=examples,
        stateful_step_count=STEPS_AN_EXAMPLE,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
