"""Mail as a way in: attachments are wire files, a message without one is an item of plain text.
Only listed senders are heard; a message is marked or moved only after the commit.
"""

from __future__ import annotations

import contextlib
import imaplib
import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import certifi
from django.conf import settings
from imap_tools import AND, BaseMailBox, MailMessage, MailMessageFlags
from imap_tools.errors import ImapToolsError

from masthead.core import clock
from masthead.core.http import FetchError, address_of
from masthead.wire import addresses
from masthead.wire.addresses import Mailbox, WrongAddressError
from masthead.wire.models import Channel
from masthead.wire.pipeline import Line, ingest

from . import channels

SECONDS = 20  # for one answer of the server
LOOK_SECONDS = 120
A_LOOK = 50  # messages at a time
LARGEST = 25 * 1024 * 1024  # bytes of a message
WIRE_FILES = (".xml", ".json", ".nitf", ".txt", ".anpa", ".iptc")
_TROUBLES = (OSError, imaplib.IMAP4.error, ImapToolsError, FetchError, WrongAddressError)


def look_at_mailbox(channel: Channel) -> list[Line]:
    """The unread messages of listed senders were taken in; whatever stands in the way is noted."""
    try:
        mailbox = addresses.mailbox_of(channel.address, secret=channel.secret)
        with _opened(mailbox) as box:
            lines = list(_take_all(channel, box))
    except _TROUBLES as error:
        channels.note_failure(channel, _sentence(error))
        return []
    at = clock.now() + timedelta(seconds=channel.every)
    channels.note_success(channel, next_try_at=at)
    return lines


class _Box(BaseMailBox):
    """A connection to an address that was checked, and to no other."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._to = mailbox
        super().__init__()

    def _get_mailbox_client(self) -> imaplib.IMAP4:
        kind = _over_tls() if self._to.tls else _Plain
        return kind(self._to.host, self._to.port, timeout=SECONDS)


class _Plain(imaplib.IMAP4):
    """Ends with its time, however often a byte comes."""

    def _create_socket(self, timeout: float | None) -> socket.socket:
        trusted = frozenset(settings.MASTHEAD_TRUSTED_HOSTS)
        address = address_of(self.host, self.port, trusted=trusted)
        connection = socket.create_connection((address, self.port), timeout)
        self.end = threading.Timer(LOOK_SECONDS, self._break_off)
        self.end.daemon = True
        self.end.start()
        return connection

    def shutdown(self) -> None:
        self.end.cancel()
        super().shutdown()

    def _break_off(self) -> None:
        with contextlib.suppress(OSError, AttributeError):  # closed, or not open yet
            self.sock.shutdown(socket.SHUT_RDWR)


class _Tls(_Plain, imaplib.IMAP4_SSL):
    def _create_socket(self, timeout: float | None) -> socket.socket:
        plain = super()._create_socket(timeout)
        wrapped: ssl.SSLSocket = self.ssl_context.wrap_socket(plain, server_hostname=self.host)
        return wrapped


def _over_tls() -> Any:
    return partial(_Tls, ssl_context=ssl.create_default_context(cafile=certifi.where()))


def _opened(mailbox: Mailbox) -> BaseMailBox:
    """The mailbox, signed in. A password goes in the clear only to a host the operator trusts."""
    trusted = frozenset(settings.MASTHEAD_TRUSTED_HOSTS)
    if not mailbox.tls and not {mailbox.host, f"{mailbox.host}:{mailbox.port}"} & trusted:
        raise WrongAddressError(
            f"{mailbox.host}: imap:// sends the password in the clear; write imaps://, or name "
            f"the host under [http] trusted"
        )
    box = _Box(mailbox)
    try:
        return box.login(mailbox.login, mailbox.password, mailbox.folder)
    except _TROUBLES:
        box.client.shutdown()
        raise


def _take_all(channel: Channel, box: BaseMailBox) -> Iterator[Line]:
    allowed = senders_of(channel.senders)
    turned_away = 0
    uids = box.uids(AND(seen=False), charset=None)[:A_LOOK]
    for head in list(box.fetch(uid_list=uids, headers_only=True, mark_seen=False)) if uids else ():
        if not is_allowed(head.from_, allowed) or head.size_rfc822 > LARGEST:
            turned_away += 1
            box.flag(str(head.uid), [MailMessageFlags.SEEN, MailMessageFlags.FLAGGED], True)
            continue
        yield from _take(channel, box, str(head.uid))
    if turned_away:
        notice = f"{turned_away} messages were left: too large, or their senders are not listed."
        channels.learn(channel, notice=notice)


def _take(channel: Channel, box: BaseMailBox, uid: str) -> Iterator[Line]:
    """One message is taken in, and then marked or moved: cut short, it is taken again, and
    nothing is done twice.
    """
    for message in box.fetch(uid_list=[uid], mark_seen=False):
        files = list(wire_files_of(message))
        if files:
            yield from ingest(files, source=channel.source)
        else:
            file = (f"{message.subject[:80]}.eml", message.obj.as_bytes())
            yield from ingest([file], source=channel.source, format="mail")
    if channel.moved_to_mailbox:
        box.move(uid, channel.moved_to_mailbox)
    else:
        box.flag(uid, [MailMessageFlags.SEEN], True)


def senders_of(text: str) -> frozenset[str]:
    """The addresses and @domains of a list, one a line."""
    return frozenset(line.strip().lower() for line in text.splitlines() if line.strip())


def is_allowed(sender: str, allowed: frozenset[str]) -> bool:
    """True when the sender, or the domain after the @, is listed. The mailbox's own server must
    keep forged senders out (SPF, DMARC): we see what it lets in.
    """
    sender = sender.strip().lower()
    return sender in allowed or f"@{sender.rpartition('@')[2]}" in allowed


def wire_files_of(message: MailMessage) -> Iterator[tuple[str, bytes]]:
    """The attachments that can be wire files, by the ending of their names."""
    for one in message.attachments:
        if one.filename.lower().endswith(WIRE_FILES) and one.payload:
            yield one.filename, one.payload


def _sentence(error: Exception) -> str:
    if isinstance(error, ImapToolsError):
        return "the mail server refused: " + str(error).splitlines()[0][:300]
    return str(error) or type(error).__name__
