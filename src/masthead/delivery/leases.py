"""Leases: one process does a thing, and when it dies another may, a few seconds later."""

from __future__ import annotations

import os
import socket
import threading
import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q

from .models import Lease

_HERE = f"{socket.gethostname()[:16]}:{uuid.uuid4().hex[:8]}"


def me() -> str:
    """The holder that stands for this thread: two threads of one process are two holders."""
    return f"{_HERE}:{os.getpid()}:{threading.get_ident()}"


def take(name: str, *, now: datetime, seconds: int = 10, holder: str = "") -> bool:
    """True when the lease is the holder's (this thread's): it was free, over, or its own.

    A lease of one's own is written again when half of it is spent, so a holder that asks every
    second writes seldom. At most three queries; safe between threads, processes and machines.
    """
    holder = holder or me()
    length = timedelta(seconds=seconds)
    until = now + length
    lease = Lease.objects.filter(name=name).first()
    if lease:
        if lease.holder == holder and lease.until - now > length / 2:
            return True
        free = Q(until__lte=now) | Q(holder=holder)
        return bool(Lease.objects.filter(free, name=name).update(holder=holder, until=until))
    try:
        with transaction.atomic():
            Lease.objects.create(name=name, holder=holder, until=until)
    except IntegrityError:
        return False
    return True


def is_held(name: str, *, now: datetime) -> bool:
    """True when somebody holds the lease. One query."""
    return bool(held([name], now=now))


def held(names: Iterable[str], *, now: datetime) -> set[str]:
    """Those of the leases that somebody holds. One query."""
    rows = Lease.objects.filter(name__in=list(names), until__gt=now)
    return set(rows.values_list("name", flat=True))


def give_back(name: str, *, holder: str = "") -> None:
    """End the lease early, if it is the holder's (this thread's)."""
    Lease.objects.filter(name=name, holder=holder or me()).delete()
