"""One story from several sources comes out once, and the desk has the last word."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from factories.content import make_section
from factories.wire import g2, make_source, send
from masthead.content.models import Article
from masthead.content.services import kill_article
from masthead.core import clock
from masthead.wire import services
from masthead.wire.clusters import Index, Known, Place, Standing, likest, place_of
from masthead.wire.fingerprints import Fingerprint, fingerprint, likeness
from masthead.wire.models import Cluster, ClusterMember, Item
from masthead.wire.services.clusters import attach, detach, make_primary, tell_of_kills

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
COUNCIL = (
    "HALDEN - The council of the Northern Reserve Bank kept its rate at 3.75 percent on Thursday "
    "and said wages would have to slow before it moved again. Governor Helena Voss told reporters "
    "that five of nine members had voted to hold while two asked for a cut of a quarter point. "
    "Rents rose 6.1 percent in October, the bank said, and the krona of its neighbours had lost "
    "ground. Brightwater Capital expects the first cut in April, its economist Jonas Reiff wrote."
)
COUNCIL_ANEW = (
    "Northern Reserve Bank policymakers left borrowing costs unchanged at 3.75 percent, with "
    "Governor Helena Voss pointing to wage growth. Two members of the nine-strong council wanted a "
    "quarter point less, Voss told a news conference in Halden on Thursday. October rents were up "
    "6.1 percent. Jonas Reiff, economist at Brightwater Capital, sees April for a first cut."
)
PORT = (
    "PORT OF HALDEN - Firefighters put out a blaze in a warehouse of the Port of Halden early on "
    "Friday after eleven hours, and insurers began to count what was lost. Saltmarsh Re put its "
    "own share at 42 million. Two cranes and 310 containers of timber and chips were burnt, the "
    "harbour master Edda Lund said, and ships for Tessellate were sent on to other quays."
)


def known(number, headline, text, *, source, at=NOON):
    return Known(number, source, at, fingerprint(headline, text))


def warmed(*, items=400):
    """An index that has seen enough to know which words are rare."""
    index = Index()
    for number in range(1, items + 1):
        words = " ".join(f"council bank rate percent thursday w{number}x{at}" for at in range(8))
        index.add(number, fingerprint(f"Item {number}", words))
    return index


def test_another_agencys_own_words_on_one_event_are_one_story():
    one = known(1001, "NRB keeps rate", COUNCIL, source=1)
    other = known(1002, "Policymakers hold", COUNCIL_ANEW, source=2, at=NOON + timedelta(hours=1))
    index = warmed()
    index.add(one.number, one.told)
    assert index.near(other.told) == [1001]
    assert likest(other, [one], index=index)[0] == one


def test_before_it_is_known_which_words_are_rare_only_the_same_text_is_one_story():
    one = known(1, "NRB keeps rate", COUNCIL, source=1)
    anew = known(2, "Policymakers hold", COUNCIL_ANEW, source=2)
    same = known(3, "Rate kept", COUNCIL, source=2)
    assert likest(anew, [one], index=Index()) is None
    assert likest(same, [one], index=Index()) is not None


@pytest.mark.parametrize(
    ("headline", "text", "hours", "source"),
    [
        ("Fire at port", PORT, 1, 2),
        ("Policymakers hold", COUNCIL_ANEW, 72, 2),
        ("Policymakers hold", COUNCIL_ANEW, 1, 1),
        ("NRB keeps rate", COUNCIL.replace("council", "board", 1), 1, 1),
        ("NRB keeps rate", COUNCIL.replace("3.75", "3.50").replace("6.1", "5.9"), 1, 2),
    ],
    ids=[
        "another event",
        "days later",
        "a follow-up of the same source",
        "a form filled in anew",
        "other figures",
    ],
)
def test_it_is_another_story(headline, text, hours, source):
    one = known(1001, "NRB keeps rate", COUNCIL, source=1)
    other = known(1002, headline, text, source=source, at=NOON + timedelta(hours=hours))
    index = warmed()
    index.add(one.number, one.told)
    assert likest(other, [one], index=index) is None


def test_a_fingerprint_is_the_same_after_it_was_kept():
    told = fingerprint("NRB keeps rate", COUNCIL)
    assert Fingerprint.from_bytes(told.to_bytes()) == told
    assert len(told.to_bytes()) < 1_100
    assert Fingerprint.from_bytes(b"\x00" + told.to_bytes()[1:]) is None
    alike = likeness(told, told, rarity=Index().rarity)
    assert (alike.text, alike.core, alike.figures) == (1.0, 1.0, 1.0)


def test_two_words_have_no_fingerprint():
    assert fingerprint("Rate kept", "") is None


OUT, WAITS = (True, False), (False, False)


@pytest.mark.parametrize(
    ("rank", "others", "place"),
    [
        (1, [], Place.ALONE),
        (1, [(2, *WAITS)], Place.FIRST),
        (2, [(1, *OUT)], Place.ATTACHED),
        (1, [(2, *OUT)], Place.LATE),
        (2, [(2, *OUT)], Place.ATTACHED),
        (1, [(2, False, True)], Place.ATTACHED),
    ],
)
def test_who_may_come_out(rank, others, place):
    assert place_of(rank, [Standing(*one) for one in others]) is place


@pytest.fixture
def agencies(db):
    section = make_section("Headlines")
    return (
        make_source("meridian", default_section=section, priority=1),
        make_source("calder", default_section=section, priority=5),
    )


def story(guid, *, headline="Council keeps its rate", text=COUNCIL, version=1):
    return g2(guid, headline=headline, body=f"<p>{text}</p>", version=version)


def test_the_same_story_of_a_second_source_does_not_come_out_twice(agencies):
    meridian, calder = agencies
    [first] = send(meridian, story("m:1"))
    [second] = send(calder, story("c:1", headline="Rate kept"))
    cluster = Cluster.objects.get()
    assert (first.outcome, second.outcome) == ("created", "duplicate")
    assert second.reason == f"cluster:{cluster.pk}"
    assert Article.objects.released(clock.now()).count() == 1
    assert cluster.primary.guid == "m:1"
    attached = Item.objects.get(guid="c:1")
    assert attached.state == Item.State.INBOX
    assert "Council keeps its rate” from Meridian" in attached.note


def test_of_a_source_on_hold_the_desk_sees_that_the_story_is_there(agencies):
    meridian, _ = agencies
    slow = make_source("bay", default_section=meridian.default_section, auto_publish=False)
    send(meridian, story("m:1"))
    [line] = send(slow, story("b:1"))
    assert (line.outcome, line.reason) == ("held", "awaiting-desk")
    assert Item.objects.get(guid="b:1").membership.cluster == Cluster.objects.get()


def test_when_the_first_by_contract_comes_late_what_is_out_stays_and_the_desk_is_told(agencies):
    meridian, calder = agencies
    send(calder, story("c:1"))
    [late] = send(meridian, story("m:1"))
    assert late.outcome == "duplicate"
    assert Article.objects.released(clock.now()).get().guid == "c:1"
    assert "By contract it comes first" in Item.objects.get(guid="m:1").note


def test_a_resend_under_a_new_guid_is_the_same_story(agencies):
    meridian, _ = agencies
    lines = [
        *send(meridian, story("m:1")),
        *send(meridian, story("m:2")),
        *send(meridian, story("m:3")),
    ]
    assert [line.outcome for line in lines] == ["created", "duplicate", "duplicate"]


def test_a_resend_in_the_same_delivery_is_the_same_story(agencies):
    meridian, _ = agencies
    lines = send(meridian, story("m:1"), story("m:2"), story("m:3", text=PORT))
    assert [line.outcome for line in lines] == ["created", "duplicate", "created"]


def test_versions_of_an_item_that_is_out_go_on(agencies):
    meridian, calder = agencies
    send(meridian, story("m:1"))
    send(calder, story("c:1"))
    [update] = send(
        meridian, story("m:1", version=2, text=COUNCIL + " Voss speaks again on Friday.")
    )
    assert update.outcome == "updated"
    [again] = send(calder, story("c:1", version=2, text=COUNCIL + " More to follow."))
    assert again.outcome == "duplicate"


def test_when_the_primary_is_killed_nothing_comes_out_by_itself_and_the_desk_is_told(agencies):
    meridian, calder = agencies
    send(meridian, story("m:1"))
    send(calder, story("c:1"))
    article = Article.objects.get()
    kill_article(article, reason="Wrong.", by="test")
    assert tell_of_kills([article.pk]) == 1
    assert "Meridian had this story killed" in Item.objects.get(guid="c:1").note
    [again] = send(calder, story("c:1", version=2, text=COUNCIL + " More to follow."))
    assert again.outcome == "duplicate"
    assert not Article.objects.released(clock.now()).exists()


def test_a_person_may_publish_what_is_attached(agencies):
    meridian, calder = agencies
    send(meridian, story("m:1"))
    send(calder, story("c:1"))
    services.publish_item(Item.objects.get(guid="c:1"), by="test")
    assert Article.objects.released(clock.now()).count() == 2


def test_what_the_desk_detaches_joins_no_cluster_again(agencies):
    meridian, calder = agencies
    send(meridian, story("m:1"))
    send(calder, story("c:1"))
    detach(Item.objects.get(guid="c:1"), by="test")
    assert not Cluster.objects.exists()
    [update] = send(calder, story("c:1", version=2, text=COUNCIL + " More to follow."))
    assert update.outcome == "created"


def test_the_desk_attaches_and_chooses_the_primary(agencies):
    meridian, calder = agencies
    send(meridian, story("m:1"))
    send(calder, story("c:1"))
    send(calder, story("c:2", text=PORT))
    cluster, port = Cluster.objects.get(), Item.objects.get(guid="c:2")
    attach(port, to=cluster, by="test")
    make_primary(port, by="test")
    cluster.refresh_from_db()
    assert cluster.primary == port
    detach(port, by="test")
    cluster.refresh_from_db()
    assert cluster.primary.guid == "m:1"
    assert set(cluster.members.values_list("item__guid", flat=True)) == {"m:1", "c:1"}


def test_an_item_alone_has_no_primary_to_choose(agencies):
    meridian, _ = agencies
    send(meridian, story("m:1"))
    assert make_primary(Item.objects.get(), by="test") is None
    assert not ClusterMember.objects.exists()
