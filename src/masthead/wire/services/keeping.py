"""Versions are kept: under which key, by which digest, and as what they say of themselves."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from masthead.wire.items import PubStatus, WireItem
from masthead.wire.models import Delivery, Item, ItemVersion
from masthead.wire.verdicts import Kept

UNSAID = frozenset({"index", "warnings", "version_created"})
LONGEST_GUID = 255


def key_of(guid: str) -> str:
    """The guid as the database keeps it: an endless one by its start and its digest."""
    if len(guid) <= LONGEST_GUID:
        return guid
    return f"{guid[:190]}#{hashlib.sha256(guid.encode()).hexdigest()}"


def digest_of(content: Mapping[str, Any]) -> str:
    """The SHA-256 of what an item says, wherever in a file it stands and whenever it was sent; what
    it leaves out counts as not said.
    """
    says = {name: value for name, value in content.items() if value and name not in UNSAID}
    return hashlib.sha256(json.dumps(says, sort_keys=True).encode()).hexdigest()


def as_kept(item: WireItem, *, digest: str, number: int, now: datetime) -> Kept:
    """What the verdicts ask of the item. One that names itself changes its own status."""
    status = item.status
    if item.kills and key_of(item.kills) == item.guid:
        status = PubStatus.CANCELED
    elif item.withholds and key_of(item.withholds) == item.guid:
        status = PubStatus.WITHHELD
    return Kept(
        number=number,
        digest=digest,
        status=status,
        received_at=now,
        made=item.version_created,
        numbered=item.numbered,
        embargoed_until=item.embargoed_until,
        correction=bool(item.corrects) or "correction" in item.signals,
    )


def version_of(
    stored: Item, kept: Kept, *, content: dict[str, Any], delivery: Delivery, index: int
) -> ItemVersion:
    """The version as a row, unsaved."""
    return ItemVersion(
        item=stored,
        number=kept.number,
        delivery=delivery,
        index=index,
        status=kept.status,
        made=kept.made,
        numbered=kept.numbered,
        embargoed_until=kept.embargoed_until,
        correction=kept.correction,
        content=content,
        digest=kept.digest,
        received_at=kept.received_at,
    )
