"""The wire inbox: what waits and why, and the answers a person of the section may give."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from desk.conftest import refused
from masthead.content.models import Article
from masthead.core import clock
from masthead.wire import pipeline
from masthead.wire.models import Item, Source


def ninjs(guid, **fields):
    said = {
        "uri": guid,
        "type": "text",
        "pubstatus": "usable",
        "version": "1",
        "versioncreated": "2026-03-01T10:00:00Z",
        "headline": "Harbour toll rises",
        "body_xhtml": "<p>The port will charge more from May.</p>",
    }
    return json.dumps(said | fields).encode()


@pytest.fixture
def source(newsroom):
    return Source.objects.create(
        name="Calder Financial", slug="calder", format="ninjs", default_section=newsroom.banking
    )


@pytest.fixture
def item(source):
    list(pipeline.ingest([("one.json", ninjs("urn:one", urgency=2))], source=source))
    return Item.objects.get()


def act(desk, item, verb, **kwargs):
    return desk.post(reverse("wire:act", args=[item.pk, verb]), **kwargs)


def released():
    return set(Article.objects.released(clock.now()).values_list("headline", flat=True))


def test_the_inbox_says_what_waits_from_whom_and_where_it_would_go(newsroom, at_desk, item):
    page = at_desk(newsroom.reporter).get(reverse("wire:inbox")).content.decode()
    for words in ("Harbour toll rises", "Calder Financial", "→", "Banking", "Waits for the desk."):
        assert words in page


def test_taking_makes_a_draft_of_the_desk_and_empties_the_inbox(newsroom, at_desk, item):
    act(at_desk(newsroom.reporter), item, "take")
    item.refresh_from_db()
    assert item.state == Item.State.TAKEN
    assert (item.article.live, item.article.section) == (False, newsroom.banking)
    page = at_desk(newsroom.reporter).get(reverse("wire:inbox")).content.decode()
    assert "data-item" not in page


def test_edit_takes_the_item_and_opens_the_editor(newsroom, at_desk, item):
    desk = at_desk(newsroom.reporter)
    response = act(desk, item, "edit")
    item.refresh_from_db()
    assert response["Location"] == reverse("articles:edit", args=[item.article_id])
    assert "Harbour toll rises" in desk.get(response["Location"]).content.decode()


def test_an_editor_publishes_with_one_click_and_a_reporter_may_not(newsroom, at_desk, item):
    assert refused(act(at_desk(newsroom.reporter), item, "publish"))
    assert released() == set()
    act(at_desk(newsroom.editor), item, "publish")
    assert released() == {"Harbour toll rises"}


def test_spiked_copy_leaves_the_inbox_and_can_come_back(newsroom, at_desk, item):
    desk = at_desk(newsroom.editor)
    line = f'data-item="{item.pk}"'

    def shown(**asked):
        return line in desk.get(reverse("wire:inbox"), asked).content.decode()

    act(desk, item, "spike")
    assert not shown()
    assert shown(state="spiked")
    act(desk, item, "unspike")
    assert shown()
    assert not shown(state="spiked")


@pytest.mark.parametrize("verb", ["take", "edit", "publish", "spike"])
def test_another_sections_editor_can_answer_none_of_it(newsroom, at_desk, item, verb):
    assert refused(act(at_desk(newsroom.trader), item, verb))
    item.refresh_from_db()
    assert item.state == Item.State.INBOX


def test_a_verb_is_never_done_by_a_link(newsroom, at_desk, item):
    address = reverse("wire:act", args=[item.pk, "publish"])
    assert at_desk(newsroom.editor).get(address).status_code == 405


def test_the_answer_leads_back_to_this_site_only(newsroom, at_desk, item):
    response = act(at_desk(newsroom.editor), item, "take", data={"next": "https://evil.example/"})
    assert response["Location"] == reverse("wire:inbox")


def test_withheld_copy_can_not_be_published_and_the_desk_is_told_why(newsroom, at_desk, source):
    withheld = ninjs("urn:two", pubstatus="withheld", headline="Not yet")
    list(pipeline.ingest([("two.json", withheld)], source=source))
    item = Item.objects.get()
    desk = at_desk(newsroom.editor)
    page = act(desk, item, "publish", follow=True).content.decode()
    assert "can&#x27;t be published" in page
    assert released() == set()


def test_the_inbox_is_filtered_by_source_urgency_and_words(newsroom, at_desk, item, source):
    list(pipeline.ingest([("b.json", ninjs("urn:b", headline="Quiet day"))], source=source))
    desk = at_desk(newsroom.editor)

    def shown(**asked):
        return desk.get(reverse("wire:inbox"), asked).content.decode()

    assert "Quiet day" not in shown(urgent="on")
    assert "Quiet day" not in shown(q="toll")
    assert "Quiet day" in shown(source=source.pk)
    assert "Quiet day" in shown(source="nonsense", state="nonsense")


def test_rejected_deliveries_show_their_reason_and_give_back_their_bytes(newsroom, at_desk, source):
    raw = b"<script>alert(1)</script> not json"
    list(pipeline.ingest([("broken.json", raw)], source=source))
    chief = at_desk(newsroom.chief)
    page = chief.get(reverse("wire:rejected")).content.decode()
    assert "broken.json" in page
    payload = reverse("wire:payload", args=[source.deliveries.get().pk])
    response = chief.get(payload)
    assert response.content == raw
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")
    assert refused(at_desk(newsroom.reporter).get(payload))
    assert refused(at_desk(newsroom.reporter).get(reverse("wire:rejected")))
