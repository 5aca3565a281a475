"""Wagtail's own ways to publish ask for the rights of the section, and name who did it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from wagtail.models import GroupApprovalTask, ModelLogEntry, Workflow, WorkflowTask

from factories.content import make_article, make_draft, make_section
from masthead.accounts.models import User
from masthead.content.models import Article, SectionGrant
from masthead.core import clock
from masthead.delivery.models import Change

pytestmark = pytest.mark.django_db


@pytest.fixture
def banking():
    return make_section("Banking")


@pytest.fixture
def markets():
    return make_section("Markets")


@pytest.fixture
def hire():
    def person(name, *, section, role):
        group = Group.objects.create(name=f"{name}'s group")
        SectionGrant.objects.create(group=group, section=section, role=role)
        user = User.objects.create_user(username=name)
        user.groups.add(group)
        return user

    return person


def told_by(article):
    changes = Change.objects.filter(object_type="content.article", object_id=article.pk)
    return list(changes.order_by("pk").values_list("what", "by"))


def test_an_editor_publishes_in_his_section_and_is_named(hire, banking):
    editor = hire("imogen", section=banking, role="edit")
    article = make_draft(section=banking)
    article.get_latest_revision().publish(user=editor)
    article.refresh_from_db()
    assert article.live
    assert told_by(article) == [("published", "imogen")]
    entry = ModelLogEntry.objects.for_instance(article).get(action="wagtail.publish")
    assert entry.user == editor


def test_an_editor_of_another_section_can_not_publish(hire, banking, markets):
    editor = hire("tomas", section=markets, role="edit")
    article = make_draft(section=banking)
    with pytest.raises(PermissionDenied):
        article.get_latest_revision().publish(user=editor)
    article.refresh_from_db()
    assert not article.live
    assert told_by(article) == []


def test_an_editor_can_not_take_a_released_article_into_his_section(hire, banking, markets):
    editor = hire("tomas", section=markets, role="edit")
    article = make_article(section=banking)
    article.section = markets
    revision = article.save_revision(user=editor)
    with pytest.raises(PermissionDenied):
        revision.publish(user=editor)
    article.refresh_from_db()
    assert article.section == banking


def test_a_reporter_can_not_publish(hire, banking):
    reporter = hire("priya", section=banking, role="write")
    with pytest.raises(PermissionDenied):
        make_draft(section=banking).get_latest_revision().publish(user=reporter)


def test_an_editor_of_another_section_can_not_unpublish(hire, banking, markets):
    editor = hire("tomas", section=markets, role="edit")
    article = make_article(section=banking)
    with pytest.raises(PermissionDenied):
        article.unpublish(user=editor)
    article.refresh_from_db()
    assert article.live


def test_an_editor_who_takes_an_article_off_is_named(hire, banking):
    editor = hire("imogen", section=banking, role="edit")
    article = make_article(section=banking)
    article.unpublish(user=editor)
    assert told_by(article)[-1] == ("unpublished", "imogen")


@pytest.fixture
def review():
    workflow = Workflow.objects.create(name="Review")
    task = GroupApprovalTask.objects.create(name="An editor reads it")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)

    def start(article, *, by, reviewer):
        task.groups.set(reviewer.groups.all())
        workflow.start(article, by)
        return article.current_workflow_task_state

    return start


def test_an_approved_draft_goes_out_in_the_reviewers_name(hire, banking, review):
    reporter = hire("priya", section=banking, role="write")
    editor = hire("imogen", section=banking, role="edit")
    article = make_draft("Reviewed", section=banking)
    state = review(article, by=reporter, reviewer=editor)
    state.approve(user=editor)
    article = Article.objects.get(pk=article.pk)
    assert article.live
    assert told_by(article) == [("published", "imogen")]


def test_a_reviewer_without_the_right_to_publish_here_releases_nothing(
    hire, banking, markets, review
):
    reporter = hire("priya", section=banking, role="write")
    stranger = hire("tomas", section=markets, role="edit")
    article = make_draft("Reviewed", section=banking)
    state = review(article, by=reporter, reviewer=stranger)
    with pytest.raises(PermissionDenied):
        state.approve(user=stranger)
    assert not Article.objects.released(clock.now()).exists()


def test_a_correction_leaves_the_review_under_way(hire, banking, review):
    from masthead.content import services

    reporter = hire("priya", section=banking, role="write")
    editor = hire("imogen", section=banking, role="edit")
    article = make_article("Loses 5m", section=banking)
    article.summary = "A better standfirst."
    article.save_revision(user=reporter)
    article = Article.objects.get(pk=article.pk)
    review(article, by=reporter, reviewer=editor)
    services.correct_article(article, note="50m.", headline="Loses 50m", by=editor)
    article = Article.objects.get(pk=article.pk)
    assert article.workflow_in_progress
    article.current_workflow_task_state.approve(user=editor)
    article = Article.objects.get(pk=article.pk)
    assert (article.headline, article.summary) == ("Loses 50m", "A better standfirst.")


def test_a_kill_ends_the_review(hire, banking, review):
    from masthead.content import services

    reporter = hire("priya", section=banking, role="write")
    editor = hire("imogen", section=banking, role="edit")
    article = make_draft("Forged", section=banking)
    review(article, by=reporter, reviewer=editor)
    services.kill_article(Article.objects.get(pk=article.pk), reason="Forged.", by=editor)
    assert not Article.objects.get(pk=article.pk).workflow_in_progress


def test_an_embargoed_article_published_at_the_desk_waits_for_its_embargo(hire, banking):
    editor = hire("imogen", section=banking, role="edit")
    article = make_draft(section=banking, embargoed_until=clock.now() + timedelta(hours=1))
    article.get_latest_revision().publish(user=editor)
    assert not Article.objects.released(clock.now()).exists()
    assert told_by(article) == [("held", "imogen")]
