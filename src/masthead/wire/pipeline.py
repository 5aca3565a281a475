"""Ingest: files in, one line an item out. Bytes are stored, then read, then acted on; a run that
is cut short is finished by running it again.

The steps of a batch: receive (one transaction) → parse → accept each item (one transaction, a
savepoint an item: a bad one never takes its siblings along). A source has one batch at a time.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from django.db import DatabaseError, connection, transaction

from masthead.content.errors import NewsroomError
from masthead.core import clock

from . import services
from .cache_keys import move_wire_room
from .errors import ParseError
from .items import WireItem
from .models import Delivery, Source
from .parsing import parse_bytes
from .services import Arrived, Intake, Result, hours, quarantine
from .verdicts import Outcome

logger = logging.getLogger(__name__)

BATCH_FILES = 50
BATCH_BYTES = 8 * 1024 * 1024


class Handling(StrEnum):
    """Whether usable copy goes out at once: as the source says, always, or never."""

    AS_SOURCE = "as-source"
    PUBLISH = "publish"
    HOLD = "hold"


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one item of a file, as contracts §3 writes it."""

    file: str
    index: int
    guid: str | None
    version: int | None
    outcome: Outcome
    article: int | None = None
    url: str | None = None
    reason: str | None = None
    detail: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The line as plain JSON values."""
        return {name: getattr(self, name) for name in self.__slots__}


class Sieve(Protocol):
    """What a way in that can't be trusted to send each item once lets through."""

    def holds(self, items: Sequence[WireItem | ParseError]) -> bool:
        """Shown the items of a file before any is acted on: True when all are to be held."""

    def repeats(self, item: WireItem) -> bool:
        """True when the item is one that came before under another guid."""


File = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class Manner:
    """How the files of a run are read and let through; the source says what is not said here."""

    format: str
    sieve: Sieve | None = None


def ingest(
    files: Iterable[File],
    *,
    source: Source,
    handling: Handling = Handling.AS_SOURCE,
    format: str = "",  # noqa: A002 - the name that sources know
    sieve: Sieve | None = None,
    root: Path | None = None,
) -> Iterator[Line]:
    """Take in files of one source; one line an item, in file order. `root` is the folder below
    which the names of the files lie, for the pictures beside them.

    Durable once its line is given. Nothing is done twice however often the same files come.
    """
    release = source.auto_publish if handling is Handling.AS_SOURCE else handling == "publish"
    manner = Manner(format or source.format, sieve)
    for batch in _batches(files):
        as_source = handling is Handling.AS_SOURCE
        intake = Intake(source, release=release, now=clock.now(), as_source=as_source, root=root)
        yield from _take_in(batch, intake, manner)


def _batches(files: Iterable[File]) -> Iterator[list[File]]:
    batch: list[File] = []
    size = 0
    for name, payload in files:
        batch.append((name, payload))
        size += len(payload)
        if len(batch) >= BATCH_FILES or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _take_in(batch: list[File], intake: Intake, manner: Manner) -> list[Line]:
    with transaction.atomic():
        _wait_for_turn(intake.source)
        deliveries = services.receive(intake.source, batch, now=intake.now)
    read = [list(parse_bytes(payload, format=manner.format, name=name)) for name, payload in batch]
    told: list[list[Line]] = []
    with transaction.atomic():
        _wait_for_turn(intake.source)
        arrived = [
            _sifted_file(items, delivery=delivery, intake=intake, sieve=manner.sieve)
            for delivery, items in zip(deliveries, read, strict=True)
        ]
        results = _accept_together([one for some in arrived for one in some])
        for (name, _), some in zip(batch, arrived, strict=True):
            told.append([_line_of(one, name=name, results=results) for one in some])
        _close(list(zip(deliveries, told, strict=True)), now=intake.now)
        every = [line for lines in told for line in lines]
        hours.count(intake.source, [line.outcome for line in every], now=intake.now)
        move_wire_room()
    return every


def _wait_for_turn(source: Source) -> None:
    """Two processes that take in copy of one source do so in turn: neither sees half an item."""
    if connection.features.has_select_for_update:
        Source.objects.select_for_update(no_key=True).only("pk").get(pk=source.pk)


