"""Who may do what to which article, asked by real requests at every address of the desk."""

from __future__ import annotations

import pytest
from django.urls import reverse

from desk.conftest import form_of, refused
from factories.content import make_article, make_draft
from masthead.content.models import Article
from masthead.desk.access import ASKS, NAMES_NO_ARTICLE
from masthead.desk.articles.viewset import ArticleViewSet

ADDRESSES = ["edit", "history", "history_results", "usage", "workflow_history", "preview_on_edit"]
EDITORS_ONLY = ["unpublish", "correct", "kill"]


@pytest.fixture
def banking_story(newsroom):
    return make_article("Calloway members vote", section=newsroom.banking)


@pytest.fixture
def trading_story(newsroom):
    return make_article("Container rates fall", section=newsroom.trading)


def test_every_address_of_the_article_desk_has_a_question_at_its_door():
    names = {pattern.name for pattern in ArticleViewSet().get_urlpatterns()}
    assert names - NAMES_NO_ARTICLE == set(ASKS)


@pytest.mark.parametrize("name", [*ADDRESSES, *EDITORS_ONLY])
def test_a_banking_editor_is_refused_at_every_address_of_a_trading_article(
    newsroom, at_desk, trading_story, name
):
    response = at_desk(newsroom.editor).get(reverse(f"articles:{name}", args=[trading_story.pk]))
    assert refused(response)


@pytest.mark.parametrize("name", [*ADDRESSES, *EDITORS_ONLY])
def test_a_banking_editor_is_let_in_at_every_address_of_a_banking_article(
    newsroom, at_desk, banking_story, name
):
    response = at_desk(newsroom.editor).get(reverse(f"articles:{name}", args=[banking_story.pk]))
    assert response.status_code == 200


@pytest.mark.parametrize("name", EDITORS_ONLY)
def test_a_reporter_reads_and_edits_but_neither_corrects_nor_kills_nor_takes_off(
    newsroom, at_desk, banking_story, name
):
    desk = at_desk(newsroom.reporter)
    assert desk.get(reverse("articles:edit", args=[banking_story.pk])).status_code == 200
    address = reverse(f"articles:{name}", args=[banking_story.pk])
    assert refused(desk.get(address))
    assert refused(desk.post(address, {"reason": "x", "sure": "on", "note": "x", "kind": "update"}))
    banking_story.refresh_from_db()
    assert (banking_story.live, banking_story.killed_at) == (True, None)


def test_someone_without_a_section_is_refused_the_list_the_editor_and_a_new_article(
    newsroom, at_desk, banking_story
):
    desk = at_desk(newsroom.outsider)
    for address in (
        reverse("articles:list"),
        reverse("articles:add"),
        reverse("wire:inbox"),
        reverse("articles:edit", args=[banking_story.pk]),
    ):
        assert refused(desk.get(address)), address


def test_the_list_holds_only_the_articles_of_ones_own_sections(
    newsroom, at_desk, banking_story, trading_story
):
    page = at_desk(newsroom.reporter).get(reverse("articles:list")).content.decode()
    assert banking_story.headline in page
    assert trading_story.headline not in page
    everything = at_desk(newsroom.chief).get(reverse("articles:list")).content.decode()
    assert banking_story.headline in everything
    assert trading_story.headline in everything


def test_the_list_can_not_be_filtered_to_a_foreign_section(newsroom, at_desk, trading_story):
    address = reverse("articles:list") + f"?section={newsroom.trading.pk}"
    page = at_desk(newsroom.reporter).get(address).content.decode()
    assert trading_story.headline not in page


def test_the_editor_offers_only_ones_own_sections(newsroom, at_desk, banking_story):
    response = at_desk(newsroom.editor).get(reverse("articles:edit", args=[banking_story.pk]))
    offered = {choice[1] for choice in response.context["form"].fields["section"].choices}
    assert offered == {"Banking"}


def test_an_article_can_not_be_posted_into_a_foreign_section(newsroom, at_desk, banking_story):
    desk = at_desk(newsroom.editor)
    for action in ({}, {"action-publish": "1"}):
        said = form_of(banking_story, section=newsroom.trading.pk, **action)
        response = desk.post(reverse("articles:edit", args=[banking_story.pk]), said)
        assert response.status_code == 200
        assert "section" in response.context["form"].errors
    banking_story.refresh_from_db()
    assert banking_story.section == newsroom.banking
    assert not banking_story.revisions.filter(content__section=newsroom.trading.pk).exists()


