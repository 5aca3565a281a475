"""What agencies' APIs put around ninjs: an answer with its items, each perhaps in a wrapper.
Knows only where the objects are, not what they say.
"""

from __future__ import annotations

from typing import Any

_LISTS = ("items", "_items", "results", "entries")


def objects_in(value: Any) -> list[Any]:
    """The objects of a document in order: itself, its members, or what an envelope holds."""
    if isinstance(value, list):
        return [_inner(one) for one in value]
    if not isinstance(value, dict):
        return []
    data = value.get("data")
    held = data if isinstance(data, dict | list) else value
    if isinstance(held, list):
        return [_inner(one) for one in held]
    members = next((held[name] for name in _LISTS if _is_list_of_objects(held.get(name))), None)
    if members is not None and not _speaks(value):
        return [_inner(one) for one in members]
    return [_inner(held if held is not value and not _speaks(value) else value)]


def _inner(value: Any) -> Any:
    """The object inside a wrapper of one `item`."""
    inner = value.get("item") if isinstance(value, dict) else None
    return inner if isinstance(inner, dict) and not _speaks(value) else value


def _speaks(value: dict[str, Any]) -> bool:
    """True for an object that says itself what a story says."""
    return any(name in value for name in ("uri", "guid", "headline", "headlines", "body_html"))


def _is_list_of_objects(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)
