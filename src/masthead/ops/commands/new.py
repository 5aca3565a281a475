"""`masthead new`: an empty site in a folder, with everything a title starts from."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", help="What the title is called; asked for when it is not given.")
@click.option("--publisher", default="", help="Who publishes it; else the title.")
@click.option("--address", default="", help="The publisher's postal address.")
@click.option("--email", default="", help="Where readers' messages go.")
def new(folder: Path, *, title: str | None, publisher: str, address: str, email: str) -> None:
    """Make a site in DIR: sections, company pages, menus, roles and an editor's login.

    \b
    Example:
      masthead new my-title --title "My Title"
    """  # noqa: D301 - \b is click's mark for lines to be kept
    from masthead.ops.boot import boot
    from masthead.ops.workshop import new_folder

    with new_folder(folder) as making:
        title = title or _ask_title()
        config = boot(making)
        from masthead.delivery import followers
        from masthead.ops.founding import EDITOR, Publisher, found_site
        from masthead.ops.preparing import prepare

        prepare(making, config)
        password = found_site(
            Publisher(title=title, publisher=publisher, address=address, email=email)
        )
        followers.run_all()
    click.echo(f"{title} stands in {folder}")
    click.echo(f"Login  {EDITOR} / {password}  (shown this once)")
    click.echo(f"Next   masthead --site {folder} serve")


def _ask_title() -> str:
    if not sys.stdin.isatty():
        raise click.UsageError('Name the title: --title "The Harbour Gazette"')
    title: str = click.prompt("The title's name")
    return title
