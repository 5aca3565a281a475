"""What no door may break, not even a statement of SQL."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from factories.content import make_article, make_draft, make_section
from masthead.content import services
from masthead.content.kinds import Origin
from masthead.content.models import Article

pytestmark = pytest.mark.django_db


def refused(change):
    """True when the database refuses it."""
    try:
        with transaction.atomic():
            change()
    except IntegrityError:
        return True
    return False


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_a_killed_article_can_not_be_put_back():
    article = make_article()
    services.kill_article(article, reason="Forged.", by="test")
    row = Article.objects.filter(pk=article.pk)
    assert refused(lambda: row.update(live=True))
    assert refused(
        lambda: sql("UPDATE content_article SET live = %s WHERE id = %s", True, article.pk)
    )


def test_a_killed_article_can_not_be_edited_through_a_form():
    article = make_article()
    services.kill_article(article, reason="Forged.", by="test")
    article.headline = "Not forged after all"
    with pytest.raises(ValidationError, match="killed"):
        article.save_revision()


def test_commissioned_copy_without_a_label_can_not_be_out():
    article = make_article(origin=Origin.COMMISSIONED)
    assert article.label == "Paid content"
    assert refused(lambda: Article.objects.filter(pk=article.pk).update(label=""))
    staff = make_article()
    assert refused(lambda: Article.objects.filter(pk=staff.pk).update(origin="commissioned"))


def test_two_articles_can_not_have_one_address():
    first, second = make_article(), make_article()
    assert refused(lambda: Article.objects.filter(pk=second.pk).update(path=first.path))


def test_two_drafts_need_no_address():
    make_draft()
    make_draft()
    assert Article.objects.filter(path="").count() == 2


def test_an_editor_hears_that_an_address_is_taken():
    section = make_section()
    make_article("Same words", section=section)
    other = make_draft("Other words", section=section)
    other.slug = "same-words"
    with pytest.raises(ValidationError, match="address"):
        other.save_revision()


def test_an_article_without_a_section_yet_can_be_checked_and_shown():
    article = Article(headline="Begun")
    article.clean()
    assert article.slug == "begun"
    assert article.url == "/"


def test_a_section_can_not_take_an_address_of_the_site():
    section = make_section("Latest")
    with pytest.raises(ValidationError, match="address of the site"):
        section.full_clean()
