"""Key counters: what one process moves, every process of the machine sees."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masthead.delivery.keys import KeyTable

OTHER_PROCESS = """
import sys
from pathlib import Path
from masthead.delivery.keys import KeyTable

table = KeyTable(Path(sys.argv[1]))
for line in sys.stdin:
    verb, key = line.split()
    if verb == "bump":
        table.bump([key])
    print(table.moves(), *table.versions([key]), flush=True)
"""


@pytest.fixture
def table(tmp_path):
    table = KeyTable(tmp_path / "data" / "keys")
    yield table
    table.close()


@pytest.fixture
def other_process(tmp_path):
    """Asks a second process, which has the same table open, to do something."""
    path = str(tmp_path / "data" / "keys")
    process = subprocess.Popen(
        [sys.executable, "-c", OTHER_PROCESS, path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def ask(line: str) -> tuple[int, ...]:
        process.stdin.write(line + "\n")
        process.stdin.flush()
        return tuple(int(part) for part in process.stdout.readline().split())

    yield ask
    process.stdin.close()
    process.stdout.close()
    process.wait(timeout=10)


def test_two_processes_see_each_others_bumps_at_once(table, other_process):
    assert other_process("read nav") == (0, 0)
    table.bump(["nav"])
    assert other_process("read nav") == (1, *table.versions(["nav"]))
    before = table.versions(["nav"])
    other_process("bump nav")
    assert table.moves() == 2
    assert table.versions(["nav"]) != before


def test_counters_outlive_the_processes(table, tmp_path):
    table.bump(["nav"])
    kept = table.versions(["nav"])
    again = KeyTable(tmp_path / "data" / "keys")
    assert (again.moves(), again.versions(["nav"])) == (1, kept)
    again.close()


def test_versions_stand_in_the_order_of_the_keys(table):
    table.bump(["a"])
    table.bump(["b"])
    assert table.versions(["b", "a", "c", "b"]) == (2, 1, 0, 2)


def test_no_bump_of_any_thread_is_lost(table):
    threads = [
        threading.Thread(target=lambda: [table.bump(["nav", "latest"]) for _ in range(500)])
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert table.moves() == 2000


@given(st.lists(st.sets(st.sampled_from(["nav", "latest", "section:1", "article:2"]), min_size=1)))
def test_a_key_that_moved_is_seen_to_have_moved_and_no_other(tmp_path_factory, bumps):
    table = KeyTable(tmp_path_factory.mktemp("keys") / "keys")
    keys = ["nav", "latest", "section:1", "article:2"]
    for number, moved in enumerate(bumps, start=1):
        before = table.versions(keys)
        table.bump(moved)
        after = table.versions(keys)
        assert {
            key for key, was, is_ in zip(keys, before, after, strict=True) if was != is_
        } == moved
        assert all(is_ >= was for was, is_ in zip(before, after, strict=True))
        assert table.moves() == number
    table.close()
