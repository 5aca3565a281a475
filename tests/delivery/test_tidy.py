"""Marks are forgotten after a month, the receipts of kills and corrections never."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from masthead.core import clock
from masthead.delivery import followers, tidy
from masthead.delivery.log import append_change
from masthead.delivery.models import Change, Mark

pytestmark = pytest.mark.django_db


def test_old_marks_go_and_the_receipt_of_a_kill_stays(follow, write, time_machine):
    follow("pages")
    follow("search")
    write(1)
    followers.run_all()
    with transaction.atomic():
        kill = append_change("killed", keys=["article:1"], by="test")
    followers.run_all()
    receipt = followers.receipt(kill)
    write(1)
    followers.run_all()
    write(1)
    assert Mark.objects.count() == 6
    assert tidy.forget_old_marks(clock.now()) == 0
    assert tidy.forget_old_marks(clock.now() + timedelta(days=31)) == 4
    assert followers.receipt(kill) == receipt
    assert tidy.forget_old_marks(clock.now() + timedelta(days=62)) == 0
    assert Change.objects.count() == 4, "the log itself is kept"
