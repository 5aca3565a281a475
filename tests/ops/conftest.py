"""What the tests of the command share: the command in this process on the test database, and one
real site in a folder for what needs processes of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from masthead.ops.cli import main
from masthead.ops.workshop import CONFIG


@pytest.fixture
def site_folder(tmp_path, monkeypatch):
    (tmp_path / "masthead.toml").write_text(CONFIG)
    monkeypatch.setenv("MASTHEAD_SITE", str(tmp_path))
    return tmp_path


@pytest.fixture
def masthead(site_folder):
    """The command, in this process, on the test database."""

    def run(*arguments):
        return CliRunner().invoke(main, list(arguments))

    return run


@pytest.fixture
def shell():
    """The command as people run it: a process of its own, without the test's settings."""

    def run(*arguments, seconds=120, **environment):
        clean = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("MASTHEAD_", "DJANGO_"))
        }
        return subprocess.run(
            [sys.executable, "-c", "from masthead.ops.cli import main; main()", *arguments],
            env={**clean, **environment},
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def real_site(tmp_path_factory):
    """A site made by `masthead new`, with what the command said. It is on SQLite whatever the
    suite runs on, so one run of the suite is enough for it.
    """
    if "MASTHEAD_TEST_DATABASE" in os.environ:
        pytest.skip("it makes an SQLite site of its own")
    folder = tmp_path_factory.mktemp("real") / "gazette"
    code = "from masthead.ops.cli import main; main()"
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("MASTHEAD_", "DJANGO_"))
    }
    done = subprocess.run(
        [sys.executable, "-c", code, "new", str(folder), "--title", "The Gazette"],
        env=clean,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder, done.stdout
