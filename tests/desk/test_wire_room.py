"""The wire room's list: whose copy each person sees, page by page, what a line says, and the
answers that need no reload.
"""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from desk.conftest import refused
from factories.wire import g2, make_source, send
from masthead.core import clock
from masthead.delivery import page_keys
from masthead.desk.wire.queries import A_PAGE
from masthead.wire.cache_keys import WIRE_ROOM
from masthead.wire.models import Cluster, ClusterMember, Item, Route

JSON = {"Accept": "application/json"}


@pytest.fixture
def source(newsroom):
    return make_source("meridian", auto_publish=False, default_section=newsroom.banking)


def guid(name):
    return f"urn:newsml:meridian.example:20261101:{name}"


def came(source, *names, **said):
    """Copy with these names came from the source; the items, in their order."""
    send(source, *(g2(guid(name), **({"headline": f"Headline {name}"} | said)) for name in names))
    return [Item.objects.get(source=source, guid=guid(name)) for name in names]


def listed(desk, **asked):
    """The headlines on the page, from the top."""
    response = desk.get(reverse("wire:inbox"), asked)
    return [line.row.item.headline for line in response.context["lines"]]


def shown(desk, **asked):
    return desk.get(reverse("wire:inbox"), asked).content.decode()


def answer(desk, item, verb):
    return desk.post(reverse("wire:act", args=[item.pk, verb]), headers=JSON)


# --- Whose copy ------------------------------------------------------------------------------


def test_each_person_sees_the_copy_of_his_own_sections(newsroom, at_desk, source):
    came(source, "banks")
    other = make_source("northgate", auto_publish=False, default_section=newsroom.trading)
    came(other, "grain")
    assert listed(at_desk(newsroom.reporter)) == ["Headline banks"]
    assert listed(at_desk(newsroom.trader)) == ["Headline grain"]
    assert listed(at_desk(newsroom.chief)) == ["Headline grain", "Headline banks"]


def test_a_rule_brings_copy_of_a_source_before_those_whose_section_it_names(
    newsroom, at_desk, source
):
    Route.objects.create(words="grain", section=newsroom.trading, source=source)
    came(source, "grain", "banks")
    assert listed(at_desk(newsroom.reporter)) == ["Headline banks"]
    assert listed(at_desk(newsroom.trader)) == ["Headline grain"]
    assert "grain” in headline or slug → section Trading" in shown(at_desk(newsroom.trader))


def test_copy_that_no_section_is_known_for_is_seen_by_everyone_who_writes(newsroom, at_desk):
    nowhere = make_source("calder", auto_publish=False, default_section=None)
    came(nowhere, "stray")
    for person in (newsroom.reporter, newsroom.trader):
        assert listed(at_desk(person)) == ["Headline stray"]
    assert "no section yet" in shown(at_desk(newsroom.reporter))


def test_copy_that_is_filed_belongs_to_the_section_of_its_article(newsroom, at_desk, source):
    [item] = came(source, "banks")
    answer(at_desk(newsroom.editor), item, "take")
    item.refresh_from_db()
    item.article.section = newsroom.trading
    item.article.save(update_fields=["section"])
    assert listed(at_desk(newsroom.trader), state="taken") == ["Headline banks"]
    assert listed(at_desk(newsroom.reporter), state="taken") == []


def test_who_writes_for_no_section_does_not_enter_nor_listen(newsroom, at_desk, source):
    outsider = at_desk(newsroom.outsider)
    assert refused(outsider.get(reverse("wire:inbox")))
    assert refused(outsider.get(reverse("wire:inbox"), {"part": "list"}))
    assert refused(outsider.get(reverse("wire:live")))


def test_the_list_is_narrowed_to_one_of_the_persons_sections(newsroom, at_desk, source):
    Route.objects.create(words="grain", section=newsroom.trading, source=source)
    came(source, "grain", "banks")
    chief = at_desk(newsroom.chief)
    assert listed(chief, section=newsroom.trading.pk) == ["Headline grain"]
    both = ["Headline banks", "Headline grain"]
    assert sorted(listed(chief, section="nonsense", before="nonsense")) == both


# --- Page by page ----------------------------------------------------------------------------


def test_no_item_is_lost_or_shown_twice_between_pages_while_copy_comes_in(
    newsroom, at_desk, source
):
    names = [f"{number:02}" for number in range(A_PAGE + 5)]
    came(source, *names)
    desk = at_desk(newsroom.reporter)
    first = desk.get(reverse("wire:inbox"))
    came(source, "late")
    second = desk.get(reverse("wire:inbox") + first.context["older"])
    seen = [line.row.item.headline for page in (first, second) for line in page.context["lines"]]
    assert sorted(seen) == [f"Headline {name}" for name in names]
    assert second.context["older"] == ""


