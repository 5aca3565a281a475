"""Questions asked of the database at every article page, whose SQL is made once: making it takes
the ORM several times as long as the database takes to answer.

The ORM writes the SQL, so a prepared question can never drift from the gate. It refuses a question
whose SQL depends on the values asked with.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

Written = tuple[str, tuple[Any, ...]]
TWO_TIMES = (datetime(2002, 1, 1, tzinfo=UTC), datetime(2003, 1, 1, tzinfo=UTC))  # examples


@dataclass(frozen=True, slots=True)
class _Text:
    """The SQL, its parameters, and at which places each of the values asked with stands."""

    sql: str
    parameters: tuple[Any, ...]
    places: Mapping[str, tuple[int, ...]]

    def filled(self, values: Mapping[str, Any]) -> list[Any]:
        filled = list(self.parameters)
        for name, places in self.places.items():
            value = _adapted(values[name])
            for place in places:
                filled[place] = value
        return filled


class Prepared:
    """`ask` writes the question for some values; `examples` are two different values of each."""

    def __init__(
        self, ask: Callable[..., Written], examples: Mapping[str, tuple[Any, Any]]
    ) -> None:
        self._ask = ask
        self._examples = examples
        self._texts: dict[str, _Text] = {}

    def sql(self, **values: Any) -> tuple[str, list[Any]]:
        """SQL and parameters of the question for these values."""
        text = self._texts.get(connection.vendor)
        if text is None:
            text = self._texts[connection.vendor] = self._write()
        return text.sql, text.filled(values)

    def rows(self, **values: Any) -> list[tuple[Any, ...]]:
        """The rows as the database gives them: for numbers and words, not for dates."""
        with connection.cursor() as cursor:
            cursor.execute(*self.sql(**values))
            return list(cursor.fetchall())

    def _write(self) -> _Text:
        first = {name: pair[0] for name, pair in self._examples.items()}
        sql, parameters = self._ask(**first)
        places = {}
        for name, (_, second) in self._examples.items():
            other_sql, other = self._ask(**{**first, name: second})
            found = tuple(i for i, one in enumerate(parameters) if one != other[i])
            if other_sql != sql or not found or {other[i] for i in found} != {_adapted(second)}:
                raise ValueError(f"the SQL depends on {name} otherwise than as a parameter")
            places[name] = found
        return _Text(sql, tuple(parameters), places)


def written(queryset: QuerySet) -> Written:
    """The queryset as SQL and parameters."""
    sql, parameters = queryset.query.sql_with_params()
    return sql, tuple(parameters)


def all_of(*querysets: QuerySet) -> Written:
    """The rows of several sliced querysets, all of the same columns, as one question; each row
    begins with the number of its queryset, and keeps its place among the queryset's own.
    """
    parts: list[str] = []
    parameters: list[Any] = []
    for number, queryset in enumerate(querysets):
        if queryset.query.is_empty():
            continue
        sql, own = queryset.query.sql_with_params()
        parts.append(f"SELECT {number} AS list, part_{number}.* FROM ({sql}) AS part_{number}")  # noqa: S608 - the ORM's own SQL
        parameters.extend(own)
    return " UNION ALL ".join(parts), tuple(parameters)


def _adapted(value: Any) -> Any:
    """As the ORM hands the value to the database."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value
