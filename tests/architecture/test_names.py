"""Every line has a room with a name that says what is in it."""

from __future__ import annotations

import ast

BANNED = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "handler",
          "handlers", "data", "misc", "base_utils", "tools"}  # fmt: skip
DOCSTRING_LINES = 5
README_LINES = 60
WIRING = {"apps.py"}  # says nothing that its name does not


def test_no_module_or_folder_has_a_name_that_says_nothing(house):
    named = {part.removesuffix(".py") for path in house.modules() for part in path.parts}
    assert named & BANNED == set()


def test_every_module_that_holds_code_says_what_it_owns(house, parse):
    modules = {house.name(path): parse(path) for path in house.modules() if path.name not in WIRING}
    silent = [
        name for name, tree in modules.items() if holds_code(tree) and not ast.get_docstring(tree)
    ]
    assert silent == []


def test_a_module_says_it_in_five_lines_or_less(house, parse):
    wordy = {
        house.name(path): lines
        for path in house.modules()
        if (lines := len((ast.get_docstring(parse(path)) or "").splitlines())) > DOCSTRING_LINES
    }
    assert wordy == {}


def test_every_app_has_a_readme_of_at_most_60_lines(house):
    lines = {
        app.name: len((app / "README.md").read_text(encoding="utf-8").splitlines())
        if (app / "README.md").is_file()
        else None
        for app in house.apps()
    }
    assert {app: count for app, count in lines.items() if not count or count > README_LINES} == {}


def test_only_services_write_articles(house, parse):
    """Views, tasks and hooks call a verb; they never save or update newsroom rows themselves."""
    edges = {"views", "views.py", "urls.py", "templatetags", "middleware.py"}
    writers = [
        f"{house.name(path)}:{node.lineno}"
        for path in house.modules()
        if edges & set(path.parts)
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Attribute)
        and node.attr in {"bulk_create", "bulk_update", "update_or_create", "get_or_create"}
    ]
    assert writers == []


def holds_code(tree) -> bool:
    return any(not isinstance(node, ast.Expr | ast.Pass) for node in tree.body)
