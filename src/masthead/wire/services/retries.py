"""The desk's answers to what lies in quarantine: try it again, or put it aside."""

from __future__ import annotations

from django.db import transaction

from masthead.accounts.audit import Actor
from masthead.core import clock
from masthead.wire.models import Delivery, Quarantine
from masthead.wire.pipeline import Line, ingest

MAIL = ".eml"


def try_again(delivery: Delivery, *, by: Actor) -> list[Line]:  # noqa: ARG001 - every verb names who acts
    """The stored bytes went through the pipeline once more; the lines of their items. A delivery
    that is well now has left the quarantine. Items that were good before are not taken twice.
    """
    file = (delivery.name, bytes(delivery.payload))
    reader = "mail" if delivery.name.endswith(MAIL) else ""
    return list(ingest([file], source=delivery.source, format=reader))


@transaction.atomic
def put_aside(delivery: Delivery, *, by: Actor) -> None:  # noqa: ARG001 - every verb names who acts
    """The desk needs nothing of it: it leaves the list, its bytes stay."""
    now = clock.now()
    if not Quarantine.objects.filter(delivery=delivery).update(put_aside_at=now):
        Quarantine.objects.create(delivery=delivery, at=now, put_aside_at=now)
