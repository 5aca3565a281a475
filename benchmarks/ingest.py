"""Ingest to durable, released and listed, against the least that any ingest must do: read the
same files and write their bytes into one SQLite table, fifty a transaction.

Floor: 250 items a second on SQLite, 200 on PostgreSQL (MASTHEAD_TEST_DATABASE). Prints both speeds
and their ratio."""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

ITEMS = 1500
FLOOR = 200 if "MASTHEAD_TEST_DATABASE" in os.environ else 250
PARAGRAPH = (
    "<p>The council of the Northern Reserve Bank agreed on Thursday to keep its rate, and said "
    "what would have to follow in wages and rents before it moved again.</p>"
)

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
os.environ["DJANGO_SETTINGS_MODULE"] = "masthead.config.settings.test"


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from factories.content import make_section
    from factories.wire import g2, make_source

    source = make_source(default_section=make_section("Headlines"))
    files = [
        (f"{n}.xml", g2(f"urn:bench:{n}", headline=f"Council keeps rate {n}", body=PARAGRAPH * 14))
        for n in range(ITEMS)
    ]
    limit, ours = bare(files), ingested(files, source)
    print(f"read and written bare: {limit:7.0f} items/s")
    print(f"masthead ingest:       {ours:7.0f} items/s (floor {FLOOR})")
    print(f"ratio {ours / limit:.2f}")


def ingested(files: list[tuple[str, bytes]], source: object) -> float:
    from masthead.content.models import Article
    from masthead.core import clock
    from masthead.wire.pipeline import ingest

    start = time.perf_counter()
    done = sum(1 for _ in ingest(files, source=source))
    seconds = time.perf_counter() - start
    listed = Article.objects.released(clock.now()).count()
    if listed != done:
        sys.exit(f"{done} ingested, but {listed} listed")
    return done / seconds


def bare(files: list[tuple[str, bytes]]) -> float:
    from masthead.wire.parsing import parse_bytes

    with tempfile.TemporaryDirectory() as folder:
        database = sqlite3.connect(Path(folder) / "bare.sqlite3")
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE raw (name TEXT, headline TEXT, payload BLOB)")
        start = time.perf_counter()
        for at in range(0, len(files), 50):
            rows = [
                (name, next(iter(parse_bytes(payload))).headline, payload)
                for name, payload in files[at : at + 50]
            ]
            with database:
                database.executemany("INSERT INTO raw VALUES (?, ?, ?)", rows)
        return len(files) / (time.perf_counter() - start)


if __name__ == "__main__":
    main()
