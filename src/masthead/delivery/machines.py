"""The machines that serve readers. Each has a key table of its own, so each must hear every change;
one is waited for as long as a server of it beats.
"""

from __future__ import annotations

import re
import socket
from datetime import datetime
from hashlib import blake2b
from pathlib import Path

from django.conf import settings

from . import leases
from .models import Lease

BEAT_EVERY = 30.0  # seconds
GONE_AFTER = 120  # seconds without a beat: it is waited for no longer
LEASE = "machine:"
_HOST = 20  # characters of a host's name that are told


def here() -> str:
    """The name of this machine: its host, and a mark of the key table that its processes share.
    A folder that was copied to another host is another machine. At most 29 characters.
    """
    host = re.sub(r"[^a-z0-9]+", "-", socket.gethostname().lower()).strip("-")[:_HOST]
    table = str(Path(settings.MASTHEAD_KEYS_FILE).resolve())
    return f"{host}-{blake2b(table.encode(), digest_size=4).hexdigest()}"


def lease() -> str:
    """The lease that this machine holds while it serves readers."""
    return f"{LEASE}{here()}"


def beat(now: datetime) -> bool:
    """Have this machine waited for, since it serves readers; True when it was not until now.
    Three queries.
    """
    joins = not leases.is_held(lease(), now=now)
    leases.take(lease(), now=now, seconds=GONE_AFTER, holder=here())
    return joins


def serving(now: datetime) -> list[str]:
    """The machines that serve readers, by name; this one where none does. One query."""
    held = Lease.objects.filter(name__startswith=LEASE, until__gt=now).order_by("name")
    names = [name.removeprefix(LEASE) for name in held.values_list("name", flat=True)]
    return names or [here()]
