"""The command line: help without a site, and errors in one line that say the mend."""

from __future__ import annotations

import json
import sqlite3

import pytest
from click.testing import CliRunner
from django.db import OperationalError

from masthead import __version__
from masthead.ops import failures
from masthead.ops.cli import main

COMMANDS = main.list_commands(None)


def test_help_and_version_answer_without_a_site_and_without_django(shell, tmp_path):
    code = (
        "import sys; from click.testing import CliRunner; from masthead.ops.cli import main; "
        "r = CliRunner().invoke(main, ['--help']); assert r.exit_code == 0, r.output; "
        "sys.exit('django' in sys.modules)"
    )
    import subprocess
    import sys

    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=False)
    assert done.returncode == 0
    assert shell("--version").stdout == f"masthead, version {__version__}\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_explains_itself_with_an_example(name):
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0
    assert "Example:" in result.output


def test_every_command_of_the_contracts_is_there():
    asked = "new demo serve parse ingest publish correct kill unpublish status check demo-data"
    assert {*asked.split(), "manage"} <= set(COMMANDS)


def test_a_folder_without_a_site_is_said_in_one_line_with_the_mend(shell, tmp_path):
    done = shell("--site", str(tmp_path), "status")
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "masthead new" in done.stderr


@pytest.mark.parametrize(
    ("line", "key", "mend"),
    [
        ("prot = 8000", "prot", "mend its spelling"),
        ('timezone = "Mars/Base"', "timezone", "Europe/London"),
        ("[server]\nport = 99999", "server.port", "65535"),
        ('[database]\nurl = "mysql://x"', "database.url", "sqlite:///data/masthead.sqlite3"),
        ("[server", "masthead.toml", "mend the file's syntax"),
    ],
)
def test_a_wrong_setting_names_the_key_and_the_mend(masthead, site_folder, line, key, mend):
    (site_folder / "masthead.toml").write_text(line + "\n")
    result = masthead("status")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert key in result.stderr
    assert mend in result.stderr


def test_a_wrong_database_address_is_not_repeated_with_its_password(masthead, site_folder):
    (site_folder / "masthead.toml").write_text('[database]\nurl = "mysql://me:hunter2@host/db"\n')
    assert "hunter2" not in masthead("status").stderr


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OperationalError("database is locked"), "try again"),
        (sqlite3.OperationalError("database or disk is full"), "make room"),
        (OSError(28, "No space left on device"), "make room"),
        (PermissionError(13, "Permission denied", "/srv/data"), "/srv/data"),
        (RuntimeError("line one\nline two"), "--debug"),
    ],
)
def test_errors_of_the_system_are_sentences(error, words):
    sentence = failures.sentence_of(error)
    assert words in sentence
    assert "\n" not in sentence


@pytest.mark.django_db
def test_an_unknown_article_is_said_in_one_line(masthead):
    result = masthead("kill", "banking/never-written", "--reason", "forged")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: no article is named 'banking/never-written'")
    assert result.stderr.count("\n") == 1


@pytest.mark.django_db
def test_status_is_readable_by_programs(masthead):
    from factories.content import make_article, make_draft

    make_article("Rate held")
    make_draft("Rate to fall")
    result = masthead("status", "--json")
    assert result.exit_code == 0, result.output
    status = json.loads(result.output)
    assert (status["version"], status["last_backup"]) == (__version__, None)
    assert status["articles"] == {"released": 1, "drafts": 1, "held": 0, "killed": 0}
    assert {one["name"] for one in status["followers"]} >= {"pages", "redirects", "references"}
    assert all(one["behind"] > 0 for one in status["followers"])
    assert status["queues"]["inbox"] == 0


@pytest.mark.django_db
def test_check_finds_a_folder_that_is_not_there(masthead, settings, tmp_path):
    settings.SITE_FOLDER = tmp_path / "gone"
    settings.SITE_FOLDER.mkdir()
    result = masthead("check", "--json")
    found = json.loads(result.output)
    assert result.exit_code == 1
    assert not found["well"]
    assert any("data is not there" in one["sentence"] for one in found["findings"])
