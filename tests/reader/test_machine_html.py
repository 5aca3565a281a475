"""Every type of page by the Nu HTML Checker of the W3C, where Java is and npm brings it."""

from __future__ import annotations

import uuid

import pytest
from django.core.files.base import ContentFile
from django.test import RequestFactory
from django.urls import get_resolver
from wagtail.documents import get_document_model
from wagtail.models import Page

from factories import nu_checker
from factories.content import make_article, make_story, text_block
from masthead.content import services
from masthead.content.kinds import Kind, Origin
from masthead.content.models import Article, CompanyPage, ContactPage, FAQPage, SiteRoot
from masthead.reader import urls
from masthead.reader.machine import urls as machine_urls
from masthead.reader.views import errors

pytestmark = pytest.mark.django_db

FORM_ID = str(uuid.UUID(int=7))
FORM = {
    "title": "Ask the bank",
    "recipient": "Foundry Bank",
    "recipient_email": "ask@example.com",
    "purpose": "An answer",
    "consent": "I agree that my answers are sent to Foundry Bank.",
}
NO_PAGES = {  # addresses under which no HTML is served
    *("picture", "file", "stylesheet", "brand", "favicon"),
    *(one.name for one in machine_urls.urlpatterns if getattr(one, "name", None)),
}


def a_body(paper):
    """A block of every sort that an article can hold."""
    film = get_document_model().objects.create(
        title="Cranes", file=ContentFile(b"film", name="cranes.webm")
    )
    words = get_document_model().objects.create(
        title="Words", file=ContentFile(b"WEBVTT", name="words.vtt")
    )
    picture = {"image": paper.picture.pk, "alt": "A harbour", "caption": "At dawn", "credit": "H&E"}
    cells = [["Year", "Rate"], ["2025", "4"]]
    return [
        text_block('<p>Text, <b>bold</b>, <i>slanted</i>, <a href="/about/">led on</a>.</p>'),
        text_block("<ul><li>One</li></ul><ol><li>Two</li></ol><blockquote>Three</blockquote>"),
        {"type": "heading", "value": {"text": "The <vote>", "level": "h2"}},
        {"type": "heading", "value": {"text": "In detail", "level": "h3"}},
        {"type": "image", "value": picture},
        {"type": "gallery", "value": {"title": "Scenes", "images": [picture, picture]}},
        {"type": "quote", "value": {"text": "We “won”.", "attribution": "G. Marlowe", "role": "x"}},
        {"type": "qa", "value": {"pairs": [{"question": "Why?", "answer": "<p>So.</p>"}]}},
        {"type": "table", "value": {"data": cells, "first_row_is_table_header": True}},
        {
            "type": "video",
            "value": {
                "title": "Cranes",
                "file": film.pk,
                "captions": words.pk,
                "poster": paper.picture.pk,
                "transcript": "<p>Cranes.</p>",
            },
        },
        *(
            {
                "type": "chart",
                "value": {"title": "Rates", "kind": kind, "csv": "Year,Rate\n2025,4\n2026,3"},
            }
            for kind in ("line", "bar")
        ),
        {"type": "factbox", "value": {"title": "In short", "body": "<p>Three dates.</p>"}},
        {"type": "document", "value": {"document": words.pk, "title": "The words"}},
        {"type": "related_article", "value": {"article": paper.article.pk}},
        {
            "type": "offer",
            "value": {"merchant": "M", "title": "A book", "url": "https://m.example/?a=1&b=2"},
        },
        {"type": "lead_form", "id": FORM_ID, "value": FORM},
        {"type": "embed", "value": {"url": "https://v.example/", "title": "Film"}},
    ]


@pytest.fixture
def full(paper):
    """A newspaper with a page of every type: an article of every kind and origin, and one that
    holds every block.
    """
    root = Page.objects.get(depth=1).add_child(instance=SiteRoot(title="Site", slug="site"))
    root.add_child(instance=CompanyPage(title="About us", slug="about"))
    root.add_child(instance=ContactPage(title="Contact", slug="contact"))
    pair = {"question": "Who pays?", "answer": "<p>Readers.</p>"}
    questions = [{"type": "question", "value": pair}]
    root.add_child(instance=FAQPage(title="FAQ", slug="faq", questions=questions))
    story = make_story("The merger")
    common = {"authors": [paper.author], "topics": [paper.topic], "lead_image": paper.picture}
    articles = [
        make_article(section=paper.banking, kind=kind, story=story, **common) for kind in Kind
    ]
    articles += [
        make_article(section=paper.trading, origin=origin, provider="Ardentis", byline="By A. B.")
        for origin in Origin
    ]
    body = a_body(paper)
    sorts = set(Article._meta.get_field("body").stream_block.child_blocks)
    assert {block["type"] for block in body} == sorts, "a new sort of block must be checked too"
    rich = make_article("Everything", section=paper.banking, body=body, **common)
    for kind in ("correction", "retraction"):
        services.correct_article(rich, note="It was Tuesday.", kind=kind, by="test")
    killed = make_article("Withdrawn", section=paper.banking)
    services.kill_article(killed, by="test", reason="legal")
    return paper, story, rich, (*articles, killed)


def get_all(client, full):
    """Every type of page by its address."""
    paper, story, rich, articles = full
    names = {
        one.name
        for one in urls.urlpatterns
        if getattr(one, "name", None) and one.name not in NO_PAGES
    }
    resolver = get_resolver("masthead.reader.urls")
    plain = {name for name in names if "%(" not in resolver.reverse_dict[name][0][0][0]}
    by_slug = {
        "topic": paper.topic.url,
        "author": paper.author.url,
        "story": story.url,
        "section": paper.banking.url,
        "article": rich.url,
    }
    assert names - plain == set(by_slug), "a new type of page must be checked too"
    lists = [f"/{resolver.reverse_dict[name][0][0][0]}" for name in plain - {"enquiries"}]
    company = ("/about/", "/contact/", "/faq/", "/nowhere/")
    addresses = (*lists, *by_slug.values(), *company, *(one.url for one in articles))
    return {address: client.get(address) for address in addresses}


def test_every_type_of_page_is_valid_html(client, full, tmp_path):
    _, _, rich, _ = full
    pages = get_all(client, full)
    assert {answer.status_code for answer in pages.values()} == {200, 404, 410}
    checked = {address: answer.content for address, answer in pages.items()}
    wrong = {"article": rich.pk, "block": FORM_ID, "email": "<nobody>"}
    for address, said in (("/enquiries/", wrong), ("/contact/", {"email": "<nobody>"})):
        answer = client.post(address, said)
        assert answer.status_code == 422
        checked[f"POST {address}"] = answer.content
    for page in (errors.bad_request, errors.server_error):
        checked[page.__name__] = page(RequestFactory().get("/")).content
    try:
        assert nu_checker.faults(checked, tmp_path) == []
    except nu_checker.NotHereError as reason:
        pytest.skip(str(reason))


def test_the_checker_finds_faults(tmp_path):
    page = b"<!DOCTYPE html><html lang='en'><title>T</title><p><div id=a></div></p><b id=a></b>"
    try:
        found = nu_checker.faults({"/bad/": page}, tmp_path)
    except nu_checker.NotHereError as reason:
        pytest.skip(str(reason))
    assert any(one.startswith("/bad/: Duplicate ID") for one in found)
    assert any("“p”" in one for one in found)