def test_a_page_deep_down_is_found_by_the_index(newsroom, at_desk, source):
    came(source, *(f"{number:02}" for number in range(A_PAGE + 5)))
    desk = at_desk(newsroom.chief)
    older = desk.get(reverse("wire:inbox")).context["older"]
    with CaptureQueriesContext(connection) as asked:
        desk.get(reverse("wire:inbox") + older)
    questions = [one["sql"] for one in asked if 'FROM "wire_item"' in one["sql"]]
    [page] = [one for one in questions if '"wire_item"."received_at" <=' in one]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # it reads a small table whole, unless forbidden to
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"EXPLAIN {page}")
            used = "Index Scan using item_state_latest"
        else:
            cursor.execute(f"EXPLAIN QUERY PLAN {page}")
            used = "item_state_latest (state=? AND received_at<?)"
        plan = " ".join(str(row[-1]) for row in cursor.fetchall())
    assert used in plan


def test_more_items_sources_rules_and_clusters_ask_no_more(newsroom, at_desk, source):
    def asked(person):
        desk = at_desk(person)
        desk.get(reverse("wire:inbox"))
        with CaptureQueriesContext(connection) as queries:
            desk.get(reverse("wire:inbox"))
        return len(queries)

    came(source, "a", "b")
    together(Item.objects.all())
    Route.objects.create(words="none", section=newsroom.trading)
    asked(newsroom.chief)  # fills what the process remembers
    few = asked(newsroom.chief), asked(newsroom.reporter)
    for number in range(4):
        one = make_source(f"s{number}", auto_publish=False, default_section=newsroom.banking)
        Route.objects.create(words=f"none{number}", section=newsroom.trading, source=one)
        came(one, "a", "b", "c")
    together(Item.objects.filter(guid=guid("a")))
    assert (asked(newsroom.chief), asked(newsroom.reporter)) == few


# --- What a line says ------------------------------------------------------------------------


def together(items):
    """The items tell one story; the first is the primary."""
    first, *rest = items
    ClusterMember.objects.filter(item__in=items).delete()
    cluster = Cluster.objects.create(primary=first)
    for item in (first, *rest):
        ClusterMember.objects.create(item=item, cluster=cluster)
    return cluster


def test_a_line_tells_version_correction_embargo_and_the_other_agencies(newsroom, at_desk, source):
    until = (clock.now() + timedelta(hours=2)).replace(microsecond=0)
    came(source, "rates")
    came(source, "rates", version=2, signal="correction", embargoed=until.isoformat())
    other = make_source("lantern", auto_publish=False, default_section=newsroom.banking)
    came(other, "same")
    together(Item.objects.order_by("pk"))
    page = shown(at_desk(newsroom.reporter), source=source.pk)
    for words in ("Corrected", "+1 more agency", "Lantern", "all 2 versions", "data-wire-until"):
        assert words in page
    assert "It has no text" not in page


def test_one_line_a_story_leaves_out_what_is_attached(newsroom, at_desk, source):
    items = came(source, "first", "second", "alone")
    together(items[:2])
    desk = at_desk(newsroom.reporter)
    assert sorted(listed(desk, stories="on")) == ["Headline alone", "Headline first"]
    assert len(listed(desk)) == 3


def test_the_text_of_a_conflict_is_the_one_that_stands(newsroom, at_desk, source):
    came(source, "twice", body="<p>The first text.</p>")
    came(source, "twice", body="<p>The other text.</p>", made="2026-11-01T09:00:00+00:00")
    page = shown(at_desk(newsroom.reporter))
    assert "Two texts" in page
    assert "The first text." in page
    assert "The other text." not in page


def test_a_version_that_waits_to_be_merged_is_led_to_its_merge(newsroom, at_desk, source):
    [item] = came(source, "one")
    answer(at_desk(newsroom.editor), item, "take")
    item.refresh_from_db()
    Item.objects.filter(pk=item.pk).update(state=Item.State.INBOX)
    item.merges.create(theirs=item.digest, conflicts=1)
    page = shown(at_desk(newsroom.editor))
    assert reverse("wire:merge", args=[item.pk]) in page
    assert reverse("wire:act", args=[item.pk, "publish"]) not in page


def test_every_tab_of_the_room_opens_for_who_is_shown_it(newsroom, at_desk, source):
    for person, least in ((newsroom.chief, 5), (newsroom.reporter, 1)):
        desk = at_desk(person)
        tabs = shown(desk).partition('aria-label="The wire room"')[2].partition("</nav>")[0]
        addresses = re.findall(r'href="([^"]+)"', tabs)
        assert len(addresses) >= least
        assert {desk.get(address).status_code for address in addresses} == {200}


# --- Kept fresh ------------------------------------------------------------------------------