def test_a_new_article_can_not_be_started_in_a_foreign_section(newsroom, at_desk):
    said = form_of(Article(headline="Tip", slug="tip", section=newsroom.trading))
    response = at_desk(newsroom.editor).post(reverse("articles:add"), said)
    assert "section" in response.context["form"].errors
    assert not Article.objects.exists()


def test_a_reporter_who_posts_publish_only_saves_a_draft_or_is_told_so(newsroom, at_desk):
    draft = make_draft("Toll rises", section=newsroom.banking)
    said = form_of(draft, headline="Toll rises again", **{"action-publish": "1"})
    at_desk(newsroom.reporter).post(reverse("articles:edit", args=[draft.pk]), said)
    draft.refresh_from_db()
    assert draft.live is False


def test_who_edits_banking_and_writes_for_trading_can_not_publish_into_trading(newsroom, at_desk):
    from masthead.content.models import SectionGrant
    from masthead.desk.setup import join_section

    join_section(newsroom.editor, newsroom.trading, role=SectionGrant.Role.WRITE)
    draft = make_draft("Toll rises", section=newsroom.banking)
    said = form_of(draft, section=newsroom.trading.pk, **{"action-publish": "1"})
    response = at_desk(newsroom.editor).post(reverse("articles:edit", args=[draft.pk]), said)
    assert "section" in response.context["form"].errors
    draft.refresh_from_db()
    assert (draft.live, draft.section) == (False, newsroom.banking)


def test_old_versions_and_comparisons_are_behind_the_same_door(newsroom, at_desk, trading_story):
    revision = trading_story.latest_revision
    addresses = [
        reverse("articles:revisions_view", args=[trading_story.pk, revision.pk]),
        reverse("articles:revisions_revert", args=[trading_story.pk, revision.pk]),
        reverse("articles:revisions_compare", args=[trading_story.pk, "earliest", "latest"]),
    ]
    for address in addresses:
        assert refused(at_desk(newsroom.editor).get(address)), address
        assert at_desk(newsroom.trader).get(address).status_code == 200, address


def test_locking_and_unlocking_ask_for_the_section(newsroom, at_desk, trading_story):
    for name in ("lock", "unlock"):
        address = reverse(f"articles:{name}", args=[trading_story.pk])
        assert refused(at_desk(newsroom.editor).post(address))
    at_desk(newsroom.trader).post(reverse("articles:lock", args=[trading_story.pk]))
    trading_story.refresh_from_db()
    assert trading_story.locked is True


def test_bulk_actions_know_no_articles(newsroom, at_desk, banking_story):
    newsroom.chief.is_superuser = True
    newsroom.chief.save()
    address = reverse("wagtail_bulk_action", args=["content", "article", "delete"])
    response = at_desk(newsroom.chief).post(f"{address}?id={banking_story.pk}")
    assert refused(response)
    assert Article.objects.filter(pk=banking_story.pk).exists()


def test_what_readers_have_seen_is_never_deleted_and_a_draft_may_be(newsroom, at_desk):
    seen = make_article("Seen", section=newsroom.banking)
    draft = make_draft("Unseen", section=newsroom.banking)
    desk = at_desk(newsroom.editor)
    assert refused(desk.post(reverse("articles:delete", args=[seen.pk])))
    desk.post(reverse("articles:delete", args=[draft.pk]))
    assert list(Article.objects.values_list("headline", flat=True)) == ["Seen"]


def test_the_chooser_offers_what_is_public_and_ones_own_drafts(newsroom, at_desk, trading_story):
    mine = make_draft("Own draft", section=newsroom.banking)
    foreign = make_draft("Foreign draft", section=newsroom.trading)
    desk = at_desk(newsroom.editor)
    page = desk.get(reverse("article_chooser:choose")).content.decode()
    assert "Own draft" in page
    assert trading_story.headline in page
    assert "Foreign draft" not in page
    found = desk.get(reverse("article_chooser:choose_results") + "?q=draft").content.decode()
    assert "Own draft" in found
    assert "Foreign draft" not in found
    assert desk.get(reverse("article_chooser:chosen", args=[mine.pk])).status_code == 200
    assert desk.get(reverse("article_chooser:chosen", args=[foreign.pk])).status_code == 404


def test_a_visitor_without_a_login_is_sent_to_the_login_page(client, banking_story):
    response = client.get(reverse("articles:edit", args=[banking_story.pk]))
    assert response["Location"].startswith(reverse("wagtailadmin_login"))
