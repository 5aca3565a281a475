"""A reader who tries everything: every address that the site has or shows, and guessed ones."""

from __future__ import annotations

import itertools
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

PRIVATE = ("desk/", "wire/")  # editors, and machines that bring copy and are shown none
LINK = re.compile(
    rb"""(?:href|src|action|content|poster)=["']?(?P<one>[^"'\s>]+)"""
    rb"""|srcset=["'](?P<many>[^"']+)|<(?:loc|link|guid|id)>(?P<text>[^<]+)<"""
    rb"""|"(?:url|id|next|home_page_url|feed_url|image)":\s*"(?P<json>[^"]+)""",
    re.IGNORECASE,
)
GROUP = re.compile(r"\(\?P<(\w+)>[^()]*\)")
NAMED = re.compile(r"<(?:\w+:)?(\w+)>")
NOT_FOUND = 404
MOST = 4000  # addresses; a site of a dozen articles that has more is going in circles


@dataclass
class Crawl:
    """What was asked for and what came back: `found` has the bytes of every answer."""

    client: Client
    accepts: tuple[str, ...] = ("text/html",)
    held: frozenset[str] = frozenset()
    found: dict[tuple[str, str], bytes] = field(default_factory=dict)
    statuses: dict[str, int] = field(default_factory=dict)

    def run(self, seeds: Iterable[str]) -> Crawl:
        queue, known = deque(), set()

        def add(address: str) -> None:
            if address not in known and not address.startswith("/desk/"):
                known.add(address)
                queue.append(address)

        for seed in seeds:
            add(seed)
        while queue:
            assert len(known) < MOST, f"the crawl does not end: {queue[0]}"
            address = queue.popleft()
            for link in self._fetch_in_every_form(address):
                add(link)
        return self

    def where(self, word: str) -> set[str]:
        """The addresses whose answers hold the word in any form of its letters."""
        said = word.lower().encode()
        return {address for (address, _), body in self.found.items() if said in body}

    def _fetch_in_every_form(self, address: str) -> Iterator[str]:
        """In the first form it accepts; in the others too, where something answers or did."""
        first, *others = self.accepts
        yield from self._fetch(address, first)
        if address.endswith("/") and (self.statuses[address] != NOT_FOUND or address in self.held):
            for accept in others:
                yield from self._fetch(address, accept)

    def _fetch(self, address: str, accept: str) -> Iterator[str]:
        response = self.client.get(address, headers={"accept": accept})
        body = b"".join(response) if response.streaming else response.content
        said = b"\n".join(f"{name}: {value}".encode() for name, value in response.items())
        self.found[address, accept] = (said + b"\n\n" + body).lower()
        self.statuses[address] = response.status_code
        assert response.status_code < 500, f"{address} answered {response.status_code}"
        if location := response.headers.get("Location"):
            yield from local(address, [location])
        for match in LINK.finditer(body):
            text = next(group for group in match.groups() if group).decode(errors="replace")
            parts = [one.split()[0] for one in text.split(",") if one.split()]
            yield from local(address, parts if match["many"] else [text])


def local(base: str, links: Iterable[str]) -> Iterator[str]:
    """The links that lead to this site, without fragment."""
    for link in links:
        if not link.startswith(("/", "?", "http:", "https:")):
            continue  # words of a `content` attribute
        parts = urlsplit(urljoin(f"http://testserver{base}", link.replace("&amp;", "&")))
        if parts.scheme in {"http", "https"} and parts.hostname == "testserver":
            yield (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def public_patterns() -> Iterator[tuple[str, list[str]]]:
    """Every public address pattern as a template, with the names that fill it."""
    yield from _patterns(get_resolver().url_patterns, "")


def _patterns(patterns, prefix: str) -> Iterator[tuple[str, list[str]]]:
    for one in patterns:
        route = prefix + str(one.pattern)
        if route.startswith(PRIVATE):
            continue
        if isinstance(one, URLResolver):
            yield from _patterns(one.url_patterns, route)
        elif isinstance(one, URLPattern):
            named = GROUP.sub(r"<\1>", route)
            assert not re.search(r"[(|*+?\[]", named), f"the crawl can't read {route}"
            yield re.sub(r"[\^$\\]", "", NAMED.sub(r"{\1}", named)), NAMED.findall(named)


def seeds(values: dict[str, list[str]], together: dict[str, list[tuple[str, ...]]]) -> list[str]:
    """Addresses for every pattern, filled with every combination of the values for its names;
    `together` gives, for "name+name", the combinations that make sense. A pattern with a name
    that has no values fails: a new surface is crawled from its first day.
    """
    addresses = []
    for template, names in public_patterns():
        if (combinations := together.get("+".join(names))) is None:
            missing = set(names) - set(values)
            assert not missing, f"tell the canary crawl what to put for {missing} in /{template}"
            combinations = itertools.product(*(values[name] for name in names))
        for combination in combinations:
            filled = template.format(**dict(zip(names, combination, strict=True)))
            addresses += [f"/{filled}", *([f"/{filled}?page=2"] if filled.endswith("/") else [])]
    return addresses
