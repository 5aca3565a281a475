"""Places in a list as opaque words: time and id of the last piece that was given."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime

LARGEST_ID = 2**63 - 1


def cursor_of(place: tuple[datetime, int]) -> str:
    """The word for a place."""
    at, pk = place
    said = f"{at.astimezone(UTC).isoformat()}|{pk}"
    return urlsafe_b64encode(said.encode()).decode().rstrip("=")


def place_of(cursor: str) -> tuple[datetime, int]:
    """The place that a word stands for. Raises ValueError for any other word."""
    try:
        said = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        moment, _, number = said.partition("|")
        at, pk = datetime.fromisoformat(moment), int(number)
        at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError("This cursor is none of ours.") from error
    if not 0 <= pk <= LARGEST_ID:
        raise ValueError("This cursor is none of ours.")
    return at, pk
