"""What the wire room's screens ask: the items that wait, where each would go, and the deliveries
that could not be read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Prefetch, Q, QuerySet

from masthead.content.models import Section
from masthead.core import clock
from masthead.wire.items import WireItem
from masthead.wire.models import Delivery, Item, ItemVersion, Source
from masthead.wire.services import Intake, NoSectionError

WITHOUT_PAYLOAD = ("payload",)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One item of the inbox: `section` is where it would go (None: nowhere yet), `why` what keeps
    it here, `text` the start of its copy.
    """

    item: Item
    section: Section | None
    why: str
    text: str
    embargoed_until: datetime | None


def inbox(
    *, state: str, source: Source | None = None, urgent: bool = False, text: str = ""
) -> QuerySet[Item]:
    """The items in this state, newest first."""
    items = Item.objects.filter(state=state).select_related("source__default_section")
    if source:
        items = items.filter(source=source)
    if urgent:
        items = items.filter(urgency__lte=3)
    for word in text.split():
        items = items.filter(Q(headline__icontains=word) | Q(slugline__icontains=word))
    current = ItemVersion.objects.filter(number=F("item__version")).defer("delivery")
    return items.select_related("article__section").prefetch_related(
        Prefetch("versions", queryset=current, to_attr="now_current")
    )


def waiting(items: Iterable[Item]) -> list[Waiting]:
    """The items as the inbox shows them. Two queries a source."""
    now = clock.now()
    intakes: dict[int, Intake] = {}
    lines = []
    for item in items:
        intake = intakes.setdefault(item.source_id, Intake(item.source, release=False, now=now))
        read = _read(item)
        lines.append(
            Waiting(
                item=item,
                section=_section(item, read, intake),
                why=_why(item, now),
                text=(read.summary or read.body_text or "")[:240] if read else "",
                embargoed_until=item.embargoed_until
                if item.embargoed_until and item.embargoed_until > now
                else None,
            )
        )
    return lines


def section_of(item: Item) -> Section | None:
    """Where the item stands or would go; None when no section is known for it. Three queries."""
    intake = Intake(item.source, release=False, now=clock.now())
    version = item.current
    return _section(item, WireItem.from_json(version.content) if version else None, intake)


def rejected() -> QuerySet[Delivery]:
    """The deliveries that could not be read, newest first, without their bytes."""
    deliveries = Delivery.objects.filter(state=Delivery.State.REJECTED).select_related("source")
    return deliveries.defer(*WITHOUT_PAYLOAD).order_by("-received_at", "-pk")


def _read(item: Item) -> WireItem | None:
    versions: list[ItemVersion] = item.now_current  # type: ignore[attr-defined] # see inbox()
    return WireItem.from_json(versions[0].content) if versions else None


def _section(item: Item, read: WireItem | None, intake: Intake) -> Section | None:
    if item.article:
        section: Section = item.article.section
        return section
    if read is None:
        return item.source.default_section
    try:
        return intake.section_for(read)
    except NoSectionError:
        return None


def _why(item: Item, now: datetime) -> str:
    if item.note:
        return item.note
    if item.embargoed_until and item.embargoed_until > now:
        return "Embargoed; publish it now and it comes out at its time."
    return "Waits for the desk."
