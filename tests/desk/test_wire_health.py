"""The health of the sources at the desk, the alarms of the front page, and the quarantine."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from desk.conftest import refused
from factories.wire import g2, make_source, send
from masthead.core import clock
from masthead.desk.rules import stacks
from masthead.wire import health
from masthead.wire.models import Channel, Delivery, Item, SourceHour
from masthead.wire.pipeline import ingest

OTHER = g2("urn:b", headline="Grain prices fall", body="<p>Wheat fell by a fifth in Oslo.</p>")
BAD = b'{"uri": "urn:x", "type": "text", "headline": '


@pytest.fixture
def source(newsroom):
    return make_source("calder", default_section=newsroom.banking, silence_minutes=60)


def shown(desk, name="wire:health"):
    return desk.get(reverse(name)).content.decode()


def front(desk):
    return desk.get(reverse("wagtailadmin_home")).content.decode()


def feed(*items):
    entries = [{"id": guid, "title": title, "content_text": title} for guid, title in items]
    version = "https://jsonfeed.org/version/1.1"
    return json.dumps({"version": version, "title": "F", "items": entries}).encode()


def test_what_a_source_sends_is_counted_by_the_hour_and_what_is_old_is_not(source):
    send(source, g2("urn:a"), OTHER, b"<broken")
    send(source, g2("urn:a"))
    [row] = SourceHour.objects.filter(source=source)
    assert (row.items, row.published, row.rejected) == (3, 2, 1)


def test_the_page_shows_each_source_with_its_numbers_and_its_ways_in(newsroom, at_desk, source):
    send(source, g2("urn:a"), OTHER)
    Channel.objects.create(source=source, address="https://feeds.example/wire?key=word")
    page = shown(at_desk(newsroom.chief))
    assert 'data-source="calder"' in page
    assert "<strong>2</strong> new in 24 hours: 2 published" in page
    assert "feeds.example/wire" in page
    assert "key=word" not in page


def test_a_silent_source_is_told_on_the_front_page_until_something_comes(
    newsroom, at_desk, source, time_machine
):
    chief = at_desk(newsroom.chief)
    send(source, g2("urn:a"))
    assert "nothing new" not in front(chief)
    time_machine.move_to(clock.now() + timedelta(minutes=61))
    assert "Calder: nothing new for 1 h 1 min; the alarm stands at 1 h." in front(chief)
    send(source, g2("urn:b"))
    assert "nothing new" not in front(chief)


def test_the_same_copy_again_ends_no_silence(source, time_machine):
    send(source, g2("urn:a"))
    time_machine.move_to(clock.now() + timedelta(minutes=61))
    send(source, g2("urn:a"))
    [alarm] = health.alarms(clock.now())
    assert alarm.trouble is health.Trouble.SILENT


def test_a_source_without_an_alarm_may_be_silent_for_good(source):
    source.silence_minutes = 0
    source.save()
    assert health.alarms(clock.now()) == []


def test_alarms_are_for_those_who_keep_the_sources(newsroom, at_desk, source):
    assert "nothing has come yet" in front(at_desk(newsroom.chief))
    assert "nothing has come yet" not in front(at_desk(newsroom.reporter))
    assert refused(at_desk(newsroom.reporter).get(reverse("wire:health")))


def test_a_closed_way_in_is_told_and_can_be_opened_again(newsroom, at_desk, source):
    send(source, g2())
    way = Channel.objects.create(source=source, address="https://feeds.example/")
    Channel.objects.filter(pk=way.pk).update(
        closed_at=clock.now(), error="feeds.example answered 410: the feed is gone for good."
    )
    chief = at_desk(newsroom.chief)
    assert "Calder: feeds.example answered 410" in front(chief)
    address = reverse("wire:look", args=[way.pk])
    assert chief.get(address).status_code == 405
    assert refused(at_desk(newsroom.editor).post(address))
    chief.post(address)
    way.refresh_from_db()
    assert way.closed_at is None
    assert way.next_try_at <= clock.now()
    assert "answered 410" not in front(chief)


def test_the_alarms_stand_in_the_metrics(source):
    lines = Client().get("/metrics").content.decode().splitlines()
    assert 'masthead_source_silent{source="calder"} 1' in lines
    send(source, g2())
    lines = Client().get("/metrics").content.decode().splitlines()
    assert 'masthead_source_silent{source="calder"} 0' in lines
    assert 'masthead_source_day_items{source="calder"} 1' in lines


def test_ways_in_are_set_up_on_the_sources_own_screen(newsroom, at_desk, source, settings):
    settings.MASTHEAD_SECRETS = {"calder-push": "whsec_x"}
    chief = at_desk(newsroom.chief)
    address = reverse("wire-sources:edit", args=[source.pk])
    assert "channels-TOTAL_FORMS" in chief.get(address).content.decode()
    said = form_of(source, kind="folder", address="/etc")
    page = chief.post(address, said).content.decode()
    assert "is outside of" in page
    said = form_of(source, kind="feed", address="https://feeds.example/wire.xml")
    response = chief.post(address, said)
    assert response.status_code == 302
    [way] = source.channels.all()
    assert (way.kind, way.address) == ("feed", "https://feeds.example/wire.xml")
    assert way.next_try_at is not None


def form_of(source, **way):
    """What the source's form posts, with one new way in."""
    from django.forms.models import model_to_dict

    said = {name: value for name, value in model_to_dict(source).items() if value is not None}
    for name, formset in vars(type(source)).items():
        if hasattr(formset, "rel") and name != "channels":
            said |= empty_set(name)
    row = {"every": 300, "flood": 100, "active": "on", "use_hub": "on", "ORDER": 1, **way}
    said |= empty_set("channels") | {"channels-TOTAL_FORMS": "1"}
    return said | {f"channels-0-{name}": value for name, value in row.items()}


