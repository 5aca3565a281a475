"""ZCZC telegrams: lines before the copy begin with a sign that says what they are. Which sign says
what differs from agency to agency, so the value is asked where the sign is not enough.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from masthead.wire.formats.iptc7901.native import Message
from masthead.wire.formats.prose import lines_of
from masthead.wire.formats.teletype import MOST_MESSAGES
from masthead.wire.rules import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_START = re.compile(r"(?:^|[\r\n\x0b\x0c])[ \t]*ZCZC\b")
_END = re.compile(r"(?:^|[\r\n])[ \t]*NNNN\b")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_SIGNED = re.compile(r"([#$:^%&*@+=])(.*)")
_SUBJECT = re.compile(r"\d{8}")
_ROUTING = re.compile(r"YY\s+(\S+)")
_MOST_SIGNED = 12


def is_telegram(text: str) -> bool:
    """True for text that opens with ZCZC, whatever controls come before."""
    return bool(_START.match(_CONTROL.sub("", text[:200]).lstrip()))


def telegrams_in(text: str) -> Iterator[Message]:
    """The telegrams of a file, each from ZCZC to NNNN or to the next."""
    text = _CONTROL.sub("", text).lstrip()
    starts = [match.end() for match in islice(_START.finditer(text), MOST_MESSAGES + 1)] or [0]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        whole = text[start:end]
        stop = _END.search(whole)
        yield _telegram(whole[: stop.start() if stop else None])


def _telegram(text: str) -> Message:
    first, *lines = lines_of(text)
    routed = _routing(lines)
    signed, body = _signed(lines)
    subjects = tuple(value for _, value in signed if _SUBJECT.fullmatch(value))
    texts = [(sign, value) for sign, value in signed if len(value) > 1 and value not in subjects]
    by_sign = dict(reversed(texts))
    headline = by_sign.get("^") or by_sign.get("$") or _titled(by_sign.get(":"))
    slug = by_sign.get("#") or (_titled(by_sign.get(":")) if "^" in by_sign else None)
    key = by_sign.get(":") if by_sign.get(":", "").startswith("(") else by_sign.get("=")
    marks = {sign: value for sign, value in signed if len(value) == 1}
    return Message(
        service=fold(first),
        category=marks.get("%") or marks.get("$"),
        slug=slug or headline,
        keys=(key,) if key else (),
        headline=headline or slug,
        subjects=subjects,
        keywords=(routed,) if routed else (),
        body="\n".join(body),
    )


def _routing(lines: list[str]) -> str | None:
    """The service of a `YY` line, which is taken out."""
    match = _ROUTING.match(lines[0]) if lines else None
    if match:
        lines.pop(0)
    return match[1] if match else None


def _signed(lines: Sequence[str]) -> tuple[list[tuple[str, str]], list[str]]:
    """The signed lines at the head, and what follows them."""
    signed: list[tuple[str, str]] = []
    at = 0
    for at, line in enumerate(lines):  # noqa: B007 - the place is wanted after the loop
        match = _SIGNED.match(line.strip())
        inner = None if match else re.match(r"([A-Z]{3,12}) :(.{3,80})$", line.strip())
        if len(signed) >= _MOST_SIGNED or (line.strip() and not (match or inner)):
            break
        if match:
            signed.append((match[1], match[2].strip()))
        elif inner:
            signed.append((":", inner[2].strip()))
    return signed, list(lines[at:])


def _titled(text: str | None) -> str | None:
    """The words after the last sign of a line with several."""
    if text is None or text.startswith("("):
        return None
    return fold(re.split(r"\s:", text)[-1])
