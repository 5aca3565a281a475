"""Runs the suite on SQLite, then without the browser on a throw-away PostgreSQL, where the server
is on the machine. Exit status 0 only when every run passed. Arguments go to pytest.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTEST = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadgroup"]
START_SECONDS = 30
UNPRIVILEGED = ("postgres", "nobody")


def main() -> int:
    arguments = sys.argv[1:]
    say("== SQLite")
    failed = run([*PYTEST, *arguments])
    binaries = postgresql_binaries()
    if binaries is None:
        say("== PostgreSQL: no server on this machine, so the suite ran on SQLite alone")
        return failed
    say(f"== PostgreSQL ({binaries})")
    with cluster(binaries) as url:
        on_postgresql = run([*PYTEST, "-m", "not browser", *arguments], MASTHEAD_TEST_DATABASE=url)
    return failed or on_postgresql


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def run(command: list[str], **environment: str) -> int:
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, check=False
    ).returncode


def postgresql_binaries() -> Path | None:
    """The folder of initdb and postgres: the newest of Debian's, else the one on PATH."""
    packaged = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda one: int(one.parts[-3])
    )
    if packaged:
        return packaged[-1].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@contextlib.contextmanager
def cluster(binaries: Path) -> Iterator[str]:
    """The address of a fresh PostgreSQL that listens on a socket alone; gone afterwards."""
    owner = unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="masthead-pg-"))
    if owner:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    data, log = folder / "data", folder / "log"
    try:
        as_owner(
            owner, [binaries / "initdb", "-D", data, "-U", "masthead", "-A", "trust", "-E", "UTF8"]
        )
        server = start(owner, [binaries / "postgres", "-D", data, *options(folder)], log=log)
        try:
            wait_until_up(folder, server, log)
            as_owner(owner, [binaries / "createdb", "-h", folder, "-U", "masthead", "masthead"])
            yield f"postgresql://masthead@/masthead?host={folder}"
        finally:
            server.terminate()
            server.wait(timeout=20)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def options(folder: Path) -> list[str | Path]:
    """Fast and forgetful: the cluster lives for one run of the suite."""
    settings = ("listen_addresses=", "fsync=off", "full_page_writes=off", "max_connections=60")
    return ["-k", folder, *(part for one in settings for part in ("-c", one))]


def unprivileged() -> pwd.struct_passwd | None:
    """Whom the server runs as when we are root, which it refuses to be."""
    if os.geteuid() != 0:
        return None
    for name in UNPRIVILEGED:
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise SystemExit("PostgreSQL won't run as root, and there is no user postgres or nobody")


def as_owner(owner: pwd.struct_passwd | None, command: list[str | Path]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/", **identity(owner))


def start(
    owner: pwd.struct_passwd | None, command: list[str | Path], *, log: Path
) -> subprocess.Popen[bytes]:
    with log.open("wb") as output:
        return subprocess.Popen(command, stdout=output, stderr=output, cwd="/", **identity(owner))


def identity(owner: pwd.struct_passwd | None) -> dict[str, int | list[int]]:
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}


def wait_until_up(folder: Path, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while not (folder / ".s.PGSQL.5432").exists():
        if server.poll() is not None or time.monotonic() > end:
            raise SystemExit(f"PostgreSQL did not start: {log.read_text()[-500:]}")
        time.sleep(0.1)
    time.sleep(0.5)


if __name__ == "__main__":
    sys.exit(main())
