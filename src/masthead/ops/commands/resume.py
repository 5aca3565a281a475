"""`masthead resume`: a follower that stopped or waits goes on from where it stood."""

from __future__ import annotations

import json

import click

from masthead.ops.site import SiteError


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Answer with one JSON object.")
@click.argument("follower")
def resume(follower: str, *, as_json: bool) -> None:
    """Let FOLLOWER go on at once: a receiver that was given up or answered 410 is well again.

    Nothing is lost: it is told all that happened meanwhile.

    \b
    Example:
      masthead resume webhook:acme
    """  # noqa: D301 - \b is click's mark for lines to be kept
    from masthead.ops.boot import boot

    boot()
    from masthead.delivery import followers

    if not followers.resume(follower):
        names = ", ".join(one.name for one in followers.registered())
        raise SiteError(f"no follower named {follower!r} has begun; there are {names}")
    behind = sum(one.behind for one in followers.standings() if one.name == follower)
    if as_json:
        click.echo(json.dumps({"follower": follower, "behind": behind}))
    else:
        click.echo(f"{follower} goes on; {behind} changes to tell")
