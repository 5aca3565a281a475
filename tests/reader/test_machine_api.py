"""The read API: the contract's fields, whole lists by cursor, problems as problems, never a 500."""

from __future__ import annotations

from datetime import UTC

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from factories.content import make_article, make_picture
from masthead.content import services
from masthead.content.kinds import Origin
from masthead.reader.machine.cursors import cursor_of, place_of

pytestmark = pytest.mark.django_db

FIELDS = {
    *("id", "url", "headline", "summary", "kind", "origin", "label", "section", "topics"),
    *("authors", "published", "updated", "version", "corrections", "image", "body_html"),
    *("word_count", "provider", "licence"),
}
NINJS = {"accept": "application/vnd.iptc.ninjs+json"}


def articles(client, query=""):
    answer = client.get(f"/api/v1/articles/{query}")
    assert answer.status_code == 200, answer.content
    return answer.json()["articles"]


def test_article_has_the_fields_of_the_contract(client, paper):
    given_out = client.get(f"/api/v1/articles/{paper.article.pk}/").json()
    assert set(given_out) >= FIELDS
    assert given_out["url"] == f"http://testserver{paper.article.url}"
    assert given_out["section"] == {"name": "Banking", "url": "http://testserver/banking/"}
    assert given_out["authors"][0]["name"] == "Imogen Farrow"
    assert given_out["topics"][0]["name"] == "Mergers"
    assert "agreed the terms" in given_out["body_html"]
    assert given_out["licence"]["ai_train"] is False
    assert articles(client) == [given_out]


def test_image_is_where_it_is_said_to_be(client, paper):
    [one] = articles(client)
    assert client.get(one["image"]["url"].removeprefix("http://testserver")).status_code == 200
    assert one["image"]["width"] == 960


def test_correction_is_in_the_answer_and_counts_the_version_up(client, paper):
    services.correct_article(paper.article, note="It was Tuesday.", by="test")
    [one] = articles(client)
    assert one["corrections"][0]["note"] == "It was Tuesday."
    assert one["version"] == 2
    assert one["updated"] is not None


def test_filters_narrow_the_list(client, paper):
    other = make_article("Rates", section=paper.trading, kind="opinion")
    assert [one["id"] for one in articles(client, "?section=trading")] == [other.pk]
    assert [one["id"] for one in articles(client, "?kind=opinion")] == [other.pk]
    assert [one["id"] for one in articles(client, "?author=imogen-farrow")] == [paper.article.pk]
    assert [one["id"] for one in articles(client, "?topic=mergers")] == [paper.article.pk]
    assert articles(client, "?section=nowhere") == []
    assert articles(client, "?section=trading&topic=mergers") == []
    assert articles(client, "?since=2999-01-01T00:00:00Z") == []
    assert len(articles(client, "?since=2001-01-01T00:00:00")) == 2


def test_list_depends_on_the_narrowest_key_that_it_was_asked_by(client, paper):
    for query, key in (
        ("", "latest"),
        ("?section=banking", f"section:{paper.banking.pk}"),
        ("?section=banking&topic=mergers", f"topic:{paper.topic.pk}"),
        ("?kind=press_release", "kind:press-release"),
    ):
        keys = client.get(f"/api/v1/articles/{query}").headers["Surrogate-Key"].split()
        assert key in keys
        assert [one for one in keys if one == "latest" or ":" in one] == [key]


def test_cursor_leads_through_the_whole_list_once(client, paper):
    wanted = [make_article(section=paper.banking).pk for _ in range(6)]
    address, found = "/api/v1/articles/?limit=2&section=banking", []
    while address:
        answer = client.get(address)
        page = answer.json()
        found += [one["id"] for one in page["articles"]]
        address = page["next"]
        if address:
            assert answer.headers["Link"] == f'<{address}>; rel="next"'
            address = address.removeprefix("http://testserver")
    assert found == [*reversed(wanted), paper.article.pk]


def test_undeclared_parameters_reach_neither_the_list_nor_its_links(client, paper):
    make_article(section=paper.banking)
    page = client.get("/api/v1/articles/?limit=1&utm_source=x").json()
    assert "utm_source" not in page["next"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/articles/?limit=0", 400),
        ("/api/v1/articles/?limit=101", 400),
        ("/api/v1/articles/?limit=many", 400),
        ("/api/v1/articles/?kind=gossip", 400),
        ("/api/v1/articles/?since=yesterday", 400),
        ("/api/v1/articles/?since=0001-01-01T00:00:00%2B14:00", 400),
        ("/api/v1/articles/?cursor=nonsense", 400),
        ("/api/v1/articles/?section=%00", 400),
        ("/api/v1/articles/999999/", 404),
        ("/api/v1/articles/99999999999999999999999/", 404),
        ("/api/v1/articles/one/", 404),
        ("/api/v1/", 404),
        ("/api/v2/articles/", 404),
    ],
)
def test_errors_are_problem_documents(client, paper, path, status):
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert problem["title"]


