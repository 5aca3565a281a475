"""`masthead kill`: an article is withdrawn everywhere, for good."""

from __future__ import annotations

import click

from masthead.ops.verbs import BY, change_options, find_article, tell


@click.command()
@change_options
@click.option("--reason", required=True, help="Why; kept in the audit log and shown to the desk.")
def kill(article: str, *, reason: str, wait: bool, as_json: bool) -> None:
    """Withdraw ARTICLE (an id, a path or a guid) everywhere, for good.

    \b
    Example:
      masthead kill /banking/rate-decision/ --reason "The document was forged" --wait
    """  # noqa: D301 - \b is click's mark for lines to be kept
    from masthead.ops.boot import boot

    boot()
    from masthead.content import services

    change = services.kill_article(find_article(article), reason=reason, by=BY)
    tell(change, wait=wait, as_json=as_json)
