"""`masthead watch`: take wire copy in from a folder, file by file, as it is dropped there."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from masthead.wire.folders import DropFolder
    from masthead.wire.services.folders import Way

RESCAN_MS = 30_000  # a look at the whole folder, should an event be lost
SOON_MS = 500  # while files are there that may still grow


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--source", "slug", required=True, help="The source's slug; made when it is new.")
@click.option("--publish", "handling", flag_value="publish", help="Release what may be released.")
@click.option("--hold", "handling", flag_value="hold", help="Keep everything in the wire inbox.")
@click.option("--keep", is_flag=True, help="Leave files where they are once they are taken.")
@click.option("--settle", default=2.0, show_default=True, help="Seconds a file must stay the same.")
@click.option("--once", is_flag=True, help="Stop when nothing is left to take.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line an item.")
def watch(
    *,
    folder: Path,
    slug: str,
    handling: str | None,
    keep: bool,
    settle: float,
    once: bool,
    as_json: bool,
) -> None:
    """Take wire copy in from FOLDER as it is dropped there, until Ctrl-C.

    A file is taken when its size and time have stayed the same for a while, or when it gets its
    name by a rename. Hidden files and names such as story.xml.part are left alone. Files go to
    FOLDER/done or FOLDER/rejected once they are safe; the same bytes are never taken twice.

    Example: masthead watch /srv/wire/meridian --source meridian --publish
    """
    from masthead.ops.boot import boot

    boot()
    from masthead.ops.sources import source_of
    from masthead.wire.folders import DropFolder
    from masthead.wire.pipeline import Handling
    from masthead.wire.services.folders import Way

    way = Way(
        source_of(slug),
        keep=keep,
        handling=Handling(handling) if handling else Handling.AS_SOURCE,
    )
    stopping = threading.Event()
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, lambda *_: stopping.set())
    memory = DropFolder(folder.resolve(), settle=settle)
    if not as_json:
        click.echo(f"Watching {folder} for {way.source.name}. Ctrl-C stops.", err=True)
    _take(memory, way, as_json=as_json)
    for _ in _wakes(memory, stopping):
        _take(memory, way, as_json=as_json)
        if once and not memory.unsettled():
            return


def _wakes(memory: DropFolder, stopping: threading.Event) -> Iterator[None]:
    """One for each time to look: something happened in the folder, a file may have settled, or
    half a minute is over.
    """
    import watchfiles

    while not stopping.is_set():
        wait = SOON_MS if memory.unsettled() else RESCAN_MS
        events = watchfiles.watch(
            memory.root,
            stop_event=stopping,
            rust_timeout=wait,
            yield_on_timeout=True,
            raise_interrupt=False,
            debounce=200,
            watch_filter=None,
        )
        if next(events, None) is None:
            return
        events.close()
        yield


def _take(memory: DropFolder, way: Way, *, as_json: bool) -> None:
    import json

    from masthead.wire.services.folders import take_drop

    for line in take_drop(memory, way):
        if as_json:
            click.echo(json.dumps(line.to_json(), ensure_ascii=False))
        else:
            why = line.detail or line.reason
            click.echo(f"{line.file}: {line.outcome}{f' ({why})' if why else ''}")
