"""Ingest: files in, one line an item out. Bytes are stored, then read, then acted on; a run that
is cut short is finished by running it again.

The steps of a batch: receive (one transaction) → parse → accept each item (one transaction, a
savepoint an item, so that a bad item never takes its siblings along).
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import DatabaseError, transaction

from masthead.content.errors import NewsroomError
from masthead.core import clock

from . import services
from .errors import ParseError
from .items import WireItem
from .models import Delivery, Source
from .parsing import parse_bytes
from .services import Intake, Result
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


File = tuple[str, bytes]


def ingest(
    files: Iterable[File], *, source: Source, handling: Handling = Handling.AS_SOURCE
) -> Iterator[Line]:
    """Take in files of one source; one line an item, in file order.

    Durable once its line is given. Nothing is done twice however often the same files come.
    """
    release = source.auto_publish if handling is Handling.AS_SOURCE else handling == "publish"
    for batch in _batches(files):
        intake = Intake(source, release=release, now=clock.now())
        yield from _take_in(batch, intake)


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


def _take_in(batch: list[File], intake: Intake) -> list[Line]:
    with transaction.atomic():
        deliveries = services.receive(intake.source, batch, now=intake.now)
    read = [
        list(parse_bytes(payload, format=intake.source.format, name=name))
        for name, payload in batch
    ]
    lines: list[Line] = []
    with transaction.atomic():
        for (name, _), delivery, items in zip(batch, deliveries, read, strict=True):
            lines += _accept_all(items, name=name, delivery=delivery, intake=intake)
        _close(zip(deliveries, read, strict=True))
    return lines


def _accept_all(
    items: list[WireItem | ParseError], *, name: str, delivery: Delivery, intake: Intake
) -> Iterator[Line]:
    for index, item in enumerate(items):
        if isinstance(item, ParseError):
            yield _unread(item, index=index, name=name)
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


def _close(read: Iterable[tuple[Delivery, list[WireItem | ParseError]]]) -> None:
    """The deliveries were read: how it went is written beside their bytes."""
    whole = []
    for delivery, items in read:
        errors = [item for item in items if isinstance(item, ParseError)]
        if not errors and items:
            whole.append(delivery.pk)
            continue
        rejected = len(errors) == len(items)
        delivery.state = Delivery.State.REJECTED if rejected else Delivery.State.READ
        if errors:
            delivery.error_code, delivery.error = str(errors[0].code), errors[0].message
        delivery.save(update_fields=["state", "error_code", "error"])
    Delivery.objects.filter(pk__in=whole).update(state=Delivery.State.READ)
