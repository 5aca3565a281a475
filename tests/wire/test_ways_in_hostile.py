"""Servers that mean ill: they delay no other source, take no memory to speak of, and lead to no
machine inside.
"""

from __future__ import annotations

import gzip
import socket
import time
import tracemalloc

import pytest

from factories.feeds import (
    agency as running,
)
from factories.feeds import (
    bomb,
    canary,
    dripping,
    dripping_headers,
    endless,
    page,
    rss,
    silent,
)
from factories.wire import make_source
from masthead.core import clock
from masthead.core.http import Door
from masthead.delivery import couriers
from masthead.wire.models import Channel, Item
from masthead.wire.services import hubs, polling, rounds

FEED = rss(("a-1", "Toll rises"))
MEGABYTE = 1 << 20


@pytest.fixture
def agency(settings):
    with running() as server:
        settings.MASTHEAD_TRUSTED_HOSTS = [server.host]
        yield server


@pytest.fixture
def hurried(monkeypatch):
    """The one door with two seconds for a fetch, so that the suite is not as slow as they are."""

    def door():
        from django.conf import settings

        trusted = frozenset(settings.MASTHEAD_TRUSTED_HOSTS)
        return Door(trusted=trusted, total_seconds=2, max_bytes=2 * MEGABYTE)

    monkeypatch.setattr(polling, "door", door)


def feed_at(address, slug=""):
    return Channel.objects.create(source=make_source(slug), address=address)


def look(channel):
    polling.look_at_feed(Channel.objects.select_related("source").get(pk=channel.pk))
    return Channel.objects.get(pk=channel.pk)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (endless, "larger than"),
        (dripping, "took"),
        (dripping_headers, "took"),
        (silent, "took"),
        (bomb(100), "larger than"),
        (bomb(100, packing="deflate"), "larger than"),
        (page(b"\x1f\x8bnonsense", Content_Encoding="gzip"), "unpacked"),
        (page(b"x", Content_Encoding="gzip, gzip"), "not asked for"),
        (page(b"x", Content_Encoding="br"), "not asked for"),
    ],
    ids=["endless", "dripping", "dripping-headers", "silent", "gzip-bomb", "deflate-bomb",
         "broken-gzip", "packed-twice", "brotli"],
)  # fmt: skip
def test_a_hostile_answer_is_broken_off_in_time_and_told(agency, hurried, answer, words):
    agency.pages["/feed.xml"] = answer
    channel = feed_at(agency.url())
    started = time.monotonic()
    after = look(channel)
    assert time.monotonic() - started < 10
    assert words in after.error
    assert after.failures == 1
    assert not channel.source.deliveries.exists()


@pytest.mark.django_db
def test_a_bomb_of_a_hundred_megabytes_takes_less_than_forty(agency):
    body = gzip.compress(b" " * (100 * MEGABYTE), mtime=0)
    agency.pages["/feed.xml"] = page(body, Content_Encoding="gzip")
    channel = feed_at(agency.url())
    tracemalloc.start()
    try:
        look(channel)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 40 * MEGABYTE


@pytest.mark.django_db
def test_a_packed_feed_is_unpacked_as_before(agency):
    agency.pages["/feed.xml"] = page(gzip.compress(FEED, mtime=0), Content_Encoding="gzip")
    assert look(feed_at(agency.url())).error == ""
    assert Item.objects.get().headline == "Toll rises"


INSIDE = [
    "http://127.0.0.1:{port}/",
    "http://localhost:{port}/",
    "http://[::1]:{port}/",
    "http://0.0.0.0:{port}/",
    "http://2130706433:{port}/",
    "http://0x7f000001:{port}/",
    "http://127.1:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/",
    "http://[64:ff9b::7f00:1]:{port}/",
    "http://[2002:7f00:1::]:{port}/",
    "http://rebinding.example:{port}/",
    "http://mixed.example:{port}/",
    "http://user:word@127.0.0.1:{port}/",
    "gopher://127.0.0.1:{port}/",
    "file:///etc/passwd",
]
PORT_80 = [one.replace(":{port}", "") for one in INSIDE if "{port}" in one]


@pytest.fixture
def calls(monkeypatch):
    """Every connection that is tried to a port 80 or 443; none is made."""
    connect = socket.socket.connect
    tried: list[tuple[str, int]] = []

    def watched(self, address):
        if self.family in {socket.AF_INET, socket.AF_INET6} and address[1] in {80, 443}:
            tried.append(address[:2])
            raise ConnectionRefusedError
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", watched)
    return tried


