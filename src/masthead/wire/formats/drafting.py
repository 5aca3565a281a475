"""The last step of every adapter: the words a file states, read by the rules into a `WireItem`.
Owns the warnings; refuses to know any one format.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from masthead.content.markup import MAX_LENGTH, html_to_text, sanitise_html
from masthead.wire import rules
from masthead.wire.items import Instrument, Link, Media, PubStatus, Subject, WireItem

if TYPE_CHECKING:
    from datetime import datetime

_FOR_EDITORS = "the copy says it is not for publication"
_CUT = f"the body is longer than {MAX_LENGTH} characters: only its beginning was read"
_NO_COPY = "no copy: the item holds no text to publish"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One item as its file states it: texts not yet folded, times, codes and HTML not yet read.

    `html` is the body as foreign HTML. `named_by` is hashed into a guid where `guid` is absent:
    it must hold what stays the same from one delivery to the next. `tags` are lines beside the
    headline that may be or begin with a status word.
    """

    format: str
    index: int
    guid: str | None = None
    named_by: str = ""
    version: str | None = None
    status: str | None = None
    embargoed_until: str | None = None
    expires: str | None = None
    headline: str | None = None
    slugline: str | None = None
    summary: str | None = None
    byline: str | None = None
    dateline: str | None = None
    language: str | None = None
    urgency: str | None = None
    provider: str | None = None
    credit_line: str | None = None
    copyright: str | None = None
    usage_terms: str | None = None
    ed_notes: tuple[str, ...] = ()
    first_created: str | None = None
    version_created: str | None = None
    item_class: str | None = None
    genres: tuple[str | None, ...] = ()
    keywords: tuple[str | None, ...] = ()
    subjects: tuple[Subject | None, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    places: tuple[str | None, ...] = ()
    signals: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    kills: str | None = None
    withholds: str | None = None
    releases: str | None = None
    corrects: str | None = None
    story_key: str | None = None
    links: tuple[Link, ...] = ()
    media: tuple[Media, ...] = ()
    html: str = ""
    base_url: str | None = None
    warnings: tuple[str, ...] = ()


def settle(draft: Draft) -> WireItem:
    """The finished item: everything folded, read, sanitised, with a warning for each doubt."""
    warnings = list(draft.warnings)
    status, signals = _status(draft, warnings)
    body_html = _body(draft)
    body_text = html_to_text(body_html)
    if not body_text:
        warnings.append(_NO_COPY)
    elif rules.is_for_editors_only(body_text):
        warnings.append(_FOR_EDITORS)
        signals = (*signals, "not-for-publication")
    if len(draft.html) > MAX_LENGTH:
        warnings.append(_CUT)
    version, version_warning = rules.read_version(draft.version)
    warnings += filter(None, [version_warning])
    return WireItem(
        format=draft.format,
        index=draft.index,
        guid=_guid(draft, warnings),
        version=1 if version is None else version,
        numbered=version is not None,
        status=status,
        embargoed_until=_time(draft, "embargoed_until", warnings),
        expires=_time(draft, "expires", warnings),
        first_created=_time(draft, "first_created", warnings),
        version_created=_time(draft, "version_created", warnings),
        language=rules.read_language(draft.language),
        urgency=rules.read_urgency(draft.urgency),
        ed_note="\n".join(_each_once(draft.ed_notes)) or None,
        genres=_each_once(draft.genres),
        keywords=_each_once(draft.keywords),
        subjects=tuple(dict.fromkeys(filter(None, draft.subjects))),
        instruments=_securities(draft.instruments),
        places=_each_once(draft.places),
        signals=signals,
        links=tuple(dict.fromkeys(draft.links)),
        media=tuple(dict.fromkeys(draft.media)),
        body_html=body_html,
        body_text=body_text,
        word_count=len(body_text.split()),
        warnings=tuple(dict.fromkeys(warnings)),
        **{name: rules.plain_line(getattr(draft, name)) for name in _PLAIN_TEXTS},
    )


# Closed at once in XHTML, but HTML reads all that follows as its title.
_NEVER_CLOSED = re.compile(r"<title\s*/>")
_LEADING_HEADING = re.compile(r"<h2>(.*?)</h2>")


def _body(draft: Draft) -> str:
    """The clean body, without a first heading that only repeats the headline."""
    foreign = _NEVER_CLOSED.sub("", draft.html) if "<title" in draft.html else draft.html
    html = sanitise_html(foreign, base_url=draft.base_url)
    match = _LEADING_HEADING.match(html)
    if match and rules.fold(html_to_text(match[1])) == rules.fold(draft.headline):
        return html[match.end() :]
    return html


_PLAIN_TEXTS = (
    "headline",
    "slugline",
    "summary",
    "byline",
    "dateline",
    "provider",
    "credit_line",
    "copyright",
    "usage_terms",
    "item_class",
    "kills",
    "withholds",
    "releases",
    "corrects",
    "story_key",
)


def _each_once(texts: tuple[str | None, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(rules.plain_line, texts))))


def _securities(stated: tuple[Instrument, ...]) -> tuple[Instrument, ...]:
    """Each security once, under the first name it is given."""
    first = {(one.isin, one.ticker, one.mic): one for one in reversed(stated)}
    return tuple(one for one in stated if first[one.isin, one.ticker, one.mic] is one)


def _time(draft: Draft, name: str, warnings: list[str]) -> datetime | None:
    reading = rules.read_time(getattr(draft, name))
    if reading.warning:
        warnings.append(f"{name}: {reading.warning}")
    return reading.value


def _guid(draft: Draft, warnings: list[str]) -> str:
    stated = (draft.guid or "").strip()
    if stated:
        return stated
    warnings.append("no identifier in the file: named by its content")
    digest = hashlib.sha256(f"{draft.format}\x00{draft.named_by}".encode()).hexdigest()
    return f"urn:sha256:{digest[:40]}"


def _status(draft: Draft, warnings: list[str]) -> tuple[PubStatus, tuple[str, ...]]:
    """The status, held where the file is in doubt, and the signals in short."""
    status, warning = rules.read_status(draft.status)
    warnings += filter(None, [warning])
    signals = tuple(dict.fromkeys(map(rules.short_signal, draft.signals)))
    if not (draft.status or "").strip():
        lines = (draft.headline, *draft.tags)
        tags = tuple(dict.fromkeys(tag for line in lines for tag in rules.headline_signals(line)))
        signals = tuple(dict.fromkeys(signals + tags))
        if rules.HOLDING_TAGS.intersection(tags) and status is PubStatus.USABLE:
            warnings.append("the headline says kill, hold or embargo: withheld for an editor")
            status = PubStatus.WITHHELD
    if status is PubStatus.USABLE and _embargo_in_doubt(draft):
        warnings.append("the embargo cannot be read: withheld for an editor")
        status = PubStatus.WITHHELD
    return status, signals


def _embargo_in_doubt(draft: Draft) -> bool:
    """True where an embargo is meant and its end is not known: such copy must not go out."""
    stated = (draft.embargoed_until or "").strip()
    if rules.read_time(stated).value is not None:
        return False
    if rules.status_word(draft.status) == "embargoed":
        return True
    return bool(stated) and not rules.is_placeholder_time(stated)
