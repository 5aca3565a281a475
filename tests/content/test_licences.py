"""A licence says where, how long and in which outputs a piece may be seen; the site holds to it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factories.content import make_article, make_draft, make_section
from factories.wire import g2, make_source, send
from masthead.content import rules
from masthead.content.errors import NoCountryHeaderError
from masthead.content.models import Article, Licence
from masthead.content.rules import Channel, Use
from masthead.content.services import perform_due, publish_article
from masthead.content.services.licences import apply_licence, keep_rights
from masthead.core import clock
from masthead.delivery.models import Change
from masthead.wire.models import Item

pytestmark = pytest.mark.django_db
HEADER = "X-Country"


def make_licence(name="Meridian", **fields):
    return Licence.objects.create(name=name, **fields)


def licensed(licence, headline="Council keeps its rate", **fields):
    return make_article(headline, licence=licence, **fields)


def feed_titles(client, address="/feed.json"):
    return [one["title"] for one in json.loads(client.get(address).content)["items"]]


@pytest.mark.parametrize(
    ("open_to", "territories", "closed"),
    [
        ([*Channel, *Use], "", ""),
        ([Channel.WEB], "", "mfazxit"),
        ([*Channel, *Use], "GB IE", "mfaz"),
        ([*Channel], "", "xit"),
    ],
)
def test_what_a_contract_does_not_name_it_bars(open_to, territories, closed):
    assert rules.closed_to(open_to, territories) == closed


@pytest.mark.parametrize(
    ("country", "territories", "may"),
    [("GB", "GB IE", True), ("ie", "GB IE", True), ("US", "GB IE", False), ("", "GB", False),
     ("", "", True)],
)  # fmt: skip
def test_a_reader_whose_country_is_not_known_sees_nothing_limited(country, territories, may):
    assert rules.may_be_read_in(country, territories) is may


def test_a_piece_closed_to_feeds_and_the_api_stands_on_the_site_alone(client):
    piece = licensed(make_licence(feed=False, api=False))
    open_one = make_article("Port reopens")
    assert client.get(piece.url).status_code == 200
    assert feed_titles(client) == ["Port reopens"]
    answer = client.get("/api/v1/articles/").json()
    assert [one["id"] for one in answer["articles"]] == [open_one.pk]
    assert client.get(f"/api/v1/articles/{piece.pk}/").status_code == 404


def test_a_piece_closed_to_the_web_is_nowhere(client):
    piece = licensed(make_licence(web=False))
    assert client.get(f"/{piece.section.slug}/{piece.slug}/").status_code == 404
    assert piece.headline not in client.get(f"/{piece.section.slug}/").content.decode()
    assert feed_titles(client) == []
    assert piece.why_held == rules.Held.NOT_LICENSED


def test_feeds_and_api_carry_the_summary_unless_the_licence_gives_the_full_text(client):
    short = licensed(make_licence(), "Short piece")
    whole = licensed(make_licence("Calder", full_text=True), "Whole piece")
    items = {one["title"]: one for one in json.loads(client.get("/feed.json").content)["items"]}
    assert "content_html" not in items["Short piece"]
    assert "content_html" in items["Whole piece"]
    bodies = {
        one["id"]: one["body_html"] for one in client.get("/api/v1/articles/").json()["articles"]
    }
    assert bodies[short.pk] == ""
    assert "agreed the terms" in bodies[whole.pk]


def test_what_machines_may_do_is_stated_by_the_licence(client):
    closed = licensed(make_licence(), "Closed")
    opened = licensed(make_licence("Calder", ai_input=True, ai_train=True), "Open")
    assert (
        b'prohibits type="usage">ai-input ai-train<' in client.get(f"/rsl/{closed.pk}.xml").content
    )
    assert (
        b'permits type="usage">search ai-input ai-train<'
        in client.get(f"/rsl/{opened.pk}.xml").content
    )
    assert b'name="tdm-reservation" content="1"' in client.get(closed.url).content
    assert b'name="tdm-reservation" content="0"' in client.get(opened.url).content
    assert b"ai-train=no" not in client.get("/robots.txt").content


def test_a_piece_for_some_countries_is_not_put_out_while_nobody_tells_the_country():
    draft = make_draft(licence=make_licence(territories="GB IE"))
    with pytest.raises(NoCountryHeaderError, match="country_header"):
        publish_article(draft, by="test")
    assert not Article.objects.released(clock.now()).exists()


def test_a_piece_for_some_countries_is_shown_there_and_refused_elsewhere(client, settings):
    settings.MASTHEAD_COUNTRY_HEADER = HEADER
    piece = licensed(make_licence(territories="GB IE"))
    here = client.get(piece.url, headers={HEADER: "IE"})
    assert here.status_code == 200
    assert here["Cache-Control"] == "private, no-store"
    assert not hasattr(here, "page")
    for country in ("US", ""):
        away = client.get(piece.url, headers={HEADER: country})
        assert away.status_code == 451
        assert away["Cache-Control"] == "private, no-store"
        assert "agreed the terms" not in away.content.decode()
    markdown = client.get(piece.url, headers={HEADER: "US", "accept": "text/markdown"})
    assert markdown.status_code == 451


def test_a_piece_for_some_countries_stands_in_nothing_that_goes_everywhere(client, settings):
    settings.MASTHEAD_COUNTRY_HEADER = HEADER
    piece = licensed(make_licence(territories="GB"))
    assert feed_titles(client) == []
    assert client.get("/api/v1/articles/").json()["articles"] == []
    assert piece.url not in client.get("/news-sitemap.xml").content.decode()


def test_copy_is_filed_under_its_sources_licence_and_leaves_by_itself(settings):
    licence = make_licence(archive_days=30, term_until=datetime(2027, 1, 1, tzinfo=UTC))
    source = make_source(default_section=make_section("Headlines"), licence=licence)
    with time_machine.travel(datetime(2026, 11, 2, tzinfo=UTC), tick=False):
        [line] = send(source, g2(made="2026-11-01T08:00:00+00:00"))
        article = Article.objects.get(pk=line.article)
        assert article.rights_until == datetime(2026, 12, 1, 8, tzinfo=UTC)
    with time_machine.travel(datetime(2026, 12, 1, 8, tzinfo=UTC), tick=False):
        assert not Article.objects.released(clock.now()).exists()
        perform_due(clock.now())
    article.refresh_from_db()
    assert not article.live
    assert article.expired


def test_copy_for_some_countries_waits_while_nobody_tells_the_country():
    source = make_source(licence=make_licence(territories="GB"))
    [line] = send(source, g2())
    assert (line.outcome, line.reason) == ("held", "country-unknown")
    assert "http.country_header" in Item.objects.get().note


def test_a_licence_that_changes_binds_what_is_out_already():
    licence = make_licence()
    pieces = [licensed(licence, f"Piece {number}") for number in range(3)]
    other = make_article("Own piece")
    licence.api = False
    licence.archive_days = 1
    licence.save()
    keep_rights(list(Change.objects.filter(object_type="content.licence")))
    for piece in pieces:
        piece.refresh_from_db()
        assert Channel.API in piece.closed_to
        assert piece.rights_until == piece.published_at + timedelta(days=1)
    other.refresh_from_db()
    assert (other.closed_to, other.rights_until) == ("", None)
    told = Change.objects.filter(what="licence")
    assert [change.keys for change in told] == [["settings"]]
    assert apply_licence(licence, by="test") == 0


def test_a_term_that_has_not_begun_takes_pieces_off_until_it_does():
    now = clock.now()
    licence = make_licence()
    piece = licensed(licence)
    licence.term_from = now + timedelta(days=1)
    licence.save()
    apply_licence(licence, by="test")
    assert not Article.objects.released(now).exists()
    with time_machine.travel(now + timedelta(days=1, seconds=1), tick=False):
        perform_due(clock.now())
        assert Article.objects.released(clock.now()).get() == piece
    assert Change.objects.filter(object_id=piece.pk, what="updated").exists()


def test_lists_keep_their_index_and_their_number_of_queries():
    section, other = make_section("Here"), make_section("Elsewhere")
    now = clock.now()
    Article.objects.bulk_create(
        Article(
            guid=f"urn:{number}",
            headline=f"Number {number}",
            slug=f"number-{number}",
            path=f"here/number-{number}",
            section=section if number % 10 == 0 else other,
            live=True,
            published_at=now - timedelta(minutes=number),
        )
        for number in range(600)
    )
    newest = Article.objects.released(clock.now()).in_section(section).latest_first()[:20]
    plan = newest.explain() if connection.vendor == "sqlite" else explained(newest)
    assert "article_section_latest" in plan
    with CaptureQueriesContext(connection) as asked:
        list(newest)
    assert len(asked) == 1


def explained(query):
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE content_article")
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
    return query.explain()
