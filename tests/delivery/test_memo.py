"""What pages share is never taken once a key of it has moved, however the moves and the makings
fall together."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from masthead.delivery import memo, reads
from masthead.delivery.keys import KeyTable

KEYS = ("article:1", "section:1", "nav", "topics")
MADE_OF = {
    "chrome": ("nav",),
    "river": ("section:1", "~topics"),
    "card": ("article:1", "nav"),
    "foot": ("nav", "topics"),
}


@pytest.fixture
def table(tmp_path):
    table = KeyTable(tmp_path / "keys")
    yield table
    table.close()


@pytest.fixture
def kept(table):
    kept = memo.Memo(table, limit=3)
    memo.use(kept)
    yield kept
    memo.use(None)


def counting(*keys, value="words"):
    """A maker that notes the keys and remembers how often it was asked."""
    asked = []

    def make():
        asked.append(value)
        reads.note(*keys)
        return value

    return make, asked


def test_what_is_kept_is_made_once_until_one_of_its_keys_moves(kept, table):
    make, asked = counting("nav", "~topics")
    assert [memo.shared("chrome", make) for _ in range(3)] == ["words"] * 3
    table.bump(["section:1"])
    memo.shared("chrome", make)
    assert len(asked) == 1
    table.bump(["topics"])
    memo.shared("chrome", make)
    assert len(asked) == 2


def test_the_page_depends_on_the_keys_of_what_it_took_from_the_memo(kept):
    make, _ = counting("nav", "~topics")
    memo.shared("chrome", make)
    with reads.collecting() as keys:
        memo.shared("chrome", make)
    assert keys == {"nav", "~topics"}


def test_what_was_made_of_no_key_is_never_kept(kept):
    make, asked = counting()
    memo.shared("words", make)
    memo.shared("words", make)
    assert len(asked) == 2


def test_what_changed_while_it_was_being_made_is_made_again(kept, table):
    text = ["old"]

    def make():
        reads.note("nav")
        read = text[0]
        if read == "old":  # somebody else changes it meanwhile
            text[0] = "new"
            table.bump(["nav"])
        return read

    memo.shared("chrome", make)
    assert memo.shared("chrome", make) == "new"


def test_of_several_only_those_that_moved_are_made_again(kept, table):
    asked = []

    def make(missing):
        asked.append(missing)
        return {one: f"card {one}" for one in missing if one != 9}

    def cards():
        return memo.shared_each("card", [1, 2, 9], make=make, key=lambda pk: f"article:{pk}")

    assert cards() == cards() == {1: "card 1", 2: "card 2"}
    table.bump(["article:2"])
    assert cards() == {1: "card 1", 2: "card 2"}
    assert asked == [{1, 2, 9}, {9}, {2, 9}]


def test_the_memo_never_holds_more_than_its_limit(kept):
    for number in range(50):
        make, _ = counting("nav", value=str(number))
        memo.shared(number, make)
    assert len(kept) == 3


@pytest.mark.django_db
def test_nothing_is_kept_of_what_a_transaction_sees(kept):
    make, asked = counting("nav")
    memo.shared("chrome", make)
    memo.shared("chrome", make)
    assert len(asked) == 2
    assert len(kept) == 0


def test_without_a_memo_everything_is_made_afresh(kept):
    memo.use(None)
    make, asked = counting("nav")
    memo.shared("chrome", make)
    memo.shared("chrome", make)
    assert len(asked) == 2


class Newsroom(RuleBasedStateMachine):
    """A world of numbered words. A change is written, and then its key moves."""

    path = None

    def __init__(self):
        super().__init__()
        self.table = KeyTable(self.path)
        memo.use(memo.Memo(self.table, limit=3))
        self.world = dict.fromkeys(KEYS, 0)
        self.untold = set()
        self.meanwhile = None

    def teardown(self):
        memo.use(None)
        self.table.close()

    @rule(key=st.sampled_from(KEYS))
    def write(self, key):
        self.world[key] += 1
        self.untold.add(key)

    @rule()
    def tell(self):
        self.table.bump(self.untold)
        self.untold.clear()

    @rule(name=st.sampled_from(sorted(MADE_OF)), key=st.sampled_from(KEYS))
    def make_while_it_changes(self, name, key):
        self.meanwhile = key
        self.take(name)
        self.meanwhile = None

    @invariant()
    def what_was_told_is_never_shown_as_it_was(self):
        for name, keys in MADE_OF.items():
            taken = self.take(name)
            for key in keys:
                bare = key.removeprefix("~")
                assert bare in self.untold or taken[key] == self.world[bare]

    def take(self, name):
        return memo.shared(name, lambda: self.made(name))

    def made(self, name):
        reads.note(*MADE_OF[name])
        seen = {key: self.world[key.removeprefix("~")] for key in MADE_OF[name]}
        if self.meanwhile:
            self.world[self.meanwhile] += 1
            self.table.bump([self.meanwhile])
        return seen


def test_a_fragment_is_never_served_after_its_key_has_moved(tmp_path):
    Newsroom.path = tmp_path / "keys"
    run_state_machine_as_test(Newsroom)
