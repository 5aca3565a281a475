"""The server as a real process: it starts, answers, says where it is, and stops without a trace."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from masthead.ops import serving
from masthead.ops.site import SiteError

pytestmark = pytest.mark.xdist_group("real site")
CODE = "from masthead.ops.cli import main; main()"


@contextlib.contextmanager
def server(folder, port, *arguments):
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("MASTHEAD_", "DJANGO_"))
    }
    process = subprocess.Popen(
        [
            *(sys.executable, "-c", CODE, "--site", str(folder)),
            *("serve", "--port", str(port), *arguments),
        ],
        env=clean,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate(timeout=20)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def answer(port, path="/desk/login/", seconds=90):
    end = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as response:
                return response.status
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def children_of(pid):
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            if int(stat.read_text().rpartition(")")[2].split()[1]) == pid:
                found.append(int(stat.parent.name))
    return found


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_the_server_answers_and_stops_with_all_its_processes(real_site, how):
    folder, _ = real_site
    port = free_port()
    with server(folder, port, "-v") as process:
        assert answer(port) == 200
        said = ""
        while "GET /desk/login/" not in said:
            said += process.stdout.readline()
        workers = children_of(process.pid)
        process.send_signal(how)
        _, err = process.communicate(timeout=30)
        assert process.returncode == 0, err
    assert f"http://127.0.0.1:{port}/desk/" in said
    assert workers
    assert not any(Path(f"/proc/{pid}").exists() for pid in workers)
    with socket.socket() as again:
        again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        again.bind(("127.0.0.1", port))


def test_a_start_with_nothing_to_prepare_says_nothing_of_preparing(real_site):
    folder, _ = real_site
    port = free_port()
    with server(folder, port) as process:
        assert answer(port) == 200
        process.terminate()
        out, err = process.communicate(timeout=30)
    assert err == ""
    assert "GET" not in out


def test_the_main_process_keeps_no_django(real_site):
    folder, _ = real_site
    port = free_port()
    with server(folder, port) as process:
        assert answer(port) == 200
        maps = Path(f"/proc/{process.pid}/maps").read_text()
        process.terminate()
        process.communicate(timeout=30)
    assert "granian" in maps
    assert "_sqlite3" not in maps


def test_a_taken_port_is_one_line_with_the_mend(real_site, shell):
    folder, _ = real_site
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = shell("--site", str(folder), "serve", "--port", str(port))
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert f"port {port} is taken" in done.stderr
    assert "--port" in done.stderr


def test_an_address_of_another_machine_is_refused_with_the_mend():
    with pytest.raises(SiteError, match="mend --host"):
        serving.check_free("192.0.2.7", 8000)