def test_the_list_alone_is_fetched_and_not_sent_again_when_nothing_has_changed(
    newsroom, at_desk, source
):
    came(source, "one")
    desk = at_desk(newsroom.reporter)
    first = desk.get(reverse("wire:inbox"), {"part": "list"})
    assert b"Headline one" in first.content
    assert b"<html" not in first.content
    known = {"If-None-Match": first["ETag"]}
    assert desk.get(reverse("wire:inbox"), {"part": "list"}, headers=known).status_code == 304
    came(source, "two")
    again = desk.get(reverse("wire:inbox"), {"part": "list"}, headers=known)
    assert (again.status_code, b"Headline two" in again.content) == (200, True)


def moved():
    return page_keys.table().versions([WIRE_ROOM])


def test_screens_are_told_once_a_batch_and_after_the_commit(
    newsroom, source, django_capture_on_commit_callbacks
):
    before = moved()
    with django_capture_on_commit_callbacks() as told:
        came(source, "one", "two", "three")
        assert moved() == before
    bumps = [one for one in told if "move_wire_room" in one.__qualname__]
    assert len(bumps) == 1
    bumps[0]()
    assert moved() > before


def test_every_answer_of_the_desk_is_told_to_the_other_screens(
    newsroom, at_desk, source, django_capture_on_commit_callbacks
):
    one, two = came(source, "one", "two")
    desk = at_desk(newsroom.editor)
    for item, verb in [(one, "spike"), (one, "unspike"), (one, "take"), (two, "publish")]:
        before = moved()
        with django_capture_on_commit_callbacks(execute=True):
            assert answer(desk, item, verb).status_code == 200
        assert moved() > before, verb


def test_the_stream_begins_for_who_writes(newsroom, at_desk):
    response = at_desk(newsroom.reporter).get(reverse("wire:live"))
    assert response["Content-Type"] == "text/event-stream"
    assert response.live[0] == WIRE_ROOM


# --- Answers without a reload ----------------------------------------------------------------


def test_a_spike_tells_how_to_undo_it_and_the_undo_does(newsroom, at_desk, source):
    [item] = came(source, "one")
    desk = at_desk(newsroom.editor)
    told = answer(desk, item, "spike").json()
    assert told["words"] == "“Headline one” is spiked."
    assert listed(desk) == []
    assert desk.post(told["undo"], headers=JSON).status_code == 200
    assert listed(desk) == ["Headline one"]


def test_a_published_item_under_embargo_is_told_with_its_time(newsroom, at_desk, source):
    until = clock.now() + timedelta(hours=2)
    [item] = came(source, "one", embargoed=until.isoformat())
    told = answer(at_desk(newsroom.editor), item, "publish").json()
    assert "comes out by itself on" in told["words"]


def test_what_somebody_else_has_answered_is_not_answered_once_more(newsroom, at_desk, source):
    [item] = came(source, "one")
    answer(at_desk(newsroom.editor), item, "spike")
    response = answer(at_desk(newsroom.chief), item, "publish")
    assert response.status_code == 409
    assert response.json() == {"refused": "“Headline one” is spiked already."}
    item.refresh_from_db()
    assert item.state == Item.State.SPIKED


def test_an_answer_for_another_section_is_refused_in_words(newsroom, at_desk, source):
    [item] = came(source, "one")
    response = answer(at_desk(newsroom.trader), item, "take")
    assert (response.status_code, "refused" in response.json()) == (403, True)


def test_ticked_items_are_spiked_together_but_none_of_another_section(newsroom, at_desk, source):
    mine = came(source, "one", "two")
    other = make_source("northgate", auto_publish=False, default_section=newsroom.trading)
    [theirs] = came(other, "grain")
    ticked = {"item": [item.pk for item in (*mine, theirs)]}
    response = at_desk(newsroom.editor).post(reverse("wire:spike"), ticked, headers=JSON)
    assert response.json()["words"].startswith("2 items are spiked. 1 stayed")
    assert set(Item.objects.filter(state=Item.State.SPIKED)) == set(mine)


def test_nothing_ticked_spikes_nothing_and_says_so(newsroom, at_desk, source):
    came(source, "one")
    desk = at_desk(newsroom.editor)
    page = desk.post(reverse("wire:spike"), {"item": ["x"]}, follow=True).content.decode()
    assert "Nothing was spiked" in page
    assert listed(desk) == ["Headline one"]


def test_without_javascript_the_page_reloads_until_it_is_told_to_stand_still(
    newsroom, at_desk, source
):
    desk = at_desk(newsroom.reporter)
    refresh = '<noscript><meta http-equiv="refresh" content="60"></noscript>'
    assert refresh in shown(desk)
    assert refresh not in shown(desk, still="")
