"""A new site's folder is made beside its place and moved there whole, so that a folder with the
site's name always holds a finished site.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from .site import CONFIG_NAME, SiteError

CONFIG = """\
# The configuration of this site. Titles, colours and lines that editors change stand in the
# desk under Settings. `masthead check` reads this file and says what is wrong in it.
# The environment overrides it: MASTHEAD_SERVER__PORT=8123 is `port` under [server].

# Where readers find the site; links in feeds and mails are made of it.
base_url = "http://127.0.0.1:8000"

# More host names under which the site answers.
hosts = []

language = "en-gb"
timezone = "UTC"

# DEBUG, INFO, WARNING or ERROR, on standard error.
log_level = "WARNING"

[server]
host = "127.0.0.1"
port = 8000
workers = 1          # processes that answer
threads = 4          # threads in each
page_cache_mb = 64   # memory for finished pages in each

[database]
# Or postgresql://user:secret@host:5432/name
url = "sqlite:///data/masthead.sqlite3"

[mail]
# Or smtp://user:secret@mail.example.com:587?tls=1
url = "file:///data/outbox"
sender = "site@localhost"
"""


@contextlib.contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """A folder to make the site in; it takes the place of `target` when the work ends well, and
    is removed when it does not. What a stopped run left behind is removed first.

    Raises SiteError when `target` has content or is being made by another program.
    """
    target = target.resolve()
    if target.is_dir() and any(target.iterdir()):
        raise SiteError(f"{target} is not empty; name a new folder")
    if target.exists() and not target.is_dir():
        raise SiteError(f"{target} is a file; name a new folder")
    making = target.with_name(f".{target.name}.making")
    with _alone(target), _site_of(making):
        shutil.rmtree(making, ignore_errors=True)
        try:
            (making / "data").mkdir(parents=True)
            (making / "data").chmod(0o700)
            (making / "media").mkdir()
            (making / CONFIG_NAME).write_text(CONFIG, encoding="utf-8")
            yield making
            _let_go_of_database()
            making.rename(target)
        finally:
            shutil.rmtree(making, ignore_errors=True)


@contextlib.contextmanager
def _alone(target: Path) -> Iterator[None]:
    target.parent.mkdir(parents=True, exist_ok=True)
    path = target.with_name(f".{target.name}.lock")
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SiteError(f"{target} is being made by another program; wait for it") from None
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


@contextlib.contextmanager
def _site_of(folder: Path) -> Iterator[None]:
    before = os.environ.get("MASTHEAD_SITE")
    os.environ["MASTHEAD_SITE"] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ["MASTHEAD_SITE"]
        else:
            os.environ["MASTHEAD_SITE"] = before


def _let_go_of_database() -> None:
    from django.db import connections

    connections.close_all()
