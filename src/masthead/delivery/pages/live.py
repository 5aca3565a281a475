"""Streams that tell a screen when a key has moved, and nothing else (server-sent events, WHATWG
HTML §9.2): the screen fetches what it shows, with the rights of the person before it. A view begins
one (`streams.live`). A server that can't hold the line ends the answer, and the browser asks again.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any

from masthead.delivery.keys import KeyTable

from .store import Headers

LOOK_EVERY = 0.4  # seconds
SAY_SOMETHING_EVERY = 15.0  # seconds, so that a line that is gone is noticed
LASTS = 600.0  # seconds; then the browser asks again and its rights are looked at anew
STOPPING = "server-stops"  # the key that the server moves when it is told to stop


async def hold(
    protocol: Any, *, headers: Headers, beginning: bytes, table: KeyTable, since: tuple[str, int]
) -> None:
    """Send what the view began with, then every move of the key, until the reader has gone."""
    key, seen = since
    stopping = table.versions([STOPPING])
    transport = protocol.response_stream(200, headers)
    gone = asyncio.ensure_future(protocol.client_disconnect())
    try:
        await transport.send_bytes(beginning)
        end = time.monotonic() + LASTS
        spoke = time.monotonic()
        while not gone.done() and (now := time.monotonic()) < end:
            [moved] = table.versions([key])
            if moved != seen:
                seen, spoke = moved, now
                await transport.send_str(moved_event(moved))
            elif now - spoke >= SAY_SOMETHING_EVERY:
                spoke = now
                await transport.send_str(": still here\n\n")
            await asyncio.wait({gone}, timeout=LOOK_EVERY)
            if table.versions([STOPPING]) != stopping:
                return
    finally:
        gone.cancel()


def moved_event(number: int) -> str:
    """The event that says so; its id is the number of the move."""
    return f"id: {number}\nevent: moved\ndata: {number}\n\n"
