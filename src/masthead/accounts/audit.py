"""The audit log: who did what to which row, written in the caller's transaction.

The rows are Wagtail's own log entries, so the desk's history view shows them beside its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from masthead.core import clock

from .models import User

Actor = User | str
"""Who acts: a person, or the name of a machine part such as `wire:meridian` or `clock`."""


def name_of(by: Actor) -> str:
    """The name that goes into logs for this actor."""
    return by.get_username() if isinstance(by, User) else by


def record(action: str, obj: Model, *, by: Actor, details: dict[str, Any] | None = None) -> None:
    """Write one audit row. `action` is a registered Wagtail log action such as `masthead.kill`.

    One query for a machine part, which may file copy by the thousand: its rows are not cleaned
    field by field as a form's would be.
    """
    if isinstance(by, User):
        log(obj, action, user=by, data=details)
        return
    ModelLogEntry.objects.bulk_create([_entry(action, obj, by=by, details=details)])


def record_all(action: str, objs: Sequence[Model], *, by: str) -> None:
    """Write one audit row for each, of a machine part that did the same to all. One query."""
    ModelLogEntry.objects.bulk_create([_entry(action, obj, by=by) for obj in objs])


def _entry(
    action: str, obj: Model, *, by: str, details: dict[str, Any] | None = None
) -> ModelLogEntry:
    return ModelLogEntry(
        content_type=ContentType.objects.get_for_model(obj),
        object_id=str(obj.pk),
        label=str(obj),
        action=action,
        timestamp=clock.now(),
        data={**(details or {}), "by": by},
    )
