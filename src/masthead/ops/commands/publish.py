"""`masthead publish`: the latest draft of an article goes out, now or at a time."""

from __future__ import annotations

import click

from masthead.ops.verbs import BY, change_options, find_article, parse_time, tell


@click.command()
@change_options
@click.option("--at", metavar="TIME", help="Go out at this time (ISO 8601) and not now.")
def publish(article: str, *, at: str | None, wait: bool, as_json: bool) -> None:
    """Publish the latest draft of ARTICLE (an id, a path or a guid).

    \b
    Example:
      masthead publish banking/rate-decision
      masthead publish 812 --at 2027-03-01T09:30+00:00
    """  # noqa: D301 - \b is click's mark for lines to be kept
    from masthead.ops.boot import boot

    boot()
    from masthead.content import services

    change = services.publish_article(
        find_article(article), by=BY, at=parse_time(at) if at else None
    )
    tell(change, wait=wait, as_json=as_json)
