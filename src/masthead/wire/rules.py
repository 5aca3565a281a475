"""How the words of the wire are read: times, statuses, versions, languages, codes, headline tags.
Pure: plain values in, plain values out; what is not understood is said, never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import unescape

from masthead.wire.items import PubStatus, Subject

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff]")


def fold(text: str | None) -> str | None:
    """The text on one line without outer blanks; None where nothing is left."""
    if not text:
        return None
    line = " ".join(text.split())
    if not line.isprintable():
        line = " ".join(_CONTROL.sub(" ", line).split())
    return line or None


_REFERENCE = re.compile(r"&(?:#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|[A-Za-z]{2,8}\d?);")


def plain_line(text: str | None) -> str | None:
    """The text folded, with the character references resolved that gateways leave in it."""
    return fold(unescape(text) if text and _REFERENCE.search(text) else text)


# --- Times -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TimeReading:
    """A time of the wire: aware, or None with the reason in `warning`."""

    value: datetime | None
    warning: str | None = None


_PLACEHOLDER = re.compile(r"[YX]{4}|0000-?00", re.IGNORECASE)
_HOUR_ONLY_OFFSET = re.compile(r"(T\d{2}:?\d{2}(?::?\d{2})?(?:\.\d+)?)\s*([+-]\d{2})$")
_SPACED_OFFSET = re.compile(r"\s+(?=[+-]\d{2}:?\d{2}$|Z$)")
_LONG_FRACTION = re.compile(r"(\.\d{6})\d+")
_FIRST_YEAR = 1800
_NAMED_MONTH = re.compile(r"[A-Za-z]{3}")


def read_time(text: str | None) -> TimeReading:
    """The moment an ISO 8601, NITF `norm` or RFC 822 time names; without offset it is UTC."""
    stated = (text or "").strip()
    if not stated:
        return TimeReading(None)
    if _PLACEHOLDER.match(stated):
        return TimeReading(None, f"{stated!r} is a placeholder, not a time")
    moment = _iso(stated) or _rfc822(stated)
    if moment is None:
        return TimeReading(None, f"{stated!r} is not a time")
    if moment.tzinfo is None:
        return TimeReading(moment.replace(tzinfo=UTC), f"{stated!r} has no offset, read as UTC")
    return TimeReading(moment)


def is_placeholder_time(text: str | None) -> bool:
    """True for an unfilled template (`YYYYMMDD…`): the provider set no time at all."""
    return bool(_PLACEHOLDER.match((text or "").strip()))


def _iso(text: str) -> datetime | None:
    text = _LONG_FRACTION.sub(r"\1", _SPACED_OFFSET.sub("", text))
    text = _HOUR_ONLY_OFFSET.sub(r"\1\g<2>00", text)
    try:
        return _plausible(datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        return None


def _rfc822(text: str) -> datetime | None:
    if not _NAMED_MONTH.search(text):
        return None
    try:
        return _plausible(parsedate_to_datetime(text))
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _plausible(moment: datetime) -> datetime | None:
    """The moment if it can be carried to UTC and no machine's zero date."""
    if moment.tzinfo is not None:
        moment.astimezone(UTC)
    return moment if moment.year >= _FIRST_YEAR else None


# --- Status, version, urgency ----------------------------------------------------------------

_STATUSES = {
    "usable": PubStatus.USABLE,
    "embargoed": PubStatus.USABLE,  # NITF: held by its time, not by its status
    "withheld": PubStatus.WITHHELD,
    "canceled": PubStatus.CANCELED,
    "cancelled": PubStatus.CANCELED,
}


def status_word(stated: str | None) -> str:
    """The bare lower-case word of `stat:usable`, a NewsCodes URI or a plain word."""
    return re.split(r"[:/#]", (stated or "").strip().rstrip("/"))[-1].lower()


def read_status(stated: str | None) -> tuple[PubStatus, str | None]:
    """The publishing status and a warning; missing is usable, unknown is withheld (IPTC)."""
    word = status_word(stated)
    if not word:
        return PubStatus.USABLE, None
    known = _STATUSES.get(word)
    if known is None:
        return PubStatus.WITHHELD, f"unknown status {stated!r}, read as withheld"
    return known, None


def read_version(stated: str | int | None) -> tuple[int | None, str | None]:
    """A version number and a warning; None where none is stated or it is no whole number."""
    text = str(stated if stated is not None else "").strip()
    if not text:
        return None, None
    if re.fullmatch(r"\d{1,18}", text, re.ASCII):
        return int(text), None
    return None, f"version {text!r} is not a number"


def read_urgency(stated: str | float | None) -> int | None:
    """1 (flash) to 9, or None."""
    match = re.fullmatch(r"([1-9])(?:\.0+)?", str(stated if stated is not None else "").strip())
    return int(match[1]) if match else None


def read_size(stated: str | float | None) -> int:
    """Whole pixels, 0 where not stated."""
    match = re.match(r"\s*(\d{1,6})(?:\.\d+)?\s*(?:px)?\s*$", str(stated or ""), re.ASCII)
    return int(match[1]) if match else 0


