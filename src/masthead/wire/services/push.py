"""Copy that an agency posts to us, signed by the rules of Standard Webhooks. A message is answered
only after its commit, and the same id gets the same answer for good.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction

from masthead.core import clock, ids
from masthead.wire import addresses
from masthead.wire.addresses import WrongAddressError
from masthead.wire.models import Channel, PushReceipt
from masthead.wire.pipeline import Line, ingest

from . import channels

LONGEST_ID = 255
TOLERANCE = timedelta(minutes=5)


class PushError(Exception):
    """The message was not taken; `status` is HTTP's, the words are for the sender."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status


@dataclass(frozen=True, slots=True)
class Signed:
    """The three headers of Standard Webhooks, as they came."""

    id: str
    timestamp: str
    signature: str


def push_channels(slug: str) -> list[Channel]:
    """The open ways in by which this source may push; empty when there is none. One query."""
    rows = Channel.objects.filter(source__slug=slug, kind=Channel.Kind.PUSH, active=True)
    return list(rows.filter(closed_at=None).select_related("source"))


def receive_push(candidates: list[Channel], signed: Signed, *, body: bytes) -> dict[str, Any]:
    """The body was taken in by the way in whose secret signed it; what to answer, as JSON values.

    Raises PushError: 401 for a signature that is nobody's or older than five minutes, 409 for an
    id that was used for other bytes.
    """
    channel = _signed_by(candidates, signed, body)
    digest = ids.sha256_of(body)
    told = _told_before(channel, signed.id, digest)
    if told is not None:
        return told
    name = f"push {signed.id}"
    lines = list(ingest([(name, body)], source=channel.source))
    told = {"id": signed.id, "items": [_of_line(line) for line in lines]}
    try:
        with transaction.atomic():
            PushReceipt.objects.create(
                channel=channel, message_id=signed.id, sha256=digest, told=told
            )
    except IntegrityError:  # the same message came twice at once: the first answer stands
        return _told_before(channel, signed.id, digest) or told
    channels.note_brought(channel)
    return told


def _signed_by(candidates: list[Channel], signed: Signed, body: bytes) -> Channel:
    if not (signed.id and signed.timestamp and signed.signature):
        raise PushError(
            401, "sign the message: webhook-id, webhook-timestamp and webhook-signature"
        )
    if len(signed.id) > LONGEST_ID:
        raise PushError(400, f"webhook-id is longer than {LONGEST_ID} characters")
    for channel in candidates:
        if _is_signed(channel, signed, body):
            return channel
    raise PushError(401, "no secret of this source signed these bytes in the last five minutes")


def _is_signed(channel: Channel, signed: Signed, body: bytes) -> bool:
    """Standard Webhooks over the bytes as they are: its library signs text, and agencies send
    files in any encoding. Several signatures may stand in the header while a secret is replaced.
    """
    try:
        secret = addresses.secret_of(channel.secret).removeprefix("whsec_")
        key = base64.b64decode(secret, validate=True)
    except (WrongAddressError, binascii.Error):
        return False
    if not key or not _is_fresh(signed.timestamp):
        return False
    said = f"{signed.id}.{signed.timestamp}.".encode("utf-8", "surrogateescape") + body
    mine = base64.b64encode(hmac.digest(key, said, "sha256"))
    given = [one.removeprefix("v1,") for one in signed.signature.split() if one.startswith("v1,")]
    same = [hmac.compare_digest(mine, one.encode("utf-8", "replace")) for one in given]
    return any(same)


def _is_fresh(timestamp: str) -> bool:
    if not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) <= 12):  # noqa: PLR2004 - seconds until the year 33658
        return False
    return abs(clock.now().timestamp() - int(timestamp)) <= TOLERANCE.total_seconds()


def _told_before(channel: Channel, message_id: str, digest: str) -> dict[str, Any] | None:
    receipt = PushReceipt.objects.filter(channel=channel, message_id=message_id).first()
    if receipt is None:
        return None
    if receipt.sha256 != digest:
        raise PushError(409, "this webhook-id came before with other bytes; use a new one")
    told: dict[str, Any] = receipt.told
    return told


def _of_line(line: Line) -> dict[str, Any]:
    said = {
        "guid": line.guid,
        "version": line.version,
        "outcome": line.outcome.value,
        "reason": line.reason,
        "detail": line.detail,
    }
    return {name: value for name, value in said.items() if value is not None}
