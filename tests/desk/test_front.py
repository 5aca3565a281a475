"""The front page of the desk, its menu, its look, and the rest of what it keeps."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Workflow

from desk.conftest import refused
from factories.content import make_article, make_draft, make_picture, make_section
from masthead.accounts.models import User
from masthead.content import services
from masthead.content.models import Article, Message, Section, SectionGrant, Topic
from masthead.core import clock
from masthead.delivery import followers
from masthead.desk.setup import EDITORS, REPORTERS, SECTION_EDITORS, ensure_roles

HOUR = timedelta(hours=1)


def front(desk):
    response = desk.get(reverse("wagtailadmin_home"))
    assert response.status_code == 200
    return response.content.decode()


def test_the_front_page_shows_live_due_held_and_the_followers(newsroom, at_desk):
    make_article("Out now", section=newsroom.banking)
    make_article("Soon", section=newsroom.banking, embargoed_until=clock.now() + HOUR)
    review = make_draft("Check me", section=newsroom.banking)
    review.get_workflow().start(review, newsroom.reporter)
    page = front(at_desk(newsroom.editor))
    for words in ("Out now", "Soon", "embargo ends in", "Check me", "submitted"):
        assert words in page
    for follower in followers.registered():
        assert follower.about in page


def test_what_is_held_or_due_in_a_foreign_section_is_not_named(newsroom, at_desk):
    make_article("Secret deal", section=newsroom.trading, embargoed_until=clock.now() + HOUR)
    services.publish_article(
        make_draft("Secret plan", section=newsroom.trading), by="test", at=clock.now() + HOUR
    )
    review = make_draft("Secret draft", section=newsroom.trading)
    review.get_workflow().start(review, newsroom.trader)
    page = front(at_desk(newsroom.reporter))
    assert "Secret" not in page
    assert "Secret" in front(at_desk(newsroom.chief))


def test_the_chart_counts_what_went_out_in_each_hour(newsroom, at_desk):
    for number in range(3):
        make_article(f"Piece {number}", section=newsroom.banking)
    response = at_desk(newsroom.editor).get(reverse("wagtailadmin_home"))
    page = response.content.decode()
    assert page.count('class="desk-chart__bar"') == 24
    hour = clock.now().replace(minute=0, second=0, microsecond=0)
    row = f'<th scope="row">{hour.day} {hour:%b, %H:%M}</th><td class="desk-number">3</td>'
    assert row in page


def test_the_menu_is_in_newsroom_words_and_no_stock_entry_is_left(newsroom, at_desk):
    page = front(at_desk(newsroom.chief))
    for label in ("Articles", "Wire", "Fronts", "People", "Pictures", "Pages", "Site"):
        assert f'"label": "{label}"' in page
    for stock in ("Reports", "Snippets", "Images", "Help", "Settings menu"):
        assert f'"label": "{stock}"' not in page


def test_wagtails_reports_are_closed_because_they_ask_nobodys_section(newsroom, at_desk):
    for name in ("site_history", "workflow", "workflow_tasks", "locked_pages"):
        assert refused(at_desk(newsroom.chief).get(reverse(f"wagtailadmin_reports:{name}")))


@pytest.mark.parametrize("address", ["/desk/login/", "/desk/"])
def test_the_desk_wears_its_own_name_and_asks_no_other_site_for_anything(
    newsroom, at_desk, client, address
):
    desk = at_desk(newsroom.chief) if address == "/desk/" else client
    page = desk.get(address).content.decode()
    assert "Masthead" in page
    assert "gravatar" not in page
    assert 'src="http' not in page
    assert "Sign in to Wagtail" not in page


def test_a_picture_in_the_desk_needs_a_login(newsroom, at_desk, client):
    picture = make_picture()
    shown = at_desk(newsroom.reporter).get(picture.file.url)
    assert b"".join(shown.streaming_content).startswith(b"\xff\xd8")
    for close in shown._resource_closers:  # its own close() ends the test's connection too
        close()
    assert client.get(picture.file.url)["Location"].startswith(reverse("wagtailadmin_login"))
    assert at_desk(newsroom.reporter).get("/desk/media/../masthead.toml").status_code == 404
    assert at_desk(newsroom.reporter).get("/desk/media/nothing.jpg").status_code == 404


KEPT = ["sections", "topics", "authors", "stories", "menus", "top-stories", "wire-sources"]


@pytest.mark.parametrize("name", [*KEPT, "messages"])
def test_the_chief_keeps_the_paper_and_a_reporter_does_not(newsroom, at_desk, name):
    assert at_desk(newsroom.chief).get(reverse(f"{name}:index")).status_code == 200
    assert refused(at_desk(newsroom.reporter).get(reverse(f"{name}:index")))


def test_logins_and_section_rights_are_the_administrators(newsroom, at_desk):
    chief = at_desk(newsroom.chief)
    assert refused(chief.get(reverse("section-rights:index")))
    assert refused(chief.get(reverse("wagtailusers_users:index")))
    newsroom.chief.is_superuser = True
    newsroom.chief.save()
    assert at_desk(newsroom.chief).get(reverse("section-rights:index")).status_code == 200


def test_the_chief_opens_settings_and_pages(newsroom, at_desk):
    chief = at_desk(newsroom.chief)
    settings = reverse("wagtailsettings:edit", args=["content", "sitesettings"])
    assert chief.get(settings, follow=True).status_code == 200
    assert chief.get(reverse("wagtailadmin_explore_root"), follow=True).status_code == 200


def test_a_section_editor_adds_a_topic(newsroom, at_desk):
    said = {"name": "Clearing", "slug": "clearing", "description": ""}
    at_desk(newsroom.editor).post(reverse("topics:add"), said)
    assert Topic.objects.get().name == "Clearing"


def test_sections_can_be_put_in_order(newsroom, at_desk):
    first, second = newsroom.banking, make_section("Zinc", sort_order=9)
    newsroom.trading.delete()
    chief = at_desk(newsroom.chief)
    assert chief.get(reverse("sections:index") + "?ordering=sort_order").status_code == 200
    chief.post(reverse("sections:reorder", args=[second.pk]) + "?position=0")
    assert list(Section.objects.values_list("pk", flat=True)) == [second.pk, first.pk]


def test_a_message_is_read_and_marked_as_handled_and_never_edited(newsroom, at_desk):
    message = Message.objects.create(
        name="Ana", email="ana@example.com", subject="A word", text="Dear editors <script>"
    )
    chief = at_desk(newsroom.chief)
    page = chief.get(reverse("messages:inspect", args=[message.pk])).content.decode()
    assert "Dear editors &lt;script&gt;" in page
    address = reverse("messages:handle", args=[message.pk])
    assert refused(at_desk(newsroom.editor).post(address))
    chief.post(address)
    message.refresh_from_db()
    assert message.handled_at
    assert chief.get("/desk/messages/new/").status_code == 404


def test_roles_are_made_once_and_keep_what_an_administrator_added(db):
    ensure_roles()
    extra = Group.objects.get(name=REPORTERS)
    extra.permissions.add(*Group.objects.get(name=EDITORS).permissions.all()[:1])
    before = extra.permissions.count()
    ensure_roles()
    assert Group.objects.filter(name__in=[REPORTERS, SECTION_EDITORS, EDITORS]).count() == 3
    assert extra.permissions.count() == before
    assert Article.get_default_workflow().name == "Desk review"
    assert Workflow.objects.filter(name="Desk review").count() == 1
    assert SectionGrant.objects.filter(section=None).count() == 1
    assert not Group.objects.filter(name="Moderators").exists()


def test_a_role_without_a_section_opens_no_article(newsroom, at_desk):
    make_section("Economy")
    loner = User.objects.create_user("loner", "l@example.com", "a long password")
    loner.groups.add(Group.objects.get(name=SECTION_EDITORS))
    page = front(at_desk(loner))
    assert '"label": "Articles"' not in page
    assert refused(at_desk(loner).get(reverse("articles:list")))
