"""A piece as IPTC ninjs 3.1. Whole addresses only; what is absent is left out, never invented."""

from __future__ import annotations

from datetime import UTC, datetime

from masthead.content.kinds import Kind
from masthead.content.markup import html_to_text
from masthead.content.queries import LinkView
from masthead.content.queries.machine import MachineArticle

from .links import cut_of, permanent_id, size_of

MIME = "application/vnd.iptc.ninjs+json"
SCHEMA = "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"
PROFILES = {Kind.VIDEO: "video"}


def ninjs_of(piece: MachineArticle, body: str, *, origin: str) -> dict[str, object]:
    """The piece as a ninjs object with its body in HTML and plain text."""
    text = html_to_text(body)
    item: dict[str, object] = {
        "standard": {"name": "ninjs", "version": "3.1", "schema": SCHEMA},
        "uri": permanent_id(piece.guid),
        "type": PROFILES.get(Kind(piece.kind), "text"),
        "representationType": "full",
        "profile": piece.kind,
        "version": str(piece.version),
        "firstCreated": _time(piece.published),
        "versionCreated": _time(piece.changed),
        "contentCreated": _time(piece.published),
        "pubStatus": "usable",
        "language": piece.language,
        "title": piece.headline,
        "headlines": [{"role": "main", "contentType": "text/plain", "value": piece.headline}],
        "descriptions": [{"role": "summary", "contentType": "text/plain", "value": piece.summary}],
        "bodies": [
            {
                "role": "main",
                "contentType": "text/html",
                "wordCount": piece.word_count,
                "charCount": len(text),
                "value": body,
            },
            {"role": "plain", "contentType": "text/plain", "value": text},
        ],
        "people": _people(piece, origin),
        "subjects": [{"name": one.name, "uri": f"{origin}{one.url}"} for one in _subjects(piece)],
        "genres": _genres(piece),
        "associations": _associations(piece, origin),
        "altIds": [{"role": "masthead", "value": str(piece.id)}],
        "rightsInfo": {"linkedRights": f"{origin}/rsl/{piece.id}.xml"},
        "renditions": [{"name": "web", "href": f"{origin}{piece.url}", "contentType": "text/html"}],
    }
    optional: dict[str, object] = {
        "by": ", ".join(one.name for one in piece.authors) or piece.byline,
        "located": piece.dateline,
        "usageTerms": piece.usage_terms,
        "copyrightHolder": piece.provider,
        "copyrightNotice": piece.credit_line,
        "edNote": _notes(piece),
        "infoSources": [{"name": piece.provider, "role": piece.origin}] if piece.provider else [],
    }
    if piece.urgency and 1 <= piece.urgency <= 9:  # noqa: PLR2004 - the bounds of ninjs
        optional["urgency"] = piece.urgency
    return item | {name: value for name, value in optional.items() if value}


def _subjects(piece: MachineArticle) -> tuple[LinkView, ...]:
    return (piece.section, *piece.topics)


def _people(piece: MachineArticle, origin: str) -> list[dict[str, str]]:
    return [
        {"rel": "author", "name": one.name, "uri": f"{origin}{one.url}"} for one in piece.authors
    ]


def _genres(piece: MachineArticle) -> list[dict[str, str]]:
    """The kind, and first of all the label: whoever shows the piece shows it as well."""
    label = [{"name": piece.label, "literal": "disclosure-label"}] if piece.label else []
    return [*label, {"name": piece.kind_name, "literal": piece.kind}]


def _associations(piece: MachineArticle, origin: str) -> list[dict[str, object]]:
    picture = piece.picture
    if picture is None:
        return []
    href = f"{origin}{cut_of(picture)}"
    width, height = size_of(picture)
    told: dict[str, object] = {
        "name": "featuremedia",
        "uri": href,
        "type": "picture",
        "renditions": [
            {
                "name": "main",
                "href": href,
                "contentType": "image/jpeg",
                "width": width,
                "height": height,
            }
        ],
    }
    if picture.caption or picture.alt:
        words = ("caption", picture.caption), ("alt", picture.alt)
        told["descriptions"] = [{"role": role, "value": value} for role, value in words if value]
    return [told | ({"by": picture.credit} if picture.credit else {})]


def _notes(piece: MachineArticle) -> str:
    return " ".join(f"{one.kind_name}: {one.note}" for one in piece.corrections)


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def composite(items: list[dict[str, object]], *, uri: str) -> dict[str, object]:
    """Several pieces as one ninjs object: each is an association, in their order."""
    return {
        "standard": {"name": "ninjs", "version": "3.1", "schema": SCHEMA},
        "uri": uri,
        "type": "composite",
        "associations": [
            {"name": str(number), **item} for number, item in enumerate(items, start=1)
        ],
    }
