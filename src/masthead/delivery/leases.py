"""Leases: one process does a thing, and when it dies another may, a few seconds later."""

from __future__ import annotations

import os
import socket
import uuid
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q

from .models import Lease

ME = f"{socket.gethostname()[:20]}:{os.getpid()}:{uuid.uuid4().hex[:8]}"


def take(name: str, *, now: datetime, seconds: int = 10, holder: str = ME) -> bool:
    """True when the lease is now `holder`'s until `now` + seconds: it was free, over, or its own.

    At most two queries; safe between processes and machines.
    """
    until = now + timedelta(seconds=seconds)
    free = Q(until__lte=now) | Q(holder=holder)
    if Lease.objects.filter(free, name=name).update(holder=holder, until=until):
        return True
    if Lease.objects.filter(name=name).exists():
        return False
    try:
        with transaction.atomic():
            Lease.objects.create(name=name, holder=holder, until=until)
    except IntegrityError:
        return False
    return True


def give_back(name: str, *, holder: str = ME) -> None:
    """End the lease early, if it is `holder`'s."""
    Lease.objects.filter(name=name, holder=holder).delete()
