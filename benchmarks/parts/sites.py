"""Sites of many articles, kept between runs because a large one takes minutes to fill, and serving
them. BENCH_SITES names the folder they are kept in, else one of the system's temporary folder."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

KEPT_IN = Path(os.environ.get("BENCH_SITES") or Path(tempfile.gettempdir()) / "masthead-bench")
MASTHEAD = [sys.executable, "-c", "from masthead.ops.cli import main; main()"]
PICTURES = "20"
PATIENCE = 300  # seconds for a start; the first one after an update may have tables to bring up


@dataclass(frozen=True)
class Served:
    """A site that answers at `port`; `worker` is the process that renders its pages."""

    port: int
    worker: int


def site_of(articles: int) -> Path:
    """The kept site of so many articles, of this version; filled when it is not there."""
    site = KEPT_IN / f"articles-{articles}"
    filled = site / "filled"
    if not filled.is_file():
        print(f"filling {site} with {articles:,} articles…", flush=True)
        start = time.monotonic()
        if not (site / "masthead.toml").is_file():
            shutil.rmtree(site, ignore_errors=True)
            masthead("new", site, "--title", "Bench")
        masthead("--site", site, "demo-data", "--articles", str(articles), "--images", PICTURES)
        seconds = time.monotonic() - start
        filled.write_text(f"{seconds:.0f} s\n")
        print(f"filled in {seconds / 60:.1f} minutes", flush=True)
    masthead("--site", site, "manage", "migrate", "--verbosity", "0")
    return site


def masthead(*arguments: str | Path) -> None:
    subprocess.run([*MASTHEAD, *arguments], check=True, stdout=subprocess.DEVNULL)


@contextmanager
def served(site: Path, **environment: str) -> Iterator[Served]:
    """`masthead serve` on the site, as it stands there by default but for the environment."""
    port = free_port()
    server = subprocess.Popen(
        [*MASTHEAD, "--site", site, "serve", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        env={**os.environ, "MASTHEAD_LOG_LEVEL": "ERROR", **environment},
    )
    try:
        wait_for(port, server)
        yield Served(port, largest_child(server.pid))
    finally:
        server.terminate()
        server.wait(timeout=30)


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=30):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    sys.exit("the site did not start")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def largest_child(parent: int) -> int:
    """Of the server's processes, the one with Django in it."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return max(map(int, children), key=resident, default=parent)


def resident(process: int) -> float:
    """The resident memory of a process, in megabytes."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0
