"""The followers that tell other sites what was published, one for each endpoint, each message
signed by the rules of Standard Webhooks (standardwebhooks.com).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from functools import partial
from typing import Any

from standardwebhooks import Webhook

from masthead.core import clock
from masthead.delivery import page_keys, rules
from masthead.delivery.followers import Follower, StopError
from masthead.delivery.models import Change

from . import answers, facts
from .conf import Endpoint, Outputs

SECONDS = 20.0
LEASE_SECONDS = 60  # longer than the slowest message takes
LARGEST = 20_000  # bytes of a message
GONE = 410


def followers_of(outputs: Outputs) -> list[Follower]:
    """A follower for each endpoint, so that a dead one holds up no other. One change at a time:
    what was delivered is not sent again when the next fails.
    """
    return [
        Follower(
            f"webhook:{endpoint.name}",
            f"tells {endpoint.name} what was published",
            partial(_deliver, endpoint, outputs),
            outside=True,
            since=clock.now(),
            after=page_keys.NAME,
            batch=1,
            lease_seconds=LEASE_SECONDS,
            wait=rules.webhook_backoff,
        )
        for endpoint in outputs.webhooks
    ]


def message_of(change: Change, outputs: Outputs) -> dict[str, Any] | None:
    """What receivers hear of the change, as JSON values; None when they hear nothing."""
    event, told = facts.event_of(change), facts.of(change)
    if event is None or told is None:
        return None
    subject = change.object_type.rpartition(".")[2]
    data = {"id": told.id, "url": outputs.absolute(told.addresses[0])}
    if told.piece:
        data |= {name: _plain(value) for name, value in asdict(told.piece).items() if value}
    return {"type": f"{subject}.{event}", "timestamp": change.at.isoformat(), "data": data}


def id_of(change: Change) -> str:
    """The message's id: the same on every try, and never that of another change, even when a
    site is founded anew at the same address.
    """
    return f"chg_{int(change.at.timestamp())}_{change.pk}"


def _deliver(endpoint: Endpoint, outputs: Outputs, changes: Sequence[Change]) -> None:
    door = outputs.door(seconds=SECONDS)
    for change in changes:
        message = message_of(change, outputs)
        if message is None or not _is_wanted(endpoint, message["type"]):
            continue
        body = _encoded(message)
        headers = _signed(endpoint, id_of(change), body)
        answer = answers.ask("POST", endpoint.url, door=door, headers=headers, body=body)
        if answer.status == GONE:
            raise StopError(f"{endpoint.name} answered 410: it wants no more messages")
        answers.require(answer)


def _is_wanted(endpoint: Endpoint, kind: str) -> bool:
    return not endpoint.events or kind in endpoint.events


def _encoded(message: dict[str, Any]) -> bytes:
    body = json.dumps(message, ensure_ascii=False).encode()
    if len(body) > LARGEST:
        slim = {name: message["data"][name] for name in ("id", "url")}
        body = json.dumps({**message, "data": slim}).encode()
    return body


def _signed(endpoint: Endpoint, message_id: str, body: bytes) -> dict[str, str]:
    """Signed with the secret, and with the old one too while it is being replaced."""
    now = clock.now()
    secrets = filter(None, (endpoint.secret, endpoint.old_secret))
    signatures = [Webhook(secret).sign(message_id, now, body.decode()) for secret in secrets]
    return {
        "Content-Type": "application/json",
        "webhook-id": message_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(signatures),
    }


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