def empty_set(name):
    ends = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "1000"}
    return {f"{name}-{end}": value for end, value in ends.items()}


@pytest.fixture
def half_bad(source, monkeypatch):
    """A feed of two items of which the second can't be kept: the newsroom has no room for it."""
    from masthead.content.errors import NewsroomError
    from masthead.wire import services

    accept = services.accept

    def picky(item, **kwargs):
        if item.guid == "urn:two":
            raise NewsroomError("copy of this kind has no section to go to")
        return accept(item, **kwargs)

    def all_or_none(arrived):
        raise NewsroomError("one by one")

    monkeypatch.setattr(services, "accept", picky)
    monkeypatch.setattr(services, "accept_new", all_or_none)
    list(ingest([("two.json", feed(("urn:one", "One"), ("urn:two", "Two")))], source=source))
    return Delivery.objects.get()


def test_a_file_that_was_bad_in_part_is_in_quarantine_and_its_good_items_are_out(
    newsroom, at_desk, half_bad
):
    page = shown(at_desk(newsroom.chief), "wire:rejected")
    assert "1 bad, 1 taken" in page
    assert "has no section to go to" in page
    assert "urn:two" in page
    assert Item.objects.get().guid == "urn:one"


def test_another_try_takes_what_was_bad_and_nothing_twice(newsroom, at_desk, half_bad, monkeypatch):
    monkeypatch.undo()
    chief = at_desk(newsroom.chief)
    page = chief.post(reverse("wire:again", args=[half_bad.pk]), follow=True).content.decode()
    assert "is taken in: 2 items." in page
    assert "Every delivery could be read." in page
    assert sorted(Item.objects.values_list("guid", flat=True)) == ["urn:one", "urn:two"]
    half_bad.refresh_from_db()
    assert (half_bad.state, half_bad.error_code) == ("read", "")


def test_another_try_that_fails_says_why_and_counts(newsroom, at_desk, source):
    list(ingest([("bad.json", BAD)], source=source))
    chief = at_desk(newsroom.chief)
    address = reverse("wire:again", args=[Delivery.objects.get().pk])
    page = chief.post(address, follow=True).content.decode()
    assert "still can&#x27;t be read" in page
    assert "tried 2 times" in page
    assert "malformed-json" in page


def test_what_is_put_aside_leaves_the_list_and_keeps_its_bytes(newsroom, at_desk, source):
    list(ingest([("bad.json", BAD)], source=source))
    chief = at_desk(newsroom.chief)
    delivery = Delivery.objects.get()
    chief.post(reverse("wire:aside", args=[delivery.pk]))
    assert "Every delivery could be read." in shown(chief, "wire:rejected")
    assert bytes(Delivery.objects.get().payload) == BAD


@pytest.mark.parametrize("verb", ["wire:again", "wire:aside"])
def test_a_reporter_touches_nothing_in_quarantine(newsroom, at_desk, source, verb):
    list(ingest([("bad.json", BAD)], source=source))
    address = reverse(verb, args=[Delivery.objects.get().pk])
    assert refused(at_desk(newsroom.reporter).post(address))
    assert at_desk(newsroom.chief).get(address).status_code == 405
    assert health.in_quarantine().count() == 1


def test_piles_stand_on_one_another_and_the_highest_fills_the_chart():
    [first, second] = stacks([(1, 2, 1), (2, 0, 0)], width=100, height=40, gap=0)
    assert [(bar.y, bar.height) for bar in first] == [(30, 10), (10, 20), (0, 10)]
    assert [(bar.y, bar.height) for bar in second] == [(20, 20), (20, 0), (20, 0)]
    assert [pile[0].x for pile in (first, second)] == [0, 50]
