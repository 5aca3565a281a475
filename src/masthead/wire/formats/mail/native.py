"""A mail message as RFC 5322 and MIME name it. Refuses attachments: what comes in them is theirs to
be read as files.
"""

from __future__ import annotations

import email
import email.policy
from dataclasses import dataclass
from email.errors import MessageError
from email.message import EmailMessage, Message

from masthead.wire.errors import ErrorCode, ParseError
from masthead.wire.formats.teletype import decode

_MOST_PARTS = 50
_MOST_SEPARATORS = 2_000


@dataclass(frozen=True, slots=True)
class Mail:
    """The parts of a message that a newsroom uses; None where it does not say. A machine wrote an
    `automatic` one (RFC 3834, RFC 6522).
    """

    id: str | None
    subject: str | None
    sender: str | None
    date: str | None
    language: str | None
    text: str = ""
    html: str = ""
    automatic: bool = False


def read_mail(data: bytes) -> Mail:
    """The message; headers that are broken are read as far as they can be. Raises too-large."""
    if data.count(b"\n--") > _MOST_SEPARATORS:
        raise ParseError(ErrorCode.TOO_LARGE, "the message has too many parts")
    message = email.message_from_bytes(data, policy=email.policy.default)
    texts = {"text/plain": "", "text/html": ""}
    for number, part in enumerate(message.walk()):
        kind = part.get_content_type()
        if number < _MOST_PARTS and kind in texts and not texts[kind] and not _is_attached(part):
            texts[kind] = _text_of(part)
    return Mail(
        id=_header(message, "message-id"),
        subject=_header(message, "subject"),
        sender=_header(message, "from"),
        date=_header(message, "date"),
        language=_header(message, "content-language"),
        text=texts["text/plain"],
        html=texts["text/html"],
        automatic=message.get_content_type() == "multipart/report"
        or (_header(message, "auto-submitted") or "no").lower() != "no",
    )


def _is_attached(part: Message) -> bool:
    return part.get_filename() is not None


def _text_of(part: EmailMessage) -> str:
    """The text in the set it declares, or else the one that its bytes are in."""
    raw = part.get_payload(decode=True)
    data = raw if isinstance(raw, bytes) else b""
    stated = part.get_content_charset() or ""
    try:
        return data.decode(stated)
    except (LookupError, UnicodeDecodeError, ValueError):
        return decode(data)


def _header(message: EmailMessage, name: str) -> str | None:
    """The header on one line; what the library cannot take apart is left out."""
    try:
        value = message.get(name)
        return _mended(str(value).strip()) or None if value is not None else None
    except (MessageError, ValueError, IndexError, AttributeError, TypeError, LookupError):
        return None


def _mended(text: str) -> str:
    """UTF-8 that a header calls Windows-1252, read as what it is."""
    if text.isascii():
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text
