"""Deliveries that were bad in whole or in part stay where the desk sees them, with every reason
and the bytes as they came. Refuses to forget one by itself: it is read well, or put aside
(`retries`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db.models import F

from masthead.wire.models import Delivery, Quarantine

REASONS_KEPT = 50


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one item of a delivery could not be taken: a code (`malformed-xml`, `refused`) and a
    sentence. `guid` is known where the item could be read.
    """

    index: int
    guid: str | None
    code: str
    sentence: str


def keep(delivery: Delivery, reasons: Sequence[Reason], *, good: int, now: datetime) -> None:
    """The delivery is in quarantine for these reasons. In the caller's transaction."""
    first = reasons[0]
    delivery.state = Delivery.State.READ if good else Delivery.State.REJECTED
    delivery.error_code, delivery.error = first.code[:40], first.sentence
    delivery.save(update_fields=["state", "error_code", "error"])
    said = {
        "bad": len(reasons),
        "good": good,
        "reasons": [asdict(one) for one in reasons[:REASONS_KEPT]],
        "put_aside_at": None,
    }
    here = Quarantine.objects.filter(delivery=delivery)
    if not here.update(**said, tries=F("tries") + 1):
        Quarantine.objects.create(delivery=delivery, at=now, **said)


def clear(deliveries: Collection[int]) -> None:
    """These deliveries were read whole; none of them is in quarantine. Two queries."""
    if deliveries:
        Delivery.objects.filter(pk__in=deliveries).update(
            state=Delivery.State.READ, error_code="", error=""
        )
        Quarantine.objects.filter(delivery__in=deliveries).delete()


def reasons_of(kept: Quarantine) -> Iterator[Reason]:
    """The first reasons, in the order of the items."""
    return (Reason(**one) for one in kept.reasons)
