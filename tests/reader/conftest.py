"""What the tests of the reader site share: a small newspaper, and a count of queries."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.core.management.color import no_style
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factories.content import make_article, make_author, make_picture, make_section, make_topic
from masthead.content.models import Article, Author, Picture, Section, SiteSettings, Topic


@dataclass(frozen=True)
class Paper:
    """A title with two sections, an author with a face, and one article."""

    banking: Section
    trading: Section
    author: Author
    topic: Topic
    picture: Picture
    article: Article


@pytest.fixture
def numbered_from_one(db) -> None:
    """Articles are numbered as on a fresh site, so that they stand in its first map."""
    table = [{"table": Article._meta.db_table, "column": "id"}]
    with connection.cursor() as cursor:
        for line in connection.ops.sequence_reset_by_name_sql(no_style(), table):
            cursor.execute(line)


@pytest.fixture
def paper(db) -> Paper:
    face = SiteSettings.load()
    face.title = "Harbour & Exchange"
    face.disclosure = "Some of what we publish is paid for, and says so."
    face.contact_email = "desk@example.com"
    face.save()
    banking, trading = make_section("Banking"), make_section("Trading")
    picture = make_picture()
    author = make_author("Imogen Farrow", role="Banking editor", portrait=make_picture("A face"))
    topic = make_topic("Mergers")
    article = make_article(
        "Calloway members back the merger",
        section=banking,
        authors=[author],
        topics=[topic],
        lead_image=picture,
        dateline="HALDEN",
    )
    return Paper(banking, trading, author, topic, picture, article)


@pytest.fixture
def queries_of(client, settings):
    """How many queries the page itself makes; the look for due work stands aside."""
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if not one.endswith("due_work")]

    def count(path: str) -> int:
        assert client.get(path).status_code == 200
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        return len(queries)

    return count
