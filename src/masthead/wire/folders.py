"""A folder that files are dropped into: which of them are whole. Looks, remembers and moves files;
knows no database.

A file is whole when its size and time have stayed the same for the settle time, or when it was
seen to get its name by a rename. Nothing is lost with an event: each look reads the whole folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .pictures import is_picture_name

SETTLE = 2.0  # seconds
DONE, REJECTED = "done", "rejected"
PASSING = (".tmp", ".part", ".partial", ".filepart", ".crdownload", ".swp", "~")
DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Print:
    """What a file is known by between two looks."""

    inode: int
    size: int
    changed_ns: int


@dataclass(slots=True)
class _Seen:
    mark: Print
    since: float


class DropFolder:
    """The memory of one folder between looks; times are seconds of a steady clock."""

    def __init__(self, root: Path, *, settle: float = SETTLE) -> None:
        self.root = root
        self._settle = settle
        self._seen: dict[Path, _Seen] = {}
        self._passing: dict[int, Print] = {}
        self._taken: dict[Path, Print] = {}

    def whole(self, now: float) -> list[Path]:
        """The files that are whole and not taken yet, by name. Raises OSError without a folder."""
        found: dict[Path, Print] = {}
        passing: dict[int, Print] = {}
        for path, mark in _walk(self.root, 0):
            if is_passing(path.name):
                passing[mark.inode] = mark
            elif not is_picture_name(path.name):  # it is got when a story names it
                found[path] = mark
        self._forget_all_but(found)
        ready = [path for path, mark in found.items() if self._is_whole(path, mark, now)]
        self._passing = passing
        return sorted(ready)

    def unsettled(self) -> bool:
        """True while files are there that may still grow."""
        return any(self._taken.get(path) != one.mark for path, one in self._seen.items())

    def is_same(self, path: Path) -> bool:
        """True when the file is what it was at the last look: nobody wrote while it was read."""
        mark = _print_of(path)
        return mark is not None and path in self._seen and self._seen[path].mark == mark

    def take(self, path: Path, *, into: str = "") -> None:
        """The file is dealt with: moved into `done` or `rejected`, or remembered where it lies."""
        seen = self._seen.get(path)
        if not into:
            if seen:
                self._taken[path] = seen.mark
            return
        target = self.root / into / path.relative_to(self.root)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(_free(target))
        self._seen.pop(path, None)

    def _is_whole(self, path: Path, mark: Print, now: float) -> bool:
        if self._taken.get(path) == mark:
            return False
        seen = self._seen.get(path)
        if seen is None or seen.mark != mark:
            self._seen[path] = _Seen(mark, now)
            before = self._passing.get(mark.inode)
            renamed = seen is None and before is not None
            return renamed and before == mark
        return now - seen.since >= self._settle

    def _forget_all_but(self, found: dict[Path, Print]) -> None:
        for memory in (self._seen, self._taken):
            for path in [one for one in memory if one not in found]:
                del memory[path]


def is_passing(name: str) -> bool:
    """True for a name that a writer gives up when the file is whole."""
    return name.startswith((".", "~")) or name.lower().endswith(PASSING)


def _walk(folder: Path, depth: int) -> Iterator[tuple[Path, Print]]:
    """Plain files below the folder; links are not followed, what was dealt with is left out."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                aside = depth == 0 and entry.name in {DONE, REJECTED}
                if depth < DEEPEST and not aside and not entry.name.startswith("."):
                    yield from _walk(Path(entry.path), depth + 1)
            elif entry.is_file(follow_symlinks=False):
                mark = _print_of(Path(entry.path))
                if mark:
                    yield Path(entry.path), mark


def _print_of(path: Path) -> Print | None:
    try:
        stat = path.stat(follow_symlinks=False)
    except OSError:  # moved away since it was listed
        return None
    return Print(stat.st_ino, stat.st_size, stat.st_mtime_ns)


def _free(target: Path) -> Path:
    """The target, or the same with a number where a file of that name was kept before."""
    number, free = 1, target
    while free.exists():
        number += 1
        free = target.with_name(f"{target.stem}-{number}{target.suffix}")
    return free
