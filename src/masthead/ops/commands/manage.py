"""`masthead manage`: Django's own commands on this site."""

from __future__ import annotations

import click


@click.command(
    context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]},
    add_help_option=True,
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Run a command of Django or Wagtail on this site; without ARGUMENTS, list them.

    \b
    Example:
      masthead manage migrate
      masthead manage createsuperuser
    """  # noqa: D301 - \b is click's mark for lines to be kept
    from masthead.ops.boot import boot

    boot()
    from django.core.management import ManagementUtility

    ManagementUtility(["masthead manage", *arguments]).execute()
