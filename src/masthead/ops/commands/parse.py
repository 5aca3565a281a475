"""`masthead parse`: wire files as JSON lines. Needs no site and no database; refuses to stop at a
bad file.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from masthead.wire.errors import ParseError
from masthead.wire.formats import FORMATS
from masthead.wire.parsing import AUTO, parse_file

if TYPE_CHECKING:
    from masthead.wire.items import WireItem


@click.command(
    epilog="Example: masthead parse incoming/*.xml | jq -r 'select(.status == \"usable\").headline'"
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=str))
@click.option(
    "--format",
    "format_",
    type=click.Choice([AUTO, *FORMATS]),
    default=AUTO,
    show_default=True,
    help="Read every file as this format instead of finding it out.",
)
def parse(files: tuple[str, ...], format_: str) -> None:
    """Print the items of wire FILES, one JSON object a line.

    A file that cannot be read gives a line with its error; the others are still read, and the
    exit status is 1.
    """
    failed = False
    for file in files:
        for found in parse_file(file, format=format_):
            failed = failed or isinstance(found, ParseError)
            click.echo(json.dumps(_line(file, found), ensure_ascii=False))
    if failed:
        sys.exit(1)


def _line(file: str, found: WireItem | ParseError) -> dict[str, Any]:
    """The object of one line. A name that is no Unicode is printed with its bytes escaped."""
    name = file.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(found, ParseError):
        position = {} if found.index is None else {"index": found.index}
        return {"file": name, **position, "error": found.to_json()}
    return {"file": name, **found.to_json()}
