"""The store of pages: fresh while no key has moved, bounded, compressed once."""

from __future__ import annotations

import gzip

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from masthead.delivery.keys import KeyTable
from masthead.delivery.pages.store import Freshness, Page, PageStore

ADDRESS = ("http", "example.com", "/banking/", "", "")


@pytest.fixture
def table(tmp_path):
    table = KeyTable(tmp_path / "keys")
    yield table
    table.close()


def page(table, *, hard=("section:1",), soft=(), content=b"<p>Toll rises</p>" * 40):
    return Page.of(
        content,
        status=200,
        headers=[("content-type", "text/html")],
        born=table.moves(),
        hard=set(hard),
        soft=set(soft),
    )


def test_a_page_is_fresh_until_one_of_its_keys_moves(table):
    store = PageStore(table, limit=1_000_000)
    kept = page(table)
    table.bump(["section:2"])
    assert store.freshness(kept) is Freshness.FRESH
    table.bump(["section:1"])
    assert store.freshness(kept) is Freshness.OLD


def test_a_soft_key_makes_a_page_stale_and_a_hard_one_old(table):
    store = PageStore(table, limit=1_000_000)
    kept = page(table, hard=["article:1"], soft=["latest"])
    table.bump(["latest"])
    assert store.freshness(kept) is Freshness.STALE
    table.bump(["article:1"])
    assert store.freshness(kept) is Freshness.OLD


def test_a_page_whose_key_moved_while_it_was_rendered_is_old_at_once(table):
    store = PageStore(table, limit=1_000_000)
    born = table.moves()
    table.bump(["section:1"])
    kept = Page.of(b"x", status=200, headers=[], born=born, hard={"section:1"}, soft=set())
    assert store.freshness(kept) is Freshness.OLD


def test_another_process_moving_a_key_is_seen(table, tmp_path):
    other = KeyTable(tmp_path / "keys")
    store = PageStore(table, limit=1_000_000)
    kept = page(table)
    other.bump(["section:1"])
    other.close()
    assert store.freshness(kept) is Freshness.OLD


@given(
    moves=st.lists(st.sets(st.sampled_from("abcdef"), min_size=1), max_size=12),
    keys=st.sets(st.sampled_from("abcdef"), min_size=1),
    born_after=st.integers(0, 12),
)
def test_a_page_is_fresh_exactly_when_none_of_its_keys_moved_since_it_was_born(
    tmp_path_factory, moves, keys, born_after
):
    table = KeyTable(tmp_path_factory.mktemp("keys") / "keys")
    before, after = moves[:born_after], moves[born_after:]
    for move in before:
        table.bump(move)
    kept = page(table, hard=keys)
    for move in after:
        table.bump(move)
    moved = any(keys & move for move in after)
    store = PageStore(table, limit=1_000_000)
    assert (store.freshness(kept) is Freshness.OLD) == moved
    table.close()


def test_every_encoding_unpacks_to_the_same_page_and_has_an_etag_of_its_own(table):
    kept = page(table)
    unpack = {
        "br": brotli.decompress,
        "zstd": zstandard.decompress,
        "gzip": gzip.decompress,
        "identity": bytes,
    }
    bodies = {name: kept.body(name) for name in unpack}
    assert {unpack[name](body.payload) for name, body in bodies.items()} == {kept.content}
    assert len({body.etag for body in bodies.values()}) == 4
    assert kept.body("br") is bodies["br"]


def test_the_least_recently_asked_page_goes_when_the_store_is_full(table):
    store = PageStore(table, limit=100_000)
    addresses = [("http", "example.com", f"/{n}/", "", "") for n in range(60)]
    for address in addresses:
        store.put(address, page(table, content=b"x" * 2_000))
        assert store.get(addresses[0]) is not None
        assert store.size <= 100_000
    assert store.get(addresses[1]) is None
    assert len(store) < 60


def test_a_page_larger_than_an_eighth_of_the_store_is_not_kept(table):
    store = PageStore(table, limit=100_000)
    store.put(ADDRESS, page(table, content=b"x" * 20_000))
    assert store.get(ADDRESS) is None
    assert store.size == 0
