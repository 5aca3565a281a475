"""No machine reader gets what readers may not see, or what search engines are told to leave out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from factories.content import make_article, make_author, make_draft, make_section, make_topic
from masthead.content import rules, services
from masthead.content.kinds import Kind, Origin
from masthead.content.models import Article, SiteSettings
from masthead.content.queries.scopes import listed
from masthead.core import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("numbered_from_one")]

LISTS = (
    *("/feed.xml", "/atom.xml", "/feed.json", "/banking/feed.xml", "/banking/atom.xml"),
    *("/banking/feed.json", "/topics/mergers/feed.xml", "/topics/mergers/atom.xml"),
    *("/topics/mergers/feed.json", "/authors/ada-penn/feed.xml", "/authors/ada-penn/atom.xml"),
    *("/authors/ada-penn/feed.json", "/sitemap.xml", "/sitemap-pages.xml", "/sitemap-topics.xml"),
    *("/sitemap-authors.xml", "/sitemap-articles-0.xml", "/news-sitemap.xml", "/llms.txt"),
    *("/api/v1/articles/", "/api/v1/topics/", "/api/v1/authors/", "/api/v1/sections/"),
    *("/api/v1/articles/?section=banking", "/api/v1/articles/?topic=mergers"),
    "/api/v1/articles/?author=ada-penn",
)
NINJS = {"accept": "application/vnd.iptc.ninjs+json"}


@pytest.fixture
def planted(db) -> dict[str, Article]:
    """Articles that nobody may see, each with the word `canary` in headline, text and summary."""
    section = make_section("Banking")
    topic, author = make_topic("Mergers"), make_author("Ada Penn")
    make_article("Open to all", section=section, topics=[topic], authors=[author])
    hour = timedelta(hours=1)
    now = clock.now()

    def plant(name, **fields):
        article = make_article(
            f"Canary {name}",
            section=section,
            slug=f"canary-{name}",
            summary="A canary.",
            topics=[topic, make_topic(f"Canary topic {name}")],
            authors=[author, make_author(f"Canary author {name}")],
            body=[{"type": "text", "value": "<p>canary</p>"}],
            **{key: fields.pop(key) for key in ("kind", "origin") if key in fields},
        )
        Article.objects.filter(pk=article.pk).update(**fields)
        return article

    found = {
        "withheld": plant("withheld", withheld=True),
        "embargoed": plant("embargoed", embargoed_until=now + hour),
        "scheduled": plant("scheduled", go_live_at=now + hour),
        "expired": plant("expired", expire_at=now - hour),
        "no-rights": plant("no-rights", rights_until=now - hour),
        "killed": plant("killed", version=1),
    }
    services.kill_article(found["killed"], reason="Wrong from the start", by="test")
    found["draft"] = make_draft("Canary draft", section=section, authors=[author])
    return found


@pytest.mark.parametrize("path", LISTS)
def test_held_and_killed_articles_are_in_no_list(client, planted, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert b"canary" not in answer.content.lower()


def test_open_article_is_where_the_held_ones_are_not(client, planted):
    for path in ("/feed.xml", "/authors/ada-penn/feed.json", "/api/v1/articles/?topic=mergers"):
        assert b"Open to all" in client.get(path).content


def test_ninjs_holds_no_held_article(client, planted):
    answer = client.get("/api/v1/articles/", headers=NINJS)
    assert b"Open to all" in answer.content
    assert b"canary" not in answer.content.lower()


@pytest.mark.parametrize("start", ["/api/v1/articles/{}/", "/rsl/{}.xml", "/share/{}-0.png"])
def test_held_article_is_not_there_by_its_number(client, planted, start):
    for name, article in planted.items():
        answer = client.get(start.format(article.pk))
        expected = 410 if name == "killed" and start.startswith("/api") else 404
        assert (name, answer.status_code) == (name, expected)
        assert b"canary" not in answer.content.lower()


def test_markdown_of_a_held_article_is_not_to_be_had(client, planted):
    for name, article in planted.items():
        answer = client.get(article.url, headers={"accept": "text/markdown"})
        assert answer.status_code == (410 if name == "killed" else 404)
        assert "text/markdown" not in answer.headers["Content-Type"]
        assert b"A canary." not in answer.content


@pytest.mark.parametrize("origin", [Origin.CONTRIBUTED, Origin.COMMISSIONED])
def test_announcement_of_its_own_sender_says_noindex_and_stands_in_no_list(client, origin):
    section = make_section("Banking")
    article = make_article(
        "Canary announces itself", section=section, kind=Kind.PRESS_RELEASE, origin=origin
    )
    make_article("Open to all", section=section)
    lists = ("/sitemap-articles-0.xml", "/news-sitemap.xml", "/api/v1/articles/")
    for path in (*LISTS[:6], *lists):
        answer = client.get(path)
        assert answer.status_code == 200
        assert b"canary" not in answer.content.lower()
    assert client.get(f"/api/v1/articles/{article.pk}/").status_code == 404
    page = client.get(article.url)
    assert page.status_code == 200
    assert '<meta name="robots" content="noindex">' in page.content.decode()
    markdown = client.get(article.url, headers={"accept": "text/markdown"})
    assert markdown.headers["X-Robots-Tag"] == "noindex"


def test_rule_and_query_agree_on_what_may_be_indexed():
    section = make_section("Banking")
    every = [
        (kind, origin, make_article(section=section, kind=kind, origin=origin).pk)
        for kind in (Kind.NEWS, Kind.PRESS_RELEASE, Kind.OPINION)
        for origin in Origin
    ]
    seen = set(listed(clock.now()).values_list("pk", flat=True))
    for kind, origin, pk in every:
        assert (pk in seen) == rules.is_indexable(kind=kind, origin=origin), (kind, origin)


def test_paid_piece_carries_its_label_wherever_it_goes(client):
    section = make_section("Banking")
    article = make_article("Buy our bonds", section=section, origin=Origin.COMMISSIONED)
    for path in ("/feed.xml", "/atom.xml"):
        text = client.get(path).content.decode()
        assert "<title>Paid content: Buy our bonds</title>" in text
        assert "Paid content</category>" in text or 'term="Paid content"' in text
    [item] = client.get("/feed.json").json()["items"]
    assert item["title"] == "Paid content: Buy our bonds"
    assert item["tags"][0] == "Paid content"
    assert item["content_html"].startswith("<p><strong>Paid content</strong></p>")
    [given] = client.get("/api/v1/articles/").json()["articles"]
    assert given["label"] == "Paid content"
    [ninjs] = client.get("/api/v1/articles/", headers=NINJS).json()["associations"]
    assert ninjs["genres"][0]["name"] == "Paid content"
    markdown = client.get(article.url, headers={"accept": "text/markdown"}).content.decode()
    assert markdown.startswith("**Paid content**\n\n# Buy our bonds")
    page = client.get(article.url).content.decode()
    assert '<meta property="og:title" content="Paid content: Buy our bonds">' in page


def test_settings_are_read_once_for_all(client, planted):
    face = SiteSettings.load()
    face.title = "The Ledger"
    face.save()
    assert b"<title>The Ledger</title>" in client.get("/feed.xml").content