@dataclass(frozen=True, slots=True)
class Unacted:
    """What a file holds at a place, and need not be acted on: a repeat, or what can't be read."""

    index: int
    item: WireItem | ParseError


Found = Arrived | Unacted
Results = dict[int, Result]
"""What became of the items of a batch that were taken in together, by their Python identity."""


def _sifted_file(
    items: Sequence[WireItem | ParseError],
    *,
    delivery: Delivery,
    intake: Intake,
    sieve: Sieve | None,
) -> list[Found]:
    gentler = replace(intake, release=False) if sieve and sieve.holds(items) else intake
    found: list[Found] = []
    for index, item in enumerate(items):
        if isinstance(item, ParseError) or (sieve and sieve.repeats(item)):
            found.append(Unacted(index, item))
        else:
            found.append(Arrived(item, index, delivery, gentler))
    return found


def _accept_together(found: Sequence[Found]) -> Results:
    """The plain items of the batch, in one step; none of them when one of them spoils it."""
    arrived = [one for one in found if isinstance(one, Arrived)]
    try:
        with transaction.atomic():
            results = services.accept_new(arrived)
    except (NewsroomError, DatabaseError, ValueError) as error:
        logger.warning("a batch is taken in one by one: %s", error)
        return {}
    return {id(arrived[position]): result for position, result in results.items()}


def _line_of(one: Found, *, name: str, results: Results) -> Line:
    if isinstance(one, Arrived):
        result = results.get(id(one))
        if result:
            return _line(result, index=one.index, name=name)
        return _accept(
            one.item, index=one.index, name=name, delivery=one.delivery, intake=one.intake
        )
    if isinstance(one.item, ParseError):
        return _unread(one.item, index=one.index, name=name)
    item = one.item
    return Line(name, one.index, item.guid, item.version, Outcome.UNCHANGED, reason="other-guid")


def _unread(error: ParseError, *, index: int, name: str) -> Line:
    where = f"line {error.line}: " if error.line else ""
    detail = f"{where}{error.message}"
    reason = str(error.code)
    return Line(name, index, None, None, Outcome.REJECTED, reason=reason, detail=detail)


def _accept(item: WireItem, *, index: int, name: str, delivery: Delivery, intake: Intake) -> Line:
    try:
        with transaction.atomic():
            result = services.accept(item, index=index, delivery=delivery, intake=intake)
    except NewsroomError as error:
        logger.warning("%s: item %s: %s", name, item.guid, error)
        return _rejected(item, index=index, name=name, error=error)
    except (DatabaseError, ValueError) as error:
        logger.exception("%s: item %s could not be taken in", name, item.guid)
        return _rejected(item, index=index, name=name, error=error)
    return _line(result, index=index, name=name)


def _line(result: Result, *, index: int, name: str) -> Line:
    article = result.article
    return Line(
        file=name,
        index=index,
        guid=result.guid,
        version=result.version,
        outcome=result.outcome,
        article=article.pk if article else None,
        url=article.url if article else None,
        reason=result.reason,
    )


def _rejected(item: WireItem, *, index: int, name: str, error: Exception) -> Line:
    return Line(
        name,
        index,
        item.guid,
        item.version,
        Outcome.REJECTED,
        reason="refused" if isinstance(error, NewsroomError) else "not-stored",
        detail=str(error).partition("\n")[0],
    )


def _close(told: Sequence[tuple[Delivery, list[Line]]], *, now: datetime) -> None:
    """The deliveries were read: how it went is written beside their bytes. Two queries when all
    is well.
    """
    bad = {
        delivery.pk
        for delivery, lines in told
        if any(line.outcome is Outcome.REJECTED for line in lines)
    }
    well = [delivery.pk for delivery, _ in told if delivery.pk not in bad]
    quarantine.clear(well)
    for delivery, lines in told:
        if delivery.pk in bad:
            reasons = [
                quarantine.Reason(line.index, line.guid, line.reason or "", line.detail or "")
                for line in lines
                if line.outcome is Outcome.REJECTED
            ]
            quarantine.keep(delivery, reasons, good=len(lines) - len(reasons), now=now)
