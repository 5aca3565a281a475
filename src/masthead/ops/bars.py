"""Progress bars of long work, on standard error; one a step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

Advance = Callable[[int, int], None]
"""Called with how much is done, of how much."""


@contextmanager
def bars() -> Iterator[Callable[[str], Advance]]:
    """A maker of steps: `step("Drawing")` adds a bar and returns what moves it."""
    columns = (TextColumn("{task.description:<32}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:

        def step(words: str) -> Advance:
            task = progress.add_task(words, total=None)
            return lambda done, of: progress.update(task, completed=done, total=of)

        yield step
