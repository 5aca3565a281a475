"""What a feed says of itself as a thing to be asked for: its hub, its own address, how long to
wait. Reads bytes and headers; fetches nothing and never raises.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urljoin

from .errors import ParseError
from .manners import Hints
from .xml import parse_xml

_LINK = re.compile(r"<([^>]{1,2000})>((?:\s*;\s*[\w*!-]+\s*=\s*(?:\"[^\"]*\"|[^\s;,\"]+))*)")
_REL = re.compile(r";\s*rel\s*=\s*(?:\"([^\"]*)\"|([^\s;,\"]+))", re.IGNORECASE)
_MAX_AGE = re.compile(r"(?:^|[,\s])max-age=(\d{1,9})")
_HOUR = 60 * 60
_UNITS = {"hourly": _HOUR, "daily": 24 * _HOUR, "weekly": 7 * 24 * _HOUR}


@dataclass(frozen=True, slots=True)
class FeedSays:
    """Empty is not said. `hub` and `topic` (rel=self) are absolute addresses (W3C WebSub §4)."""

    hub: str = ""
    topic: str = ""
    hints: Hints = field(default_factory=Hints)


def read(body: bytes, headers: Mapping[str, str], *, url: str) -> FeedSays:
    """What this answer says. The header's links stand before those in the feed."""
    links = _links_of_header(headers.get("link", ""))
    inside, ttl, skip = _inside(body)
    for rel, target in inside.items():
        links.setdefault(rel, target)
    age = _MAX_AGE.search(headers.get("cache-control", "").lower())
    seconds = max(ttl, int(age[1]) if age else 0)
    hub = urljoin(url, links["hub"]) if links.get("hub") else ""
    topic = urljoin(url, links["self"]) if links.get("self") else url
    return FeedSays(hub[:500], topic[:500], Hints(timedelta(seconds=seconds), skip))


def _links_of_header(text: str) -> dict[str, str]:
    """RFC 8288: the first target of each relation."""
    links: dict[str, str] = {}
    for target, parameters in _LINK.findall(text[:8000]):
        rel = _REL.search(parameters)
        for name in (rel[1] or rel[2] or "").lower().split() if rel else ():
            links.setdefault(name, target.strip())
    return links


def _inside(body: bytes) -> tuple[dict[str, str], int, frozenset[int]]:
    start = body[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    return _inside_json(body) if start.startswith(b"{") else _inside_xml(body)


def _inside_json(body: bytes) -> tuple[dict[str, str], int, frozenset[int]]:
    try:
        feed = json.loads(body)
        hubs = [one.get("url") for one in feed.get("hubs") or [] if isinstance(one, dict)]
        links = {"hub": next(iter(hubs), None), "self": feed.get("feed_url")}
    except (ValueError, TypeError, AttributeError, RecursionError):
        return {}, 0, frozenset()
    return {name: one for name, one in links.items() if isinstance(one, str)}, 0, frozenset()


def _inside_xml(body: bytes) -> tuple[dict[str, str], int, frozenset[int]]:
    try:
        root = parse_xml(body)
    except ParseError:
        return {}, 0, frozenset()
    links: dict[str, str] = {}
    ttl, skip = 0, set()
    channels = (child for child in root if _name(child) == "channel")
    for element in [*root, *(one for channel in channels for one in channel)]:
        name = _name(element)
        if name == "link" and element.get("href") and element.get("rel") in {"hub", "self"}:
            links.setdefault(element.get("rel", ""), element.get("href", ""))
        elif name == "ttl":
            ttl = _number(element.text) * 60
        elif name == "updatePeriod":
            ttl = max(ttl, _UNITS.get((element.text or "").strip(), 0))
        elif name == "skipHours":
            skip |= {_number(one.text) % 24 for one in element}
    return links, ttl, frozenset(skip)


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _number(text: str | None) -> int:
    text = (text or "").strip()
    return int(text[:6]) if text.isascii() and text.isdecimal() else 0
