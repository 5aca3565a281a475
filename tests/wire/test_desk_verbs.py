"""What the desk does with an item of the inbox."""

from __future__ import annotations

import pytest

from factories.wire import g2, make_source, send
from masthead.content.models import Article
from masthead.core import clock
from masthead.wire import services
from masthead.wire.models import Item

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    send(make_source(auto_publish=False), g2())
    return Item.objects.get()


def test_published_item_is_out(item):
    services.publish_item(item, by="ann")
    assert Article.objects.released(clock.now()).count() == 1
    assert item.state == Item.State.RELEASED


def test_taken_item_is_a_draft_of_the_desk(item):
    services.take_item(item, by="ann")
    assert item.article.headline == "Harbour toll rises by a tenth"
    assert Article.objects.released(clock.now()).count() == 0
    assert item.state == Item.State.TAKEN


def test_spiked_item_stays_spiked_when_a_new_version_comes(item):
    services.spike_item(item, by="ann")
    [line] = send(item.source, g2(version=2))
    assert line.reason == "spiked"
    item.refresh_from_db()
    assert item.state == Item.State.SPIKED


def test_withheld_item_cannot_be_published():
    send(make_source(), g2(status="withheld"))
    with pytest.raises(services.NothingToPublishError):
        services.publish_item(Item.objects.get(), by="ann")
    assert Article.objects.released(clock.now()).count() == 0


def test_new_version_of_a_published_item_waits_and_publish_brings_it_out(item):
    services.publish_item(item, by="ann")
    [line] = send(item.source, g2(version=2, headline="Second version"))
    assert str(line.outcome) == "held"
    item.refresh_from_db()
    services.publish_item(item, by="ann")
    assert Article.objects.get().headline == "Second version"