# --- Languages -------------------------------------------------------------------------------

_ISO639_2 = {
    "ara": "ar", "bul": "bg", "cat": "ca", "ces": "cs", "cze": "cs", "chi": "zh", "zho": "zh",
    "dan": "da", "deu": "de", "dut": "nl", "ell": "el", "eng": "en", "est": "et", "fas": "fa",
    "fin": "fi", "fra": "fr", "fre": "fr", "ger": "de", "gle": "ga", "gre": "el", "heb": "he",
    "hin": "hi", "hrv": "hr", "hun": "hu", "ice": "is", "ind": "id", "isl": "is", "ita": "it",
    "jpn": "ja", "kor": "ko", "lav": "lv", "lit": "lt", "may": "ms", "msa": "ms", "nld": "nl",
    "nno": "nn", "nob": "nb", "nor": "no", "per": "fa", "pol": "pl", "por": "pt", "ron": "ro",
    "rum": "ro", "rus": "ru", "slk": "sk", "slo": "sk", "slv": "sl", "spa": "es", "sqi": "sq",
    "srp": "sr", "swe": "sv", "tha": "th", "tur": "tr", "ukr": "uk", "urd": "ur", "vie": "vi",
}  # fmt: skip
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")

_REGION = re.compile(r"[a-z]{2}")
_SCRIPT = re.compile(r"[a-z]{4}")


def read_language(stated: str | None) -> str | None:
    """A language tag in its BCP 47 form (`en_gb` → `en-GB`, `swe` → `sv`), or None.

    Source: RFC 5646 §2.1.1 and §4.5: the shortest code, region in capitals, script in title case.
    """
    text = (stated or "").strip()
    if not _LANGUAGE.fullmatch(text):
        return None
    first, *rest = text.replace("_", "-").lower().split("-")
    return "-".join([_ISO639_2.get(first, first), *(_subtag(part) for part in rest)])


def _subtag(part: str) -> str:
    if _REGION.fullmatch(part):
        return part.upper()
    return part.title() if _SCRIPT.fullmatch(part) else part


# --- Codes -----------------------------------------------------------------------------------

_SCHEMES = {
    "mediatopic": "medtop",
    "medtop": "medtop",
    "subjectcode": "subj",
    "subj": "subj",
    "iptc": "subj",
    "iptc_subject_code": "subj",
    "iptcsubjectcode": "subj",
    "iptcsubjectcodes": "subj",
}
_NEWSCODES = re.compile(r"https?://cv\.iptc\.org/newscodes/([^/]+)/([^/?#]+)", re.IGNORECASE)


def scheme_name(stated: str | None) -> str | None:
    """A short vocabulary name: `medtop`, `subj`, or what the provider calls it."""
    text = (stated or "").strip().rstrip("/")
    match = re.fullmatch(r"https?://cv\.iptc\.org/newscodes/([^/]+)", text, re.IGNORECASE)
    word = match[1] if match else text
    return _SCHEMES.get(word.lower(), word) or None


def subject_of(identifier: str, *, name: str | None = None) -> Subject | None:
    """The subject a qcode (`medtop:20000350`) or concept URI names; None for an empty one."""
    text = identifier.strip()
    match = _NEWSCODES.fullmatch(text)
    if match:
        return Subject(scheme_name(match[1]) or match[1], match[2], name)
    if re.match(r"(?:https?|urn|tag):", text, re.IGNORECASE):
        return Subject("uri", text, name)
    scheme, colon, code = text.partition(":")
    if not colon:
        return Subject("literal", text, name) if text else None
    return Subject(scheme_name(scheme) or scheme, code, name) if code else None


def bare_subject(
    code: str, *, scheme: str | None = None, name: str | None = None
) -> Subject | None:
    """A code whose vocabulary stands beside it or shows in its form.

    Eight digits beginning 2000 or a top level ending in six zeros of Media Topics cannot be told
    from old subject codes by form alone, so only `20xxxxxx` reads as `medtop`.
    """
    text = code.strip()
    if not text:
        return None
    if text.startswith(("http://", "https://")):
        return subject_of(text, name=name)
    named = scheme_name(scheme)
    if named in {None, "subj", "medtop"} and re.fullmatch(r"\d{8}", text):
        named = named or ("medtop" if text.startswith("20") else "subj")
    return Subject(named or "literal", text, name)


