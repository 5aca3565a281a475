"""The audit log: who did what to which row, written in the caller's transaction.

The rows are Wagtail's own log entries, so the desk's history view shows them beside its own.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from wagtail.log_actions import log

from .models import User

Actor = User | str
"""Who acts: a person, or the name of a machine part such as `wire:meridian` or `clock`."""


def name_of(by: Actor) -> str:
    """The name that goes into logs for this actor."""
    return by.get_username() if isinstance(by, User) else by


def record(action: str, obj: Model, *, by: Actor, details: dict[str, Any] | None = None) -> None:
    """Write one audit row. `action` is a registered Wagtail log action such as `masthead.kill`."""
    data = dict(details or {})
    if not isinstance(by, User):
        data["by"] = by
    log(obj, action, user=by if isinstance(by, User) else None, data=data or None)
