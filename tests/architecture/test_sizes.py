"""Nothing is too long to be read: files, functions, templates, and rows of arguments."""

from __future__ import annotations

import ast
import tomllib

import pytest

FILE_LINES = 600
FUNCTION_LINES = 60
TEMPLATE_LINES = 120
COMPONENT_LINES = 60
POSITIONAL = 2  # besides self or cls


@pytest.fixture(scope="module")
def excused(house) -> dict[str, dict[str, str]]:
    """The exceptions, by rule: what is excused, and why."""
    path = house.root / "tests" / "architecture" / "exceptions.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def check(excused: dict[str, dict[str, str]], rule: str, found: dict[str, int]) -> None:
    """Fails for what breaks a rule without an excuse, and for an excuse that is needed no more."""
    excuses = excused.get(rule, {})
    unexcused = {name: size for name, size in found.items() if name not in excuses}
    assert unexcused == {}, f"{rule}: mend these, or design them smaller"
    stale = set(excuses) - set(found)
    assert stale == set(), "take these out of exceptions.toml: the list only shrinks"
    assert all(len(reason) > 20 for reason in excuses.values()), "an exception gives its reason"


def test_no_file_is_longer_than_600_lines(house, excused):
    long = {
        house.name(path): lines for path in house.code() if (lines := lines_of(path)) > FILE_LINES
    }
    check(excused, "file", long)


def test_no_function_is_longer_than_60_lines(house, parse, excused):
    long = {}
    for path in house.code():
        if path.suffix == ".py":
            for name, function, _ in functions(parse(path)):
                lines = function.end_lineno - function.lineno + 1
                if lines > FUNCTION_LINES:
                    long[f"{house.name(path)}:{name}"] = lines
    check(excused, "function", long)


def test_no_public_function_takes_more_than_two_positional_arguments(house, parse, excused):
    """A private one may take three: it is called from the screen on which it stands."""
    many = {}
    for path in house.modules():
        for name, function, is_method in functions(parse(path)):
            taken = positional(function) - is_method
            if taken > POSITIONAL + function.name.startswith("_"):
                many[f"{house.name(path)}:{name}"] = taken
    check(excused, "positional", many)


def test_no_template_is_longer_than_120_lines_and_no_component_than_60(house, excused):
    long = {}
    for path in house.templates():
        bound = COMPONENT_LINES if "components" in path.parts else TEMPLATE_LINES
        if (lines := lines_of(path)) > bound:
            long[house.name(path)] = lines
    check(excused, "template", long)


def lines_of(path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(tree, prefix="", *, in_class=False):
    """The functions of a module with their dotted names, and whether each takes self or cls."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield prefix + node.name, node, in_class and not is_static(node)
            yield from functions(node, f"{prefix}{node.name}.")
        elif isinstance(node, ast.ClassDef):
            yield from functions(node, f"{prefix}{node.name}.", in_class=True)
        else:
            yield from functions(node, prefix, in_class=in_class)


def is_static(function) -> bool:
    return any(isinstance(one, ast.Name) and one.id == "staticmethod"
               for one in function.decorator_list)  # fmt: skip


def positional(function) -> int:
    return len(function.args.posonlyargs) + len(function.args.args)
