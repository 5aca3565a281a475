"""JSON-LD and Open Graph say what the page shows, word for word, and nothing that it does not."""

from __future__ import annotations

import json
import re
from datetime import datetime

import pytest
from django.core.files.base import ContentFile
from selectolax.lexbor import LexborHTMLParser
from wagtail.documents import get_document_model
from wagtail.models import Page

from factories.content import make_article, make_author, text_block
from masthead.content import services
from masthead.content.kinds import Kind, Origin
from masthead.content.models import CompanyPage, FAQPage, SiteRoot, SiteSettings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("numbered_from_one")]


def page_of(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return LexborHTMLParser(answer.content.decode())


def graph_of(page):
    [block] = page.css('script[type="application/ld+json"]')
    described = json.loads(block.text())
    assert described["@context"] == "https://schema.org"
    return {node["@type"]: node for node in described["@graph"]}


def visible(page):
    return re.sub(r"\s+", " ", page.css_first("body").text(separator=" "))


def meta(page, name):
    found = page.css_first(f'meta[property="{name}"], meta[name="{name}"]')
    return found.attributes["content"] if found else None


def test_article_is_described_as_the_page_shows_it(client, paper):
    services.correct_article(paper.article, note="The vote was on Tuesday.", by="test")
    page = page_of(client, paper.article.url)
    node, words = graph_of(page)["NewsArticle"], visible(page)
    assert node["headline"] == page.css_first("[data-part=headline]").text(strip=True)
    for said in (
        node["description"],
        node["author"][0]["name"],
        node["articleSection"],
        node["publisher"]["name"],
        node["correction"][0]["text"],
        *node["keywords"],
    ):
        assert said in words, said
    times = [one.attributes["datetime"] for one in page.css("time")]
    for name in ("datePublished", "dateModified"):
        assert datetime.fromisoformat(node[name]).tzinfo is not None
        assert node[name] in times, name
    assert node["mainEntityOfPage"] == page.css_first("link[rel=canonical]").attributes["href"]
    assert node["author"][0]["url"] == f"http://testserver{paper.author.url}"


def test_pictures_of_the_description_are_served(client, paper):
    node = graph_of(page_of(client, paper.article.url))["NewsArticle"]
    assert len(node["image"]) == 3
    for image in node["image"]:
        assert client.get(image["url"].removeprefix("http://testserver")).status_code == 200
    assert node["image"][0]["width"] * 9 == node["image"][0]["height"] * 16


def test_breadcrumbs_are_those_of_the_page(client, paper):
    page = page_of(client, paper.article.url)
    steps = graph_of(page)["BreadcrumbList"]["itemListElement"]
    shown = page.css("[data-part=breadcrumbs] a")
    assert [one["name"] for one in steps] == [one.text(strip=True) for one in shown]
    assert [one["item"] for one in steps] == [
        f"http://testserver{one.attributes['href']}" for one in shown
    ]
    assert [one["position"] for one in steps] == [1, 2]


def test_paid_piece_is_advertising_with_its_sponsor_and_never_news(client, paper):
    article = make_article(
        "Bonds for all", section=paper.banking, origin=Origin.COMMISSIONED, provider="Ardentis"
    )
    page = page_of(client, article.url)
    graph = graph_of(page)
    assert "NewsArticle" not in graph
    node = graph["AdvertiserContentArticle"]
    assert node["sponsor"] == {"@type": "Organization", "name": "Ardentis"}
    assert "Ardentis" in visible(page)
    assert page.css_first("[data-part=label]") is not None


@pytest.mark.parametrize(
    ("kind", "origin", "expected"),
    [
        (Kind.OPINION, Origin.STAFF, "NewsArticle"),
        (Kind.NEWS, Origin.WIRE, "NewsArticle"),
        (Kind.PRESS_RELEASE, Origin.WIRE, "Article"),
        (Kind.ANALYSIS, Origin.CONTRIBUTED, "Article"),
        (Kind.LIVE, Origin.STAFF, "LiveBlogPosting"),
    ],
)
def test_only_journalism_is_called_news(client, paper, kind, origin, expected):
    article = make_article(section=paper.banking, kind=kind, origin=origin)
    assert expected in graph_of(page_of(client, article.url))


def test_live_coverage_tells_each_update_as_it_stands(client, paper):
    article = make_article(
        "Merger vote, live",
        section=paper.banking,
        kind=Kind.LIVE,
        body=[
            text_block("<p>Opening words.</p>"),
            {"type": "heading", "value": {"text": "Doors open", "level": "h2"}},
            text_block("<p>Members arrive.</p>"),
            text_block("<p>Then they sit.</p>"),
            {"type": "heading", "value": {"text": "The count", "level": "h2"}},
            text_block("<p>It is done.</p>"),
        ],
    )
    page = page_of(client, article.url)
    updates = graph_of(page)["LiveBlogPosting"]["liveBlogUpdate"]
    assert [one["headline"] for one in updates] == ["Doors open", "The count"]
    assert updates[0]["articleBody"] == "Members arrive.\n\nThen they sit."
    assert all(one["headline"] in visible(page) for one in updates)


def test_film_is_described_with_its_poster_and_its_words(client, paper):
    film = get_document_model().objects.create(
        title="A film", file=ContentFile(b"film", name="harbour.webm")
    )
    article = make_article(
        "The harbour in three minutes",
        section=paper.banking,
        kind=Kind.VIDEO,
        body=[
            {
                "type": "video",
                "value": {
                    "title": "How a crane works",
                    "file": film.pk,
                    "poster": paper.picture.pk,
                    "transcript": "<p>It lifts.</p>",
                },
            }
        ],
    )
    page = page_of(client, article.url)
    node = graph_of(page)["VideoObject"]
    assert node["name"] == "How a crane works"
    assert node["name"] in visible(page)
    assert node["transcript"] == "It lifts."
    assert node["contentUrl"] == f"http://testserver/files/{film.pk}/{film.filename}"
    assert client.get(node["thumbnailUrl"].removeprefix("http://testserver")).status_code == 200
    map_of_site = client.get("/sitemap-articles-0.xml").content.decode()
    assert f"<video:content_loc>{node['contentUrl']}</video:content_loc>" in map_of_site
    assert f"<video:thumbnail_loc>{node['thumbnailUrl']}</video:thumbnail_loc>" in map_of_site


def test_author_page_describes_the_person(client, paper):
    page = page_of(client, paper.author.url)
    person = graph_of(page)["ProfilePage"]["mainEntity"]
    assert (person["name"], person["jobTitle"]) == ("Imogen Farrow", "Banking editor")
    assert {"Imogen Farrow", "Banking editor"} <= {
        page.css_first("h1").text(strip=True),
        page.css_first(".page-head__note").text(strip=True),
    }


def test_home_and_about_describe_the_publisher(client, paper):
    root = Page.objects.get(depth=1).add_child(instance=SiteRoot(title="Site", slug="site"))
    root.add_child(instance=CompanyPage(title="About us", slug="about"))
    face = SiteSettings.load()
    face.strapline = "Banking and trade, daily"
    face.save()
    for path in ("/", "/about/"):
        page = page_of(client, path)
        node = graph_of(page)["NewsMediaOrganization"]
        assert node["name"] == "Harbour & Exchange"
        assert node["name"] in visible(page)
        assert node["url"] == "http://testserver/"
        assert node["slogan"] == "Banking and trade, daily"
        assert node["slogan"] in visible(page)


def test_questions_and_answers_are_described_as_they_stand(client, paper):
    root = Page.objects.get(depth=1).add_child(instance=SiteRoot(title="Site", slug="site"))
    question = {"question": "Who pays?", "answer": "<p>Readers &amp; advertisers.</p>"}
    page = FAQPage(title="FAQ", slug="faq", questions=[{"type": "question", "value": question}])
    root.add_child(instance=page)
    shown = page_of(client, "/faq/")
    [entity] = graph_of(shown)["FAQPage"]["mainEntity"]
    assert entity["name"] in visible(shown)
    assert entity["acceptedAnswer"]["text"] == "Readers & advertisers."
    assert entity["acceptedAnswer"]["text"] in visible(shown)


def test_no_word_of_an_article_breaks_out_of_the_block(client, paper):
    article = make_article('</script><script>alert("1")</script>', section=paper.banking)
    page = page_of(client, article.url)
    assert graph_of(page)["NewsArticle"]["headline"] == '</script><script>alert("1")</script>'
    assert [one.attributes.get("type") for one in page.css("head script")] == [
        "application/ld+json"
    ]


def test_page_that_is_not_there_describes_nothing(client, paper):
    answer = client.get("/nowhere/").content.decode()
    assert "application/ld+json" not in answer
    assert "og:title" not in answer


def test_byline_of_an_agency_is_a_name(client, paper):
    wire = make_article(
        "From the wire", section=paper.banking, origin=Origin.WIRE, byline="By Lena Moor",
        provider="Meridian News Agency",
    )  # fmt: skip
    page = page_of(client, wire.url)
    [author] = graph_of(page)["NewsArticle"]["author"]
    assert author["name"] == "Lena Moor"
    assert author["name"] in visible(page)


def test_open_graph_is_complete(client, paper):
    page = page_of(client, paper.article.url)
    assert meta(page, "og:type") == "article"
    assert meta(page, "og:title") == "Calloway members back the merger"
    assert meta(page, "og:url") == f"http://testserver{paper.article.url}"
    assert meta(page, "og:site_name") == "Harbour & Exchange"
    assert (meta(page, "og:image:width"), meta(page, "og:image:height")) == ("1200", "630")
    assert meta(page, "og:image:alt") == "Calloway members back the merger"
    assert meta(page, "article:author") == f"http://testserver{paper.author.url}"
    assert meta(page, "article:section") == "Banking"
    assert meta(page, "article:tag") == "Mergers"
    assert meta(page, "twitter:card") == "summary_large_image"
    answer = client.get(meta(page, "og:image").removeprefix("http://testserver"))
    assert answer.headers["Content-Type"] == "image/png"


def test_fronts_lead_to_their_feeds(client, paper):
    for path, start in (
        ("/", "/"),
        ("/banking/", "/banking/"),
        ("/topics/mergers/", "/topics/mergers/"),
        (paper.author.url, paper.author.url),
    ):
        page = page_of(client, path)
        feeds = [one.attributes["href"] for one in page.css("link[rel=alternate]")]
        assert f"http://testserver{start}feed.xml" in feeds
        for feed in feeds:
            assert client.get(feed.removeprefix("http://testserver")).status_code == 200
    assert not any("/topics/feed" in one.attributes["href"] for one in
                   page_of(client, "/topics/").css("link[rel=alternate]"))  # fmt: skip


def test_reservation_of_mining_follows_the_licence_of_the_piece(client, paper):
    wire = make_article("Wire", section=paper.banking, origin=Origin.WIRE)
    assert meta(page_of(client, paper.article.url), "tdm-reservation") == "1"
    face = SiteSettings.load()
    face.ai_train = True
    face.save()
    assert meta(page_of(client, paper.article.url), "tdm-reservation") == "0"
    assert meta(page_of(client, wire.url), "tdm-reservation") == "1"
    policy = meta(page_of(client, wire.url), "tdm-policy")
    assert b"ai-train</prohibits>" in client.get(policy.removeprefix("http://testserver")).content


def test_author_without_anything_but_a_name_is_described_by_it(client, paper):
    author = make_author("Ada Penn")
    make_article(section=paper.banking, authors=[author])
    person = graph_of(page_of(client, author.url))["ProfilePage"]["mainEntity"]
    assert set(person) == {"@type", "@id", "name", "url", "worksFor"}
