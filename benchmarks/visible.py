"""From commit to the first answer that shows it: home, section, article, feed and sitemap of a
served site, under 200 requests a second of reading, with 1,000 articles and with many, in turns.

An editor in another process publishes by the services and lets the followers catch up, as `masthead
publish --wait` does. ARTICLES says how many are many (100,000 unless set; the claim is for
1000000). Limits: median 60 ms, 99th percentile 250 ms, the median of many 1.3 times that of few."""

from __future__ import annotations

import os
import re
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from parts.asking import Crowd, Reader
from parts.sites import Served, served, site_of

FEW, MANY = 1_000, int(os.environ.get("ARTICLES", "100000"))
RATE = 200  # requests a second
TURNS, A_TURN = 5, int(os.environ.get("PUBLISHED", "100")) // 5
BETWEEN, WARM_UP, PATIENCE = 0.25, 1.5, 10.0  # seconds
LOOK_AGAIN = 0.002  # seconds
MEDIAN, WORST, RATIO = 60.0, 250.0, 1.3
LINK = re.compile(rb'href="(/[a-z0-9-]+/[a-z0-9-]+/)"')
SPAWN = get_context("spawn")


@dataclass(frozen=True)
class Published:
    """Where a piece shows, `at` when its transaction was committed (the machine's clock)."""

    slug: str
    pages: dict[str, str]
    at: float


@dataclass
class Measured:
    """A served site, its editor, and the milliseconds found on each page."""

    server: Served
    editor: Connection
    found: dict[str, list[float]] = field(default_factory=dict)
    reading: list[float] = field(default_factory=list)


def main() -> None:
    print(f"{FEW:,} and {MANY:,} articles; load of the machine {os.getloadavg()[0]:.1f}")
    with ExitStack() as stack:
        few, many = (stack.enter_context(measured(site_of(size))) for size in (FEW, MANY))
        for _ in range(TURNS):
            for one in (few, many):
                take_turn(one)
    report(few, many)


@contextmanager
def measured(site: Path) -> Iterator[Measured]:
    """The site is served and its editor sits at the desk."""
    with served(site) as server:
        ours, theirs = SPAWN.Pipe()
        editor = SPAWN.Process(target=edit, args=(str(site), theirs), daemon=True)
        editor.start()
        yield Measured(server, ours)
        ours.send(None)
        editor.join(timeout=10)


def take_turn(one: Measured) -> None:
    """A crowd reads; the editor publishes, and each page is looked at until it shows the piece."""
    hot, cold = paths_of(one.server.port)
    ours, theirs = SPAWN.Pipe()
    crowd = Crowd(one.server.port, RATE, hot, cold)
    reading = SPAWN.Process(target=crowd.read_until_told, args=(theirs,), daemon=True)
    one.editor.send(A_TURN)
    one.editor.recv()  # the drafts are there
    reading.start()
    time.sleep(WARM_UP)
    for _ in range(A_TURN):
        one.editor.send(1)
        watch(one, one.editor.recv())
        time.sleep(BETWEEN)
    ours.send(None)
    one.reading += ours.recv()
    reading.join(timeout=10)


def watch(one: Measured, published: Published) -> None:
    """Every page asked for at once, again and again until it shows the piece."""
    watchers = [
        threading.Thread(target=look, args=(one, name, published)) for name in published.pages
    ]
    for watcher in watchers:
        watcher.start()
    for watcher in watchers:
        watcher.join()


def look(one: Measured, name: str, published: Published) -> None:
    reader, slug = Reader(one.server.port), published.slug.encode()
    path = published.pages[name]
    while time.monotonic() - published.at < PATIENCE:
        status, body = reader.ask(path)
        if status == HTTPStatus.OK and slug in body:
            break
        time.sleep(LOOK_AGAIN)
    one.found.setdefault(name, []).append((time.monotonic() - published.at) * 1000)
    reader.close()


def paths_of(port: int) -> tuple[list[str], list[str]]:
    """What readers ask for: the pages of the day, and pieces from further down."""
    reader = Reader(port)
    lists = {page: links_of(reader.ask(page)[1]) for page in ("/", "/latest/")}
    old = links_of(reader.ask("/latest/?page=20")[1])
    sections = [f"/{one}/" for one in sorted({path.split("/")[1] for path in lists["/latest/"]})]
    reader.close()
    hot = [*lists, *sections, *lists["/latest/"], "/feed.xml", "/sitemap.xml", "/news-sitemap.xml"]
    return hot, old


def links_of(page: bytes) -> list[str]:
    """The articles that a page leads to."""
    found = {path.decode() for path in LINK.findall(page)}
    return sorted(path for path in found if "-" in path.split("/")[2])


def report(few: Measured, many: Measured) -> None:
    print(f"{'':8} {'median and p99 at':>20} {FEW:,} {'':10} at {MANY:,}")
    ratios, late = {}, []
    for name in few.found:
        (low, far), (low_many, far_many) = (spread(one.found[name]) for one in (few, many))
        ratios[name] = low_many / low
        late += [name] if max(low, low_many) > MEDIAN or max(far, far_many) > WORST else []
        print(
            f"{name:8} {low:7.1f} ms {far:7.1f} ms   {low_many:7.1f} ms {far_many:7.1f} ms"
            f"   {ratios[name]:.2f}"
        )
    for size, one in ((FEW, few), (MANY, many)):
        low, far = spread([seconds * 1000 for seconds in one.reading])
        print(
            f"reading at {size:,}: {len(one.reading)} pages, median {low:.1f} ms, p99 {far:.1f} ms"
        )
    worst = max(ratios.values())
    print(f"limits: median {MEDIAN:.0f} ms, p99 {WORST:.0f} ms; ratio {worst:.2f} (limit {RATIO})")
    if late or worst > RATIO:
        sys.exit(f"later than promised: {', '.join(late) or 'more articles, more time'}")


def spread(times: list[float]) -> tuple[float, float]:
    """The median and the 99th percentile."""
    return statistics.median(times), statistics.quantiles(times, n=100)[98]


def edit(site: str, end: Connection) -> None:
    """The editor's process: told a number while there are no drafts, it writes so many; told one
    while there are, it publishes one."""
    os.environ["MASTHEAD_SITE"] = site
    from masthead.ops.boot import boot

    boot()
    from masthead.content import services
    from masthead.delivery import followers

    drafts: list[object] = []
    while (order := end.recv()) is not None:
        if not drafts:
            drafts = [a_draft(number) for number in range(order)]
            end.send(len(drafts))
            continue
        article = drafts.pop()
        services.publish_article(article, by="bench")
        end.send(published(article, at=time.monotonic()))
        followers.run_all()


def a_draft(number: int) -> object:
    from masthead.content import services
    from masthead.content.models import Author, Section, Topic

    section = Section.objects.all()[number % Section.objects.count()]
    return services.create_article(
        section=section,
        headline=f"Bench {time.time_ns():x} agrees terms of the deal",
        summary="What the board agreed, and what comes next.",
        body=[{"type": "text", "value": f"<p>{'The board met on Tuesday. ' * 12}</p>" * 6}],
        authors=Author.objects.all()[:1],
        topics=Topic.objects.all()[:2],
        by="bench",
    )


def published(article: object, *, at: float) -> Published:
    from masthead.content.cache_keys import IDS_A_SHARD

    pages = {
        "home": "/",
        "section": article.section.url,
        "article": article.url,
        "feed": "/feed.xml",
        "sitemap": f"/sitemap-articles-{article.pk // IDS_A_SHARD}.xml",
    }
    return Published(article.slug, pages, at)


if __name__ == "__main__":
    main()
