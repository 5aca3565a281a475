"""Bringing a site up to this version: tables and collected static files. A marker in data/ says
for what it was last done, so that a start with nothing to do imports no Django.
"""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from .site import SiteConfig, SiteError

if TYPE_CHECKING:
    from collections.abc import Callable

MARKER = Path("data", "prepared")
_PACKAGE = Path(__file__).resolve().parents[1]
_WATCHED = ("migrations", "static", "styles")


def needs_preparing(folder: Path, config: SiteConfig) -> bool:
    """True when the code or the database is another than the site was last prepared for."""
    marker = folder / MARKER
    if not marker.is_file() or marker.read_text() != fingerprint(config):
        return True
    parts = urlsplit(config.database.url)
    if parts.scheme == "sqlite" and not (folder / parts.path.removeprefix("/")).is_file():
        return True
    return not (folder / "data" / "static" / "staticfiles.json").is_file()


def prepare(folder: Path, config: SiteConfig) -> None:
    """The database has this version's tables, the static files are collected, the marker says so.

    Runs inside a process that has Django.
    """
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    marker = folder / MARKER
    fresh = marker.with_suffix(".new")
    fresh.write_text(fingerprint(config))
    fresh.replace(marker)


def in_child(work: Callable[[], None]) -> None:
    """`work` was done in a process of its own, which took its memory with it.

    Raises SiteError with the child's own sentence when it failed.
    """
    reader, writer = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child == 0:
        os.close(reader)
        os._exit(_work_and_report(work, writer))
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as report:
        sentence = report.read()
    _, status = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(status):
        raise SiteError(sentence or "the preparation was stopped; run the command again")


def fingerprint(config: SiteConfig) -> str:
    """What preparing depends on: versions, the files it copies or runs, the database's address."""
    from importlib.metadata import version

    digest = hashlib.sha256(config.database.url.encode())
    for package in ("django", "wagtail"):
        digest.update(f"{package} {version(package)}\n".encode())
    for path in _watched_files():
        stat = path.stat()
        name = path.relative_to(_PACKAGE)
        digest.update(f"{name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _watched_files() -> list[Path]:
    found: list[Path] = []
    for app in sorted(_PACKAGE.iterdir()):
        for part in _WATCHED:
            found += (one for one in (app / part).rglob("*") if one.is_file())
    return sorted(one for one in found if "__pycache__" not in one.parts)


def _work_and_report(work: Callable[[], None], writer: int) -> int:
    try:
        work()
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # noqa: BLE001 - whatever it is, the parent says it in one line
        from .failures import sentence_of

        with os.fdopen(writer, "w", encoding="utf-8") as report:
            report.write(sentence_of(error))
        return 1
    return 0
