"""Fixtures every test may ask for, and the rules of the suite: no socket leaves the machine."""

from __future__ import annotations

import os
import socket

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "masthead",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),  # one commit, one answer; other machines search on
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("masthead")

_connect = socket.socket.connect


def pytest_collection_modifyitems(items):
    """A test with transactions of its own empties the tables. Each such test begins with the rows
    that the migrations put in; were one to do without, the next could not have them."""
    for item in items:
        for marker in item.iter_markers("django_db"):
            if marker.kwargs.get("transaction"):
                marker.kwargs["serialized_rollback"] = True


@pytest.fixture(autouse=True)
def _stay_on_this_machine(monkeypatch):
    def connect(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6):
            assert address[0] in {"127.0.0.1", "::1", "localhost"}, f"a test called {address}"
        return _connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture(autouse=True)
def _fresh_clock_of_due_work():
    from masthead.delivery import due

    due.forget()
    yield
    due.forget()
