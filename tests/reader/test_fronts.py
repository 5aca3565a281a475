"""Home, sections, lists: what stands on them, in what order, and how far they reach."""

from __future__ import annotations

import re

import pytest

from factories.content import make_article, make_draft, make_section, make_story
from masthead.content import services
from masthead.content.models import Pin

pytestmark = pytest.mark.django_db

LISTS = (
    *("/", "/latest/", "/top-stories/", "/videos/", "/interviews/", "/research-reports/"),
    *("/press-releases/", "/topics/", "/authors/", "/corrections/", "/banking/"),
)


def articles_on(client, path: str) -> list[str]:
    response = client.get(path)
    assert response.status_code == 200
    return re.findall(r'data-article="(\d+)"', response.content.decode())


@pytest.mark.parametrize("path", LISTS)
def test_every_list_answers_with_and_without_articles(client, db, path):
    make_section("Banking")
    assert client.get(path).status_code == 200
    make_article("One piece")
    assert client.get(path).status_code == 200


def test_no_article_stands_twice_on_home(client, paper):
    for number in range(25):
        kind = ("news", "opinion", "video", "interview")[number % 4]
        section = (paper.banking, paper.trading)[number % 2]
        make_article(f"Piece {number}", section=section, kind=kind)
    shown = articles_on(client, "/")
    assert len(shown) > 15
    assert len(shown) == len(set(shown))


def test_editors_pin_leads_home_and_top_stories(client, paper):
    old = make_article("An older piece of weight", section=paper.trading)
    for number in range(5):
        make_article(f"Newer {number}", section=paper.banking)
    Pin.objects.create(article=old, front="top-stories", place=1)
    assert articles_on(client, "/")[0] == str(old.pk)
    assert articles_on(client, "/top-stories/")[0] == str(old.pk)


def test_paid_piece_leads_no_front(client, paper):
    for _ in range(2):
        make_article("Paid for", section=paper.banking, origin="commissioned")
    assert articles_on(client, "/")[0] == str(paper.article.pk)
    assert articles_on(client, "/banking/")[0] == str(paper.article.pk)


def test_killed_article_leaves_home_and_section(client, paper):
    services.kill_article(paper.article, by="test", reason="wrong")
    for path in ("/", "/banking/", "/latest/", paper.author.url, paper.topic.url):
        assert str(paper.article.pk) not in articles_on(client, path)


def test_section_is_paged_and_no_article_is_lost_between_pages(client, paper):
    wanted = {str(paper.article.pk)}
    for number in range(39):
        wanted.add(str(make_article(f"Piece {number}", section=paper.banking).pk))
    first = set(articles_on(client, "/banking/"))
    second = set(articles_on(client, "/banking/?page=2"))
    assert wanted == (first | second)
    assert client.get("/banking/?page=3").status_code == 404
    assert 'rel="next"' in client.get("/banking/").content.decode()


def test_links_of_a_front_lead_somewhere(client, paper):
    for path in ("/", "/banking/", paper.article.url, "/nowhere/at-all/"):
        html = client.get(path).content.decode()
        for link in set(re.findall(r'href="(/[^"#]*)"', html)):
            if not link.startswith("/static/"):
                assert client.get(link).status_code == 200, (path, link)


@pytest.mark.parametrize(
    ("path", "most"), [("/", 14), ("/banking/", 10), ("/latest/", 10), ("/top-stories/", 10)]
)
def test_fronts_make_few_queries_however_much_is_published(paper, queries_of, *, path, most):
    for number in range(30):
        section = (paper.banking, paper.trading)[number % 2]
        kind = ("news", "opinion", "video")[number % 3]
        make_article(f"First {number}", section=section, kind=kind, authors=[paper.author])
    few = queries_of(path)
    for number in range(40):
        make_article(f"More {number}", section=paper.banking, authors=[paper.author])
    assert queries_of(path) == few <= most


def test_topic_author_and_story_pages_list_their_articles(client, paper):
    other = make_article("Unrelated", section=paper.trading)
    for path in (paper.topic.url, paper.author.url):
        shown = articles_on(client, path)
        assert str(paper.article.pk) in shown
        assert str(other.pk) not in shown


def test_section_that_moved_leads_to_its_new_front_and_so_do_its_articles(client, paper):
    old = paper.article.url
    paper.banking.slug = "lenders"
    paper.banking.save()
    assert client.get("/banking/")["Location"] == "/lenders/"
    response = client.get(old)
    assert response.status_code == 301
    assert response["Location"] == old.replace("/banking/", "/lenders/")
    assert client.get(response["Location"]).status_code == 200


def test_home_names_the_stories_told_last_and_no_held_one(client, paper):
    told, held = make_story("The merger"), make_story("The secret inquiry")
    make_article("A step", section=paper.banking, story=told)
    make_draft("Not yet", section=paper.banking, story=held)
    html = client.get("/").content.decode()
    assert f'<a href="{told.url}">The merger</a>' in html
    assert "The secret inquiry" not in html


def test_corrections_are_on_public_record(client, paper):
    services.correct_article(paper.article, by="test", note="The sum was 2.8bn, not 2.9bn.")
    html = client.get("/corrections/").content.decode()
    assert "The sum was 2.8bn, not 2.9bn." in html
    assert paper.article.headline in html
