"""The change log: in the writer's transaction or not at all, and in commit order."""

from __future__ import annotations

import subprocess
import sys
import threading
import time

import pytest
from django.db import connection, transaction
from wagtail.log_actions import LogContext

from factories.content import make_section
from masthead.accounts.models import User
from masthead.delivery import wake
from masthead.delivery.log import NotInTransactionError, append_change, append_changes
from masthead.delivery.models import Change


@pytest.mark.django_db(transaction=True)
def test_a_change_outside_a_transaction_is_refused():
    with pytest.raises(NotInTransactionError):
        append_change("edited", keys=["nav"], by="test")
    with pytest.raises(NotInTransactionError):
        append_changes([Change(what="edited", by="test")])
    assert Change.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_write_that_fails_leaves_no_change_and_rings_no_bell():
    wake.wait(0)

    def write():
        with transaction.atomic():
            append_change("edited", keys=["nav"], by="test")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write()
    assert Change.objects.count() == 0
    assert not wake.wait(0)


@pytest.mark.django_db(transaction=True)
def test_the_bell_rings_after_the_commit_and_not_before():
    wake.wait(0)
    with transaction.atomic():
        append_change("edited", keys=["nav"], by="test")
        assert not wake.wait(0)
    assert wake.wait(0)


@pytest.mark.django_db(transaction=True)
def test_a_reader_of_the_log_never_sees_a_change_before_an_older_one():
    """Four writers append and dawdle before they commit, while a reader polls: whenever it sees
    an id, it has seen every smaller id that will ever be.
    """
    seen: list[list[int]] = []
    done = threading.Event()

    def write(number: int) -> None:
        try:
            for turn in range(8):
                with transaction.atomic():
                    append_change("edited", keys=[], by=f"writer {number}")
                    time.sleep(0.001 * ((number + turn) % 4))
        finally:
            connection.close()

    def read() -> None:
        try:
            while not done.is_set():
                seen.append(list(Change.objects.order_by("pk").values_list("pk", flat=True)))
        finally:
            connection.close()

    writers = [threading.Thread(target=write, args=[number]) for number in range(4)]
    reader = threading.Thread(target=read)
    for thread in (reader, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    reader.join()
    every = list(Change.objects.order_by("pk").values_list("pk", flat=True))
    assert len(every) == 32
    assert all(ids == every[: len(ids)] for ids in seen)


@pytest.mark.django_db
def test_keys_are_kept_sorted_and_once(write):
    with transaction.atomic():
        change = append_change("edited", keys=["b", "a", "b"], by="test")
    assert change.keys == ["a", "b"]


@pytest.mark.django_db
def test_an_edit_at_the_desk_names_the_person():
    user = User(username="imogen")
    with LogContext(user=user):
        make_section("Banking")
    make_section("Finance")
    assert list(Change.objects.order_by("pk").values_list("by", flat=True)) == [
        "imogen",
        "masthead",
    ]


LISTENER = """
import sys
from pathlib import Path
from masthead.delivery import wake
from masthead.delivery.keys import KeyTable

table = KeyTable(Path(sys.argv[1]))
wake.through(lambda: table)
wake.wait(0)
print("listens", flush=True)
print(wake.wait(300))
"""


def test_the_other_processes_of_the_machine_hear_the_bell(settings):
    other = subprocess.Popen(
        [sys.executable, "-c", LISTENER, str(settings.MASTHEAD_KEYS_FILE)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout.readline() == "listens\n"
    wake.ring()
    told, _ = other.communicate(timeout=120)
    assert told == "True\n", "long before its five minutes are over"
