"""`masthead unpublish`: an article goes off the site and may come back."""

from __future__ import annotations

import click

from masthead.ops.verbs import BY, change_options, find_article, tell


@click.command()
@change_options
def unpublish(article: str, *, wait: bool, as_json: bool) -> None:
    """Take ARTICLE (an id, a path or a guid) off the site; it may be published again.

    \b
    Example:
      masthead unpublish banking/rate-decision --wait
    """  # noqa: D301 - \b is click's mark for lines to be kept
    from masthead.ops.boot import boot

    boot()
    from masthead.content import services

    change = services.unpublish_article(find_article(article), by=BY)
    tell(change, wait=wait, as_json=as_json)
