"""What must answer before this process may take readers. Apps register a check each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import DatabaseError, connection

from . import followers

Ask = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Check:
    """A named question; the answer is "" or why not."""

    name: str
    ask: Ask


_checks: dict[str, Check] = {}


def register(check: Check) -> None:
    """Add a check; called from an AppConfig.ready()."""
    _checks[check.name] = check


def answers() -> dict[str, str]:
    """Every check by name with its answer, "" where all is well."""
    return {check.name: _answer(check) for check in _checks.values()}


def _answer(check: Check) -> str:
    try:
        return check.ask()
    except (DatabaseError, OSError) as error:
        return f"{type(error).__name__}: {error}".strip()


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return "" if cursor.fetchone() == (1,) else "answers wrongly"


def _change_log() -> str:
    """The followers that readers of this machine depend on; those that talk to other machines, and
    those of other machines, may lag.
    """
    behind = [
        f"{one.name} is {one.lag_seconds:.0f} s behind"
        for one in followers.standings()
        if one.here and not one.outside and one.is_late
    ]
    return "; ".join(behind)


register(Check("database", _database))
register(Check("change-log", _change_log))
