"""A kept article page of the demo newsroom from `masthead serve` alone, and behind nginx with the
configuration we ship, against nginx serving the same bytes as a static file with gzip_static and
otherwise as its package sets it up. One worker each, the server on one core and the load on the
other, in turn, five rounds; the ratios are medians of each round's.

Floors: 0.33 of nginx alone (goal 0.42), 304 not slower than 200, 0.85 behind nginx.
Needs nginx, wrk and taskset; says so where one is missing."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

ROUNDS, SECONDS, CONNECTIONS = 5, 2, 32
FLOOR_ALONE, FLOOR_BEHIND = 0.33, 0.85
MASTHEAD = [sys.executable, "-c", "from masthead.ops.cli import main; main()"]
SHIPPED = Path(__file__).parent.parent / "deploy" / "nginx" / "masthead.conf"
SERVER_CORE, LOAD_CORE = "0", "1"

STATIC = """
worker_processes 1; pid {folder}/{name}.pid; error_log {folder}/{name}.log; daemon off;
events {{ worker_connections 512; }}
http {{ access_log off; types {{ text/html html; }} sendfile on; tcp_nopush on;
 keepalive_requests 100000000; gzip_static on;
 client_body_temp_path {folder}/{name}-b; proxy_temp_path {folder}/{name}-p;
 fastcgi_temp_path {folder}/{name}-f; uwsgi_temp_path {folder}/{name}-u;
 scgi_temp_path {folder}/{name}-s;
 {body} }}
"""


def main() -> None:
    missing = [tool for tool in ("nginx", "wrk", "taskset") if not shutil.which(tool)]
    if missing:
        print(f"not measured: {', '.join(missing)} is missing")
        return
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        static, alone, behind = free_port(), free_port(), free_port()
        page = stack.enter_context(site(folder, port=alone))
        write_static(folder, f"http://127.0.0.1:{alone}{page}")
        body = f"server {{ listen 127.0.0.1:{static}; root {folder}/www; }}"
        stack.enter_context(nginx(folder, "static", body))
        stack.enter_context(nginx(folder, "shipped", shipped(folder, behind, alone)))
        report(measure(static=static, alone=alone, behind=behind, page=page))


def measure(*, static: int, alone: int, behind: int, page: str) -> dict[str, list[float]]:
    etag = head(f"http://127.0.0.1:{alone}{page}")["etag"]
    runs = {
        "nginx static": (f"http://127.0.0.1:{static}/page.html", ()),
        "masthead": (f"http://127.0.0.1:{alone}{page}", ()),
        "masthead, 304": (f"http://127.0.0.1:{alone}{page}", (f"If-None-Match: {etag}",)),
        "behind nginx": (f"http://127.0.0.1:{behind}{page}", ()),
    }
    rates: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(ROUNDS):
        for name, (url, headers) in runs.items():
            rates[name].append(wrk(url, headers))
    return rates


def report(rates: dict[str, list[float]]) -> None:
    def ratio(one: str, other: str = "nginx static") -> float:
        return statistics.median(a / b for a, b in zip(rates[one], rates[other], strict=True))

    for name, found in rates.items():
        print(f"{name:15} {statistics.median(found):9,.0f} requests/s  {ratio(name):.2f}")
    print(f"304 against 200: {ratio('masthead, 304', 'masthead'):.2f} (floor 1)")
    print(f"behind nginx: {ratio('behind nginx'):.2f} (floor {FLOOR_BEHIND})")
    print(f"ratio {ratio('masthead'):.2f} (floor {FLOOR_ALONE})")


def wrk(url: str, headers: tuple[str, ...]) -> float:
    command = ["taskset", "-c", LOAD_CORE, "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}"]
    for header in ("Accept-Encoding: gzip", *headers):
        command += ["-H", header]
    said = subprocess.run([*command, url], check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in said:
        sys.exit(f"{url} answered with errors:\n{said}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])  # type: ignore[index] - wrk prints it


@contextmanager
def site(folder: Path, *, port: int) -> Iterator[str]:
    """The demo newsroom, served; yields the path of the article that leads its front."""
    where = folder / "site"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([*MASTHEAD, "demo", where], check=True, **quiet)
    server = subprocess.Popen(
        ["taskset", "-c", SERVER_CORE, *MASTHEAD, "--site", where, "serve", "--port", str(port)],
        **quiet,
    )
    try:
        wait_for(port)
        front = fetch(f"http://127.0.0.1:{port}/").decode()
        yield re.search(r'<article[^>]*data-card.*?href="(/[^"]+/[^"]+/)"', front, re.DOTALL)[1]  # type: ignore[index] - the front has cards
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=20)


@contextmanager
def nginx(folder: Path, name: str, body: str) -> Iterator[None]:
    config = folder / f"{name}.conf"
    config.write_text(STATIC.format(folder=folder, name=name, body=body))
    server = subprocess.Popen(
        ["taskset", "-c", SERVER_CORE, "nginx", "-c", str(config), "-e", str(folder / "e.log")]
    )
    try:
        time.sleep(1)
        yield
    finally:
        server.terminate()
        server.wait(timeout=10)


def shipped(folder: Path, port: int, upstream: int) -> str:
    """The configuration we ship, on other ports and in another folder."""
    text = SHIPPED.read_text()
    text = text.replace("listen 80;", f"listen 127.0.0.1:{port};")
    text = text.replace("127.0.0.1:8000", f"127.0.0.1:{upstream}")
    return text.replace("/var/cache/nginx/masthead", f"{folder}/cache")


def write_static(folder: Path, url: str) -> None:
    www = folder / "www"
    www.mkdir()
    www.chmod(0o755)
    folder.chmod(0o755)
    content = fetch(url)
    (www / "page.html").write_bytes(content)
    (www / "page.html.gz").write_bytes(gzip.compress(content, 6))


def fetch(url: str) -> bytes:
    with urllib.request.urlopen(url) as answer:  # noqa: S310 - a server of this benchmark
        return answer.read()


def head(url: str) -> dict[str, str]:
    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})  # noqa: S310 - as above
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - as above
        return {name.lower(): value for name, value in answer.headers.items()}


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def wait_for(port: int) -> None:
    for _ in range(600):
        try:
            fetch(f"http://127.0.0.1:{port}/healthz")
        except OSError:
            time.sleep(0.2)
        else:
            return
    sys.exit("the site did not start")


if __name__ == "__main__":
    os.environ.setdefault("MASTHEAD_LOG_LEVEL", "ERROR")
    main()
