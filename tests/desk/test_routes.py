"""The desk's screen of rules: sentences in order, and what they would have done to the last day."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from factories.wire import g2, make_source, send
from masthead.desk.wire import trials
from masthead.wire.models import Route


@pytest.fixture
def desk(admin_client):
    return admin_client


@pytest.fixture
def meridian(newsroom):
    source = make_source("meridian", default_section=newsroom.trading, auto_publish=False)
    send(source, g2("a", headline="Harbour toll rises"))
    yard = "<p>The yard will close in March, its owners told the crew.</p>"
    send(source, g2("b", headline="Yard to close", slugline="YARD", body=yard))
    return source


def rule(**fields):
    return Route.objects.create(sort_order=Route.objects.count() + 1, **fields)


def words_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def posted(**changes):
    empty = dict.fromkeys(
        ("source", "code", "kind", "urgency", "words", "language", "status", "section"), ""
    )
    return {**empty, "scheme": "medtop", "action": "source", "otherwise": "", **changes}


def order():
    return list(Route.objects.values_list("words", flat=True))


def test_the_rules_stand_in_order_as_sentences_with_their_counts(desk, meridian):
    rule(words="toll", action="publish")
    rule(source=meridian, action="spike")
    text = words_of(desk.get(reverse("wire:routes")))
    first = "With “toll” in headline or slug → publish 1 piece of the last day"
    assert first in text
    assert text.index(first) < text.index("From Meridian → spike 1 piece of the last day")
    assert "2 would have gone another way than they went." in text


def test_a_rule_is_tried_before_it_is_saved(desk, meridian, newsroom):
    said = posted(words="toll", action="publish", section=newsroom.banking.pk)
    text = words_of(desk.post(reverse("wire:route_add"), {**said, "try": "1"}))
    assert "With “toll” in headline or slug → section Banking, publish" in text
    assert "Harbour toll rises Meridian published, Banking held differs" in text
    assert "Yard to close" not in text
    assert not Route.objects.exists()


def test_an_edited_rule_is_tried_as_edited_and_stays_as_it_was(desk, meridian):
    one = rule(words="toll", action="publish")
    address = reverse("wire:route_edit", args=[one.pk])
    text = words_of(desk.post(address, {**posted(words="yard", action="spike"), "try": "1"}))
    assert "Yard to close Meridian spiked, Trading held differs" in text
    one.refresh_from_db()
    assert one.words == "toll"


def test_a_rule_is_added_edited_and_deleted(desk, meridian):
    desk.post(reverse("wire:route_add"), posted(words="toll", action="hold"))
    one = Route.objects.get()
    desk.post(reverse("wire:route_edit", args=[one.pk]), posted(words="toll", action="spike"))
    one.refresh_from_db()
    assert str(one) == "With “toll” in headline or slug → spike"
    desk.post(reverse("wire:route_delete", args=[one.pk]))
    assert not Route.objects.exists()


def test_else_without_a_source_is_refused(desk, meridian):
    answer = desk.post(reverse("wire:route_add"), posted(words="toll", otherwise="hold"))
    assert "“Else” needs a source" in words_of(answer)
    assert not Route.objects.exists()


def test_rules_change_places_by_button_and_by_drop(desk, meridian):
    one, two, three = (rule(words=words) for words in ("one", "two", "three"))
    desk.post(reverse("wire:route_move", args=[three.pk, "up"]))
    assert order() == ["one", "three", "two"]
    desk.post(reverse("wire:route_move", args=[one.pk, "down"]))
    assert order() == ["three", "one", "two"]
    desk.post(reverse("wire:routes_order"), {"rule": [two.pk, one.pk, three.pk]})
    assert order() == ["two", "one", "three"]


def test_who_may_not_change_sources_sees_no_rules(at_desk, newsroom):
    desk = at_desk(newsroom.reporter)
    one = rule(words="toll")
    for answer in (
        desk.get(reverse("wire:routes")),
        desk.post(reverse("wire:route_delete", args=[one.pk])),
        desk.post(reverse("wire:routes_order"), {"rule": [one.pk]}),
    ):
        assert answer.status_code == 302
    assert Route.objects.exists()


def test_the_test_run_costs_the_same_whatever_has_come(meridian, django_assert_num_queries):
    rule(words="toll")
    for number in range(5):
        send(meridian, g2(f"n{number}", body=f"<p>Notice {number} to mariners at the port.</p>"))
    routes = list(Route.objects.select_related("source", "section"))
    with django_assert_num_queries(2):
        tried = trials.run(routes)
    assert (tried.items, tried.counts) == (7, {routes[0].pk: 6, 0: 1})
