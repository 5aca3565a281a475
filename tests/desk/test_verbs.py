"""Correcting, killing, taking off, publishing and reviewing, as people do it at the desk."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from desk.conftest import form_of
from factories.content import make_article, make_draft, make_picture
from masthead.content.models import Article
from masthead.core import clock
from masthead.delivery import followers
from masthead.delivery.models import Change


def released():
    return set(Article.objects.released(clock.now()).values_list("headline", flat=True))


def page_of(response):
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def story(newsroom):
    return make_article("Calloway members vote", section=newsroom.banking)


def test_a_kill_says_what_it_will_do_then_does_it_and_shows_the_receipt(newsroom, at_desk, story):
    desk = at_desk(newsroom.editor)
    address = reverse("articles:kill", args=[story.pk])
    asked = page_of(desk.get(address))
    assert "410 Gone" in asked
    for follower in followers.registered():
        assert follower.name in asked
    receipt = page_of(
        desk.post(address, {"reason": "The source withdrew.", "sure": "on"}, follow=True)
    )
    assert "Killed everywhere in" in receipt
    for follower in followers.registered():
        assert follower.name in receipt
    assert receipt.count(" ms</td>") == len(followers.registered())
    assert released() == set()


def test_a_kill_without_a_reason_or_a_tick_changes_nothing(newsroom, at_desk, story):
    desk = at_desk(newsroom.editor)
    address = reverse("articles:kill", args=[story.pk])
    for said in ({"reason": "", "sure": "on"}, {"reason": "  ", "sure": "on"}, {"reason": "Why"}):
        assert "Kill this article" in page_of(desk.post(address, said))
    assert released() == {"Calloway members vote"}


def test_a_killed_article_opens_read_only_and_refuses_every_save(newsroom, at_desk, story):
    desk = at_desk(newsroom.editor)
    desk.post(reverse("articles:kill", args=[story.pk]), {"reason": "Wrong bank.", "sure": "on"})
    editor = reverse("articles:edit", args=[story.pk])
    page = page_of(desk.get(editor))
    assert "Wrong bank." in page
    assert "The board met on Tuesday" in page
    assert 'name="headline"' not in page
    for action in ({}, {"action-publish": "1"}):
        desk.post(editor, form_of(story, headline="Back from the dead", **action))
    story.refresh_from_db()
    assert story.headline == "Calloway members vote"
    assert story.live is False
    assert not story.revisions.filter(content__headline="Back from the dead").exists()


def test_a_correction_is_public_mends_the_headline_and_stands_in_the_history(
    newsroom, at_desk, story
):
    desk = at_desk(newsroom.editor)
    said = {
        "kind": "clarification",
        "note": "The ratio is seven for ten.",
        "headline": "Calloway members vote yes",
    }
    page = page_of(desk.post(reverse("articles:correct", args=[story.pk]), said, follow=True))
    assert "The note is public." in page
    note = story.corrections.get()
    assert (note.kind, note.note, note.by) == ("clarification", said["note"], "editor")
    assert released() == {"Calloway members vote yes"}
    history = page_of(desk.get(reverse("articles:history", args=[story.pk])))
    assert "Clarification put out: The ratio is seven for ten." in history


def test_a_kill_stands_in_the_history_with_its_reason(newsroom, at_desk, story):
    desk = at_desk(newsroom.editor)
    desk.post(reverse("articles:kill", args=[story.pk]), {"reason": "Wrong bank.", "sure": "on"})
    history = page_of(desk.get(reverse("articles:history", args=[story.pk])))
    assert "Killed: Wrong bank." in history


def test_taking_off_goes_through_the_newsrooms_verb_and_is_told(newsroom, at_desk, story):
    desk = at_desk(newsroom.editor)
    page = page_of(desk.post(reverse("articles:unpublish", args=[story.pk]), follow=True))
    assert "is off the site" in page
    assert released() == set()
    change = Change.objects.latest("pk")
    assert (change.what, change.by) == ("unpublished", "editor")
    again = page_of(desk.post(reverse("articles:unpublish", args=[story.pk]), follow=True))
    assert "is not out" in again


def test_an_editor_publishes_from_the_editor_and_the_log_tells_of_it(newsroom, at_desk):
    draft = make_draft("Toll rises", section=newsroom.banking)
    said = form_of(draft, headline="Harbour toll rises", **{"action-publish": "1"})
    response = at_desk(newsroom.editor).post(reverse("articles:edit", args=[draft.pk]), said)
    assert response.status_code == 302
    assert released() == {"Harbour toll rises"}
    change = Change.objects.latest("pk")
    assert (change.what, change.object_id, change.by) == ("published", draft.pk, "editor")


def test_a_version_may_be_scheduled_from_the_editor(newsroom, at_desk):
    draft = make_draft("Rates decision", section=newsroom.banking)
    at = (clock.now() + timedelta(hours=2)).strftime("%Y-%m-%d %H:%M")
    said = form_of(draft, go_live_at=at, **{"action-publish": "1"})
    desk = at_desk(newsroom.editor)
    desk.post(reverse("articles:edit", args=[draft.pk]), said)
    assert released() == set()
    listed = page_of(desk.get(reverse("articles:list") + "?status=scheduled"))
    assert "Rates decision" in listed
    assert "Rates decision" in page_of(desk.get(reverse("wagtailadmin_home")))


def test_a_reporter_submits_an_editor_approves_and_the_piece_is_live(newsroom, at_desk):
    draft = make_draft("Toll rises", section=newsroom.banking)
    reporter, editor = at_desk(newsroom.reporter), at_desk(newsroom.editor)
    address = reverse("articles:edit", args=[draft.pk])
    assert "Submit to Desk review" in page_of(reporter.get(address))
    reporter.post(address, form_of(draft, **{"action-submit": "1"}))
    assert "Toll rises" in page_of(editor.get(reverse("articles:list") + "?status=review"))
    assert released() == set()
    task = Article.objects.get(pk=draft.pk).current_workflow_task_state
    approve = reverse("articles:workflow_action", args=[draft.pk, "approve", task.pk])
    reporter.post(approve, {})
    assert released() == set()
    editor.post(approve, {})
    assert released() == {"Toll rises"}


def test_another_sections_editor_can_not_approve(newsroom, at_desk):
    draft = make_draft("Toll rises", section=newsroom.banking)
    address = reverse("articles:edit", args=[draft.pk])
    at_desk(newsroom.reporter).post(address, form_of(draft, **{"action-submit": "1"}))
    task = Article.objects.get(pk=draft.pk).current_workflow_task_state
    approve = reverse("articles:workflow_action", args=[draft.pk, "approve", task.pk])
    trader = at_desk(newsroom.trader)
    trader.post(approve, {})
    said = form_of(draft, **{"action-workflow-action": "1", "workflow-action-name": "approve"})
    trader.post(address, said)
    assert released() == set()


def test_the_live_preview_is_the_readers_page_with_the_words_being_typed(newsroom, at_desk):
    draft = make_draft("Toll rises", section=newsroom.banking)
    desk = at_desk(newsroom.reporter)
    address = reverse("articles:preview_on_edit", args=[draft.pk])
    answer = desk.post(address, form_of(draft, headline="Toll may rise"))
    assert answer.json() == {"is_valid": True, "is_available": True}
    shown = desk.get(address)
    page = page_of(shown)
    assert "frame-ancestors 'self'" in shown["Content-Security-Policy"]
    assert shown["X-Frame-Options"] == "SAMEORIGIN"
    assert "private" in shown["Cache-Control"]
    assert 'data-part="headline"' in page
    assert "Toll may rise" in page
    assert released() == set()


def test_a_previews_picture_is_shown_to_a_login_before_readers_may_have_it(
    newsroom, at_desk, client
):
    picture = make_picture()
    draft = make_draft("Toll rises", section=newsroom.banking, lead_image=picture)
    desk = at_desk(newsroom.reporter)
    preview = reverse("articles:preview_on_edit", args=[draft.pk])
    desk.post(preview, form_of(draft, lead_image=picture.pk))
    page = page_of(desk.get(preview))
    address = re.search(r'src="(/desk/pictures/[^"]+)"', page)[1]
    assert desk.get(address)["Content-Type"].startswith("image/")
    assert client.get(address)["Location"].startswith(reverse("wagtailadmin_login"))
    assert client.get(address.removeprefix("/desk")).status_code == 404
    assert desk.get(re.sub(r"-\d+\.", "-17.", address)).status_code == 404


def test_a_new_articles_preview_stands_before_it_is_saved(newsroom, at_desk):
    desk = at_desk(newsroom.reporter)
    address = reverse("articles:preview_on_add")
    blank = Article(headline="First words", slug="", section=newsroom.banking)
    assert desk.post(address, form_of(blank)).json()["is_valid"] is True
    assert "First words" in page_of(desk.get(address))


def test_the_menu_of_the_editor_names_each_verb_only_to_those_who_may_use_it(
    newsroom, at_desk, story
):
    address = reverse("articles:edit", args=[story.pk])
    verbs = [reverse(f"articles:{verb}", args=[story.pk]) for verb in ("correct", "kill")]
    for_editor = page_of(at_desk(newsroom.editor).get(address))
    for_reporter = page_of(at_desk(newsroom.reporter).get(address))
    assert 'name="action-publish"' in for_editor
    assert 'name="action-publish"' not in for_reporter
    for verb in verbs:
        assert verb in for_editor
        assert verb not in for_reporter
