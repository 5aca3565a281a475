"""The one style sheet: whole, in order, without outside addresses."""

from __future__ import annotations

import re

from django.contrib.staticfiles import finders

from masthead.reader.stylesheet import source_files, stylesheet


def test_sheet_holds_every_source_and_every_brace_is_closed():
    assert len(source_files()) >= 12
    assert stylesheet().count("{") == stylesheet().count("}")


def test_sheet_loads_only_fonts_that_are_there():
    addresses = re.findall(r'url\("([^"]+)"\)', stylesheet())
    assert addresses
    for address in addresses:
        assert finders.find(address.removeprefix("/static/")), address


def test_every_class_of_the_sheet_is_used_by_a_template_or_a_part_of_one():
    from pathlib import Path

    from masthead import reader

    here = Path(reader.__file__).parent
    used = " ".join(
        one.read_text(encoding="utf-8")
        for pattern in ("templates/**/*.html", "**/*.py")
        for one in here.glob(pattern)
    )
    classes = set(re.findall(r"\.([a-z][a-z0-9]*(?:(?:__|--|-)[a-z0-9-]+)*)", stylesheet()))
    built = ("card--", "series-", "columns--")
    idle = {
        one
        for one in classes
        if one not in used and not one.startswith(built) and one not in {"woff2", "example"}
    }
    assert idle == set()
