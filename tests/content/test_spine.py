"""The spine: what the newsroom's verbs do to what readers may see, and to the log."""

from __future__ import annotations

from datetime import timedelta

import pytest
from factories.content import make_article, make_draft, make_section

from masthead.content import services
from masthead.content.errors import AlreadyKilledError, NoReasonError, NotReleasedError
from masthead.content.models import Article
from masthead.core import clock
from masthead.delivery import followers
from masthead.delivery.models import Change

pytestmark = pytest.mark.django_db


def released():
    return set(Article.objects.released(clock.now()).values_list("headline", flat=True))


def log():
    return list(Change.objects.order_by("pk").values_list("what", flat=True))


def test_a_draft_is_seen_by_nobody_until_it_is_published():
    article = make_draft("Harbour toll rises")
    assert released() == set()
    services.publish_article(article, by="test")
    assert released() == {"Harbour toll rises"}
    article.refresh_from_db()
    assert (article.version, article.path) == (1, f"{article.section.slug}/harbour-toll-rises")


def test_an_article_scheduled_for_later_comes_out_at_its_time_and_not_before(time_machine):
    article = make_draft("Rates decision")
    at = clock.now() + timedelta(hours=2)
    services.publish_article(article, by="test", at=at)
    assert released() == set()
    time_machine.move_to(at - timedelta(seconds=1))
    assert services.perform_due(clock.now()) == 0
    time_machine.move_to(at)
    assert services.next_due() == at
    assert services.perform_due(clock.now()) == 1
    assert released() == {"Rates decision"}
    assert services.next_due() is None
