"""What may stand as the address of a way in. No network, no database; the folders that may be
read and the names of secrets come from the configuration.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings

IMAP_PORTS = {"imaps": 993, "imap": 143}


class WrongAddressError(ValueError):
    """The address can't be used; `field` is what to mend."""

    def __init__(self, message: str, *, field: str = "address") -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where mail is read. Without TLS only where the operator trusts the host."""

    host: str
    port: int
    login: str
    folder: str
    tls: bool
    password: str = field(default="", repr=False)


def check(kind: str, address: str, *, secret: str) -> None:
    """Raises WrongAddressError when a way in of this kind can't have this address or secret."""
    if kind == "feed":
        _check_feed(address)
    elif kind == "folder":
        folder_of(address)
    elif kind == "mail":
        mailbox_of(address, secret=secret)
    else:
        secret_of(secret)


def secret_of(name: str) -> str:
    """The secret of that name. Raises WrongAddressError."""
    found: str = settings.MASTHEAD_SECRETS.get(name.lower(), "")
    if not found:
        raise WrongAddressError(
            f"there is no {name!r} under [secrets] in masthead.toml"
            if name
            else "name a secret of masthead.toml",
            field="secret",
        )
    return found


def folder_of(address: str) -> Path:
    """The folder on disk, inside one that the operator allows. Raises WrongAddressError.

    A person of the desk names folders; without the bound any file of the server could be taken in.
    """
    roots = [Path(one).resolve() for one in settings.MASTHEAD_WIRE_FOLDERS]
    path = (roots[0] / address).resolve() if address else roots[0]
    if not any(path.is_relative_to(root) for root in roots):
        allowed = ", ".join(str(root) for root in roots)
        raise WrongAddressError(
            f"{path} is outside of {allowed}; name another under wire.folders in masthead.toml"
        )
    return path


def mailbox_of(address: str, *, secret: str) -> Mailbox:
    """The mailbox of `imaps://login@host[:port]/FOLDER`. Raises WrongAddressError."""
    parts = urlsplit(address)
    if parts.scheme not in IMAP_PORTS or not parts.hostname or not parts.username:
        raise WrongAddressError("write imaps://login@host/INBOX, an @ in the login as %40")
    if parts.password:
        raise WrongAddressError("the password goes under [secrets] in masthead.toml, not here")
    try:
        port = parts.port or IMAP_PORTS[parts.scheme]
    except ValueError:
        raise WrongAddressError("the port is no number") from None
    return Mailbox(
        host=parts.hostname,
        port=port,
        login=unquote(parts.username),
        folder=unquote(parts.path.strip("/")) or "INBOX",
        tls=parts.scheme == "imaps",
        password=secret_of(secret),
    )


def _check_feed(address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise WrongAddressError("write the feed's address, with https://")
    if parts.username or parts.password:
        raise WrongAddressError("an address with a login in it is not fetched")
