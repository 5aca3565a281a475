"""`masthead correct`: a public note on a released article, and a mended headline."""

from __future__ import annotations

import click

from masthead.ops.verbs import BY, change_options, find_article, tell

KINDS = ("correction", "clarification", "update", "retraction")


@click.command()
@change_options
@click.option("--note", required=True, help="What was wrong, and what is right. Readers see it.")
@click.option("--kind", type=click.Choice(KINDS), default=KINDS[0], show_default=True)
@click.option("--headline", default="", help="The mended headline.")
def correct(
    article: str, *, note: str, kind: str, headline: str, wait: bool, as_json: bool
) -> None:
    """Put a public note on ARTICLE (an id, a path or a guid).

    \b
    Example:
      masthead correct 812 --note "The vote was five to four, not six to three." --kind correction
    """  # noqa: D301 - \b is click's mark for lines to be kept
    from masthead.ops.boot import boot

    boot()
    from masthead.content import services
    from masthead.content.kinds import CorrectionKind

    change = services.correct_article(
        find_article(article), note=note, by=BY, kind=CorrectionKind(kind), headline=headline
    )
    tell(change, wait=wait, as_json=as_json)
