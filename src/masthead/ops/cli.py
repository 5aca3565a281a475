"""The `masthead` command. A subcommand is a module of `ops.commands`, imported when it is asked
for; nothing here knows Django, so that help and version answer at once and without a site.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
from pathlib import Path
from typing import Any

import click

from masthead import __version__

from . import commands


class Newsroom(click.Group):
    """The commands found in `ops.commands`; a known error ends in one line and exit status 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return sorted(one.name.replace("_", "-") for one in pkgutil.iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        name = cmd_name.replace("-", "_")
        module = importlib.import_module(f"masthead.ops.commands.{name}")
        command: click.Command = getattr(module, name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError:  # the reader of our output, such as `head`, has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)
        except Exception as error:
            if ctx.params.get("debug"):
                raise
            from .failures import sentence_of

            raise click.ClickException(sentence_of(error)) from error


@click.group(cls=Newsroom, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="masthead")
@click.option(
    "--site",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="MASTHEAD_SITE",
    help="The site's folder; else MASTHEAD_SITE, else the folder one stands in.",
)
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def main(site: Path | None, *, debug: bool) -> None:  # noqa: ARG001 - Newsroom reads it
    """Run the newsroom of a financial or trade title.

    \b
    Example:
      masthead new my-title --title "My Title"
      masthead --site my-title serve
    """  # noqa: D301 - \b is click's mark for lines to be kept
    if site:
        os.environ["MASTHEAD_SITE"] = str(site.resolve())
