"""Leases: one holder at a time, and a dead one is not waited for long."""

from __future__ import annotations

from datetime import timedelta

import pytest

from masthead.core import clock
from masthead.delivery import leases
from masthead.delivery.models import Lease

pytestmark = pytest.mark.django_db


def test_a_lease_is_one_holders_until_it_is_over():
    now = clock.now()
    assert leases.take("beat", now=now, seconds=5, holder="first")
    assert not leases.take("beat", now=now, seconds=5, holder="second")
    assert leases.is_held("beat", now=now)
    later = now + timedelta(seconds=5)
    assert not leases.is_held("beat", now=later)
    assert leases.take("beat", now=later, seconds=5, holder="second")
    assert not leases.take("beat", now=later, seconds=5, holder="first")


def test_a_lease_given_back_is_free_at_once_and_only_its_holder_can():
    now = clock.now()
    leases.take("beat", now=now, seconds=5, holder="first")
    leases.give_back("beat", holder="second")
    assert not leases.take("beat", now=now, seconds=5, holder="second")
    leases.give_back("beat", holder="first")
    assert leases.take("beat", now=now, seconds=5, holder="second")


def test_asking_every_second_writes_only_when_half_is_spent(django_assert_num_queries):
    now = clock.now()
    leases.take("beat", now=now, seconds=10)
    written = Lease.objects.get().until
    for second in range(5):
        with django_assert_num_queries(1):
            assert leases.take("beat", now=now + timedelta(seconds=second), seconds=10)
    assert Lease.objects.get().until == written
    assert leases.take("beat", now=now + timedelta(seconds=5), seconds=10)
    assert Lease.objects.get().until == now + timedelta(seconds=15)
