"""What knowing a story again costs an item: fingerprint, look-up, comparison and storage, with
200,000 items in the window; against what the whole of ingest costs an item.

Ceiling: 1 ms an item, of this process's own time: the machine may be busy with other things.
Prints ms an item, the ratio to ingest, and the memory of the index."""

from __future__ import annotations

import os
import random
import resource
import sys
import time
import zlib
from array import array
from datetime import timedelta
from pathlib import Path

WINDOW = 200_000
ITEMS = 2_000
CEILING_MS = 1.0

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
os.environ["DJANGO_SETTINGS_MODULE"] = "masthead.config.settings.test"


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    call_command("migrate", verbosity=0)
    from factories.content import make_section
    from factories.wire import g2, make_source
    from masthead.core import clock
    from masthead.wire import index
    from masthead.wire.models import Item
    from masthead.wire.pipeline import ingest
    from masthead.wire.services.clusters import Clusters

    words = Words()
    source = make_source(default_section=make_section("Headlines"))
    fill(source, words)
    before = peak_mb()
    start = time.process_time()
    known = index.shared().topped_up()
    print(f"index of {known.size:,} items read in {time.process_time() - start:.1f} s,", end=" ")
    print(f"{peak_mb() - before:.0f} MB at the most")

    now = clock.now()
    items = [words.item(f"b:{n}") for n in range(ITEMS)]
    Item.objects.bulk_create(
        stored := [Item(source=source, guid=one.guid, received_at=now) for one in items]
    )
    seconds = 0.0
    clusters = Clusters()
    for at in range(0, ITEMS, 50):
        start = time.process_time()
        with transaction.atomic():
            clusters.begin()
            for row, item in zip(stored[at : at + 50], items[at : at + 50], strict=True):
                clusters.place(Item(source=source, guid=row.guid), item, source=source, now=now)
                clusters._pending[-1].stored.pk = row.pk  # noqa: SLF001 - as ingest saves it
            clusters.settle(by="bench", now=now)
        seconds += time.process_time() - start
    ours = seconds * 1000 / ITEMS

    files = [
        (f"{n}.xml", g2(f"urn:b:{n}", headline=one.headline, body=f"<p>{one.body_text}</p>"))
        for n, one in enumerate(words.item("") for _ in range(ITEMS))
    ]
    start = time.process_time()
    done = sum(1 for _ in ingest(files, source=source))
    whole = (time.process_time() - start) * 1000 / done
    print(f"knowing a story again: {ours:.2f} ms an item (ceiling {CEILING_MS:.0f})")
    print(f"whole ingest:          {whole:.2f} ms an item")
    print(f"ratio {ours / whole:.2f}")
    if ours > CEILING_MS:
        sys.exit("too slow")


class Words:
    """Stories of made words, as frequent as words are (Zipf)."""

    def __init__(self) -> None:
        self.chance = random.Random(7)  # noqa: S311 - the same each time
        letters = "abcdefghiklmnoprstuvw"
        self.words = [
            "".join(self.chance.choices(letters, k=self.chance.randrange(4, 10)))
            for _ in range(60_000)
        ]
        self.weights = [1 / (rank + 10) for rank in range(len(self.words))]
        self.marks = [zlib.crc32(word[:7].encode()) << 1 & 0xFFFFFFFF for word in self.words]
        self.sums = []
        total = 0.0
        for weight in self.weights:
            total += weight
            self.sums.append(total)

    def item(self, guid: str):  # noqa: ANN201 - a WireItem
        from masthead.wire.items import WireItem

        said = self.chance.choices(self.words, cum_weights=self.sums, k=300)
        said[5], said[40] = str(self.chance.randrange(10, 9999)), said[40].title()
        return WireItem("g2", 0, guid, headline=" ".join(said[:8]), body_text=" ".join(said[8:]))

    def fingerprint(self):  # noqa: ANN201 - a Fingerprint
        """The fingerprint of such an item, without writing the item first."""
        from masthead.wire.fingerprints import Fingerprint

        marks = dict.fromkeys(self.chance.choices(self.marks, cum_weights=self.sums, k=96))
        return Fingerprint(
            array("I", self.chance.randbytes(4 * 64)),
            array("I", list(marks)),
            array("I", [self.chance.getrandbits(32)]),
            self.chance.getrandbits(32),
        )


def fill(source, words: Words) -> None:  # noqa: ANN001 - a Source
    """The window is full: items and fingerprints as ingest leaves them, written without the ORM."""
    from django.db import connection

    from masthead.core import clock
    from masthead.wire.models import Fingerprint, Item

    now = clock.now() - timedelta(days=1)
    one = Item.objects.create(source=source, guid="w:0", received_at=now)
    columns = [field.column for field in Item._meta.concrete_fields if not field.primary_key]  # noqa: SLF001
    values = ", ".join("'w:' || n" if name == "guid" else f'"{name}"' for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE more(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM more WHERE n < %s) "  # noqa: S608 - our own names
            f"INSERT INTO wire_item ({names}) SELECT {values} FROM more, wire_item WHERE id = %s",
            [WINDOW - 1, one.pk],
        )
        numbers = list(Item.objects.order_by("pk").values_list("pk", flat=True))
        at = connection.ops.adapt_datetimefield_value(now)
        cursor.executemany(
            f"INSERT INTO {Fingerprint._meta.db_table} (item_id, at, told) VALUES (%s, %s, %s)",  # noqa: S608, SLF001
            ((number, at, words.fingerprint().to_bytes()) for number in numbers),
        )


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