@pytest.fixture
def false_names(monkeypatch):
    """Names that an attacker owns: one points inside, one both outside and inside, and one is
    outside for whoever checks and inside for whoever connects.
    """
    look_up = socket.getaddrinfo
    asked: list[str] = []

    def answer(host, port, *args, **kwargs):
        name = host.decode() if isinstance(host, bytes) else host
        if not str(name).endswith(".example"):
            return look_up(host, port, *args, **kwargs)
        asked.append(name)
        inside = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))
        outside = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.215.14", port))
        if name == "mixed.example":
            return [outside, inside]
        return [inside] if asked.count(name) != 1 or name != "flips.example" else [outside]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    return asked


@pytest.mark.django_db
@pytest.mark.parametrize("address", [*INSIDE, *PORT_80])
def test_no_feed_address_leads_to_a_machine_inside(false_names, calls, address):
    with canary() as bird:
        after = look(feed_at(address.format(port=bird.port)))
        time.sleep(0.05)
        assert (bird.seen, calls) == ([], [])
    assert after.failures == 1
    assert after.error


@pytest.mark.django_db
@pytest.mark.parametrize("address", [*INSIDE, *PORT_80])
@pytest.mark.parametrize("status", [301, 302])
def test_no_redirect_leads_there_either(agency, false_names, calls, address, status):
    with canary() as bird:
        inside = address.format(port=bird.port)
        agency.pages["/feed.xml"] = page(b"", status=status, Location=inside)
        after = look(feed_at(agency.url()))
        time.sleep(0.05)
        assert (bird.seen, calls) == ([], [])
    assert after.failures == 1


@pytest.mark.django_db
@pytest.mark.parametrize("address", [*INSIDE, *PORT_80])
def test_no_hub_does(agency, false_names, calls, settings, address):
    settings.MASTHEAD_BASE_URL = "https://title.example"
    with canary() as bird:
        about = f"<atom:link rel='hub' href='{address.format(port=bird.port)}'/>"
        agency.pages["/feed.xml"] = page(rss(("a-1", "Toll rises"), about=about))
        after = look(feed_at(agency.url()))
        time.sleep(0.05)
        assert (bird.seen, calls) == ([], [])
    assert not hubs.is_alive(after)


@pytest.mark.django_db
def test_a_name_is_looked_up_once_and_the_answer_that_was_checked_is_called(false_names, calls):
    """Rebinding: the second look-up would lead inside. There is none."""
    look(feed_at("http://flips.example/feed.xml"))
    assert false_names == ["flips.example"]
    assert calls == [("93.184.215.14", 80)]


@pytest.mark.django_db(transaction=True)
def test_slow_and_endless_feeds_do_not_delay_the_others(agency, hurried, settings):
    """Ten ill feeds beside four that are well: those are answered as fast as when alone."""
    settings.MASTHEAD_HEARTBEAT = True
    agency.pages |= {"/endless": endless, "/silent": silent, "/drip": dripping_headers}
    well = []
    for number in range(4):
        path = f"/well-{number}"
        agency.pages[path] = page(rss((f"w-{number}", f"Well {number}")))
        well.append(feed_at(agency.url(path)))
    alone = _round(well)
    for number in range(10):
        ill = feed_at(agency.url(("/endless", "/silent", "/drip")[number % 3]))
        Channel.objects.filter(pk=ill.pk).update(failures=1)  # known to be ill since yesterday
    Channel.objects.filter(pk__in=[one.pk for one in well]).update(
        next_try_at=clock.now(), succeeded_at=None, etag=""
    )
    together = _round(well)
    couriers.wait(20)
    assert together < max(2 * alone, alone + 2)
    assert Item.objects.count() == 4


def _round(channels):
    """Seconds from the start of a round until each of these feeds has been read."""
    started = time.monotonic()
    keys = [one.pk for one in channels]
    while time.monotonic() - started < 30:
        rounds.start(clock.now())
        if Channel.objects.filter(pk__in=keys, succeeded_at__isnull=False).count() == len(keys):
            break
        time.sleep(0.05)
    return time.monotonic() - started


@pytest.mark.django_db(transaction=True)
def test_a_process_without_a_heartbeat_asks_nobody(agency):
    agency.pages["/feed.xml"] = page(FEED)
    feed_at(agency.url())
    assert rounds.next_at() is None
    assert rounds.start(clock.now()) == 0
    assert agency.asked == []
