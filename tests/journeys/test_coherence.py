"""The coherence machine: edits of every kind in random order, and after each one every sampled
page that a worker serves equals the page that Django renders at that moment, byte for byte.

COHERENCE_STEPS says how many edits (400 unless it is set)."""

from __future__ import annotations

import os
import random
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from factories.content import (
    make_article,
    make_author,
    make_draft,
    make_picture,
    make_section,
    make_story,
    make_topic,
)
from factories.front import Worker
from factories.wire import g2, make_source, send
from masthead.content import services
from masthead.content.kinds import Kind, Origin
from masthead.content.models import (
    Article,
    Author,
    Pin,
    Section,
    SiteMenu,
    SiteSettings,
    Story,
    Topic,
)
from masthead.core import clock
from masthead.delivery import due, followers, page_keys

STEPS_AN_EXAMPLE = 50
STEPS = int(os.environ.get("COHERENCE_STEPS", "400"))
SAMPLE = 5  # pages looked at after each step, and two articles
NUMBERS = st.integers(0, 1_000_000)
WORDS = st.sampled_from(["toll", "rate", "merger", "outage", "harbour", "bond", "audit"])

FIXED = [
    *("/", "/latest/", "/top-stories/", "/videos/", "/topics/", "/authors/", "/corrections/"),
    *("/press-releases/", "/feed.xml", "/atom.xml", "/feed.json", "/sitemap.xml"),
    *("/news-sitemap.xml", "/api/v1/articles/", "/robots.txt", "/llms.txt", "/brand.css"),
]


