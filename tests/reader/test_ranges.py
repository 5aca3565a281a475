"""Byte ranges as RFC 9110 reads them."""

from __future__ import annotations

import asyncio
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masthead.reader.ranges import (
    ByteRange,
    Unsatisfiable,
    asked_range,
    read_range,
    read_range_async,
)


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


def test_both_readers_give_the_bytes_of_the_range_and_close_the_file():
    async def collected(file: io.BytesIO) -> bytes:
        return b"".join([chunk async for chunk in read_range_async(file, ByteRange(2, 5))])

    first, second = io.BytesIO(b"0123456789"), io.BytesIO(b"0123456789")
    assert b"".join(read_range(first, ByteRange(2, 5))) == b"2345"
    assert asyncio.run(collected(second)) == b"2345"
    assert first.closed
    assert second.closed
