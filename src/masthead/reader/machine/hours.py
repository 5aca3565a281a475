"""The news sitemap lists the last two days, so it changes with the clock: once an hour its key
moves. What nobody publishes on a quiet Sunday still leaves it in time.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from masthead.content.queries.sitemaps import NEWS_HOUR, hour_of
from masthead.core import clock
from masthead.delivery import due, page_keys

_turned: datetime | None = None


def register() -> None:
    """Have the turn of the hour performed with all that falls due."""
    due.register(due.DueWork(NEWS_HOUR, next_turn, turn))


def next_turn() -> datetime:
    """The end of the hour in which this process last moved the key, or began."""
    global _turned  # noqa: PLW0603 - what this process last did
    _turned = _turned or hour_of(clock.now())
    return _turned + timedelta(hours=1)


def turn(now: datetime) -> int:
    """Move the key when a new hour has begun; the number of keys moved. No query."""
    global _turned  # noqa: PLW0603 - as above
    if now < next_turn():
        return 0
    _turned = hour_of(now)
    page_keys.table().bump({NEWS_HOUR})
    return 1
