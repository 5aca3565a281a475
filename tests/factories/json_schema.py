"""As much of JSON Schema as the published schemas of our formats use; a word beyond it fails
loudly, so that no rule is passed over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

TYPES: dict[str, Any] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
}
KNOWN = frozenset(
    {
        *("$schema", "$id", "id", "$ref", "$defs", "definitions", "title", "description"),
        *("type", "properties", "required", "additionalProperties", "unevaluatedProperties"),
        *("items", "enum", "format", "pattern", "patternProperties", "minimum", "maximum"),
        *("anyOf", "oneOf", "allOf", "not", "minProperties", "uniqueItems"),
    }
)
_URI = re.compile(r"[a-z][a-z0-9+.-]*:\S+")


class Schema:
    """A schema file; its references lead within it, to files beside it, or to nothing we check."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.root = json.loads(file.read_text(encoding="utf-8"))

    def faults(self, value: Any, schema: Any = None, *, at: str = "$") -> list[str]:
        """What is wrong with the value, each with its place; nothing when it is valid."""
        schema = self.root if schema is None else schema
        if isinstance(schema, bool):
            return [] if schema else [f"{at}: not allowed"]
        unknown = set(schema) - KNOWN
        assert not unknown, f"the checker does not know {unknown}"
        return [
            *_own(value, schema, at),
            *self._referred(value, schema, at),
            *self._combined(value, schema, at),
            *(self._members(value, schema, at) if isinstance(value, dict) else ()),
            *(self._items(value, schema, at) if isinstance(value, list) else ()),
        ]

    def _referred(self, value: Any, schema: dict[str, Any], at: str) -> list[str]:
        if "$ref" not in schema:
            return []
        owner, node = self._at(schema["$ref"])
        return owner.faults(value, node, at=at)

    def _at(self, ref: str) -> tuple[Schema, Any]:
        name, _, path = ref.partition("#")
        beside = self.file.with_name(f"{name.rpartition('/')[2].removesuffix('.json')}.json")
        if name and not beside.is_file():
            return self, True
        owner = Schema(beside) if name else self
        node = owner.root
        for step in filter(None, path.split("/")):
            node = node[step]
        return owner, node

    def _combined(self, value: Any, schema: dict[str, Any], at: str) -> Iterator[str]:
        for one in schema.get("allOf", ()):
            yield from self.faults(value, one, at=at)
        for word, most in (("anyOf", None), ("oneOf", 1)):
            fitting = sum(not self.faults(value, one, at=at) for one in schema.get(word, ()))
            if word in schema and not 1 <= fitting <= (most or fitting):
                yield f"{at}: {fitting} of {word} fit"
        if "not" in schema and not self.faults(value, schema["not"], at=at):
            yield f"{at}: must not be so"

    def _items(self, value: list[Any], schema: dict[str, Any], at: str) -> Iterator[str]:
        if schema.get("uniqueItems") and any(one in value[:i] for i, one in enumerate(value)):
            yield f"{at}: the same twice"
        for number, one in enumerate(value):
            yield from self.faults(one, schema.get("items", True), at=f"{at}[{number}]")

    def _members(self, value: dict[str, Any], schema: dict[str, Any], at: str) -> Iterator[str]:
        yield from (f"{at}: no {name}" for name in schema.get("required", ()) if name not in value)
        if len(value) < schema.get("minProperties", 0):
            yield f"{at}: too few members"
        known = self._known(schema)
        words = ("additionalProperties", "unevaluatedProperties")
        closed = any(schema.get(word) is False for word in words)
        for name, one in value.items():
            rules = list(_rules_for(name, schema))
            for rule in rules:
                yield from self.faults(one, rule, at=f"{at}.{name}")
            if closed and not rules and name not in known:
                yield f"{at}: {name} is unknown"

    def _known(self, schema: dict[str, Any]) -> set[str]:
        known = set(schema.get("properties", ()))
        if "$ref" in schema:
            owner, node = self._at(schema["$ref"])
            known |= owner._known(node) if isinstance(node, dict) else set()
        return known


def _rules_for(name: str, schema: dict[str, Any]) -> Iterator[Any]:
    if name in schema.get("properties", {}):
        yield schema["properties"][name]
    for pattern, rule in schema.get("patternProperties", {}).items():
        if re.search(pattern, name):
            yield rule


def _own(value: Any, schema: dict[str, Any], at: str) -> Iterator[str]:
    kinds = schema.get("type", ())
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(isinstance(value, TYPES[kind]) for kind in kinds):
        yield f"{at}: {value!r} is no {' or '.join(kinds)}"
    elif "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is none of {schema['enum']}"
    elif isinstance(value, str):
        yield from _of_text(value, schema, at)
    elif isinstance(value, int | float):
        least, most = schema.get("minimum", value), schema.get("maximum", value)
        if not least <= value <= most:
            yield f"{at}: {value} is not between {least} and {most}"


def _of_text(value: str, schema: dict[str, Any], at: str) -> Iterator[str]:
    if "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{at}: {value!r} does not fit {schema['pattern']}"
    if schema.get("format") == "date-time" and datetime.fromisoformat(value).tzinfo is None:
        yield f"{at}: a time without a zone"
    if schema.get("format") == "uri" and not _URI.fullmatch(value):
        yield f"{at}: {value!r} is no URI"
