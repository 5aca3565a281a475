"""Answers against the published schemas, where the shared corpora are: ninjs, JSON Feed, sitemaps.

The schemas are no part of the project; they are found as the corpora of the wire tests are.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from lxml import etree

from factories.content import make_article
from factories.json_schema import Schema
from masthead.content import services
from masthead.content.kinds import Origin

SCHEMAS = (
    Path(os.environ.get("MASTHEAD_CORPORA") or Path(__file__).parents[3] / "shared/corpora")
    / "schemas"
)
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("numbered_from_one"),
    pytest.mark.corpora,
    pytest.mark.skipif(not SCHEMAS.is_dir(), reason=f"no schemas in {SCHEMAS}"),
]
NINJS = {"accept": "application/vnd.iptc.ninjs+json"}


@pytest.fixture
def ninjs_schema():
    return Schema(SCHEMAS / "iptc" / "ninjs-schema_3.1.json")


@pytest.fixture
def busy(paper):
    """A paper with a paid piece, agency copy and a correction."""
    section = paper.banking
    make_article("Buy bonds", section=section, origin=Origin.COMMISSIONED, provider="Ardentis")
    make_article(
        "From the wire",
        section=section,
        origin=Origin.WIRE,
        guid="id 42",
        urgency=4,
        byline="By Lena Moor",
        provider="Meridian News Agency",
        credit_line="Meridian",
        usage_terms="Subscribers only.",
        lead_image=paper.picture,
    )
    services.correct_article(paper.article, note="It was Tuesday.", by="test")
    return paper


@pytest.mark.parametrize(
    "bad",
    [
        {"uri": "no uri", "type": "text"},
        {"type": "text"},
        {"uri": "urn:x:1", "colour": "red"},
        {"uri": "urn:x:1", "type": "song"},
        {"uri": "urn:x:1", "urgency": 10},
        {"uri": "urn:x:1", "versionCreated": "2026-01-01T00:00:00"},
        {"uri": "urn:x:1", "associations": [{"uri": "urn:x:2"}]},
        {"uri": "urn:x:1", "bodies": [{"role": "main"}]},
    ],
)
def test_the_checker_finds_faults(ninjs_schema, bad):
    assert ninjs_schema.faults({"uri": "urn:x:1", "type": "text"}) == []
    assert ninjs_schema.faults(bad)


def test_ninjs_is_valid(client, busy, ninjs_schema):
    listed = client.get("/api/v1/articles/", headers=NINJS).json()
    assert len(listed["associations"]) == 3
    assert ninjs_schema.faults(listed) == []
    one = client.get(f"/api/v1/articles/{busy.article.pk}/", headers=NINJS).json()
    assert ninjs_schema.faults(one) == []


def test_json_feed_is_valid(client, busy):
    schema = Schema(SCHEMAS / "jsonfeed" / "feed.json")
    assert schema.faults({"version": "https://jsonfeed.org/version/1.1", "items": []})
    for path in ("/feed.json", "/banking/feed.json", "/trading/feed.json"):
        assert schema.faults(client.get(path).json()) == []


def test_sitemaps_are_valid(client, busy):
    """Extensions have schemas of their own, which are not there; they may stand where they do."""
    text = (SCHEMAS / "sitemap" / "sitemap.xsd").read_bytes()
    lax = text.replace(b'processContents="strict"', b'processContents="lax"')
    schema = etree.XMLSchema(etree.fromstring(lax))
    for path in (
        *("/sitemap-articles-0.xml", "/sitemap-pages.xml", "/sitemap-topics.xml"),
        *("/sitemap-authors.xml", "/news-sitemap.xml"),
    ):
        document = etree.fromstring(client.get(path).content)
        assert schema.validate(document), (path, schema.error_log)
