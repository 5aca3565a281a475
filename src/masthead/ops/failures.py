"""What went wrong, as one line that says the mend. The only place that knows how the errors of
the system, the database and Django read; refuses to let a traceback out.
"""

from __future__ import annotations

import errno
import sqlite3

from masthead.content.errors import NewsroomError

from .site import SiteError

_IN_DATABASE = (
    ("locked", "the database is locked by another program; try again when it has ended"),
    ("full", "the disk is full; make room and run the command again, nothing is half-written"),
    ("readonly", "the database can't be written; give this user the right to write in data/"),
    ("unable to open", "the database can't be opened; check that data/ is there and writable"),
    ("malformed", "the database file is damaged; put a copy of it back"),
    ("no such table", "the database is not set up; run `masthead manage migrate`"),
    ("does not exist", "the database is not set up; create it, then `masthead manage migrate`"),
)
_IN_SYSTEM = {
    errno.ENOSPC: "the disk is full; make room and run the command again",
    errno.EDQUOT: "the disk quota is used up; make room and run the command again",
    errno.EROFS: "{name} is on a read-only disk; choose another folder",
    errno.EACCES: "{name} may not be read or written by this user; mend its permissions",
    errno.EPERM: "{name} may not be changed by this user; mend its permissions",
    errno.ENOENT: "{name} is not there; check the name",
    errno.ENOTDIR: "{name} is no folder; check the name",
    errno.EISDIR: "{name} is a folder; name a file",
    errno.EADDRINUSE: "the port is taken; choose another with --port",
    errno.EADDRNOTAVAIL: "the host is no address of this machine; choose another with --host",
    errno.EMFILE: "too many files are open; raise the limit with `ulimit -n 4096`",
}


def sentence_of(error: Exception) -> str:
    """One line for whoever ran the command: what happened, and the mend where one is known."""
    for words in (_of_ours, _of_database, _of_validation, _of_system):
        if line := words(error):
            return " ".join(line.split())
    text = " ".join(str(error).split())
    return f"unexpected {type(error).__name__}: {text} (`masthead --debug …` shows where)"


def _of_ours(error: Exception) -> str:
    if isinstance(error, (SiteError, NewsroomError, TimeoutError)):
        return str(error)
    return ""


def _of_database(error: Exception) -> str:
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    if isinstance(error, ImproperlyConfigured) and "psycopg" in str(error):
        return "PostgreSQL needs its driver; run `pip install 'masthead[server]'`"
    if not isinstance(error, (DatabaseError, sqlite3.Error)):
        return ""
    text = str(error)
    for part, line in _IN_DATABASE:
        if part in text:
            return line
    if "connection" in text:
        return f"the database does not answer: {text.strip()}; check database.url"
    return f"the database refused: {text}"


def _of_validation(error: Exception) -> str:
    from django.core.exceptions import ValidationError

    if not isinstance(error, ValidationError):
        return ""
    if hasattr(error, "error_dict"):
        return "; ".join(
            f"{field}: {' '.join(lines)}" for field, lines in error.message_dict.items()
        )
    return " ".join(error.messages)


def _of_system(error: Exception) -> str:
    if not isinstance(error, OSError) or error.errno not in _IN_SYSTEM:
        return ""
    return _IN_SYSTEM[error.errno].format(name=error.filename or "a file")
