"""Copy that comes by mail, read from a real mail server on this machine."""

from __future__ import annotations

import contextlib
import socket
import threading
import time

import pytest
from imap_tools import AND

from factories.feeds import canary
from factories.mailbox import LOGIN, PASSWORD, letter
from factories.mailbox import running as mail_server
from factories.wire import g2, make_source
from masthead.wire.models import Channel, Item
from masthead.wire.services import mail


@pytest.fixture
def server(settings):
    with mail_server() as running:
        settings.MASTHEAD_TRUSTED_HOSTS = [running.host]
        settings.MASTHEAD_SECRETS = {"desk-mail": PASSWORD}
        yield running


@pytest.fixture
def channel(db, server):
    return Channel.objects.create(
        source=make_source("meridian"),
        kind="mail",
        address=server.address(),
        secret="desk-mail",
        senders="@meridian.example\nDesk@Calder.example",
    )


def look(channel):
    fresh = Channel.objects.select_related("source").get(pk=channel.pk)
    lines = mail.look_at_mailbox(fresh)
    return lines, Channel.objects.get(pk=channel.pk)


def unread(server, folder="INBOX"):
    with server.opened(folder) as box:
        return [one.subject for one in box.fetch(AND(seen=False), charset=None, mark_seen=False)]


def test_a_message_of_plain_text_is_an_item_named_by_its_id(server, channel):
    server.deliver(letter())
    [line], after = look(channel)
    item = Item.objects.get()
    assert (line.outcome, item.headline) == ("created", "Harbour toll rises")
    assert item.guid == "one@meridian.example"
    assert "Shippers complained." in str(item.article.body)
    assert (after.error, after.failures) == ("", 0)


def test_attached_wire_files_are_the_items_and_the_text_around_them_is_not(server, channel):
    files = (("one.xml", g2("urn:a")), ("two.xml", g2("urn:b")), ("logo.png", b"\x89PNG"))
    server.deliver(letter(attached=files))
    look(channel)
    assert sorted(Item.objects.values_list("guid", flat=True)) == ["urn:a", "urn:b"]


def test_what_was_taken_is_read_and_not_taken_again(server, channel):
    server.deliver(letter())
    look(channel)
    lines, _ = look(channel)
    assert lines == []
    assert "Harbour toll rises" not in unread(server)
    assert Item.objects.count() == 1


def test_what_was_taken_moves_to_the_mailbox_that_the_desk_names(server, channel):
    with server.opened() as box:
        box.folder.create("Taken")
    Channel.objects.filter(pk=channel.pk).update(moved_to_mailbox="Taken")
    server.deliver(letter())
    look(channel)
    with server.opened("Taken") as box:
        assert [one.subject for one in box.fetch(mark_seen=False)] == ["Harbour toll rises"]


@pytest.mark.parametrize("sender", ["desk@calder.example", "DESK@CALDER.EXAMPLE"])
def test_a_listed_sender_is_heard_in_any_case(server, channel, sender):
    server.deliver(letter(sender=sender))
    look(channel)
    assert Item.objects.count() == 1


@pytest.mark.parametrize(
    "sender", ["desk@evil.example", "desk@not-meridian.example", "other@calder.example"]
)
def test_who_is_not_listed_is_not_heard_and_the_desk_is_told(server, channel, sender):
    server.deliver(letter(sender=sender))
    lines, after = look(channel)
    assert lines == []
    assert not Item.objects.exists()
    assert "not listed" in after.notice
    with server.opened() as box:
        [left] = [one for one in box.fetch(mark_seen=False) if one.subject == "Harbour toll rises"]
        assert "\\Flagged" in left.flags


def test_a_message_is_not_marked_when_it_could_not_be_kept(server, channel, monkeypatch):
    def broken(*args, **kwargs):
        raise OSError("the disk is full")

    monkeypatch.setattr(mail, "ingest", broken)
    server.deliver(letter())
    _, after = look(channel)
    assert "the disk is full" in after.error
    assert "Harbour toll rises" in unread(server)
    monkeypatch.undo()
    look(channel)
    assert Item.objects.count() == 1


def test_a_bad_attachment_goes_to_quarantine_and_its_neighbour_is_taken(server, channel):
    server.deliver(letter(attached=(("bad.xml", b"<newsItem"), ("good.xml", g2("urn:good")))))
    look(channel)
    assert Item.objects.get().guid == "urn:good"
    [bad] = channel.source.deliveries.filter(quarantine__isnull=False)
    assert (bad.name, bytes(bad.payload)) == ("bad.xml", b"<newsItem")


def test_a_wrong_password_is_told_without_it(server, channel, settings):
    settings.MASTHEAD_SECRETS = {"desk-mail": "not the word"}
    _, after = look(channel)
    assert after.failures == 1
    assert "refused" in after.error
    assert "not the word" not in after.error


def test_a_password_never_goes_in_the_clear_to_a_host_that_is_not_trusted(
    server, channel, settings
):
    settings.MASTHEAD_TRUSTED_HOSTS = []
    _, after = look(channel)
    assert "imaps://" in after.error


@pytest.mark.django_db
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433"])
def test_no_mailbox_leads_to_a_machine_inside(settings, host):
    settings.MASTHEAD_SECRETS = {"desk-mail": PASSWORD}
    with canary() as bird:
        channel = Channel.objects.create(
            source=make_source(),
            kind="mail",
            address=f"imaps://{LOGIN}@{host}:{bird.port}/INBOX",
            secret="desk-mail",
        )
        _, after = look(channel)
        assert bird.seen == []
    assert "not on the public internet" in after.error


@pytest.mark.django_db
def test_a_mail_server_that_drips_is_left_in_time(settings, monkeypatch):
    settings.MASTHEAD_SECRETS = {"desk-mail": PASSWORD}
    monkeypatch.setattr(mail, "LOOK_SECONDS", 1)
    ending = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        host = f"127.0.0.1:{listener.getsockname()[1]}"
        settings.MASTHEAD_TRUSTED_HOSTS = [host]

        def drip():
            connection, _ = listener.accept()
            with connection, contextlib.suppress(OSError):
                while not ending.wait(0.05):
                    connection.sendall(b"*")

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        channel = Channel.objects.create(
            source=make_source(),
            kind="mail",
            address=f"imap://{LOGIN}@{host}/INBOX",
            secret="desk-mail",
        )
        started = time.monotonic()
        _, after = look(channel)
        ending.set()
        thread.join(10)
    assert time.monotonic() - started < 15
    assert after.failures == 1
