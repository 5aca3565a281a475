"""`masthead status`: how the site stands, for people and for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from masthead.ops.standing import Status

MEGABYTE = 1_000_000


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Answer with one JSON object.")
def status(*, as_json: bool) -> None:
    """Show how the site stands: articles, followers, queues, due work, warnings.

    \b
    Example:
      masthead status --json | python -m json.tool
    """  # noqa: D301 - \b is click's mark for lines to be kept
    from masthead.ops.boot import boot

    boot()
    from masthead.ops.standing import read_status

    standing = read_status()
    if as_json:
        click.echo(json.dumps(standing.to_json(), ensure_ascii=False))
    else:
        _tell(standing)


def _tell(standing: Status) -> None:
    counts, queues = standing.articles, standing.queues
    size = standing.database.bytes / MEGABYTE
    click.echo(f"{standing.site}  ·  Masthead {standing.version}  ·  {standing.folder}")
    click.echo(f"Database   {standing.database.engine}, {size:.1f} MB")
    click.echo(
        f"Articles   {counts.released} released, {counts.held} held, "
        f"{counts.drafts} drafts, {counts.killed} killed"
    )
    click.echo(f"Wire       {queues.inbox} in the inbox, {queues.rejected} files rejected")
    for one in standing.followers:
        lag = f"{one.behind} behind, {one.lag_seconds:.1f} s" if one.behind else "up to date"
        click.echo(f"Follower   {one.name}: {lag} (at {one.position} of {standing.log_head})")
    due = standing.due_next.isoformat(timespec="seconds") if standing.due_next else "nothing"
    click.echo(f"Due next   {due}")
    click.echo("Backup     none has been made")
    for line in standing.warnings:
        click.echo(f"Warning    {line}")
