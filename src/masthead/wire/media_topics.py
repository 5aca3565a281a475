"""Names and parents of subject codes: the IPTC Media Topics of economy, business and finance, and
the old subject codes by their digits. A code that is not here keeps its number for a name.

The table is IPTC's (cv.iptc.org/newscodes/mediatopic, release of April 2019, CC BY 4.0).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources

from .items import Subject

MEDTOP, SUBJ = "medtop", "subj"


@cache
def _topics() -> dict[str, tuple[str, str]]:
    """Parent and name by code."""
    text = resources.files(__package__).joinpath("media_topics.txt").read_text(encoding="utf-8")
    rows = (line.split(" ", 2) for line in text.splitlines())
    return {code: ("" if parent == "-" else parent, name) for code, parent, name in rows}


def name_of(scheme: str, code: str) -> str:
    """What people call the subject; the code where it has no name here."""
    if scheme == MEDTOP and code in _topics():
        return _topics()[code][1]
    return f"{scheme}:{code}"


def with_parents(subject: Subject) -> Iterator[str]:
    """The subject's code and those of everything above it; of an old subject code its first five
    and two digits (IPTC).
    """
    code = subject.code
    yield code
    if subject.scheme == SUBJ and len(code) == 8:  # noqa: PLR2004 - IPTC's length
        yield from (f"{code[:5]}000", f"{code[:2]}000000")
    while subject.scheme == MEDTOP and (code := _topics().get(code, ("", ""))[0]):
        yield code


def choices() -> list[tuple[str, str]]:
    """Code and name of every topic of the table, indented under its parents."""
    depth: dict[str, int] = {"": -1}
    listed = []
    for code, (parent, name) in _topics().items():
        depth[code] = depth[parent] + 1
        listed.append((code, "\N{EN DASH} " * depth[code] + name))
    return listed