# Market identifier codes (ISO 10383) of the names exchanges go by in agency copy.
_MARKETS = {
    "amex": "XASE",
    "asx": "XASX",
    "b3": "BVMF",
    "borsa italiana": "MTAA",
    "bse": "XBOM",
    "euronext": "XPAR",
    "frankfurt": "XFRA",
    "hkex": "XHKG",
    "jse": "XJSE",
    "krx": "XKRX",
    "lse": "XLON",
    "nasdaq": "XNAS",
    "nse": "XNSE",
    "nyse": "XNYS",
    "nyse american": "XASE",
    "nyse arca": "ARCX",
    "nzx": "XNZE",
    "otc": "OTCM",
    "otc:bb": "XOTC",
    "otcqb": "OTCQ",
    "otcqx": "OTCQ",
    "sgx": "XSES",
    "six": "XSWX",
    "tsx": "XTSE",
    "tsx venture": "XTSX",
    "tsxv": "XTSX",
    "xetra": "XETR",
}
_MIC = re.compile(r"[A-Z0-9]{4}")
_ISIN = re.compile(r"[A-Z]{2}[A-Z0-9]{9}\d")


def market_code(stated: str | None) -> str | None:
    """The MIC of an exchange's name or of a code that is one (`mic:XTSE`); None if unknown."""
    text = (stated or "").strip()
    known = _MARKETS.get(text.lower())
    if known:
        return known
    code = text.rpartition(":")[2]
    return code if _MIC.fullmatch(code) and not code.isdigit() else None


def is_isin(text: str) -> bool:
    """True for twelve characters in the form of ISO 6166."""
    return bool(_ISIN.fullmatch(text))


def is_exchange(stated: str | None) -> bool:
    """True for the name of an exchange."""
    return (stated or "").strip().lower() in _MARKETS


def short_signal(stated: str) -> str:
    """`sig:update` and its NewsCodes URI → `update`; a provider's own signal stays whole."""
    match = _NEWSCODES.fullmatch(stated.strip())
    if match and match[1].lower() == "signal":
        return match[2].lower()
    scheme, _, word = stated.strip().partition(":")
    return word.lower() if scheme == "sig" and word else stated.strip()


# --- Headline tags ---------------------------------------------------------------------------

_TAG_EDGE = r"\s*(?:\d{1,2}\s*)?(?:[:(\[\])|\u2013\u2014]+|-+(?!(?-i:[a-z]))|$)"
_TAGS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (signal, re.compile(rf"[\s\[(*]*(?:{words}){_TAG_EDGE}", re.IGNORECASE))
    for signal, words in (
        ("kill-advisory", r"(?:mandatory |bulletin )?kill(?: advisory| notice)?"),
        ("kill-advisory", r"(?:story )?withdrawn"),
        ("correction", r"correct(?:ed|ion|s|ing)|corr"),
        ("refile", r"refile[ds]?"),
        ("update", r"(?:\d{1,2}(?:st|nd|rd|th) )?update[ds]?"),
        ("update", r"\d{1,2}(?:st|nd|rd|th) ?(?:lead|ld)(?:[- ]?writethru)?|writethru"),
        ("advisory", r"advisory|eds(?: note)?"),
        ("repeat", r"repeat(?:ed|s|ing)?|rpt"),
        ("hold", r"hold"),
        ("embargo", r"embargo(?:ed)?"),
    )
)
_MOST_TAGS = 4
HOLDING_TAGS = frozenset({"kill-advisory", "hold", "embargo"})


def headline_signals(headline: str | None) -> tuple[str, ...]:
    """The signals of the tags before a headline: a fallback where no status is stated.

    Source: the agencies' stylebooks; a tag is a tag only before a colon, dash or bracket.
    """
    rest, found = headline or "", []
    for _ in range(_MOST_TAGS):
        tag = next(((name, end) for name, end in _leading_tags(rest)), None)
        if tag is None:
            break
        found.append(tag[0])
        rest = rest[tag[1] :]
    return tuple(dict.fromkeys(found))


def _leading_tags(text: str) -> list[tuple[str, int]]:
    matches = ((name, tag.match(text)) for name, tag in _TAGS)
    return [(name, match.end()) for name, match in matches if match]


_NOT_FOR_PUBLICATION = re.compile(
    r"not (?:intended )?for publication|nicht zur ver\u00f6ffentlichung bestimmt"
    r"|ne pas publier|no publicar|non per la pubblicazione|ikke for publisering",
    re.IGNORECASE,
)
_LONGEST_ADVISORY = 600  # characters: longer copy may quote the words


def is_for_editors_only(body_text: str) -> bool:
    """True for a short advisory whose own words say it is not to be published."""
    return len(body_text) <= _LONGEST_ADVISORY and bool(_NOT_FOR_PUBLICATION.search(body_text))


def is_unpublished_line(line: str) -> bool:
    """True for a line below which an agency sets what only editors are to read."""
    return len(line) <= _LONGEST_ADVISORY and bool(_NOT_FOR_PUBLICATION.search(line))


_MOST_BYLINE_WORDS = 9
_BYLINE = re.compile(r"(?:By|BY)\s+[^\W\d_][^.!?:;\d]{2,58}")


def byline_in_copy(paragraph: str | None) -> str | None:
    """A first paragraph that is nothing but "By Somebody"; None for anything else."""
    text = fold(paragraph)
    return (
        text
        if text and len(text.split()) <= _MOST_BYLINE_WORDS and _BYLINE.fullmatch(text)
        else None
    )
