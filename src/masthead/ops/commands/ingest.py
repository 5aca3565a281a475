"""`masthead ingest`: take wire copy in from files, folders and addresses."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from masthead.wire.pipeline import Line


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH|URL…")
@click.option("--source", "slug", required=True, help="The source's slug; made when it is new.")
@click.option("--publish", "handling", flag_value="publish", help="Release what may be released.")
@click.option("--hold", "handling", flag_value="hold", help="Keep everything in the wire inbox.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line an item.")
def ingest(*, paths: tuple[str, ...], slug: str, handling: str | None, as_json: bool) -> None:
    """Take wire copy in.

    Folders are walked. Without --publish or --hold the source says what happens; a new source
    holds its copy in the wire inbox. Taking the same files in twice changes nothing.

    Example: masthead ingest ~/wire/meridian --source meridian --publish
    """
    from masthead.ops.boot import boot

    boot()
    from masthead.ops.sources import source_of
    from masthead.wire.pipeline import Handling
    from masthead.wire.pipeline import ingest as take_in

    source = source_of(slug)
    unread: list[str] = []
    lines = take_in(
        _files(paths, unread),
        source=source,
        handling=Handling(handling) if handling else Handling.AS_SOURCE,
        root=Path.cwd(),
    )
    counts = _tell_json(lines) if as_json else _tell_table(lines)
    for message in unread:
        click.echo(message, err=True)
    if counts["rejected"] or unread:
        sys.exit(1)


def _files(paths: tuple[str, ...], unread: list[str]) -> Iterator[tuple[str, bytes]]:
    from masthead.wire.pictures import is_picture_name

    for path in paths:
        if path.startswith(("http://", "https://")):
            yield from _fetched(path, unread)
            continue
        below = (one for one in Path(path).rglob("*") if one.is_file())
        found = sorted(one for one in below if not is_picture_name(one.name))
        for file in found if Path(path).is_dir() else [Path(path)]:
            yield from _read(file, unread)


def _read(file: Path, unread: list[str]) -> Iterator[tuple[str, bytes]]:
    from masthead.wire.xml import MAX_BYTES

    try:
        with file.open("rb") as handle:
            yield str(file), handle.read(MAX_BYTES + 1)
    except OSError as error:
        unread.append(f"{file}: {error.strerror}; check the path and its permissions")


def _fetched(url: str, unread: list[str]) -> Iterator[tuple[str, bytes]]:
    from django.conf import settings

    from masthead.core.http import Door, FetchError

    try:
        answer = Door(trusted=frozenset(settings.MASTHEAD_TRUSTED_HOSTS)).fetch(url)
    except FetchError as error:
        unread.append(str(error))
        return
    if answer.status != 200:  # noqa: PLR2004 - HTTP's own number
        unread.append(f"{url}: the server answered {answer.status}")
        return
    yield url, answer.body


def _tell_json(lines: Iterator[Line]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for line in lines:
        counts[line.outcome] += 1
        click.echo(json.dumps(line.to_json(), ensure_ascii=False))
    return counts


def _tell_table(lines: Iterator[Line]) -> Counter[str]:
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.table import Table

    counts: Counter[str] = Counter()
    console = Console()
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Taking in")
        for line in lines:
            counts[line.outcome] += 1
            progress.update(task, description=f"Taking in: {sum(counts.values())} items")
            if line.outcome == "rejected":
                console.print(f"{line.file}: {line.detail or line.reason}", highlight=False)
    table = Table("outcome", "items")
    for outcome, number in sorted(counts.items()):
        table.add_row(outcome, str(number))
    console.print(table)
    return counts
