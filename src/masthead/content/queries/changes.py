"""What changed in an article from one public version to the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from masthead.content.comparing import Line, compared, is_change
from masthead.content.models import PublicVersion

MOST_SHOWN = 8  # versions, newest first


@dataclass(frozen=True, slots=True)
class VersionChange:
    """What a version changed, `at` a time: only lines that hold a change, in order."""

    number: int
    at: datetime
    lines: tuple[Line, ...]


def changes_of(pk: int) -> tuple[VersionChange, ...]:
    """What each public version of a released article changed, newest first; nothing where its
    section does not show changes. One query. It moves with the article's key and with the sections'
    own, which every page has.
    """
    rows = PublicVersion.objects.filter(article=pk, article__section__shows_changes=True)
    versions = list(rows.order_by("-number")[: MOST_SHOWN + 1])
    found = []
    for new, old in pairwise(versions):
        lines = tuple(filter(is_change, compared(_lines(old), _lines(new))))
        if lines:
            found.append(VersionChange(new.number, new.at, lines))
    return tuple(found)


def _lines(version: PublicVersion) -> list[str]:
    return [version.headline, *filter(None, [version.summary]), *version.paragraphs]
