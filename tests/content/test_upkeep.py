"""Old addresses lead to new ones in one step, and the house knows what uses which picture."""

from __future__ import annotations

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import ReferenceIndex

from factories.content import make_article, make_draft, make_picture, make_section
from masthead.content import services
from masthead.content.models import Article, FormerSection
from masthead.content.queries.articles import what_was_at
from masthead.delivery import followers

pytestmark = pytest.mark.django_db


def move(article, **fields):
    for name, value in fields.items():
        setattr(article, name, value)
    article.save_revision()
    services.publish_article(Article.objects.get(pk=article.pk), by="test")
    followers.run_all()
    return Article.objects.get(pk=article.pk)


def redirects():
    return dict(Redirect.objects.values_list("old_path", "redirect_link"))


def test_a_changed_slug_leaves_a_redirect():
    article = make_article("Old words", section=make_section("Banking"))
    move(article, slug="new-words")
    assert redirects() == {"/banking/old-words": "/banking/new-words/"}


def test_a_changed_section_leaves_a_redirect():
    article = make_article("Words", section=make_section("Banking"))
    move(article, section=make_section("Markets"))
    assert redirects() == {"/banking/words": "/markets/words/"}


def test_an_article_that_moves_twice_is_one_step_away_from_both_old_addresses():
    article = move(make_article("One", section=make_section("Banking")), slug="two")
    move(article, slug="three")
    assert redirects() == {
        "/banking/one": "/banking/three/",
        "/banking/two": "/banking/three/",
    }


def test_an_article_that_moves_back_is_not_led_away_from():
    article = move(make_article("One", section=make_section("Banking")), slug="two")
    move(article, slug="one")
    assert redirects() == {"/banking/two": "/banking/one/"}


def test_a_renamed_section_takes_its_articles_along_and_leads_its_old_addresses():
    section = make_section("Banking")
    article = move(make_article("One", section=section), slug="two")
    section.slug = "banks"
    section.save()
    followers.run_all()
    article.refresh_from_db()
    assert article.url == "/banks/two/"
    assert what_was_at("banking/two").moved_to == "/banks/two/"
    assert what_was_at("banking").moved_to == "/banks/"
    assert redirects() == {"/banking/one": "/banks/two/"}, "not by way of the old section"


def test_a_section_that_gets_its_old_name_back_is_led_to_from_the_other():
    section = make_section("Banking")
    make_article("One", section=section)
    for slug in ("banks", "banking"):
        section.slug = slug
        section.save()
    assert list(FormerSection.objects.values_list("slug", flat=True)) == ["banks"]
    assert Article.objects.get().url == "/banking/one/"


def test_a_redirect_applied_twice_is_one_redirect():
    article = make_article("Old words", section=make_section("Banking"))
    move(article, slug="new-words")
    followers.FollowerPosition.objects.filter(name="redirects").update(position=0)
    followers.run_all()
    assert redirects() == {"/banking/old-words": "/banking/new-words/"}


def uses_of(picture):
    return set(ReferenceIndex.get_references_to(picture).values_list("object_id", flat=True))


def test_the_pictures_of_an_article_are_known_after_it_is_out_and_forgotten_with_it():
    lead, inside = make_picture(), make_picture()
    article = make_draft(
        lead_image=lead,
        body=[
            {"type": "image", "value": {"image": inside.pk, "alt": "A quay", "decorative": False}}
        ],
    )
    services.publish_article(article, by="test")
    followers.run_all()
    assert uses_of(lead) == uses_of(inside) == {str(article.pk)}
    article.delete()
    followers.run_all()
    assert uses_of(lead) == uses_of(inside) == set()


def test_a_saved_article_writes_no_references_by_itself():
    picture = make_picture()
    make_draft(lead_image=picture)
    assert uses_of(picture) == set()
