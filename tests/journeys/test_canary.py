"""Nothing held is seen: canary words in everything that readers may not see, and a crawl of every
public surface that must find none of them."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.urls import Resolver404, resolve
from PIL import Image
from wagtail.documents import get_document_model

from factories.content import (
    make_article,
    make_author,
    make_draft,
    make_section,
    make_story,
    make_topic,
)
from journeys.crawl import Crawl, seeds
from masthead.content import services
from masthead.content.models import Article, Licence, Picture, Pin
from masthead.content.queries import picture_view
from masthead.core import clock
from masthead.delivery import followers

HELD = (
    "draft",
    "scheduled",
    "embargoed",
    "killed",
    "expired",
    "unpublished",
    "withheld",
    "rightsover",
    "rightsahead",
    "newversion",
    "unlicensed",
)
PLACES = (
    "headline",
    "summary",
    "body",
    "caption",
    "alt",
    "credit",
    "byline",
    "note",
    "file",
    "jpeg",
)
ACCEPTS = (
    "text/html",
    "text/markdown",
    "application/vnd.iptc.ninjs+json",
    "application/json",
)
EMBARGO = timedelta(hours=3)


def canary(state: str, place: str) -> str:
    return f"zq{state}{place}qz"


def canaries(*states: str) -> list[str]:
    return [canary(state, place) for state in states for place in PLACES]


def make_canary_picture(state: str) -> Picture:
    buffer = io.BytesIO()
    image = Image.new("RGB", (640, 480), (HELD.index(state) * 20, 90, 140))
    image.save(buffer, "JPEG", comment=canary(state, "jpeg").encode())
    return Picture.objects.create(
        title=canary(state, "file"),
        description=canary(state, "alt"),
        caption=canary(state, "caption"),
        credit=canary(state, "credit"),
        file=ImageFile(io.BytesIO(buffer.getvalue()), name=f"{canary(state, 'file')}.jpg"),
    )


class Paper:
    """A newspaper with one article of each state, filed so that everything could lead to it."""

    def __init__(self) -> None:
        self.section = make_section("Banking")
        self.topic, self.story = make_topic("Mergers"), make_story("The merger")
        self.author = make_author("Imogen Farrow")
        self.lone_author, self.lone_topic = make_author("Lone Author"), make_topic("Lone topic")
        self.lone_story, self.lone_section = make_story("Lone story"), make_section("Lone section")
        self.pictures, self.documents, self.articles = {}, {}, {}
        for state in HELD:
            self.articles[state] = self.make(state)
        for place, article in enumerate(self.articles.values(), start=1):
            for front in ("top-stories", "banking"):
                Pin.objects.create(article=article, front=front, place=place)
        links = [
            {"type": "related_article", "value": {"article": article.pk}}
            for article in self.articles.values()
        ]
        self.open = [
            make_article(
                f"Open for all {number}",
                section=self.section,
                authors=[self.author],
                topics=[self.topic],
                story=self.story,
                body=links,
            )
            for number in range(3)
        ]
        make_article("Open elsewhere", section=make_section("Trading"))

    def fields(self, state: str) -> dict:
        self.pictures[state] = picture = make_canary_picture(state)
        self.documents[state] = document = get_document_model().objects.create(
            title=canary(state, "file"),
            file=ContentFile(canary(state, "file").encode(), name=f"{canary(state, 'file')}.txt"),
        )
        image = {
            "image": picture.pk,
            "alt": canary(state, "alt"),
            "caption": canary(state, "caption"),
            "credit": canary(state, "credit"),
            "decorative": False,
        }
        title = canary(state, "body")
        return {
            "summary": canary(state, "summary"),
            "byline": canary(state, "byline"),
            "story": self.story if state != "draft" else self.lone_story,
            "lead_image": picture,
            "lead_alt": canary(state, "alt"),
            "lead_caption": canary(state, "caption"),
            "lead_credit": canary(state, "credit"),
            "body": [
                {"type": "text", "value": f"<p>{canary(state, 'body')}</p>"},
                {"type": "image", "value": image},
                {"type": "document", "value": {"document": document.pk, "title": title}},
            ],
        }

    def make(self, state: str) -> Article:
        now = clock.now()
        times = {
            "embargoed": {"embargoed_until": now.replace(microsecond=0) + EMBARGO},
            "expired": {"expire_at": now + timedelta(seconds=1)},
            "rightsover": {"rights_until": now + timedelta(seconds=1)},
            "rightsahead": {"rights_from": now + timedelta(days=30)},
        }
        if state == "unlicensed":
            times[state] = {"licence": Licence.objects.create(name="Magazine alone", web=False)}
        article = make_draft(
            canary(state, "headline"),
            section=self.section,
            authors=[self.author, self.lone_author],
            topics=[self.topic, self.lone_topic],
            **self.fields(state),
            **times.get(state, {}),
        )
        getattr(self, f"_bring_{state}", services.publish_article)(article, by="test")
        article.refresh_from_db()
        return article

    def _bring_draft(self, article, *, by) -> None:
        """It stays where it is."""

    def _bring_scheduled(self, article, *, by) -> None:
        services.publish_article(article, by=by, at=clock.now() + timedelta(days=1))

    def _bring_killed(self, article, *, by) -> None:
        services.publish_article(article, by=by)
        services.correct_article(article, by=by, note=canary("killed", "note"))
        services.kill_article(article, by=by, reason=canary("killed", "note"))

    def _bring_unpublished(self, article, *, by) -> None:
        services.publish_article(article, by=by)
        services.correct_article(article, by=by, note=canary("unpublished", "note"))
        services.unpublish_article(article, by=by)

    def _bring_withheld(self, article, *, by) -> None:
        services.publish_article(article, by=by)
        services.correct_article(article, by=by, note=canary("withheld", "note"))
        services.withhold_article(article, by=by)

    def _bring_newversion(self, article, *, by) -> None:
        """A released article whose next version, full of canaries, is still being written."""
        words = {"headline": "Open already", "summary": "Open.", "byline": "", "body": []}
        for name, value in {**words, "lead_image": None, "lead_alt": "", "lead_caption": "",
                            "lead_credit": "", "slug": "open-already"}.items():  # fmt: skip
            setattr(article, name, value)
        article.save_revision()
        services.publish_article(article, by=by)
        for name, value in self.fields("newversion").items():
            setattr(article, name, value)
        article.headline = canary("newversion", "headline")
        article.save_revision()

    def values(self) -> dict[str, list[str]]:
        """What to put for the names in address patterns: all that a guesser could think of."""
        slugs = [article.slug for article in [*self.articles.values(), *self.open]]
        filed = ["mergers", "the-merger", "imogen-farrow", "lone-author", "lone-topic"]
        return {
            "slug": [slugs[0], slugs[-1], *filed, "lone-story", "banking", "lone-section"],
            "section": ["banking"],
            "pk": [str(article.pk) for article in self.articles.values()],
            "id": [str(article.pk) for article in self.articles.values()],
            "digest": ["0"],
            "file": ["feed.xml", "atom.xml", "feed.json"],
            "number": ["0", "1", "2"],
            "name": ["pages", "topics", "authors"],
            "rest": ["articles"],
        }

    def together(self) -> dict[str, list[tuple[str, ...]]]:
        """The addresses of each picture and file, as a page that showed them would have them."""
        cuts = [picture_view(picture) for picture in self.pictures.values()]
        slugs = [article.slug for article in [*self.articles.values(), *self.open]]
        return {
            "section+slug": [("banking", slug) for slug in slugs],
            "pk+version+ratio+width+suffix": [
                (str(cut.id), cut.version, ratio, "640", "jpg")
                for cut in cuts
                for ratio in ("16x9", "full")
            ],
            "pk+version": [(str(article.pk), "0") for article in self.articles.values()],
            "pk+name": [(str(one.pk), one.filename) for one in self.documents.values()],
        }


@pytest.fixture
def paper(db, time_machine) -> Paper:
    time_machine.move_to("2027-01-04T09:00:00Z")
    paper = Paper()
    time_machine.shift(5)
    services.perform_due(clock.now())
    followers.run_all()
    return paper


@pytest.fixture
def crawl(paper, client):
    def run() -> Crawl:
        held = frozenset(article.url for article in paper.articles.values())
        starts = seeds(paper.values(), paper.together())
        return Crawl(client, accepts=ACCEPTS, held=held).run([*held, *starts])

    return run


def test_no_public_surface_shows_what_is_held_until_its_time_and_then_every_one_does(
    paper, crawl, time_machine
):
    first = crawl()
    assert first.where("Open for all 1") >= {"/", "/latest/", "/banking/", paper.open[1].url}
    assert leaks(first, canaries(*HELD)) == {}
    time_machine.shift(EMBARGO)  # no heartbeat lives, and nobody looks after anything
    second = crawl()
    still_held = [state for state in HELD if state != "embargoed"]
    assert leaks(second, canaries(*still_held)) == {}
    shown = second.where(canary("embargoed", "headline"))
    assert shown >= belongs_to(paper.articles["embargoed"])
    for place in ("summary", "body", "caption", "alt"):
        assert paper.articles["embargoed"].url in second.where(canary("embargoed", place))
    assert any(
        address.startswith("/pictures/") and second.statuses[address] == 200
        for address in second.statuses
    )


def belongs_to(article: Article) -> set[str]:
    """The surfaces on which a released article stands, as far as this site has them."""
    return {
        article.url,
        *("/", "/latest/", "/top-stories/", "/banking/"),
        *("/topics/mergers/", "/authors/imogen-farrow/", "/stories/the-merger/"),
        *(
            address
            for address in ("/feed.xml", "/atom.xml", "/feed.json", "/banking/feed.xml",
                            "/news-sitemap.xml", "/api/v1/articles/")
            if is_routed(address)
        ),
    }  # fmt: skip


def is_routed(address: str) -> bool:
    try:
        return resolve(address).url_name not in {"article", "section"}
    except Resolver404:
        return False


def leaks(crawl: Crawl, words: list[str]) -> dict[str, set[str]]:
    """The words that were found, each with the addresses that showed more than was asked for:
    an address that holds the word may be repeated by a page that says it does not exist.
    """
    found = {word: crawl.where(word) for word in words}
    return {
        word: said
        for word, addresses in found.items()
        if (said := {one for one in addresses if word not in one.lower()})
    }


def test_pictures_and_files_of_held_articles_are_not_served_at_any_address(paper, client):
    for state in HELD:
        cut = picture_view(paper.pictures[state])
        for ratio in ("16x9", "3x2", "1x1", "4x5", "full"):
            for suffix in ("jpg", "webp", "avif"):
                address = f"/pictures/{cut.id}-{cut.version}/{ratio}-320.{suffix}"
                assert client.get(address).status_code in {301, 302, 404}, (state, address)
        document = paper.documents[state]
        for address in (
            f"/files/{document.pk}/{document.filename}",
            f"/media/{document.file.name}",
            f"/media/{paper.pictures[state].file.name}",
            document.url,
        ):
            assert client.get(address).status_code in {301, 302, 404}, (state, address)
