"""A mail server as a real one on this machine (pymap), with one mailbox for the desk. It starts
with a few messages of strangers.
"""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage

from imap_tools import MailBoxUnencrypted

LOGIN, PASSWORD = "desk", "a long word"
DEADLINE = 30


@dataclass(frozen=True)
class MailServer:
    port: int

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def address(self, folder: str = "INBOX") -> str:
        return f"imap://{LOGIN}@{self.host}/{folder}"

    @contextlib.contextmanager
    def opened(self, folder: str = "INBOX") -> Iterator[MailBoxUnencrypted]:
        """The mailbox as a mail program opens it."""
        box = MailBoxUnencrypted("127.0.0.1", self.port, timeout=DEADLINE)
        with box.login(LOGIN, PASSWORD, folder):
            yield box

    def deliver(self, message: EmailMessage) -> None:
        with self.opened() as box:
            box.append(message.as_bytes(), "INBOX")


@contextlib.contextmanager
def running() -> Iterator[MailServer]:
    """A mail server that listens until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    options = ["--host", "127.0.0.1", "--port", str(port), "--no-tls"]
    data = ["--demo-data", "--demo-user", LOGIN, "--demo-password", PASSWORD]
    code = "from pymap.main import main; main()"
    process = subprocess.Popen([sys.executable, "-c", code, *options, "dict", *data])
    try:
        _wait_for(port, process)
        yield MailServer(port)
    finally:
        process.terminate()
        process.wait(DEADLINE)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + DEADLINE
    while True:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        assert process.poll() is None, "the mail server did not start"
        assert time.monotonic() < end, "the mail server does not answer"
        time.sleep(0.05)


def letter(
    subject: str = "Harbour toll rises",
    *,
    sender: str = "Meridian <desk@meridian.example>",
    text: str = "The harbour authority raised its toll.\n\nShippers complained.",
    ident: str = "<one@meridian.example>",
    attached: tuple[tuple[str, bytes], ...] = (),
) -> EmailMessage:
    """A message to the newsroom."""
    message = EmailMessage()
    message["From"], message["To"] = sender, "wire@title.example"
    message["Subject"], message["Message-ID"] = subject, ident
    message["Date"] = "Tue, 03 Nov 2026 10:00:00 +0000"
    message.set_content(text)
    for name, payload in attached:
        message.add_attachment(payload, maintype="application", subtype="xml", filename=name)
    return message
