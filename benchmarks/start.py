"""A second start to its first page, and the memory of the whole process tree at rest.

Limits: 5 seconds, 300 MB. Prints both and their ratios to the limits. Memory is the proportional
set size, in which a page shared by processes counts once. SITE names a site; else an empty one is
made."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from http import HTTPStatus
from pathlib import Path

SECONDS, MEGABYTES = 5.0, 300.0
PAGES = ("/", "/banking/", "/latest/", "/top-stories/", "/videos/", "/about/", "/contact/")
PATIENCE = 120  # seconds
REST = 3.0  # seconds after the last request before memory is read
MASTHEAD = [sys.executable, "-c", "from masthead.ops.cli import main; main()"]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = Path(os.environ.get("SITE", Path(folder) / "site"))
        if not site.exists():
            subprocess.run([*MASTHEAD, "new", site, "--title", "Bench"], check=True)
        first, _, _ = run(site)  # whatever this version has to prepare is done now
        seconds, cpu, memory = run(site)
    print(f"first start {first:.1f} s")
    print(f"second start to first page {seconds:.1f} s, {cpu:.1f} s of them work ({SECONDS:.0f})")
    print(f"memory at rest {memory:.0f} MB ({MEGABYTES:.0f})")
    print(f"ratio {seconds / SECONDS:.2f} of the time, {memory / MEGABYTES:.2f} of the memory")
    if memory > MEGABYTES:
        sys.exit("more memory than promised")


def run(site: Path) -> tuple[float, float, float]:
    """Seconds to the first page, seconds of work until then, and megabytes at rest."""
    port = free_port()
    start = time.perf_counter()
    server = subprocess.Popen(
        [*MASTHEAD, "--site", site, "serve", "--port", str(port)], stdout=subprocess.DEVNULL
    )
    try:
        while not answers(port, "/"):
            if server.poll() is not None or time.perf_counter() - start > PATIENCE:
                sys.exit("the server did not start")
            time.sleep(0.02)
        seconds = time.perf_counter() - start
        cpu = sum(map(work_of, tree(server.pid)))
        for page in PAGES * 3:
            answers(port, page)
        time.sleep(REST)
        return seconds, cpu, sum(map(memory_of, tree(server.pid)))
    finally:
        server.terminate()
        server.wait(timeout=20)


def answers(port: int, page: str) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}{page}", timeout=30).read()
    except urllib.error.HTTPError as error:
        return error.code < HTTPStatus.INTERNAL_SERVER_ERROR
    except OSError:
        return False
    return True


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def tree(root: int) -> list[int]:
    """The process and all its descendants."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found = [root]
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return found


def memory_of(pid: int) -> float:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


def work_of(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
