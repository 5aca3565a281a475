"""Sitemaps: every address is there once, dated honestly, and a release touches one part."""

from __future__ import annotations

from datetime import timedelta

import pytest
from lxml import etree

from factories.content import make_article, make_section
from masthead.content import services
from masthead.content.cache_keys import IDS_A_SHARD
from masthead.content.kinds import Kind, Origin
from masthead.content.models import Article
from masthead.content.queries import sitemaps
from masthead.core import clock
from masthead.delivery import page_keys
from masthead.reader.machine import hours
from masthead.reader.machine import sitemaps as served

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("numbered_from_one")]

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"
VIDEO = "{http://www.google.com/schemas/sitemap-video/1.1}"


def tree(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return etree.fromstring(answer.content)


def locations(client, path):
    return [
        one.text.removeprefix("http://testserver") for one in tree(client, path).iter(f"{MAP}loc")
    ]


def test_index_leads_to_every_part_and_the_parts_to_every_page(client, paper):
    parts = locations(client, "/sitemap.xml")
    assert parts == [
        "/sitemap-pages.xml",
        "/sitemap-topics.xml",
        "/sitemap-authors.xml",
        "/sitemap-articles-0.xml",
    ]
    pages = [path for part in parts for path in locations(client, part)]
    assert len(pages) == len(set(pages))
    assert {"/", "/banking/", "/latest/", "/topics/mergers/", paper.article.url} <= set(pages)
    for path in pages:
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert b"noindex" not in answer.content, path


def test_article_tells_its_picture_and_its_last_change(client, paper):
    [url] = tree(client, "/sitemap-articles-0.xml")
    [picture] = url.iter(f"{IMAGE}loc")
    assert client.get(picture.text.removeprefix("http://testserver")).status_code == 200
    before = url.findtext(f"{MAP}lastmod")
    services.correct_article(
        paper.article, note="A name was wrong.", by="test", at=clock.now() + timedelta(minutes=5)
    )
    [url] = tree(client, "/sitemap-articles-0.xml")
    assert url.findtext(f"{MAP}lastmod") > before


def test_index_dates_each_part_by_its_newest_change(client, paper):
    later = clock.now() + timedelta(hours=2)
    first = tree(client, "/sitemap.xml").findall(f"{MAP}sitemap")[-1].findtext(f"{MAP}lastmod")
    services.correct_article(paper.article, note="A name was wrong.", by="test", at=later)
    dated = tree(client, "/sitemap.xml").findall(f"{MAP}sitemap")[-1].findtext(f"{MAP}lastmod")
    assert dated == later.isoformat(timespec="seconds")
    assert first < dated


def test_part_whose_last_article_is_killed_leaves_the_index(client, paper):
    assert "/sitemap-articles-0.xml" in locations(client, "/sitemap.xml")
    services.kill_article(paper.article, reason="Wrong", by="test")
    assert "/sitemap-articles-0.xml" not in locations(client, "/sitemap.xml")
    assert client.get("/sitemap-articles-0.xml").status_code == 404


def test_release_moves_the_part_of_its_id_and_no_other(client, paper):
    make_article(section=paper.banking, id=7 * IDS_A_SHARD + 1)
    assert locations(client, "/sitemap.xml")[-2:] == [
        "/sitemap-articles-0.xml",
        "/sitemap-articles-7.xml",
    ]
    keys = client.get("/sitemap-articles-7.xml").headers["Surrogate-Key"].split()
    assert "shard:7" in keys
    assert "latest" not in keys
    assert "shard:0" not in keys


def test_index_needs_few_queries_once_it_has_looked(queries_of, paper):
    assert queries_of("/sitemap.xml") <= 2
    for _ in range(3):
        make_article(section=paper.banking)
    assert queries_of("/sitemap.xml") <= 2


def test_parts_need_no_more_queries_for_more_articles(queries_of, paper):
    paths = ("/sitemap-articles-0.xml", "/news-sitemap.xml", "/sitemap-pages.xml")
    few = [queries_of(path) for path in paths]
    for _ in range(3):
        make_article(section=paper.banking, lead_image=paper.picture)
    assert [queries_of(path) for path in paths] == few
    assert max(few) <= 4


def test_news_are_two_days_of_journalism_and_nothing_else(client, paper):
    section = paper.banking
    old = make_article("Old news", section=section)
    Article.objects.filter(pk=old.pk).update(published_at=clock.now() - timedelta(hours=49))
    for kind, origin in (
        (Kind.PRESS_RELEASE, Origin.WIRE),
        (Kind.NEWS, Origin.COMMISSIONED),
        (Kind.OPINION, Origin.CONTRIBUTED),
    ):
        make_article(section=section, kind=kind, origin=origin)
    wire = make_article("From the wire", section=section, origin=Origin.WIRE, language="de-CH")
    found = tree(client, "/news-sitemap.xml")
    assert [one.text for one in found.iter(f"{NEWS}title")] == [
        "From the wire",
        "Calloway members back the merger",
    ]
    assert {one.text for one in found.iter(f"{NEWS}name")} == {"Harbour & Exchange"}
    assert [one.text for one in found.iter(f"{NEWS}language")] == ["de", "en"]
    posted = next(found.iter(f"{NEWS}publication_date")).text
    assert posted == wire.published_at.isoformat(timespec="seconds")


def test_news_are_split_by_the_thousand_with_an_index(client, paper, monkeypatch):
    monkeypatch.setattr(served, "NEWS_A_FILE", 2)
    for _ in range(4):
        make_article(section=paper.banking)
    files = locations(client, "/news-sitemap.xml")
    assert files == [f"/news-sitemap-{number}.xml" for number in (1, 2, 3)]
    found = [path for file in files for path in locations(client, file)]
    pages = [path for path in found if path.startswith("/banking/")]
    assert len(pages) == len(set(pages)) == 5
    assert client.get("/news-sitemap-4.xml").status_code == 404


def test_news_sitemap_without_news_is_there_and_empty(client):
    make_section("Banking")
    assert len(tree(client, "/news-sitemap.xml")) == 0


def test_key_of_the_news_moves_when_an_hour_begins(monkeypatch):
    now = clock.now()
    monkeypatch.setattr(hours, "_turned", sitemaps.hour_of(now))
    before = page_keys.table().versions([sitemaps.NEWS_HOUR])
    assert hours.turn(now) == 0
    assert page_keys.table().versions([sitemaps.NEWS_HOUR]) == before
    assert hours.turn(now + timedelta(hours=1)) == 1
    assert page_keys.table().versions([sitemaps.NEWS_HOUR]) != before
