"""Making sites: the empty one, and the rule that a folder holds a finished site or none."""

from __future__ import annotations

import re
import sqlite3
import tomllib

import pytest

from masthead.ops.site import SiteError
from masthead.ops.workshop import new_folder

SECTIONS = "SELECT slug FROM content_section ORDER BY sort_order"


@pytest.mark.xdist_group("real site")
def test_a_new_site_has_what_a_title_starts_from_and_a_login_shown_once(real_site, shell):
    folder, said = real_site
    password = re.search(r"editor / (\S+)", said)[1]
    with sqlite3.connect(folder / "data" / "masthead.sqlite3") as database:
        sections = [slug for (slug,) in database.execute(SECTIONS)]
        pages = {slug for (slug,) in database.execute("SELECT slug FROM wagtailcore_page")}
        settings = database.execute("SELECT title FROM content_sitesettings").fetchall()
    database.close()
    assert sections == [
        *("business", "finance", "banking", "technology"),
        *("investing", "trading", "economy", "headlines"),
    ]
    assert {"about", "profile", "privacy", "terms", "contact", "advertising", "faq"} <= pages
    assert settings == [("The Gazette",)]
    assert (folder / "data" / "secret_key").stat().st_mode & 0o077 == 0
    assert not any(password in one.read_text(errors="ignore") for one in folder.glob("data/*.txt"))
    tomllib.loads((folder / "masthead.toml").read_text())
    check = shell("--site", str(folder), "check")
    assert check.returncode == 0, check.stderr
    assert "still says [postal address]" in check.stdout


@pytest.mark.xdist_group("real site")
def test_a_folder_with_content_is_not_written_over(real_site, shell):
    folder, _ = real_site
    before = (folder / "masthead.toml").read_bytes()
    done = shell("new", str(folder), "--title", "Another")
    assert done.returncode == 1
    assert "not empty" in done.stderr
    assert (folder / "masthead.toml").read_bytes() == before


def test_without_a_terminal_a_title_must_be_given(shell, tmp_path):
    done = shell("new", str(tmp_path / "site"))
    assert done.returncode == 2
    assert "--title" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def no_site(monkeypatch):
    monkeypatch.delenv("MASTHEAD_SITE", raising=False)


def fail_in(target):
    with new_folder(target) as making:
        (making / "data" / "half").write_text("half")
        raise OSError(28, "disk full")


def make_twice(target):
    with new_folder(target), new_folder(target):
        pass


def test_work_that_fails_leaves_no_folder_behind(tmp_path, no_site):
    with pytest.raises(OSError, match="full"):
        fail_in(tmp_path / "site")
    assert list(tmp_path.iterdir()) == []


def test_what_a_stopped_run_left_is_cleared_by_the_next(tmp_path, no_site):
    left = tmp_path / ".site.making"
    left.mkdir()
    (left / "half").write_text("half")
    with new_folder(tmp_path / "site"):
        pass
    assert not (tmp_path / "site" / "half").exists()
    assert (tmp_path / "site" / "masthead.toml").is_file()
    assert list(tmp_path.iterdir()) == [tmp_path / "site"]


def test_two_programs_do_not_make_one_folder(tmp_path, no_site):
    with pytest.raises(SiteError, match="another program"):
        make_twice(tmp_path / "site")
    assert list(tmp_path.iterdir()) == []
