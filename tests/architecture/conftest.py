"""Where the house stands, for the tests that hold it to its own rules."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "masthead"


@dataclass(frozen=True, slots=True)
class House:
    """The files of the project, by kind. Migrations are written by Django and are left out."""

    root: Path
    source: Path

    def modules(self) -> Iterator[Path]:
        """The modules of the package, tests and benchmarks not among them."""
        return (path for path in sorted(self.source.rglob("*.py")) if is_written_by_us(path))

    def code(self) -> Iterator[Path]:
        """Every file of code or style that a person wrote, tests and benchmarks among them."""
        for folder in ("src", "tests", "benchmarks"):
            for ending in ("py", "html", "css", "js"):
                found = sorted((self.root / folder).rglob(f"*.{ending}"))
                yield from (path for path in found if is_written_by_us(path))

    def templates(self) -> Iterator[Path]:
        return iter(sorted(self.source.rglob("templates/**/*.html")))

    def apps(self) -> list[Path]:
        return sorted(path.parent for path in self.source.glob("*/apps.py"))

    def name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()


def is_written_by_us(path: Path) -> bool:
    return not {"migrations", "fixtures", "node_modules", "__pycache__"} & set(path.parts)


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def house() -> House:
    return House(ROOT, SOURCE)


@pytest.fixture(scope="session")
def parse():
    """Reads a module into its syntax tree."""
    return tree_of


@pytest.fixture(scope="session")
def pyproject() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
