"""A page that is in no cache, made of what the process keeps and of a stored body, is the page that
is made of nothing but the tables, whatever was changed before."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
import zstandard
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from factories.content import (
    make_article,
    make_author,
    make_draft,
    make_picture,
    make_section,
    make_story,
    make_topic,
    text_block,
)
from masthead.content import services
from masthead.content.models import Article, MenuItem, SiteMenu, SiteSettings, StoredBody
from masthead.core import clock
from masthead.delivery import couriers, followers, memo, page_keys

pytestmark = pytest.mark.django_db(transaction=True)

LINK = '<p>The <a href="https://bank.example/terms">terms</a> are public.</p>'


@pytest.fixture
def server(tmp_path, settings):
    """This process keeps what its pages share, as a server's does."""
    settings.MASTHEAD_KEYS_FILE = tmp_path / "keys"
    page_keys.table.cache_clear()
    memo.use(memo.Memo(page_keys.table()))
    yield memo
    couriers.wait()
    memo.use(None)
    page_keys.table().close()
    page_keys.table.cache_clear()


class Paper:
    """An article with all that can stand on its page, and others around it."""

    def __init__(self):
        self.section = make_section("Banking")
        self.author = make_author("Imogen Farrow", portrait=make_picture("A face"))
        self.topic, self.story = make_topic("Mergers"), make_story("The merger")
        self.picture, self.inside = make_picture("The quay"), make_picture("The berth")
        self.menu = SiteMenu.objects.create(slug="main", title="Main")
        filed = {"section": self.section, "topics": [self.topic], "story": self.story}
        self.others = [
            make_article(f"Other piece {number}", lead_image=self.picture, **filed)
            for number in range(7)
        ]
        self.article = make_article(
            "Calloway members back the merger",
            authors=[self.author],
            lead_image=self.picture,
            dateline="HALDEN",
            body=[
                text_block(LINK),
                {"type": "image", "value": {**IMAGE, "image": self.inside.pk}},
                {"type": "related_article", "value": {"article": self.others[0].pk}},
            ],
            **filed,
        )


IMAGE = {"alt": "", "caption": "", "credit": "", "decorative": False}


@pytest.fixture
def paper(server):
    paper = Paper()
    followers.run_all()
    return paper


def page_of(path):
    return Client().get(path)


def afresh(path):
    """The page as it is made of the tables alone."""
    used = memo.use(None)
    StoredBody.objects.all().delete()
    page = page_of(path)
    memo.use(used)
    return page


def stored(path):
    """The page is asked for, and its body written down."""
    page = page_of(path)
    couriers.wait()
    return page


def publish(article):
    article.label = article.label_now()
    article.save_revision()
    services.publish_article(article, by="test")


def edit_a_related_headline(paper):
    paper.others[-1].headline = "Another headline altogether"
    publish(paper.others[-1])


def kill_a_related_piece(paper):
    services.kill_article(paper.others[-4], by="test", reason="legal")


def withhold_a_related_piece(paper):
    services.withhold_article(paper.others[-2], by="test")


def kill_the_piece_that_the_body_points_at(paper):
    services.kill_article(paper.others[0], by="test", reason="legal")


def have_a_related_piece_paid_for(paper):
    paper.others[-3].origin = "commissioned"
    publish(paper.others[-3])


def publish_another_piece(paper):
    make_article("The newest piece", section=paper.section, topics=[paper.topic])


def rename(row, name):
    setattr(row, "title" if hasattr(row, "title") else "name", name)
    row.save()


def reorder_the_menu(paper):
    paper.menu.items = [MenuItem(section=paper.section, label="Lenders")]
    paper.menu.save()


def change_the_settings(_paper):
    face = SiteSettings.load()
    face.title, face.disclosure = "The Other Quay", "We say who pays."
    face.save()


def rewrite_the_body(paper):
    paper.article.body = [text_block("<p>Quite other words.</p>")]
    publish(paper.article)


def have_the_piece_paid_for(paper):
    paper.article.origin = "commissioned"
    publish(paper.article)


