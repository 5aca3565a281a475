"""Each edit that a reader could notice stands in the log once, with the keys of what shows it."""

from __future__ import annotations

import pytest
from django.db import transaction
from wagtail.models import Page

from factories.content import (
    make_article,
    make_author,
    make_picture,
    make_section,
    make_story,
    make_topic,
)
from masthead.content.models import CompanyPage, MenuItem, Pin, SiteMenu, SiteRoot, SiteSettings
from masthead.delivery.models import Change

pytestmark = pytest.mark.django_db


def changes_of(edit):
    before = Change.objects.count()
    edit()
    return list(Change.objects.order_by("pk")[before:])


def make_menu():
    menu = SiteMenu.objects.create(slug="main", title="Main")
    menu.items.add(MenuItem(label="Latest", path="/latest/"))
    menu.save()
    return menu


def make_page():
    root = Page.objects.get(depth=1).add_child(instance=SiteRoot(title="Site", slug="site"))
    return root.add_child(instance=CompanyPage(title="About us", slug="about"))


MAKERS = {
    "section": (make_section, lambda row: [f"section:{row.pk}", "nav"]),
    "topic": (make_topic, lambda row: [f"topic:{row.pk}"]),
    "story": (make_story, lambda row: [f"story:{row.pk}"]),
    "author": (make_author, lambda row: [f"author:{row.pk}"]),
    "picture": (make_picture, lambda row: [f"picture:{row.pk}"]),
    "settings": (SiteSettings.load, lambda _: ["settings"]),
    "menu": (make_menu, lambda _: ["nav"]),
    "pin": (
        lambda: Pin.objects.create(article=make_article(), front="top-stories"),
        lambda _: ["front:top-stories"],
    ),
    "company page": (make_page, lambda row: [f"page:{row.pk}", "nav"]),
}


@pytest.mark.parametrize("thing", MAKERS)
def test_saving_it_appends_one_change_with_its_keys(thing):
    make, keys = MAKERS[thing]
    row = make()
    [change] = changes_of(row.save)
    assert change.what == "edited"
    assert (change.object_type, change.object_id) == (row._meta.label_lower, row.pk)
    assert set(keys(row)) <= set(change.keys)


@pytest.mark.parametrize("thing", [thing for thing in MAKERS if thing != "settings"])
def test_deleting_it_appends_a_change_with_its_keys(thing):
    make, keys = MAKERS[thing]
    row = make()
    expected = set(keys(row))
    changes = changes_of(row.delete)
    assert {change.what for change in changes} == {"deleted"}
    assert expected <= {key for change in changes for key in change.keys}


@pytest.mark.parametrize("thing", MAKERS)
def test_an_edit_that_is_rolled_back_leaves_no_change(thing):
    make, _ = MAKERS[thing]
    row = make()

    def save_and_fail():
        with transaction.atomic():
            row.save()
            raise ZeroDivisionError

    def edit():
        with pytest.raises(ZeroDivisionError):
            save_and_fail()

    assert changes_of(edit) == []


def test_a_menus_entries_are_edited_with_it():
    menu = make_menu()
    menu.items.add(MenuItem(label="Top", path="/top-stories/"))
    [change] = changes_of(menu.save)
    assert change.keys == ["nav"]
    assert menu.items.count() == 2


def test_a_draft_of_a_company_page_tells_readers_nothing_and_its_publication_does():
    page = make_page()
    page.title = "About Harbour & Exchange"
    assert changes_of(page.save_revision) == []
    revision = page.get_latest_revision()
    changes = changes_of(revision.publish)
    assert {change.what for change in changes} == {"edited"}
    assert f"page:{page.pk}" in changes[0].keys


def test_a_company_page_taken_off_is_told_of():
    page = make_page()
    changes = changes_of(page.unpublish)
    assert "nav" in changes[0].keys


def test_a_pictures_address_changes_with_its_file_and_its_focal_point():
    picture = make_picture()
    assert len(picture.file_hash) == 40
    versions = {picture.version}
    for x, y in ((1, 12), (11, 2), (None, None)):
        picture.focal_point_x, picture.focal_point_y = x, y
        versions.add(picture.version)
    picture.file_hash = "0" * 40
    versions.add(picture.version)
    assert len(versions) == 4


def test_another_order_of_the_company_pages_is_told_of():
    page = make_page()
    second = page.get_parent().add_child(instance=CompanyPage(title="Terms", slug="terms"))
    [change] = changes_of(lambda: second.move(page, pos="left"))
    assert "nav" in change.keys
