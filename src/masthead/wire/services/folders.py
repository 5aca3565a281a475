"""Folders as a way in: whole files are taken in, and moved only after the commit. The bytes of a
file that was taken before are not taken again, whatever its name.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from masthead.core import clock, ids
from masthead.wire import addresses, queries
from masthead.wire.addresses import WrongAddressError
from masthead.wire.folders import DONE, REJECTED, DropFolder
from masthead.wire.models import Channel, Source
from masthead.wire.pipeline import BATCH_FILES, Handling, Line, ingest
from masthead.wire.verdicts import Outcome
from masthead.wire.xml import MAX_BYTES

from . import channels

SOON = 3  # seconds until the next look at a folder with files that may still grow

_memories: dict[int, DropFolder] = {}


def look_at_folder(channel: Channel) -> list[Line]:
    """The whole files of the folder were taken in; whatever stands in the way is noted."""
    way = Way(channel.source, keep=channel.keep_files)
    try:
        memory = _memory_of(channel)
        lines = list(take_drop(memory, way))
    except (OSError, WrongAddressError) as error:
        channels.note_failure(channel, _sentence(error))
        return []
    wait = SOON if memory.unsettled() else channel.every
    at = clock.now() + timedelta(seconds=min(wait, channel.every))
    channels.note_success(channel, next_try_at=at)
    return lines


@dataclass(frozen=True, slots=True)
class Way:
    """How a folder's files are taken: `keep` leaves them where they are."""

    source: Source
    keep: bool = False
    handling: Handling = Handling.AS_SOURCE


def take_drop(memory: DropFolder, way: Way) -> Iterator[Line]:
    """Every whole file of the folder was taken in, and then moved or remembered; a line an item,
    durable once given. Raises OSError when the folder or a file can't be read or moved.
    """
    whole = memory.whole(time.monotonic())
    for start in range(0, len(whole), BATCH_FILES):
        yield from _take_batch(memory, whole[start : start + BATCH_FILES], way)


def _take_batch(memory: DropFolder, paths: Sequence[Path], way: Way) -> Iterator[Line]:
    read = {path: payload for path in paths if (payload := _read(memory, path)) is not None}
    digests = {path: ids.sha256_of(payload) for path, payload in read.items()}
    known = queries.taken_whole(way.source, list(digests.values()))
    names = {path: path.relative_to(memory.root).as_posix() for path in read}
    new = [(names[path], read[path]) for path in read if digests[path] not in known]
    bad: set[str] = set()
    for line in ingest(new, source=way.source, handling=way.handling, root=memory.root):
        if line.outcome is Outcome.REJECTED:
            bad.add(line.file)
        yield line
    for path in read:
        if memory.is_same(path):
            into = REJECTED if names[path] in bad else DONE
            memory.take(path, into="" if way.keep else into)


def _read(memory: DropFolder, path: Path) -> bytes | None:
    """The bytes; None when the file is gone or was written to while it was read."""
    try:
        with path.open("rb") as file:
            payload = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return None
    return payload if memory.is_same(path) else None


def _memory_of(channel: Channel) -> DropFolder:
    """What this process remembers of the folder; it is made if it is not there."""
    root = addresses.folder_of(channel.address)
    root.mkdir(parents=True, exist_ok=True)
    memory = _memories.get(channel.pk)
    if memory is None or memory.root != root:
        memory = _memories[channel.pk] = DropFolder(root)
    return memory


def _sentence(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"{error.filename or 'the folder'}: {error.strerror or error}"
    return str(error)
