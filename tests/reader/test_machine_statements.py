"""What the site states to machines, Markdown, and how it fares."""

from __future__ import annotations

from urllib.robotparser import RobotFileParser

import pytest
from django.db import DatabaseError
from lxml import etree

from factories.content import make_article, make_section, text_block
from masthead.content import rules, services
from masthead.content.kinds import Origin
from masthead.content.models import SiteSettings
from masthead.delivery import readiness
from masthead.delivery.pages.variant import variant_of
from masthead.reader.machine.markdown_text import escaped, to_markdown

pytestmark = pytest.mark.django_db

RSL = "{https://rslstandard.org/rsl}"
MARKDOWN = {"accept": "text/markdown"}


def lines(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/")
    return answer.content.decode().splitlines()


def test_robots_are_kept_from_the_desk_and_led_to_the_sitemaps(client, paper):
    said = lines(client, "/robots.txt")
    robots = RobotFileParser()
    robots.parse(said)
    assert not robots.can_fetch("any", "http://testserver/desk/")
    assert robots.can_fetch("any", f"http://testserver{paper.article.url}")
    assert robots.site_maps() == [
        "http://testserver/sitemap.xml",
        "http://testserver/news-sitemap.xml",
    ]
    assert "License: http://testserver/rsl.xml" in said
    assert "Content-Signal: search=yes, ai-train=no" in said


def test_signal_of_the_site_says_only_what_holds_for_agency_copy_too(client, paper):
    face = SiteSettings.load()
    face.ai_train, face.ai_input = True, False
    face.save()
    assert "Content-Signal: search=yes, ai-input=no" in lines(client, "/robots.txt")


def test_ads_txt_is_there_when_the_editors_set_it(client, paper):
    assert client.get("/ads.txt").status_code == 404
    face = SiteSettings.load()
    face.ads_txt = "ads.example, 12, DIRECT\r\nads.example, 13, RESELLER\r\n"
    face.save()
    assert lines(client, "/ads.txt") == ["ads.example, 12, DIRECT", "ads.example, 13, RESELLER"]


def test_llms_txt_leads_to_what_is_there(client, paper):
    text = "\n".join(lines(client, "/llms.txt"))
    assert text.startswith("# Harbour & Exchange\n")
    for path in ("/banking/", "/banking/feed.xml", "/api/v1/openapi.json", "/rsl.xml"):
        assert f"http://testserver{path}" in text
        assert client.get(path).status_code == 200


def test_index_key_is_told_under_its_name_alone(client, settings):
    settings.MASTHEAD_OUTGOING = {
        "indexnow": {"key": "0123456789abcdef", "endpoint": "https://index.example/"}
    }
    assert lines(client, "/0123456789abcdef.txt") == ["0123456789abcdef"]
    assert client.get("/0123456789abcdee.txt").status_code == 404


def test_statements_on_privacy_and_mining_are_where_they_belong(client, paper):
    assert client.get("/.well-known/gpc.json").json()["gpc"] is True
    [mining] = client.get("/.well-known/tdmrep.json").json()
    assert (mining["location"], mining["tdm-reservation"]) == ("/", 1)
    assert client.get(mining["tdm-policy"].removeprefix("http://testserver")).status_code == 200


def usage(client, path):
    content = etree.fromstring(client.get(path).content).find(f"{RSL}content")
    terms = content.find(f"{RSL}license")
    return (
        content.get("url"),
        terms.findtext(f"{RSL}permits"),
        terms.findtext(f"{RSL}prohibits"),
    )


def test_terms_of_each_piece_come_from_its_licence(client, paper):
    wire = make_article("Wire", section=paper.banking, origin=Origin.WIRE)
    own = f"http://testserver{paper.article.url}"
    assert usage(client, f"/rsl/{paper.article.pk}.xml") == (own, "search ai-input", "ai-train")
    assert usage(client, f"/rsl/{wire.pk}.xml")[1:] == ("search", "ai-input ai-train")
    assert usage(client, "/rsl.xml") == ("http://testserver/", "search", "ai-input ai-train")


@pytest.mark.parametrize("origin", list(Origin))
@pytest.mark.parametrize("terms", ["", "Subscribers only"])
def test_what_is_not_ours_is_licensed_to_nobody(origin, terms):
    licence = rules.licence_of(origin=origin, usage_terms=terms, ai_input=True, ai_train=True)
    ours = origin != Origin.WIRE and not terms
    assert (licence.ai_input, licence.ai_train) == (ours, ours)
    assert licence.search
    assert licence.syndicate == (not (origin == Origin.WIRE and terms))


def test_article_is_markdown_for_who_asks_and_a_page_for_all_others(client, paper):
    article = make_article(
        "Rates * stay",
        section=paper.banking,
        authors=[paper.author],
        credit_line="Meridian",
        body=[
            text_block('<p>One <b>bold</b> <a href="/about/">link</a>.</p><ul><li>A</li></ul>'),
            {"type": "heading", "value": {"text": "Why", "level": "h2"}},
            {"type": "image", "value": {"image": paper.picture.pk, "alt": "A harbour"}},
        ],
    )
    services.correct_article(article, note="It was Tuesday.", by="test")
    answer = client.get(article.url, headers=MARKDOWN)
    text = answer.content.decode()
    assert answer.headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert answer.headers["Content-Signal"] == "search=yes, ai-input=yes, ai-train=no"
    assert f'<http://testserver{article.url}>; rel="canonical"' in answer.headers["Link"]
    assert text.startswith("# Rates \\* stay\n")
    assert "One **bold** [link](http://testserver/about/)." in text
    assert "\n## Why\n" in text
    assert "![A harbour](http://testserver/pictures/" in text
    assert "- Author: Imogen Farrow" in text
    assert "It was Tuesday." in text
    page = client.get(article.url)
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    for one in (answer, page):
        assert "Accept" in one.headers["Vary"]


def test_markdown_of_a_moved_article_is_its_new_address(client, paper):
    old = paper.article.url
    paper.banking.slug = "banks"
    paper.banking.save()
    answer = client.get(old, headers=MARKDOWN)
    assert (answer.status_code, answer.headers["Location"]) == (
        301,
        old.replace("banking", "banks"),
    )
    assert client.get("/banks/nothing-here/", headers=MARKDOWN).status_code == 404


def test_markdown_is_only_read(client, paper):
    assert client.post(paper.article.url, headers=MARKDOWN).status_code == 405


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/robots.txt", 2),
        ("/rsl.xml", 1),
        ("/rsl/{}.xml", 5),
        ("/llms.txt", 5),
        ("/.well-known/tdmrep.json", 0),
        ("/api/v1/articles/{}/", 12),
    ],
)
def test_statements_cost_few_queries(queries_of, paper, path, most):
    assert queries_of(path.format(paper.article.pk)) <= most


