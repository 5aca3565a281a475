"""What an operator or a developer can name stands in the documentation."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
from django.dispatch import Signal
from pydantic import BaseModel

from masthead.content import signals
from masthead.delivery import followers
from masthead.ops.cli import main
from masthead.ops.site import SiteConfig

ROOT = Path(__file__).resolve().parents[2]
OPERATE = (ROOT / "docs" / "operate.md").read_text()
TOUR = (ROOT / "docs" / "tour.md").read_text()
PAGES = [
    *(ROOT / name for name in ("README.md", "AGENTS.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / "src").rglob("README.md")),
]


def settings_of(model, before=""):
    """Each setting's name and default; those of tables that may be absent or repeated too."""
    for name, field in model.model_fields.items():
        inner = next((one for one in parts_of(field.annotation) if is_table(one)), None)
        if inner:
            yield from settings_of(inner, f"{before}{name}.")
        else:
            yield f"{before}{name}", None if field.is_required() else field.default


def parts_of(annotation):
    yield annotation
    for part in get_args(annotation):
        yield from parts_of(part)


def is_table(annotation):
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def rows_of(heading):
    """The first cells of the table under a heading of operate.md."""
    part = OPERATE.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return re.findall(r"^\| `([^`]+)` \|", part, re.MULTILINE)


def test_every_setting_is_documented_and_no_other():
    assert sorted(rows_of("Settings")) == sorted(name for name, _ in list(settings_of(SiteConfig)))


@pytest.mark.parametrize(("name", "default"), list(settings_of(SiteConfig)))
def test_the_documented_default_is_the_default(name, default):
    row = next(line for line in OPERATE.splitlines() if line.startswith(f"| `{name}` |"))
    said = row.split("|")[2].strip().strip("`")
    if isinstance(default, bool):
        assert said == str(default).lower()
    elif default and not isinstance(default, list):
        assert said == str(default)


def test_every_command_is_documented_and_no_other():
    assert sorted(rows_of("Commands")) == sorted(main.list_commands(None))


def test_every_follower_is_documented_and_no_other():
    assert sorted(rows_of("Followers")) == sorted(one.name for one in followers.registered())


def test_every_signal_is_documented():
    names = [name for name, value in vars(signals).items() if isinstance(value, Signal)]
    assert names
    assert [name for name in names if f"`{name}`" not in TOUR] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page):
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text())
    ours = [target for target in targets if not target.startswith(("http", "mailto:"))]
    assert [target for target in ours if not (page.parent / target).exists()] == []
