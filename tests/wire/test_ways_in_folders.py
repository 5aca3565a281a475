"""Folders that the server looks after, and where the desk may let it look."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from factories.wire import g2, make_source
from masthead.core import clock
from masthead.wire import addresses
from masthead.wire.models import Channel, Item
from masthead.wire.services import folders


@pytest.fixture
def root(tmp_path, settings):
    settings.MASTHEAD_WIRE_FOLDERS = [str(tmp_path / "incoming"), str(tmp_path / "ftp")]
    folder = tmp_path / "incoming" / "meridian"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def channel(db, root, monkeypatch):
    monkeypatch.setattr(folders, "_memories", {})
    monkeypatch.setattr("masthead.wire.folders.SETTLE", 0)
    monkeypatch.setattr(folders.DropFolder.__init__, "__kwdefaults__", {"settle": 0})
    return Channel.objects.create(source=make_source("meridian"), kind="folder", address="meridian")


def look(channel):
    """Two looks at the way in: a file is whole when the second sees it as the first did."""
    for _ in range(2):
        fresh = Channel.objects.select_related("source").get(pk=channel.pk)
        lines = folders.look_at_folder(fresh)
    return lines, Channel.objects.get(pk=channel.pk)


def test_files_are_taken_in_and_moved_after_that(channel, root):
    (root / "a.xml").write_bytes(g2("urn:a"))
    (root / "bad.xml").write_bytes(b"<newsItem")
    lines, after = look(channel)
    assert sorted(line.outcome for line in lines) == ["created", "rejected"]
    assert (root / "done" / "a.xml").exists()
    assert (root / "rejected" / "bad.xml").exists()
    assert after.error == ""
    assert after.next_try_at > clock.now()


def test_a_file_that_could_not_be_kept_stays_where_it_is(channel, root, monkeypatch):
    def broken(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(folders, "ingest", broken)
    (root / "a.xml").write_bytes(g2("urn:a"))
    _, after = look(channel)
    assert "No space left" in after.error
    assert (root / "a.xml").exists()


def test_a_file_left_behind_by_a_dead_process_is_moved_and_not_taken_twice(channel, root):
    (root / "a.xml").write_bytes(g2("urn:a"))
    look(channel)
    (root / "done" / "a.xml").rename(root / "a.xml")  # it died between the commit and the move
    lines, _ = look(channel)
    assert lines == []
    assert (root / "done" / "a.xml").exists()
    assert Item.objects.count() == 1


def test_kept_files_stay_and_are_taken_once(channel, root):
    Channel.objects.filter(pk=channel.pk).update(keep_files=True)
    (root / "a.xml").write_bytes(g2("urn:a"))
    look(channel)
    lines, _ = look(channel)
    assert lines == []
    assert (root / "a.xml").exists()


def test_a_folder_that_is_not_there_is_made(channel, root):
    root.rmdir()
    _, after = look(channel)
    assert root.is_dir()
    assert after.failures == 0


@pytest.mark.parametrize("address", ["/etc", "../..", "meridian/../../..", "/"])
def test_the_desk_can_name_no_folder_outside_of_those_allowed(root, address):
    with pytest.raises(addresses.WrongAddressError, match="is outside of"):
        addresses.folder_of(address)


def test_a_link_out_of_the_allowed_folders_leads_nowhere(root, tmp_path):
    (root / "out").symlink_to("/etc")
    with pytest.raises(addresses.WrongAddressError):
        addresses.folder_of("meridian/out")


def test_every_folder_that_the_operator_allows_may_be_named(root, tmp_path):
    assert addresses.folder_of("meridian") == root
    assert addresses.folder_of(str(tmp_path / "ftp" / "calder")) == tmp_path / "ftp" / "calder"
    assert addresses.folder_of("") == Path(tmp_path / "incoming")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "address", "secret", "field"),
    [
        ("feed", "ftp://feeds.example/", "", "address"),
        ("feed", "https://user:word@feeds.example/", "", "address"),
        ("feed", "", "", "address"),
        ("mail", "imaps://host.example/INBOX", "known", "address"),
        ("mail", "imaps://me:word@host.example/INBOX", "known", "address"),
        ("mail", "imaps://me@host.example:mail/INBOX", "known", "address"),
        ("mail", "imaps://me@host.example/INBOX", "unknown", "secret"),
        ("push", "", "", "secret"),
        ("folder", "/etc", "", "address"),
    ],
    ids=["ftp", "login", "no-feed", "no-login", "password", "port", "no-secret", "push", "folder"],
)
def test_a_way_in_that_can_not_work_is_refused_at_the_desk(
    root, settings, kind, address, secret, field
):
    settings.MASTHEAD_SECRETS = {"known": "word"}
    way = Channel(source=make_source(), kind=kind, address=address, secret=secret)
    with pytest.raises(ValidationError) as refusal:
        way.full_clean()
    assert field in refusal.value.message_dict