class Newsroom(RuleBasedStateMachine):
    keys = None  # the path of the shared key table, set by the test

    @initialize()
    def open_the_newsroom(self):
        self.travel = time_machine.travel(datetime(2026, 11, 2, 9, 0, tzinfo=UTC), tick=False)
        self.clock = self.travel.start()
        self.random = random.Random(7)  # noqa: S311 - picks pages to look at
        self.serial = 0
        self.workers = [Worker(self.keys), Worker(self.keys)]
        self.sections = [make_section(name) for name in ("Banking", "Trading", "Headlines")]
        self.topics = [make_topic(name) for name in ("Tolls", "Bonds")]
        self.authors = [make_author(name) for name in ("Ada Quay", "Bo Stern")]
        self.story = make_story("The toll")
        self.source = make_source("meridian", default_section=self.sections[2])
        SiteMenu.objects.create(slug="main", title="Main")
        for _ in range(4):
            self.publish(0, "toll")

    def teardown(self):
        for worker in getattr(self, "workers", ()):
            worker.close()
        if hasattr(self, "travel"):
            self.travel.stop()
        empty_the_newsroom()

    # --- What may happen -----------------------------------------------------------------------

    @rule(number=NUMBERS, word=WORDS)
    def publish(self, number, word):
        self.serial += 1
        make_article(
            f"{word} number {self.serial}",
            section=pick(self.sections, number),
            kind=pick([Kind.NEWS, Kind.OPINION, Kind.VIDEO, Kind.PRESS_RELEASE], number // 7),
            origin=pick([Origin.STAFF, Origin.STAFF, Origin.COMMISSIONED], number // 3),
            authors=[pick(self.authors, number)],
            topics=[pick(self.topics, number)],
            story=pick([None, self.story], number),
            lead_image=make_picture() if number % 5 == 0 else None,
        )

    @rule(number=NUMBERS, word=WORDS)
    def edit_headline(self, number, word):
        if article := self.any_article(number, live=True):
            article.headline = f"{word} edited {number}"
            services.publish_article(_saved(article), by="ann")

    @rule(number=NUMBERS)
    def move_to_another_section(self, number):
        if article := self.any_article(number, live=True):
            article.section = pick(self.sections, number + 1)
            services.publish_article(_saved(article), by="ann")

    @rule(number=NUMBERS)
    def correct(self, number):
        if article := self.any_article(number, live=True):
            services.correct_article(article, note=f"Note {number}", by="ann")

    @rule(number=NUMBERS)
    def kill(self, number):
        if article := self.any_article(number, live=True):
            services.kill_article(article, reason="Wrong throughout", by="ann")

    @rule(number=NUMBERS)
    def take_off(self, number):
        if article := self.any_article(number, live=True):
            services.unpublish_article(article, by="ann")

    @rule(number=NUMBERS)
    def withhold_or_release(self, number):
        if article := self.any_article(number, killed_at=None):
            verb = services.release_article if article.withheld else services.withhold_article
            verb(article, by="ann")

    @rule(number=NUMBERS, minutes=st.integers(1, 300))
    def schedule(self, number, minutes):
        self.serial += 1
        draft = make_draft(f"Scheduled {self.serial}", section=pick(self.sections, number))
        services.publish_article(draft, by="ann", at=clock.now() + timedelta(minutes=minutes))

    @rule(number=NUMBERS, minutes=st.integers(1, 300))
    def expire_later(self, number, minutes):
        if article := self.any_article(number, live=True):
            article.expire_at = clock.now() + timedelta(minutes=minutes)
            services.publish_article(_saved(article), by="ann")

    @rule(number=NUMBERS, minutes=st.integers(0, 300))
    def wire_sends(self, number, minutes):
        embargo = (clock.now() + timedelta(minutes=minutes)).isoformat() if minutes else ""
        send(
            self.source,
            g2(
                f"urn:wire:{number % 8}",
                version=1 + number % 5,
                status=pick(["usable"] * 6 + ["withheld", "canceled"], number),
                headline=f"Wire {number}",
                embargoed=embargo,
                made=clock.now().isoformat(),
            ),
        )

    @rule(minutes=st.integers(1, 2000))
    def time_passes(self, minutes):
        self.clock.shift(timedelta(minutes=minutes))
        due.forget()  # as a second of a real clock would

    @rule(number=NUMBERS, word=WORDS)
    def rename(self, number, word):
        row = pick([*self.sections, *self.topics, *self.authors], number)
        row.refresh_from_db()
        row.name = f"{word} {row.pk} {number % 50} {type(row).__name__}".title()
        row.save()

    @rule(number=NUMBERS)
    def move_a_section(self, number):
        section = pick(self.sections, number)
        section.refresh_from_db()
        section.slug = f"section-{section.pk}-{number % 20}"
        section.save()

    @rule(number=NUMBERS)
    def rename_the_story(self, number):
        self.story.title = f"The toll, part {number}"
        self.story.save()

    @rule(number=NUMBERS)
    def reorder_the_navigation(self, number):
        menu = SiteMenu.objects.get(slug="main")
        menu.items.all().delete()
        order = [self.sections[(number + place) % 3] for place in range(3)]
        menu.items = [
            menu.items.model(menu=menu, section=section, sort_order=place)
            for place, section in enumerate(order)
        ]
        menu.save()

    @rule(number=NUMBERS)
    def change_settings(self, number):
        face = SiteSettings.load()
        face.title, face.disclosure = f"The Quay {number % 9}", f"Disclosure {number}"
        face.save()

    @rule(number=NUMBERS)
    def change_a_picture(self, number):
        article = self.any_article(number, lead_image__isnull=False)
        if article:
            picture = article.lead_image
            picture.caption, picture.focal_point_x = f"Caption {number}", number % 100
            picture.focal_point_y = picture.focal_point_width = picture.focal_point_height = 10
            picture.save()

    @rule(number=NUMBERS, minutes=st.integers(1, 300))
    def pin(self, number, minutes):
        if article := self.any_article(number, live=True):
            Pin.objects.filter(article=article).delete()
            Pin(
                article=article,
                starts_at=clock.now() + timedelta(minutes=minutes // 2),
                ends_at=clock.now() + timedelta(minutes=minutes + 1),
            ).save()

    # --- What must hold ------------------------------------------------------------------------

    def check_invariants(self, *args, **kwargs):
        super().check_invariants(*args, **kwargs)
        if hasattr(self, "workers"):
            due.perform_if_due()
            followers.run_all()
            for address in self.addresses():
                self.look_at(address)

    def look_at(self, address):
        worker = self.random.choice(self.workers)
        seen = worker.get(address)
        if "stale" in seen.source:  # soft keys: the next look must be right
            seen = worker.get(address)
        fresh = worker.fresh(address)
        assert (seen.status, seen.body) == (fresh.status, fresh.body), (
            f"{address} from {seen.source!r} is not what Django renders"
        )

    def addresses(self):
        articles = [
            f"/{path}/" for path in Article.objects.exclude(path="").values_list("path", flat=True)
        ]
        filed = [
            *(row.url for row in Section.objects.all()),
            *(row.url for row in Topic.objects.all()),
            *(row.url for row in Author.objects.all()),
            *(row.url for row in Story.objects.all()),
        ]
        feeds = [f"{url}feed.xml" for url in filed if not url.startswith("/stories/")]
        sample = self.random.sample(articles, min(2, len(articles)))
        return [*sample, *self.random.sample([*FIXED, *filed, *feeds], SAMPLE)]

    def any_article(self, number, **filters):
        found = Article.objects.filter(**filters).order_by("pk")
        count = found.count()
        return found[number % count] if count else None


def pick(choices, number):
    return choices[number % len(choices)]


def _saved(article):
    article.save_revision()
    return article


def empty_the_newsroom():
    """Only the rows of the migrations are left: Wagtail's roots of pages and collections."""
    from django.core.management import call_command
    from django.db import connection

    call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)
    connection.creation.deserialize_db_from_string(connection._test_serialized_contents)


@pytest.mark.django_db(transaction=True)
def test_no_worker_serves_a_page_that_is_not_what_django_renders(tmp_path, settings):
    settings.MASTHEAD_KEYS_FILE = tmp_path / "keys"
    page_keys.table.cache_clear()
    Newsroom.keys = tmp_path / "keys"
    try:
        run_state_machine_as_test(Newsroom, settings=_profile())
    finally:
        page_keys.table().close()
        page_keys.table.cache_clear()


def _profile():
    examples = max(1, STEPS // STEPS_AN_EXAMPLE)
    return settings(max_examples=examples, stateful_step_count=STEPS_AN_EXAMPLE, deadline=None)
