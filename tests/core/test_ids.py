"""Slugs, guids and digests."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from masthead.core import ids


@given(st.text())
def test_any_words_make_a_slug_that_stands_in_an_address(text):
    slug = ids.slug_of(text)
    assert re.fullmatch(r"[a-z0-9_-]+", slug)
    assert 0 < len(slug) <= ids.SLUG_LENGTH


def test_a_slug_is_cut_at_a_word_and_written_in_plain_letters():
    assert ids.slug_of("Ørsted's €2bn gåmble") == "orsteds-eur2bn-gamble"
    assert ids.slug_of("word " * 40).endswith("-word")
    assert ids.slug_of("“…”") == "untitled"


def test_guids_are_new_each_time_and_digests_are_not():
    assert ids.new_guid() != ids.new_guid()
    assert ids.new_guid().startswith("urn:uuid:")
    assert ids.sha256_of(b"abc").startswith("ba7816bf")
