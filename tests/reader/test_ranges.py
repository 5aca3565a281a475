"""Byte ranges as RFC 9110 reads them."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masthead.reader.ranges import ByteRange, Unsatisfiable, asked_range, read_range


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("bytes=0-3", ByteRange(0, 3)),
        ("bytes=4-", ByteRange(4, 9)),
        ("bytes=-3", ByteRange(7, 9)),
        ("bytes=-99", ByteRange(0, 9)),
        ("bytes=8-99", ByteRange(8, 9)),
        ("", None),
        ("bytes=-", None),
        ("bytes=5-2", None),
        ("bytes=0-1,4-5", None),
        ("lines=0-1", None),
    ],
)
def test_range_of_ten_bytes(header, expected):
    assert asked_range(header, size=10) == expected


@pytest.mark.parametrize("header", ["bytes=10-", "bytes=10-12", "bytes=-0"])
def test_range_beyond_the_end_is_unsatisfiable(header):
    with pytest.raises(Unsatisfiable):
        asked_range(header, size=10)


@given(header=st.text(max_size=40), size=st.integers(0, 1000))
def test_no_header_breaks_the_reading(header, size):
    try:
        part = asked_range(f"bytes={header}", size=size)
    except Unsatisfiable:
        return
    assert part is None or 0 <= part.first <= part.last < size


def test_the_range_is_read_and_the_file_closed():
    file = io.BytesIO(b"0123456789")
    assert b"".join(read_range(file, ByteRange(2, 5))) == b"2345"
    assert file.closed
