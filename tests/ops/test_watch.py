"""`masthead watch`: files dropped into a folder are taken when they are whole, once, and moved."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time

import pytest

from factories.wire import g2
from masthead.wire.folders import DropFolder, is_passing

OTHER = g2("urn:after", headline="Grain falls", body="<p>Wheat fell by a fifth in Oslo.</p>")


@pytest.fixture
def folder(tmp_path):
    return DropFolder(tmp_path, settle=2)


def drop(folder, name, payload=b"one"):
    path = folder.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(payload)
    return path


def names(paths):
    return [path.name for path in paths]


def test_a_file_is_whole_when_it_has_stayed_the_same_for_the_settle_time(folder):
    drop(folder, "a.xml")
    assert names(folder.whole(0)) == []
    assert folder.unsettled()
    assert names(folder.whole(1.9)) == []
    assert names(folder.whole(2)) == ["a.xml"]


def test_a_file_that_still_grows_waits_for_as_long_as_it_grows(folder):
    path = drop(folder, "a.xml")
    for now in range(5):
        path.write_bytes(b"more" * (now + 2))
        assert names(folder.whole(now)) == []
    assert names(folder.whole(6)) == ["a.xml"]


def test_a_file_rewritten_at_the_same_length_is_seen_by_its_time(folder):
    path = drop(folder, "a.xml", b"one")
    os.utime(path, ns=(1, 1))
    folder.whole(0)
    path.write_bytes(b"two")
    assert names(folder.whole(2)) == []
    assert names(folder.whole(4)) == ["a.xml"]


def test_a_file_that_gets_its_name_by_a_rename_is_whole_at_once(folder):
    part = drop(folder, "a.xml.part")
    assert names(folder.whole(0)) == []
    part.rename(folder.root / "a.xml")
    assert names(folder.whole(0.1)) == ["a.xml"]


def test_a_renamed_file_that_was_written_to_since_still_waits(folder):
    part = drop(folder, "a.xml.part")
    folder.whole(0)
    part.write_bytes(b"one more")
    part.rename(folder.root / "a.xml")
    assert names(folder.whole(0.1)) == []


@pytest.mark.parametrize("name", [".a.xml", "a.xml.part", "a.tmp", "a.xml~", ".hidden/a.xml"])
def test_passing_and_hidden_names_are_left_alone(folder, name):
    drop(folder, name)
    folder.whole(0)
    assert names(folder.whole(10)) == []
    assert is_passing(name.rpartition("/")[2]) or name.startswith(".")


def test_links_are_not_followed(folder, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.xml").write_bytes(b"x")
    (folder.root / "link.xml").symlink_to(outside / "secret.xml")
    (folder.root / "folder").symlink_to(outside)
    folder.whole(0)
    assert folder.whole(10) == []


def test_what_is_dealt_with_is_moved_aside_and_not_seen_again(folder):
    path = drop(folder, "deep/a.xml")
    folder.whole(0)
    folder.whole(2)
    folder.take(path, into="done")
    assert (folder.root / "done" / "deep" / "a.xml").read_bytes() == b"one"
    again = drop(folder, "deep/a.xml", b"two")
    folder.whole(3)
    folder.whole(5)
    folder.take(again, into="done")
    assert (folder.root / "done" / "deep" / "a-2.xml").read_bytes() == b"two"
    folder.whole(6)
    assert folder.whole(10) == []


def test_what_is_kept_is_taken_once_and_again_only_when_it_changes(folder):
    path = drop(folder, "a.xml")
    folder.whole(0)
    folder.whole(2)
    folder.take(path)
    assert folder.whole(9) == []
    assert not folder.unsettled()
    path.write_bytes(b"another")
    folder.whole(10)
    assert names(folder.whole(12)) == ["a.xml"]


def test_a_file_written_to_while_it_was_read_is_not_the_same(folder):
    path = drop(folder, "a.xml")
    folder.whole(0)
    assert folder.is_same(path)
    path.write_bytes(b"longer now")
    assert not folder.is_same(path)
    path.unlink()
    assert not folder.is_same(path)


@pytest.fixture
def site(real_site):
    folder, _ = real_site
    return folder


@contextlib.contextmanager
def watching(site, drop_folder, *options):
    command = "from masthead.ops.cli import main; main()"
    said = ["--site", str(site), "watch", str(drop_folder), "--source", "meridian", "--json"]
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("MASTHEAD_", "DJANGO_"))
    }
    process = subprocess.Popen(
        [sys.executable, "-c", command, *said, "--settle", "0.3", *options],
        env=clean,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors


def item_of(process):
    line = process.stdout.readline()
    assert line, process.stderr.read()
    return json.loads(line)


def wait_for(path):
    end = time.monotonic() + 60
    while not path.exists():
        assert time.monotonic() < end, f"{path} never came"
        time.sleep(0.05)


def test_watching_takes_what_is_there_and_what_comes_and_stops_cleanly(site, tmp_path):
    (tmp_path / "before.xml").write_bytes(g2("urn:before"))
    with watching(site, tmp_path, "--publish") as process:
        assert item_of(process)["guid"] == "urn:before"
        (tmp_path / "after.xml.tmp").write_bytes(OTHER)
        (tmp_path / "after.xml.tmp").rename(tmp_path / "after.xml")
        (tmp_path / "broken.xml").write_bytes(b"<newsItem")
        said = [item_of(process), item_of(process)]
        assert {one["outcome"] for one in said} == {"created", "rejected"}
        wait_for(tmp_path / "rejected" / "broken.xml")
        wait_for(tmp_path / "done" / "after.xml")
        assert (tmp_path / "done" / "before.xml").exists()


def test_the_same_bytes_under_another_name_are_moved_and_not_taken_again(site, tmp_path):
    (tmp_path / "one.xml").write_bytes(g2("urn:twice"))
    with watching(site, tmp_path, "--hold") as process:
        assert item_of(process)["guid"] == "urn:twice"
        (tmp_path / "two.xml").write_bytes(g2("urn:twice"))
        wait_for(tmp_path / "done" / "two.xml")
        (tmp_path / "three.xml").write_bytes(OTHER)
        assert item_of(process)["guid"] == "urn:after"


def test_files_that_are_kept_are_not_taken_again_by_the_next_run(site, tmp_path):
    (tmp_path / "kept.xml").write_bytes(g2("urn:kept"))
    for expected in ("urn:kept", "urn:marker"):
        with watching(site, tmp_path, "--keep") as process:
            if expected == "urn:marker":
                (tmp_path / "marker.xml").write_bytes(g2("urn:marker"))
            assert item_of(process)["guid"] == expected
    assert (tmp_path / "kept.xml").exists()
    assert not (tmp_path / "done").exists()
