"""`masthead check`: the doctor."""

from __future__ import annotations

import json
import sys

import click


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Answer with one JSON object.")
def check(*, as_json: bool) -> None:
    """Look at everything the site needs and say what is wrong, with the mend.

    Exit status 1 when something grave is wrong; notices alone leave it at 0.

    \b
    Example:
      masthead --site my-title check
    """  # noqa: D301 - \b is click's mark for lines to be kept
    from masthead.ops.boot import boot

    config = boot()
    from masthead.ops.doctor import examine

    findings = examine(config)
    grave = [one for one in findings if one.grave]
    if as_json:
        lines = [{"grave": one.grave, "sentence": one.sentence} for one in findings]
        click.echo(json.dumps({"well": not grave, "findings": lines}, ensure_ascii=False))
    else:
        for one in findings:
            click.echo(f"{'Wrong ' if one.grave else 'Notice'}  {one.sentence}")
        click.echo("Something must be mended." if grave else "The site is well.")
    if grave:
        sys.exit(1)
