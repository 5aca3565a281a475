"""What the commands for one article share: finding it, and telling what became of the change."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from .site import SiteError

if TYPE_CHECKING:
    from masthead.content.models import Article
    from masthead.delivery.models import Change
    from masthead.delivery.rules import Applied

BY = "command line"
PATIENCE = 60.0  # seconds for which --wait waits for the followers


def change_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The argument and options that every command on one article has."""
    for decorate in (
        click.option("--json", "as_json", is_flag=True, help="Answer with one JSON object."),
        click.option(
            "--wait",
            is_flag=True,
            help="Return when every follower has applied the change; print the receipt as JSON.",
        ),
        click.argument("article"),
    ):
        command = decorate(command)
    return command


def find_article(name: str) -> Article:
    """The article with this id, address (with or without host and slashes) or guid.

    Raises SiteError. At most three queries.
    """
    from masthead.content.models import Article

    path = urlsplit(name).path.strip("/") if name.startswith(("http", "/")) else name.strip("/")
    section, _, slug = path.partition("/")
    rows = Article.objects.order_by("-created_at")
    searches = [rows.at_path(path), rows.filter(section__slug=section, slug=slug)]
    if name.isdecimal():
        searches = [rows.filter(pk=int(name))]
    for search in (*searches, rows.filter(guid=name)):
        if name.strip("/") and (found := search.first()):
            return found
    raise SiteError(
        f"no article is named {name!r}; give its id, its path such as banking/slug, or its guid"
    )


def parse_time(text: str) -> datetime:
    """The time that `text` names (ISO 8601); without an offset it is in the site's time zone.

    Raises click.BadParameter.
    """
    from django.utils import timezone
    from django.utils.dateparse import parse_datetime

    try:
        time = parse_datetime(text)
    except ValueError:
        time = None
    if time is None:
        raise click.BadParameter(f"{text!r} is no time; write for example 2027-03-01T09:30")
    return time if timezone.is_aware(time) else timezone.make_aware(time)


def tell(change: Change, *, wait: bool, as_json: bool) -> None:
    """Print the change's id, or wait for every follower and print the receipt.

    Raises UnappliedError when some have not applied it; the receipt names them under "missing".
    """
    if not wait:
        click.echo(json.dumps({"change": change.pk}) if as_json else f"change {change.pk}")
        return
    from masthead.delivery import followers

    try:
        lines = followers.wait_for(change, seconds=PATIENCE)
    except followers.UnappliedError as late:
        told = {"change": change.pk, "followers": _receipt(late.lines), "missing": late.missing}
        click.echo(json.dumps(told))
        raise
    click.echo(json.dumps({"change": change.pk, "followers": _receipt(lines)}))


def _receipt(lines: Iterable[Applied]) -> list[dict[str, str | int]]:
    return [
        {"name": one.name, "applied_at": one.applied_at.isoformat(), "ms": one.ms} for one in lines
    ]
