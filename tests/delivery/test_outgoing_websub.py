"""Hubs are told which feeds have moved, each hub on its own."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import parse_qsl

import pytest

from factories.content import make_article, make_draft, make_section
from factories.receiver import Answer, running
from masthead.content import services
from masthead.delivery import followers
from masthead.delivery.outgoing import websub

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def feeds(monkeypatch):
    """A site feed and a feed of each section, as the reader would register them."""
    monkeypatch.setattr(websub, "_registry", [])

    def feeds_of(keys):
        yield from ("/feed.xml" for key in keys if key == "latest")
        yield from (f"/{key.replace(':', '-')}/feed.xml" for key in keys if "section:" in key)

    websub.register_feeds(feeds_of)


def topics(asked):
    form = parse_qsl(asked.body.decode())
    assert ("hub.mode", "publish") in form
    return [value for name, value in form if name == "hub.url"]


def test_a_published_article_moves_the_sites_feed_and_its_sections(tell, receiver):
    catch_up = tell(hubs=(f"{receiver.url}/",))
    section = make_section()
    make_article(section=section)
    make_article(section=section)
    catch_up()
    assert [topic for asked in receiver.asked for topic in topics(asked)] == [
        "https://title.example/feed.xml",
        f"https://title.example/section-{section.pk}/feed.xml",
    ]
    assert receiver.asked[0].headers["Content-Type"] == "application/x-www-form-urlencoded"


def test_an_article_that_is_held_moves_no_feed(tell, receiver):
    section = make_section()
    catch_up = tell(hubs=(f"{receiver.url}/",))
    catch_up()
    receiver.asked.clear()
    draft = make_draft(section=section, embargoed_until=datetime(2099, 1, 1, tzinfo=UTC))
    services.publish_article(draft, by="test")
    catch_up()
    assert receiver.asked == []


def test_many_feeds_are_told_in_several_pings(tell, receiver, monkeypatch):
    monkeypatch.setattr(websub, "FEEDS_A_PING", 2)
    catch_up = tell(hubs=(f"{receiver.url}/",))
    for _ in range(4):
        make_article(section=make_section())
    catch_up()
    told = [topics(asked) for asked in receiver.asked]
    assert [len(part) for part in told] == [2, 2, 1]
    assert len({topic for part in told for topic in part}) == 5


def test_a_dead_hub_waits_and_holds_up_no_other(tell, receiver, time_machine):
    time_machine.move_to("2027-01-04T09:00:00Z", tick=False)
    with running() as other:
        catch_up = tell(
            hubs=(f"{receiver.url}/hub", f"{other.url}/hub"),
            trusted=frozenset({receiver.host, other.host}),
        )
        receiver.answers = [Answer(503), Answer(204)]
        other.always = Answer(204)
        make_article()
        catch_up()
        assert (len(receiver.asked), len(other.asked)) == (1, 1)
        time_machine.shift(1)
        catch_up()
        assert (len(receiver.asked), len(other.asked)) == (2, 1)
        assert topics(receiver.asked[1]) == topics(other.asked[0])
    assert [one.failures for one in followers.standings()] == [0, 0, 0]
