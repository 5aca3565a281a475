"""The Nu HTML Checker of the W3C, run by one Java for all pages. npm brings its jar at first use,
by the hash that stands in `tests/html_checker/`; MASTHEAD_VNU names another jar.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "html_checker"
MINUTES = 60


class NotHereError(Exception):
    """The checker can't run on this machine; the words say why."""


def faults(pages: dict[str, bytes], folder: Path) -> list[str]:
    """What the checker finds wrong, "address: message", in pages by their addresses. `folder` is
    for its use. Raises NotHereError.
    """
    java, jar = shutil.which("java"), _jar()
    if not java:
        raise NotHereError("no Java on this machine")
    names = {}
    for number, (address, html) in enumerate(pages.items()):
        file = folder / f"{number}.html"
        file.write_bytes(html)
        names[file.name] = address
    told = subprocess.run(
        [java, "-jar", jar, "--errors-only", "--format", "json", *folder.glob("*.html")],
        capture_output=True,
        text=True,
        check=False,
        timeout=5 * MINUTES,
    )
    return [
        f"{names[Path(one['url']).name]}: {one['message']} … {one.get('extract', '')}"
        for one in json.loads(told.stderr)["messages"]
    ]


@cache
def _jar() -> Path:
    named = os.environ.get("MASTHEAD_VNU")
    jar = Path(named) if named else FOLDER / "node_modules/vnu-jar/build/dist/vnu.jar"
    if not jar.is_file():
        if named:
            raise NotHereError(f"no {named}")
        _install()
    return jar


def _install() -> None:
    npm = shutil.which("npm")
    if not npm:
        raise NotHereError("no npm on this machine to fetch the checker with")
    options = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    try:
        done = subprocess.run(
            [npm, "ci", *options],
            cwd=FOLDER,
            capture_output=True,
            text=True,
            check=False,
            timeout=3 * MINUTES,
        )
    except subprocess.TimeoutExpired:
        raise NotHereError("npm did not fetch the checker within three minutes") from None
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["npm said nothing"]
        raise NotHereError(f"npm could not fetch the checker: {lines[0]}")