def test_killed_article_is_gone_and_says_so(client, paper):
    services.kill_article(paper.article, reason="Wrong", by="test")
    answer = client.get(f"/api/v1/articles/{paper.article.pk}/")
    assert answer.status_code == 410
    assert "withdrawn" in answer.json()["detail"]
    assert articles(client) == []


def test_api_only_reads(client, paper):
    for method in ("post", "put", "patch", "delete"):
        assert getattr(client, method)("/api/v1/articles/").status_code == 405
    assert client.head("/api/v1/articles/").status_code == 200


def test_description_is_openapi_3_1_and_names_every_resource(client, paper):
    described = client.get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert set(described["paths"]) == {
        "/api/v1/articles/",
        "/api/v1/articles/{pk}/",
        "/api/v1/sections/",
        "/api/v1/topics/",
        "/api/v1/authors/",
    }
    listed = described["paths"]["/api/v1/articles/"]
    assert set(listed) == {"get"}
    assert "application/vnd.iptc.ninjs+json" in listed["get"]["responses"]["200"]["content"]
    assert set(listed["get"]["responses"]["400"]["content"]) == {"application/problem+json"}
    asked = {one["name"] for one in listed["get"]["parameters"]}
    assert asked == {"section", "topic", "author", "kind", "since", "cursor", "limit"}


def test_ninjs_answers_who_accepts_it_and_json_everybody_else(client, paper):
    path = f"/api/v1/articles/{paper.article.pk}/"
    answer = client.get(path, headers=NINJS)
    assert answer.headers["Content-Type"] == "application/vnd.iptc.ninjs+json"
    assert answer.json()["uri"] == paper.article.guid
    assert answer.json()["headlines"][0]["value"] == "Calloway members back the merger"
    for accept in ("application/json", "*/*", "text/html,application/vnd.iptc.ninjs+json;q=0.1"):
        plain = client.get(path, headers={"accept": accept})
        assert plain.headers["Content-Type"] == "application/json"
        assert "Accept" in plain.headers["Vary"]


def test_lists_name_sections_topics_and_authors(client, paper):
    assert [one["slug"] for one in client.get("/api/v1/sections/").json()] == ["banking", "trading"]
    assert [one["name"] for one in client.get("/api/v1/topics/").json()] == ["Mergers"]
    [author] = client.get("/api/v1/authors/").json()
    assert author["articles"] == "http://testserver/api/v1/articles/?author=imogen-farrow"
    assert len(articles(client, "?author=imogen-farrow")) == 1


def test_list_needs_no_more_queries_for_more_articles(queries_of, paper):
    few = queries_of("/api/v1/articles/?section=banking")
    for _ in range(4):
        make_article(
            section=paper.banking,
            authors=[paper.author],
            lead_image=make_picture(),
            body=[{"type": "image", "value": {"image": paper.picture.pk}}],
        )
    assert queries_of("/api/v1/articles/?section=banking") <= few + 1 <= 14


def test_terms_of_agency_copy_allow_no_machine_to_learn(client, paper):
    face = paper.article.section
    make_article(
        "Wire", section=face, origin=Origin.WIRE, provider="Meridian News Agency",
        credit_line="Meridian", usage_terms="Subscribers only.",
    )  # fmt: skip
    wire = articles(client)[0]
    assert wire["licence"]["name"] == "agency"
    assert wire["licence"]["content_signal"] == "search=yes, ai-input=no, ai-train=no"
    assert wire["licence"]["usage_terms"] == "Subscribers only."


@settings(max_examples=60)
@given(
    st.dictionaries(
        st.sampled_from(["section", "topic", "author", "kind", "since", "cursor", "limit", "x"]),
        st.one_of(
            st.text(max_size=30),
            st.integers().map(str),
            st.datetimes().map(lambda moment: moment.isoformat()),
            st.sampled_from(["banking", "news", "1", "100"]),
        ),
    )
)
def test_no_query_whatever_makes_the_server_fail(client, paper, query):
    answer = client.get("/api/v1/articles/", query)
    assert answer.status_code in {200, 400}


@given(st.datetimes(timezones=st.just(UTC)), st.integers(0, 2**63 - 1))
def test_cursor_is_read_as_it_was_written(at, pk):
    assert place_of(cursor_of((at, pk))) == (at, pk)


@given(st.text(max_size=60))
def test_foreign_cursor_is_refused_or_read_but_never_breaks(word):
    try:
        at, pk = place_of(word)
    except ValueError:
        return
    assert at.tzinfo is not None
    assert pk >= 0


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
@pytest.mark.parametrize("path", ["articles/", "articles/1/", "sections/", "openapi.json"])
def test_other_methods_are_refused_by_a_problem_document(path, method):
    strict = Client(enforce_csrf_checks=True)
    answer = getattr(strict, method)(f"/api/v1/{path}")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["title"] == "Method not allowed"


@pytest.mark.parametrize("path", ["", "nothing/", "articles/x/", "%00/"])
def test_addresses_that_are_not_there_are_problem_documents_whatever_the_method(path):
    strict = Client(enforce_csrf_checks=True)
    for answer in (strict.get(f"/api/v1/{path}"), strict.post(f"/api/v1/{path}")):
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
        assert answer.json()["status"] == 404
