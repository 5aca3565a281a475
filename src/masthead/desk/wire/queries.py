"""What the wire room's list asks: the items of the person's sections, newest first, each with where
it would go and why, what it says, and who else tells the story.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Prefetch, Q, QuerySet

from masthead.content.models import Section
from masthead.content.permissions import EVERY_SECTION, Beat
from masthead.core import clock
from masthead.wire.items import PubStatus, WireItem
from masthead.wire.models import ClusterMember, Item, ItemVersion, Merge
from masthead.wire.services import Intake, NoSectionError

from .directions import Direction, Directions, Reach
from .forms import Asked, Mark
from .rules import Urgency, more_agencies, signal_words, urgency_of

A_PAGE = 40
A_LOOK = 200
LOOKS = 5
COUNT_AT_MOST = 1000
PREVIEW = 1500  # characters


@dataclass(frozen=True, slots=True)
class Twin:
    """Another item that tells the same story."""

    item: Item
    primary: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One item of the list: `direction` is where it would go, `why` what keeps it here, `text` the
    start of its copy by paragraph, `more` says how many others tell it.
    """

    item: Item
    direction: Direction
    why: str
    read: WireItem | None
    text: tuple[str, ...]
    goes_on: bool
    urgency: Urgency | None
    signals: tuple[str, ...]
    embargoed_until: datetime | None
    kept: int
    merge: bool
    cluster: int | None
    twins: tuple[Twin, ...]
    more: str

    @property
    def section(self) -> Section | None:
        return self.direction.section

    @property
    def asks(self) -> str:
        """What an editor is asked to do about its versions, in a word; "" for nothing."""
        if self.item.in_conflict:
            return "Choose"
        return "Decide" if self.item.status == PubStatus.WITHHELD and self.item.article else ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the list. `older` is where the next one begins, None at the end; `count` is of all
    that fit, None where that is not known, and no more than COUNT_AT_MOST.
    """

    rows: tuple[Row, ...]
    older: Mark | None
    count: int | None


def listed(asked: Asked, *, beat: Beat) -> Listed:
    """What of the wire the person may answer, or write for some day: copy of his sections, and copy
    that no section is known for. Ten queries for who writes everywhere; two more for each of at
    most four further looks for who writes for some sections.
    """
    directions = Directions()
    reach = _reach(asked, beat=beat, directions=directions)
    items = _items(asked, reach=reach)
    found, older = _look(items, asked=asked, reach=reach, directions=directions)
    exact = reach is None or reach.some == reach.always
    count = items.order_by()[:COUNT_AT_MOST].count() if exact else None
    return Listed(_rows(found), older, count)


def section_of(item: Item) -> Section | None:
    """Where the item stands or would go; None when no section is known for it. Three queries."""
    if item.article:
        section: Section = item.article.section
        return section
    version = item.current
    if version is None:
        return item.source.default_section
    intake = Intake(item.source, release=False, now=clock.now())
    try:
        return intake.section_for(WireItem.from_json(version.content))
    except NoSectionError:
        return None


def _reach(asked: Asked, *, beat: Beat, directions: Directions) -> Reach | None:
    """What copy is asked for by section; None for all of it."""
    if asked.section:
        return directions.leading_to({asked.section.pk})
    if EVERY_SECTION in beat.writes:
        return None
    return directions.leading_to({pk for pk in beat.writes if pk is not None})


def _items(asked: Asked, *, reach: Reach | None) -> QuerySet[Item]:
    items = Item.objects.filter(state=asked.state)
    if asked.source:
        items = items.filter(source=asked.source)
    if asked.urgent:
        items = items.filter(urgency__lte=3)
    for word in asked.text.split():
        items = items.filter(Q(headline__icontains=word) | Q(slugline__icontains=word))
    if asked.stories:
        alone = Q(membership=None) | Q(membership__cluster=None)
        items = items.filter(alone | Q(membership__cluster__primary=F("pk")))
    if reach is not None:
        mine = Q(article__section__in=reach.sections)
        items = items.filter(mine | Q(article=None, source__in=reach.some))
    return items


def _look(
    items: QuerySet[Item], *, asked: Asked, reach: Reach | None, directions: Directions
) -> tuple[list[tuple[Item, Direction]], Mark | None]:
    """The page's items, and where to look on; the look ends after so many items, found or not."""
    found: list[tuple[Item, Direction]] = []
    mark = asked.before
    size = A_PAGE + 1 if reach is None or reach.some == reach.always else A_LOOK
    for _ in range(LOOKS):
        chunk = list(_with_text(_after(items, mark)[:size]))
        for item in chunk:
            direction = directions.of(item, _read(item))
            if reach is None or _is_mine(direction, reach):
                if len(found) == A_PAGE:
                    return found, mark
                found.append((item, direction))
            mark = Mark(item.received_at, item.pk)
        if len(chunk) < size:
            return found, None
    return found, mark


