"""WebSub, the subscriber's side (W3C WebSub §5, §7, §8): ask a feed's hub to tell us, confirm that
we did, take what it sends when its signature is ours. A feed without a living hub is asked for.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

from masthead.core import clock
from masthead.core.http import Door, FetchError
from masthead.wire.hints import FeedSays
from masthead.wire.models import Channel

from . import channels

logger = logging.getLogger(__name__)

LEASE = timedelta(days=10)
LONGEST_LEASE = timedelta(days=30)
RENEW_BEFORE = timedelta(days=1)
ASK_AGAIN = timedelta(hours=1)  # also how long a confirmation may take
DIGESTS = ("sha256", "sha384", "sha512", "sha1")
_OWN_MACHINE = frozenset({"localhost", "127.0.0.1", "::1", "0.0.0.0"})  # noqa: S104 - compared


@dataclass(frozen=True, slots=True)
class Asked:
    """A hub's question at our address (§5.3): `mode` is subscribe, unsubscribe or denied."""

    mode: str
    topic: str
    challenge: str
    lease_seconds: int
    reason: str = ""


def is_alive(channel: Channel) -> bool:
    """True while a hub has confirmed that it tells us."""
    return bool(channel.use_hub and channel.lease_until and channel.lease_until > clock.now())


def keep_subscribed(channel: Channel, says: FeedSays, *, door: Door) -> None:
    """The feed's hub was asked to tell us, when it has one and the time has come. A hub that does
    not answer is asked again in an hour; the feed is asked for meanwhile.
    """
    now = clock.now()
    if not (channel.use_hub and says.hub and _is_reachable()) or not _is_time(channel, says, now):
        return
    channels.learn(
        channel,
        hub=says.hub,
        topic=says.topic,
        token=channel.token or secrets.token_urlsafe(32),
        hub_asked_at=now,
    )
    form = {
        "hub.mode": "subscribe",
        "hub.topic": channel.topic,
        "hub.callback": callback_of(channel),
        "hub.secret": secret_of(channel),
        "hub.lease_seconds": str(int(LEASE.total_seconds())),
    }
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    try:
        answer = door.send("POST", channel.hub, headers=headers, body=urlencode(form).encode())
    except FetchError as error:
        logger.warning("%s: the hub can't be asked: %s", channel, error)
        return
    if answer.status not in range(200, 300):
        logger.warning("%s: the hub answered %s", channel, answer.status)
    channel.refresh_from_db(fields=["lease_until"])  # a fast hub has asked back by now


def confirm(token: str, asked: Asked) -> str | None:
    """What to answer to the hub's question: the challenge when we did ask, else None (§5.3)."""
    channel = _channel_of(token)
    if channel is None or asked.topic != channel.topic:
        return None
    now = clock.now()
    waiting = channel.hub_asked_at is not None and now - channel.hub_asked_at < ASK_AGAIN
    if asked.mode == "denied":
        notice = f"The hub refuses: {asked.reason}"[:250]
        channels.learn(channel, lease_until=None, notice=notice)
        return ""
    if asked.mode != "subscribe" or not (channel.use_hub and waiting):
        return None
    lease = min(timedelta(seconds=max(asked.lease_seconds, 0)) or LEASE, LONGEST_LEASE)
    channels.learn(channel, lease_until=now + lease)
    return asked.challenge


def subscribed(token: str) -> Channel | None:
    """The way in whose hub may bring copy to this address."""
    channel = _channel_of(token)
    return channel if channel and channel.use_hub else None


def is_signed(channel: Channel, body: bytes, *, signature: str) -> bool:
    """True when the body was signed with the secret that the hub was given (§7.1)."""
    method, _, given = signature.partition("=")
    if method.lower() not in DIGESTS:
        return False
    mine = hmac.new(secret_of(channel).encode(), body, getattr(hashlib, method.lower()))
    return hmac.compare_digest(mine.hexdigest().encode(), given.strip().lower().encode())


def secret_of(channel: Channel) -> str:
    """The secret of a subscription: made from the site's own, so it stands in no table."""
    return salted_hmac("masthead.wire.websub", channel.token, algorithm="sha256").hexdigest()


def callback_of(channel: Channel) -> str:
    """Our address for this subscription, which nobody can guess (§5.1)."""
    return settings.MASTHEAD_BASE_URL + reverse("wire-hub", args=[channel.token])


def _channel_of(token: str) -> Channel | None:
    rows = Channel.objects.filter(kind=Channel.Kind.FEED, active=True, closed_at=None)
    return rows.select_related("source").filter(token=token).first() if token else None


def _is_time(channel: Channel, says: FeedSays, now: datetime) -> bool:
    if channel.hub_asked_at and now - channel.hub_asked_at < ASK_AGAIN:
        return False
    if (channel.hub, channel.topic) != (says.hub, says.topic):
        return True
    return channel.lease_until is None or channel.lease_until - now < RENEW_BEFORE


def _is_reachable() -> bool:
    """False on a site that stands on its own machine: no hub could call it."""
    return urlsplit(settings.MASTHEAD_BASE_URL).hostname not in _OWN_MACHINE
