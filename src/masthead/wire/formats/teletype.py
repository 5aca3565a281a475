"""What the wire formats of the teleprinter share: characters of many national sets, the control
characters that frame a message, months in the agencies' languages. Knows no one format.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from masthead.wire.formats.prose import blocks_of, lines_of, prose_html
from masthead.wire.rules import fold, is_unpublished_line

MOST_MESSAGES = 5_000  # of one file; a longest header line, and a longest trailer
LONGEST_LINE = 2_000
SOH, STX, ETX, EOT, US = "\x01", "\x02", "\x03", "\x04", "\x1f"

# ISO/IEC 6937: a mark comes before its letter.
_MARKS = {
    "\xc1": "\u0300", "\xc2": "\u0301", "\xc3": "\u0302", "\xc4": "\u0303", "\xc5": "\u0304",
    "\xc6": "\u0306", "\xc7": "\u0307", "\xc8": "\u0308", "\xca": "\u030a", "\xcb": "\u0327",
    "\xcd": "\u030b", "\xce": "\u0328", "\xcf": "\u030c",
}  # fmt: skip
_LETTERS = {
    0xA9: 0x2018, 0xAA: 0x201C, 0xAC: 0x2190, 0xB4: 0xD7, 0xB8: 0xF7, 0xB9: 0x2019, 0xBA: 0x201D,
    0xD0: 0x2015, 0xD2: 0xAE, 0xD3: 0xA9, 0xD4: 0x2122, 0xE1: 0xC6, 0xE2: 0x110, 0xE6: 0x132,
    0xE8: 0x141, 0xE9: 0xD8, 0xEA: 0x152, 0xEC: 0xDE, 0xF1: 0xE6, 0xF2: 0x111, 0xF3: 0xF0,
    0xF5: 0x131, 0xF6: 0x133, 0xF8: 0x142, 0xF9: 0xF8, 0xFA: 0x153, 0xFB: 0xDF, 0xFC: 0xFE,
}  # fmt: skip
_MARKED = re.compile("([\xc1-\xcf])([A-Za-z])")
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_AS_6937 = re.compile(rb"[a-z][\xc1-\xcf][a-z]|\s\xc8[AOUaou][a-z]")


def decode(data: bytes) -> str:
    """The characters of a message that declares no set: UTF-8 where it is that, ISO 6937 where
    marks stand before letters inside words, else Windows-1252 or Latin-1.
    """
    for known in ("utf-16",) if data.startswith(_WIDE) else ("utf-8-sig",):
        try:
            return data.decode(known)
        except UnicodeDecodeError:
            pass
    if _AS_6937.search(data):
        text = data.decode("latin-1")
        composed = _MARKED.sub(lambda match: match[2] + _MARKS.get(match[1], ""), text)
        return unicodedata.normalize("NFC", composed.translate(_LETTERS))
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:  # a byte that Windows leaves free
        return data.decode("latin-1")


# --- Copy ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Copy:
    """The copy of a message as HTML; what follows it for editors alone is `notes`."""

    html: str
    notes: tuple[str, ...]
    first_paragraph: str | None


_RULE = re.compile(r"\s*(?:[*=_#-]\s*){3,}$")


def copy_of(text: str) -> Copy:
    """The copy, without the notepad for editors that some agencies set below it."""
    lines = lines_of(text)
    end = next((at for at, line in enumerate(lines) if is_unpublished_line(line)), None)
    notes: tuple[str, ...] = ()
    if end is not None and any(line.strip() for line in lines[:end]):
        notes = tuple(filter(None, (fold(" ".join(part)) for part in blocks_of(lines[end:]))))
        lines = lines[:end]
    while lines and (not lines[-1].strip() or (notes and _RULE.match(lines[-1]))):
        lines.pop()
    first = next(blocks_of(lines), None)
    return Copy(prose_html("\n".join(lines)), notes, fold(" ".join(first)) if first else None)


_DATELINE = re.compile(
    r"(?P<place>[^\W\d_][^()\n]{1,60}?),?\s*\((?:[^()\d]{2,30})\)\s*(?:[-\u2013\u2014_=]+|\.-)\s"
)


def dateline_in(paragraph: str | None) -> str | None:
    """The place before `(agency) -` at the head of the copy; None where there is no such."""
    match = _DATELINE.match(paragraph or "")
    return fold(match["place"]) if match else None


# --- Times -----------------------------------------------------------------------------------

_MONTHS = {
    1: "jan gen ene", 2: "feb fev fév", 3: "mar mrz mär mae", 4: "apr avr abr",
    5: "may mai mei mag maj", 6: "jun giu", 7: "jul lug", 8: "aug aou aoû ago", 9: "sep set",
    10: "oct okt ott out", 11: "nov", 12: "dec dez déc dic des",
}  # fmt: skip
_BY_NAME = {name: number for number, names in _MONTHS.items() for name in names.split()}
_DAY_TIME = re.compile(
    r"\b(?P<day>[0-3]\d)(?P<hour>[0-2]\d)(?P<minute>[0-5]\d)\s*(?P<zone>GMT|UTC|UT|Z)?\s+"
    r"(?P<month>[^\W\d_]{3,9})\.?\s*(?P<year>(?:\d{2}){1,2})\b",
    re.IGNORECASE,
)


def day_time_in(text: str) -> str | None:
    """The ISO form of a `071341 GMT Oct 15`; without a zone where none is stated.

    Source: IPTC 7901 §4.4.
    """
    match = _DAY_TIME.search(text[:LONGEST_LINE])
    month = _month(match["month"]) if match else None
    if match is None or month is None:
        return None
    zone = "Z" if match["zone"] else ""
    day, hour, minute = match["day"], match["hour"], match["minute"]
    return f"{full_year(match['year'])}-{month:02}-{day}T{hour}:{minute}:00{zone}"


def _month(name: str) -> int | None:
    word = name.lower()
    if word.startswith("juil"):
        return 7
    return 6 if word.startswith("juin") else _BY_NAME.get(word[:3])


def full_year(stated: str) -> int:
    """Two digits from 70 on are of the last century: the format began in 1979."""
    year = int(stated)
    if len(stated) > 2:  # noqa: PLR2004 - written in full
        return year
    return year + (1900 if year >= 70 else 2000)  # noqa: PLR2004 - as said
