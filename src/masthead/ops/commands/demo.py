"""`masthead demo`: a fictional trade title, whole, to look at and to try things on."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument(
    "folder", metavar="[DIR]", type=click.Path(path_type=Path), default=Path("demo-site")
)
def demo(folder: Path) -> None:
    """Build the demo title in DIR (else ./demo-site); one that is there already stays as it is.

    A build that was interrupted leaves nothing behind that would be served; run it again.

    \b
    Example:
      masthead demo && masthead --site demo-site serve
    """  # noqa: D301 - \b is click's mark for lines to be kept
    from masthead.ops.boot import boot
    from masthead.ops.site import CONFIG_NAME
    from masthead.ops.workshop import new_folder

    if (folder / CONFIG_NAME).is_file():
        click.echo(f"The demo stands in {folder} already. Serve it: masthead --site {folder} serve")
        return
    with new_folder(folder) as making:
        config = boot(making)
        from masthead.ops.demo.build import build_demo
        from masthead.ops.preparing import prepare

        click.echo("Making the tables…", err=True)
        prepare(making, config)
        build_demo(making)
    click.echo(f"The demo stands in {folder}. Serve it: masthead --site {folder} serve")
