"""What every answer to a reader carries, and that no address or query breaks the site."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.content import make_article

pytestmark = pytest.mark.django_db

PUBLIC = ("/", "/latest/", "/banking/", "/topics/", "/nowhere/", "/robots.txt", "/brand.css")


@pytest.mark.parametrize("path", PUBLIC)
def test_public_answers_set_no_cookie_and_carry_the_policy(client, paper, path):
    response = client.get(path)
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"


def test_pages_hold_nothing_that_the_policy_forbids(client, paper):
    for path in ("/", paper.article.url, "/banking/", "/nowhere/"):
        html = client.get(path).content.decode()
        assert "<script" not in html.replace('<script type="application/ld+json">', "")  # data
        assert " style=" not in html
        assert "<style" not in html
        assert " onclick" not in html


def test_answers_say_how_long_they_may_be_kept(client, paper):
    page = client.get(paper.article.url)
    assert page["Cache-Control"] == "public, max-age=60"
    assert page["CDN-Cache-Control"].startswith("max-age=300")
    assert client.get("/nowhere/")["Cache-Control"] == "public, max-age=30"
    assert client.post("/enquiries/")["Cache-Control"] == "private, no-store"


def test_pages_take_no_other_method(client, paper):
    for path in ("/", "/banking/", paper.article.url, "/latest/"):
        assert client.post(path).status_code == 405
        assert client.delete(path).status_code == 405
    assert client.head(paper.article.url).status_code == 200


def test_address_without_its_slash_is_led_on(client, paper):
    response = client.get(paper.article.url.rstrip("/"))
    assert response.status_code == 301
    assert response["Location"].endswith(paper.article.url)


@pytest.mark.parametrize(
    "query",
    [
        *("page=0", "page=-1", "page=x", "page=99999999999999999999", "page=1.5", "page=%00"),
        *("page=٣", "page=1&page=2", "page=", "other=%ff%fe"),
    ],
)
def test_absurd_queries_never_break_a_list(client, paper, query):
    for path in ("/banking/", "/latest/", paper.author.url):
        assert client.get(f"{path}?{query}").status_code in {200, 404}


@given(path=st.text(min_size=1, max_size=60))
def test_absurd_paths_never_break_the_site(client, db, path):
    assert client.get("/" + path.lstrip("/")).status_code in {200, 301, 400, 404}


def test_unknown_address_offers_sections_and_latest(client, paper):
    response = client.get("/no/such-page/")
    html = response.content.decode()
    assert response.status_code == 404
    assert 'href="/banking/"' in html
    assert paper.article.headline in html
    assert "noindex" in html


def test_head_tells_machines_what_the_page_is(client, paper):
    html = client.get(paper.article.url).content.decode()
    assert html.count('rel="canonical"') == 1
    assert f'href="http://testserver{paper.article.url}"' in html
    assert "max-image-preview:large" in html
    assert '<meta property="og:type" content="article">' in html
    assert 'property="article:published_time"' in html
    assert '<meta property="og:image" content="http://testserver/' in html


def test_stylesheet_is_one_file_under_the_name_of_its_text(client, paper):
    import re

    html = client.get("/").content.decode()
    sheets = re.findall(r'rel="stylesheet" href="([^"]+)"', html)
    assert len(sheets) == 2
    response = client.get(sheets[0])
    assert "immutable" in response["Cache-Control"]
    assert "@layer reset, tokens, base" in response.content.decode()
    assert "fonts/newsreader-latin" in response.content.decode()


def test_brand_colours_follow_the_settings(client, db):
    from masthead.content.models import SiteSettings

    face = SiteSettings.load()
    face.accent_light = "#123456"
    face.save()
    assert "--brand:#123456" in client.get("/brand.css").content.decode()


def test_headline_that_looks_like_markup_stays_text(client, paper):
    article = make_article("<b>Profit</b> & loss", section=paper.banking)
    html = client.get(article.url).content.decode()
    assert "&lt;b&gt;Profit&lt;/b&gt; &amp; loss" in html
