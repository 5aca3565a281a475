"""The change log: one append inside the writer's transaction, in commit order.

Order: SQLite has one writer, and its transactions begin IMMEDIATE. PostgreSQL takes a
transaction-level advisory lock here, so that the id order is the commit order and a follower that
reads past an id can never miss one that commits later.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection, models, transaction
from wagtail.log_actions import get_active_log_context

from . import wake
from .models import Change

ADVISORY_LOCK = 0x6D617374  # "mast"


class NotInTransactionError(RuntimeError):
    """A change was appended outside the transaction of the write it tells of."""


def append_change(
    what: str,
    *,
    by: str,
    keys: Iterable[str],
    obj: models.Model | None = None,
    details: dict[str, Any] | None = None,
) -> Change:
    """Append one change to the log, in the caller's transaction; followers wake after commit.

    Raises NotInTransactionError when there is no transaction to share. Two queries on PostgreSQL,
    one on SQLite.
    """
    take_turn()
    change = Change.objects.create(
        what=what,
        object_type=obj._meta.label_lower if obj else "",  # noqa: SLF001 - Django's public-by-custom name
        object_id=obj.pk if obj else None,
        keys=sorted(set(keys)),
        by=by,
        details=details or {},
    )
    transaction.on_commit(wake.ring)
    return change


def append_changes(changes: list[Change]) -> None:
    """Append many changes at once (wire batches); the same promises as `append_change`."""
    take_turn()
    Change.objects.bulk_create(changes, batch_size=200)
    transaction.on_commit(wake.ring)


def who_acts() -> str:
    """The person whom the desk's request names, else the house itself."""
    user = get_active_log_context().user
    return str(user.get_username()) if user and user.is_authenticated else "masthead"


def head() -> int:
    """The id of the newest committed change, 0 when there is none. One query."""
    return Change.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def take_turn() -> None:
    """Nobody else writes what goes into the log until this transaction ends. One query on
    PostgreSQL, none on SQLite. Raises NotInTransactionError.
    """
    if not connection.in_atomic_block:
        raise NotInTransactionError(
            "a change must be appended in the transaction of the write it tells of"
        )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ADVISORY_LOCK])
