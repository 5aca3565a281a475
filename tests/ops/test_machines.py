"""Two machines on one database: what is withdrawn on one is gone from the other."""

from __future__ import annotations

import json

import pytest

from factories.served import serving

pytestmark = pytest.mark.xdist_group("real site")


def test_a_kill_on_one_machine_is_seen_on_the_other_and_its_receipt_names_both(
    real_site, shell, tmp_path
):
    one, _ = real_site
    two = tmp_path / "two"
    two.mkdir()
    settings = (one / "masthead.toml").read_text()
    here = 'url = "sqlite:///data/masthead.sqlite3"'
    assert here in settings
    there = f'url = "sqlite:///{one / "data" / "masthead.sqlite3"}"'
    (two / "masthead.toml").write_text(settings.replace(here, there))
    done = shell("--site", str(one), "demo-data", "--articles", "2")
    assert done.returncode == 0, done.stderr
    with serving(one) as first, serving(two) as second:
        [article, *_] = json.loads(first.get(b"/api/v1/articles/").body)["articles"]
        path = b"/" + article["url"].partition("//")[2].partition("/")[2].encode()
        for server in (first, second, first, second):
            seen = server.get(path)
            assert seen.status == 200
        assert seen.headers["cache-status"] == "masthead; hit"
        killed = shell(
            *("--site", str(one), "kill", str(article["id"])),
            *("--reason", "The bank was another.", "--wait"),
        )
        assert killed.returncode == 0, killed.stderr
        names = [line["name"] for line in json.loads(killed.stdout)["followers"]]
        assert len([name for name in names if name.startswith("pages@")]) == 2
        assert {server.get(path).status for server in (first, second)} == {410}
