"""`masthead serve`: the site in one process tree, prepared first when this version is new to it."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

import click

_OWN_MACHINE = {"127.0.0.1", "localhost", "::1", "0.0.0.0"}  # noqa: S104 - compared, not bound


@click.command()
@click.option("--host", help="The address to listen on; else server.host.")
@click.option("--port", type=click.IntRange(1, 65535), help="The port; else server.port.")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes; else server.workers.")
@click.option("-v", "--verbose", is_flag=True, help="Print one line a request.")
def serve(*, host: str | None, port: int | None, workers: int | None, verbose: bool) -> None:
    """Serve the site until Ctrl-C.

    \b
    Example:
      masthead --site my-title serve --port 8123 -v
    """  # noqa: D301 - \b is click's mark for lines to be kept
    from masthead.ops import boot, preparing, serving, site

    folder = boot.site_folder()
    config = site.load(folder)
    host, port = host or config.server.host, port or config.server.port
    serving.check_free(host, port)
    address = _address(config.base_url, host=host, port=port)
    if preparing.needs_preparing(folder, config):
        click.echo("Preparing the site for this version…", err=True)
        preparing.in_child(lambda: preparing.prepare(folder, boot.boot(folder)))
    _greet(folder, address)
    serving.become_server(
        host=host,
        port=port,
        workers=workers or config.server.workers,
        verbose=verbose,
        keys=folder / "data" / "keys",
    )


def _address(base_url: str, *, host: str, port: int) -> str:
    """Where readers find the site. One that stands on this machine follows the port."""
    if urlsplit(base_url).hostname not in _OWN_MACHINE:
        return base_url
    name = "127.0.0.1" if host in _OWN_MACHINE else host
    address = f"http://{f'[{name}]' if ':' in name else name}:{port}"
    os.environ["MASTHEAD_BASE_URL"] = address
    return address


def _greet(folder: Path, address: str) -> None:
    click.echo(f"Site   {address}/")
    click.echo(f"Desk   {address}/desk/")
    login = folder / "data" / "login.txt"
    if login.is_file():
        click.echo(f"Login  {login.read_text().strip()}")
    click.echo("Ctrl-C stops the server.")
