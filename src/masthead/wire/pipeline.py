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
from typing import Any, Protocol

from django.db import DatabaseError, connection, transaction

from masthead.content.errors import NewsroomError
from masthead.core import clock

from . import services
from .errors import ParseError
from .items import WireItem
from .models import Delivery, Source
from .parsing import parse_bytes
from .services import Intake, Result, hours, quarantine
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
) -> Iterator[Line]:
    """Take in files of one source; one line an item, in file order.

    Durable once its line is given. Nothing is done twice however often the same files come.
    """
    release = source.auto_publish if handling is Handling.AS_SOURCE else handling == "publish"
    manner = Manner(format or source.format, sieve)
    for batch in _batches(files):
        intake = Intake(source, release=release, now=clock.now())
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
        for (name, _), delivery, items in zip(batch, deliveries, read, strict=True):
            gentler = _sifted(intake, items, manner.sieve)
            lines = _accept_all(items, name=name, delivery=delivery, intake=gentler, manner=manner)
            told.append(list(lines))
        _close(list(zip(deliveries, told, strict=True)), now=intake.now)
        every = [line for lines in told for line in lines]
        hours.count(intake.source, [line.outcome for line in every], now=intake.now)
    return every


def _wait_for_turn(source: Source) -> None:
    """Two processes that take in copy of one source do so in turn: neither sees half an item."""
    if connection.features.has_select_for_update:
        Source.objects.select_for_update(no_key=True).only("pk").get(pk=source.pk)


def _sifted(intake: Intake, items: Sequence[WireItem | ParseError], sieve: Sieve | None) -> Intake:
    return replace(intake, release=False) if sieve and sieve.holds(items) else intake


def _accept_all(
    items: list[WireItem | ParseError],
    *,
    name: str,
    delivery: Delivery,
    intake: Intake,
    manner: Manner,
) -> Iterator[Line]:
    for index, item in enumerate(items):
        if isinstance(item, ParseError):
            yield _unread(item, index=index, name=name)
        elif manner.sieve and manner.sieve.repeats(item):
            yield Line(name, index, item.guid, item.version, Outcome.UNCHANGED, reason="other-guid")
        else:
            yield _accept(item, index=index, name=name, delivery=delivery, intake=intake)


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
