"""Rendering home, a section front and an article at 1,000 and at 100,000 articles, in turns.

Limit: 1.5 times. Without the page cache: it is Django's own time, the median of many rounds.
Prints each page at both sizes and the worst ratio last. SMALL and LARGE change the sizes."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from http import HTTPStatus
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

SMALL = int(os.environ.get("SMALL", "1000"))
LARGE = int(os.environ.get("LARGE", "100000"))
ROUNDS = 60
LIMIT = 1.5
MASTHEAD = [sys.executable, "-c", "from masthead.ops.cli import main; main()"]
Times = dict[str, float]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder) / "small", Path(folder) / "large"
        subprocess.run([*MASTHEAD, "new", small, "--title", "Bench"], check=True)
        shutil.copytree(small, large)
        for site, articles in ((small, SMALL), (large, LARGE)):
            command = [*MASTHEAD, "--site", site, "demo-data", "--articles", str(articles)]
            subprocess.run(command, check=True)
        few, many = in_turns(small, large)
    ratios = {page: many[page] / few[page] for page in few}
    for page, ratio in ratios.items():
        print(
            f"{page:16} {few[page]:6.1f} ms at {SMALL:,} · {many[page]:6.1f} ms at {LARGE:,}"
            f" · {ratio:.2f}"
        )
    worst = max(ratios.values())
    print(f"ratio {worst:.2f} (limit {LIMIT})")
    if worst > LIMIT:
        sys.exit("slower with more articles than promised")


def in_turns(*sites: Path) -> tuple[Times, ...]:
    """The median milliseconds of each page, every site measured in each round."""
    spawn = get_context("spawn")
    ends, workers = [], []
    for site in sites:
        ours, theirs = spawn.Pipe()
        worker = spawn.Process(target=measure, args=(str(site), theirs), daemon=True)
        worker.start()
        ends.append(ours)
        workers.append(worker)
    rounds: list[list[Times]] = [[] for _ in sites]
    for _ in range(ROUNDS):
        for place, end in enumerate(ends):
            end.send(True)
            rounds[place].append(end.recv())
    for end, worker in zip(ends, workers, strict=True):
        end.send(False)
        worker.join(timeout=10)
    return tuple(
        {page: statistics.median(one[page] for one in times) for page in times[0]}
        for times in rounds
    )


def measure(site: str, end: Connection) -> None:
    os.environ["MASTHEAD_SITE"] = site
    from masthead.ops.boot import boot

    boot()
    from django.test import Client

    from masthead.content.models import Article
    from masthead.core import clock

    newest = Article.objects.released(clock.now()).latest_first()[0]
    pages = {"home": "/", "section front": newest.section.url, "article": newest.url}
    client = Client(SERVER_NAME="127.0.0.1")
    while end.recv():
        end.send({name: timed(client, path) for name, path in pages.items()})


def timed(client: object, path: str) -> float:
    start = time.perf_counter()
    answer = client.get(path)  # type: ignore[attr-defined] - Django's test client
    taken = time.perf_counter() - start
    if answer.status_code != HTTPStatus.OK:
        sys.exit(f"{path} answered {answer.status_code}")
    return taken * 1000


if __name__ == "__main__":
    main()
