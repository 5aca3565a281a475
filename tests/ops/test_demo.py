"""The demo title: its parts, and the whole of it built once as a reader would have it."""

from __future__ import annotations

import json
import os
import sqlite3
from datetime import UTC, datetime

import pytest

from masthead.ops.demo.sheets import read_sheets
from masthead.ops.demo.wire_desk import dated


def test_the_sheets_cover_every_section_kind_and_state():
    sheets = read_sheets()
    assert len({sheet.slug for sheet in sheets}) == len(sheets) >= 60
    assert {sheet.section for sheet in sheets} == {
        *("business", "finance", "banking", "technology"),
        *("investing", "trading", "economy", "headlines"),
    }
    assert {sheet.state for sheet in sheets} == {
        *("live", "killed", "embargoed", "scheduled", "draft"),
    }
    assert {"news", "analysis", "opinion", "interview", "video", "live"} <= {
        sheet.kind for sheet in sheets
    }
    assert all(sheet.payer for sheet in sheets if sheet.origin == "commissioned")


def test_wire_files_are_dated_around_the_build_in_the_notation_of_their_format():
    now = datetime(2027, 3, 1, 9, 30, 15, 4, tzinfo=UTC)
    assert dated("{{now-3h}} {{basic:now+24h}} {{rfc822:now-48h}}", now=now) == (
        "2027-03-01T06:30:15+00:00 20270302T093015+0000 Sat, 27 Feb 2027 09:30:15 +0000"
    )


@pytest.mark.skipif(
    "MASTHEAD_TEST_DATABASE" in os.environ, reason="it makes an SQLite site of its own"
)
def test_the_demo_is_built_whole_and_once(shell, tmp_path):
    folder = tmp_path / "demo"
    done = shell("demo", str(folder), seconds=600)
    assert done.returncode == 0, done.stderr
    login = folder / "data" / "login.txt"
    assert login.stat().st_mode & 0o077 == 0
    assert login.read_text().startswith("editor / ")
    status = json.loads(shell("--site", str(folder), "status", "--json").stdout)
    assert status["site"] == "Harbour & Exchange"
    assert status["articles"]["released"] >= 80
    assert status["articles"]["killed"] >= 2
    assert status["articles"]["held"] >= 2
    assert status["queues"]["inbox"] >= 5
    assert status["due_next"] > datetime.now(UTC).isoformat()
    assert all(one["behind"] == 0 for one in status["followers"])
    assert status["warnings"] == []
    assert list(tmp_path.iterdir()) == [folder]
    check = shell("--site", str(folder), "check")
    assert "still says" not in check.stdout
    pictures, pins = _counts(folder)
    assert pictures >= 60
    assert pins >= 5
    before = (folder / "data" / "masthead.sqlite3").stat().st_mtime_ns
    assert "already" in shell("demo", str(folder)).stdout
    assert (folder / "data" / "masthead.sqlite3").stat().st_mtime_ns == before


def _counts(folder):
    with sqlite3.connect(folder / "data" / "masthead.sqlite3") as database:
        row = database.execute(
            "SELECT (SELECT count(*) FROM content_picture), (SELECT count(*) FROM content_pin)"
        ).fetchone()
    database.close()
    return row
