"""The date under which the paper appears: at the site's midnight every page that shows it is made
anew. Each process turns the day for its machine; nothing is written, so nothing can be lost.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from masthead.core import clock
from masthead.delivery import due
from masthead.delivery.page_keys import table

if TYPE_CHECKING:
    from datetime import date

KEY = "day"
_turned: list[date] = []


def register() -> None:
    """Let the clock of due work turn the day."""
    due.register(due.DueWork(KEY, next_turn, turn))


def next_turn() -> datetime:
    """The site's next midnight; the present when this process has not turned today. No query."""
    today = timezone.localtime(clock.now()).date()
    if _turned != [today]:
        return clock.now()
    midnight = datetime.combine(today + timedelta(days=1), time.min)
    return timezone.make_aware(midnight, timezone.get_current_timezone())


def turn(now: datetime) -> int:
    """Every page that shows the date is stale; 1 when the day was turned."""
    today = timezone.localtime(now).date()
    if _turned == [today]:
        return 0
    table().bump([KEY])
    _turned[:] = [today]
    return 1
