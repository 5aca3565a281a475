"""The server's main process: Granian and nothing of Django, which lives in the workers.

Run as `python -m masthead.ops.serving HOST PORT WORKERS VERBOSE KEYS`; `masthead serve` becomes it.
"""

from __future__ import annotations

import errno
import os
import socket
import sys
from pathlib import Path
from typing import Any

from masthead.delivery.keys import KeyTable
from masthead.delivery.pages.live import STOPPING

from .site import SiteError

STOP_SECONDS = 8  # for requests under way when the server is told to stop
HEAD_BYTES = 64 * 1024  # of a request's line and headers; more is answered 431
ACCESS_LINE = "%(time)s %(status)d %(method)s %(path)s %(dt_ms).1f ms"


def check_free(host: str, port: int) -> None:
    """Raises SiteError when `host`:`port` can't be listened on, and says why."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except socket.gaierror:
        raise SiteError(f"{host} is no address of this machine; mend --host") from None
    except OSError as error:
        raise SiteError(_why_not(error, host=host, port=port)) from None


def _why_not(error: OSError, *, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is taken by another program; stop it, or choose with --port"
    if error.errno == errno.EADDRNOTAVAIL:
        return f"{host} is no address of this machine; mend --host"
    if error.errno == errno.EACCES:
        return f"port {port} is for the system alone; take one above 1023"
    return f"can't listen on {host}:{port}: {error.strerror}"


def become_server(*, host: str, port: int, workers: int, verbose: bool, keys: Path) -> None:
    """Replace this process by the server; memory used so far goes back to the machine. `keys` is
    the file of the site's key table.
    """
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")  # many small arenas would double a worker
    arguments = [host, str(port), str(workers), str(int(verbose)), str(keys)]
    sys.stdout.flush()
    os.execv(  # noqa: S606 - our own interpreter and module
        sys.executable, [sys.executable, "-m", "masthead.ops.serving", *arguments]
    )


def serve(*, host: str, port: int, workers: int, verbose: bool, keys: Path) -> None:
    """Serve until told to stop (SIGINT, SIGTERM); a worker that dies is replaced."""
    from granian import Granian
    from granian.constants import Interfaces, Loops, RuntimeModes
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    server = Granian(
        "masthead.config.rsgi:application",
        address=host,
        port=port,
        workers=workers,
        interface=Interfaces.RSGI,
        loop=Loops.uvloop,
        runtime_mode=RuntimeModes.st,  # measured: a fifth more kept pages a second a core
        websockets=False,
        http1_settings=HTTP1Settings(max_buffer_size=HEAD_BYTES),
        log_level=LogLevels.error,
        log_access=verbose,
        log_access_format=ACCESS_LINE,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
    )
    stop = server.signal_handler_interrupt

    def stop_streams_too(*signal: Any) -> None:
        KeyTable(keys).bump([STOPPING])  # or their workers would be waited for
        stop(*signal)

    server.signal_handler_interrupt = stop_streams_too  # type: ignore[method-assign]
    server.serve()


if __name__ == "__main__":
    serve(
        host=sys.argv[1],
        port=int(sys.argv[2]),
        workers=int(sys.argv[3]),
        verbose=sys.argv[4] == "1",
        keys=Path(sys.argv[5]),
    )
