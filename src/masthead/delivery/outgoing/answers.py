"""Asking another machine for something, and what its answer means for the follower."""

from __future__ import annotations

from collections.abc import Container
from datetime import timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from masthead.core import clock
from masthead.core.http import Door, Fetched, FetchError
from masthead.delivery.followers import LaterError

LONGEST_WAIT = timedelta(days=1)
ACCEPTED = range(200, 300)
_WORDS = 120  # characters of a refusal that operators are shown


class RefusedError(Exception):
    """The other machine did not do what it was asked."""


def ask(
    method: str, url: str, *, door: Door, headers: dict[str, str] | None = None, body: bytes = b""
) -> Fetched:
    """The answer, whatever its status. Raises RefusedError when there is none; its words name the
    host alone, since a receiver's address may hold its password.
    """
    try:
        return door.send(method, url, headers=headers, body=body)
    except FetchError as error:
        raise RefusedError(str(error).replace(url, _host(url))) from None


def require(answer: Fetched, *, accepted: Container[int] = ACCEPTED) -> Fetched:
    """The answer, if its status is among the accepted. Raises LaterError when the other side says
    how long to wait, else RefusedError.
    """
    if answer.status in accepted:
        return answer
    words = " ".join(answer.body.decode("utf-8", "replace").split())[:_WORDS]
    message = f"{_host(answer.url)} answered {answer.status}{': ' if words else ''}{words}"
    wait = retry_after(answer.headers.get("retry-after", ""))
    if wait is None:
        raise RefusedError(message)
    raise LaterError(message, wait=wait)


def retry_after(text: str) -> timedelta | None:
    """RFC 9110 §10.2.3: seconds or a date; at most a day is believed."""
    if text.strip().isdecimal():
        return min(timedelta(seconds=int(text.strip()[:9])), LONGEST_WAIT)
    try:
        date = parsedate_to_datetime(text)
        return min(max(date - clock.now(), timedelta()), LONGEST_WAIT)
    except (TypeError, ValueError):  # no date, or one without a zone
        return None


def _host(url: str) -> str:
    return urlsplit(url).hostname or "the receiver"