def move_the_dateline(paper):
    paper.article.dateline = "OSLO"
    publish(paper.article)


def describe_the_picture_inside_anew(paper):
    paper.inside.caption, paper.inside.description = "At noon", "Berth 4"
    paper.inside.save()


def correct_the_piece(paper):
    services.correct_article(paper.article, note="The vote was on Monday.", by="test")


EDITS = {
    edit.__name__: edit
    for edit in (
        *(edit_a_related_headline, withhold_a_related_piece, publish_another_piece),
        *(reorder_the_menu, change_the_settings, move_the_dateline, correct_the_piece),
        *(describe_the_picture_inside_anew, have_a_related_piece_paid_for),
        *(kill_a_related_piece, kill_the_piece_that_the_body_points_at),
    )
} | {
    "rename the section": lambda paper: rename(paper.section, "Lending"),
    "rename the author": lambda paper: rename(paper.author, "Imogen Quay"),
    "rename the topic": lambda paper: rename(paper.topic, "Takeovers"),
    "rename the story": lambda paper: rename(paper.story, "The long merger"),
    "delete the picture inside": lambda paper: paper.inside.delete(),
    "have the piece paid for": have_the_piece_paid_for,
    "rewrite the body": rewrite_the_body,
}


def test_after_each_edit_the_page_is_the_page_made_afresh(paper):
    path = paper.article.url
    for name, edit in EDITS.items():
        before = stored(path)
        edit(paper)
        followers.run_all()
        after = page_of(path)
        assert after.content != before.content, name
        assert after.content == afresh(path).content, name


def test_stored_body_is_shown_until_the_piece_is_other(paper):
    path = paper.article.url
    first = stored(path)
    mark_the_stored_body(paper.article)
    page = page_of(path)
    assert b">TERMS</a>" in page.content
    assert page.content.replace(b"TERMS", b"terms") == first.content

    have_the_piece_paid_for(paper)
    followers.run_all()
    page = stored(path)
    assert b'href="https://bank.example/terms" rel="sponsored noopener">terms<' in page.content

    mark_the_stored_body(paper.article)
    rewrite_the_body(paper)
    followers.run_all()
    page = stored(path)
    assert b"Quite other words." in page.content
    assert b"bank.example" not in page.content

    mark_the_stored_body(paper.article, b"Quite")
    services.kill_article(paper.article, by="test", reason="legal")
    followers.run_all()
    page = page_of(path)
    assert page.status_code == 410
    assert b"other words" not in page.content


def mark_the_stored_body(article, word=b"terms"):
    """What is shown from now on tells whether it came from the table."""
    kept = StoredBody.objects.get(article=article)
    told = zstandard.decompress(bytes(kept.packed))
    assert word in told
    kept.packed = zstandard.compress(told.replace(word, word.upper()))
    kept.save()


def test_bodies_of_previews_and_of_links_by_number_are_never_stored(paper, rf):
    draft = make_draft("Only a draft", section=paper.section)
    draft.serve_preview(rf.get("/"), draft.default_preview_mode).render()
    linked = text_block('<p><a linktype="page" id="1">About us</a></p>')
    stored(make_article("Linked", section=paper.section, body=[linked]).url)
    assert not StoredBody.objects.exists()


def test_page_of_kept_parts_makes_four_queries_and_shows_nothing_that_has_expired(paper, settings):
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if not one.endswith("due_work")]
    soon = clock.now() + timedelta(hours=1)
    ending = make_article("Gone by noon", section=paper.section, expire_at=soon)
    followers.run_all()
    assert b"Gone by noon" in stored(paper.article.url).content
    with CaptureQueriesContext(connection) as queries:
        assert b"Gone by noon" in page_of(paper.article.url).content
    assert len(queries) == 4
    with time_machine.travel(soon + timedelta(hours=1), tick=False):
        assert b"Gone by noon" not in page_of(paper.article.url).content
    assert Article.objects.get(pk=ending.pk).live
