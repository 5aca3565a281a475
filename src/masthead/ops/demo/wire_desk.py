"""The demo's wire copy: sources from their table, files with fresh dates, taken in like any."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from masthead.content.models import Section
from masthead.ops.site import SiteError
from masthead.wire.items import Subject
from masthead.wire.media_topics import with_parents
from masthead.wire.models import Route, Source
from masthead.wire.pipeline import ingest

WIRE = Path(__file__).with_name("wire")
_TOKEN = re.compile(r"\{\{(?:(?P<style>basic|rfc822):)?now(?P<hours>[+-]\d+)h\}\}")


def make_sources() -> list[Source]:
    """The sources of sources.toml, with where their subjects go."""
    table = tomllib.loads((WIRE / "sources.toml").read_text(encoding="utf-8"))
    sections = {section.slug: section for section in Section.objects.all()}
    return [_source(slug, dict(entry), sections) for slug, entry in table["sources"].items()]


def take_in(source: Source, *, now: datetime) -> int:
    """The files of the source were taken in, dated about `now`; how many items they held.

    Raises SiteError when an item is rejected: the demo's own copy must be good.
    """
    items = 0
    for line in ingest(_files(source, now), source=source):
        items += 1
        if line.outcome == "rejected":
            raise SiteError(f"{line.file}: {line.detail or line.reason}")
    return items


def dated(text: str, *, now: datetime) -> str:
    """`text` with its time tokens replaced by times around `now`: ISO 8601, its basic form as
    NITF writes it, or RFC 822 as RSS does.
    """

    def replace(match: re.Match[str]) -> str:
        time = (now + timedelta(hours=int(match["hours"]))).replace(microsecond=0)
        if match["style"] == "basic":
            return time.strftime("%Y%m%dT%H%M%S%z")
        if match["style"] == "rfc822":
            return format_datetime(time)
        return time.isoformat()

    return _TOKEN.sub(replace, text)


def _source(slug: str, entry: dict[str, Any], sections: dict[str, Section]) -> Source:
    subjects = entry.pop("subjects", [])
    default = sections[entry.pop("default_section")]
    source = Source.objects.create(slug=slug, default_section=default, **entry)
    Route.objects.bulk_create(
        Route(
            source=source,
            sort_order=place,
            scheme=one["scheme"],
            code=one["code"],
            section=sections[one["section"]],
        )
        for place, one in enumerate(_narrow_first(subjects), Route.objects.count() + 1)
    )
    return source


def _narrow_first(subjects: list[dict[str, str]]) -> list[dict[str, str]]:
    """A rule fits everything below its subject, so the narrow ones come before the wide."""

    def width(one: dict[str, str]) -> int:
        return -len(set(with_parents(Subject(one["scheme"], one["code"]))))

    return sorted(subjects, key=width)


def _files(source: Source, now: datetime) -> Iterator[tuple[str, bytes]]:
    for path in sorted((WIRE / source.slug).iterdir()):
        text = dated(path.read_text(encoding="utf-8"), now=now)
        yield f"{source.slug}/{path.name}", text.encode()
