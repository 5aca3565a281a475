"""The wire room under the real server: copy that another process takes in is told on the line that
an editor's screen holds open.
"""

from __future__ import annotations

import re
from itertools import islice

import httpx
import pytest

from factories.served import serving
from factories.wire import g2

pytestmark = pytest.mark.xdist_group("real site")


@pytest.fixture(scope="module")
def desk(real_site):
    """An editor's browser, signed in, before the served site."""
    folder, words = real_site
    name, password = re.search(r"Login  (\S+) / (\S+)", words).groups()
    with (
        serving(folder) as server,
        httpx.Client(
            base_url=f"http://127.0.0.1:{server.port}", timeout=60, trust_env=False
        ) as client,
    ):
        page = client.get("/desk/login/").text
        [token] = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[:1]
        said = {"csrfmiddlewaretoken": token, "username": name, "password": password}
        assert client.post("/desk/login/", data=said).headers["location"] == "/desk/"
        yield client


def test_copy_taken_in_by_a_command_is_told_to_an_open_screen(real_site, desk, shell, tmp_path):
    folder, _ = real_site
    copy = tmp_path / "toll.xml"
    copy.write_bytes(g2(headline="The harbour toll rises"))
    with desk.stream("GET", "/desk/wire/live/") as line:
        said = line.iter_lines()
        assert next(said) == "retry: 5000"
        done = shell("--site", str(folder), "ingest", str(copy), "--source", "port", "--hold")
        assert done.returncode == 0, done.stderr
        assert "event: moved" in islice(said, 6)
    assert "The harbour toll rises" in desk.get("/desk/wire/?part=list").text