@pytest.mark.parametrize(
    ("accept", "variant"),
    [
        ("", ""),
        ("*/*", ""),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", ""),
        ("text/markdown", "markdown"),
        ("text/markdown, text/html, */*", "markdown"),
        ("text/html, text/markdown;q=0.5", ""),
        ("text/markdown;q=0", ""),
        ("text/markdown;q=x", ""),
        ("Text/Markdown;Q=1", "markdown"),
        ("application/vnd.iptc.ninjs+json, application/json;q=0.9", "ninjs"),
        ("application/json, application/vnd.iptc.ninjs+json;q=0.1", ""),
        ("markdown," * 600, ""),
    ],
)
def test_variant_is_what_the_reader_prefers(accept, variant):
    assert variant_of(accept) == variant


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>a <em>b</em> <strong>c</strong></p>", "a *b* **c**"),
        ("<p>1. no list</p>", "1\\. no list"),
        ("<p># no heading</p>", "\\# no heading"),
        ("<p>a<br>b</p>", "a  \nb"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "- a\n  - b"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("<h3>a</h3>loose", "### a\n\nloose"),
        (
            "<table><caption>C</caption><tr><th>x</th></tr><tr><td>a|b</td></tr></table>",
            "**C**\n\n| x |\n| --- |\n| a\\|b |",
        ),
        ('<p><a href="/a (b)">t</a></p>', "[t](/a%20%28b%29)"),
        ("", ""),
    ],
)
def test_html_is_written_as_markdown(html, markdown):
    assert to_markdown(html) == markdown


def test_plain_text_is_never_taken_for_marks():
    assert escaped("*a* _b_ [c](d) <e> `f` |") == ("\\*a\\* \\_b\\_ \\[c\\](d) \\<e\\> \\`f\\` \\|")
    assert escaped("- a\n# b") == "\\- a # b"


def test_process_that_lives_says_so_without_the_database(client, queries_of):
    assert queries_of("/healthz") == 0
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]


def test_process_is_ready_while_everything_answers(client, monkeypatch):
    make_section("Banking")
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["checks"] == {"database": "ok", "change-log": "ok"}

    def broken():
        raise DatabaseError("no such host")

    monkeypatch.setitem(readiness._checks, "search", readiness.Check("search", broken))
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "no such host" in answer.json()["checks"]["search"]


def test_figures_are_written_as_prometheus_reads_them(client, paper):
    text = client.get("/metrics").content.decode()
    figures = [line for line in text.splitlines() if not line.startswith("#")]
    assert all(float(line.rpartition(" ")[2]) >= 0 for line in figures)
    assert "masthead_database_up 1" in figures
    assert any(
        line.startswith('masthead_follower_lag_seconds{follower="pages"}') for line in figures
    )
    typed = [line.split()[2] for line in text.splitlines() if line.startswith("# TYPE")]
    assert len(typed) == len(set(typed))