def _after(items: QuerySet[Item], mark: Mark | None) -> QuerySet[Item]:
    """Newest first from below the mark; the first condition is the index's, so that a page deep
    down costs what the first does.
    """
    if mark:
        items = items.filter(received_at__lte=mark.at)
        items = items.exclude(received_at=mark.at, pk__gte=mark.pk)
    return items.order_by("-received_at", "-pk")


def _with_text(items: QuerySet[Item]) -> QuerySet[Item]:
    current = ItemVersion.objects.filter(number=F("item__version"), digest=F("item__digest"))
    return (
        items.select_related("source", "article")
        .defer("article__body")
        .prefetch_related(Prefetch("versions", queryset=current, to_attr="now_current"))
    )


def _is_mine(direction: Direction, reach: Reach) -> bool:
    section = direction.section
    return section is None or section.pk in reach.sections


def _read(item: Item) -> WireItem | None:
    versions: list[ItemVersion] = item.now_current  # type: ignore[attr-defined] # see _with_text
    return WireItem.from_json(versions[0].content) if versions else None


def _rows(found: Sequence[tuple[Item, Direction]]) -> tuple[Row, ...]:
    now = clock.now()
    pks = [item.pk for item, _ in found]
    kept = dict(
        ItemVersion.objects.filter(item__in=pks)
        .order_by()
        .values_list("item")
        .annotate(Count("pk"))
    )
    merging = Merge.objects.filter(item__in=pks, state=Merge.State.OPEN)
    open_merges = set(merging.order_by().values_list("item", flat=True))
    twins = _twins(pks)
    return tuple(
        _row(
            item,
            direction,
            kept=kept.get(item.pk, 0),
            merge=item.pk in open_merges,
            told=twins.get(item.pk, (None, ())),
            now=now,
        )
        for item, direction in found
    )


def _row(
    item: Item,
    direction: Direction,
    *,
    kept: int,
    merge: bool,
    told: tuple[int | None, tuple[Twin, ...]],
    now: datetime,
) -> Row:
    read = _read(item)
    cluster, twins = told
    until = item.embargoed_until
    embargoed_until = until if until and until > now else None
    text = (read.body_text or read.summary or "") if read else ""
    return Row(
        item=item,
        direction=direction,
        why=_why(item, embargoed=bool(embargoed_until)),
        read=read,
        text=tuple(_paragraphs(text[:PREVIEW])),
        goes_on=len(text) > PREVIEW,
        urgency=urgency_of(item.urgency),
        signals=signal_words(read.signals if read else (), version=item.version),
        embargoed_until=embargoed_until,
        kept=kept,
        merge=merge,
        cluster=cluster,
        twins=twins,
        more=more_agencies([one.item.source_id for one in twins], own=item.source_id),
    )


def _twins(pks: Sequence[int]) -> dict[int, tuple[int | None, tuple[Twin, ...]]]:
    """The cluster of each item that is in one, and the others of it, by item. Two queries."""
    cluster_of = dict(
        ClusterMember.objects.filter(item__in=pks, cluster__isnull=False)
        .order_by()
        .values_list("item", "cluster")
    )
    members = ClusterMember.objects.filter(cluster__in=set(cluster_of.values()))
    together: dict[int | None, list[Twin]] = {}
    for one in members.select_related("item__source", "cluster"):
        primary = one.cluster is not None and one.cluster.primary_id == one.item_id
        together.setdefault(one.cluster_id, []).append(Twin(one.item, primary))
    return {
        pk: (cluster, tuple(one for one in together.get(cluster, []) if one.item.pk != pk))
        for pk, cluster in cluster_of.items()
    }


def _paragraphs(text: str) -> Iterator[str]:
    return (line for line in map(str.strip, text.splitlines()) if line)


def _why(item: Item, *, embargoed: bool) -> str:
    if item.note:
        return item.note
    if item.state != Item.State.INBOX:
        return ""
    if embargoed:
        return "Embargoed; publish it now and it comes out at its time."
    return "Waits for the desk."
