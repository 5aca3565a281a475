"""What is installed is what was locked: every package with its hashes, from no named address."""

from __future__ import annotations

import re

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCKS = ("run", "dev")


def text_of(house, lock):
    return (house.root / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")


def pins_of(house, lock) -> dict[str, str]:
    pinned = re.findall(r"(?m)^([\w.-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", text_of(house, lock))
    return {canonicalize_name(name): version for name, version in pinned}


def wanted(pyproject, lock) -> list[Requirement]:
    run = pyproject["project"]["dependencies"]
    dev = pyproject["dependency-groups"]["dev"]
    return [Requirement(line) for line in (run if lock == "run" else [*run, *dev])]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_its_hashes(house, lock):
    entries = re.split(r"\n(?=\S)", re.sub(r"(?m)^\s*#.*\n", "", text_of(house, lock)))
    bare = [
        entry.split()[0] for entry in entries if entry.strip() and "--hash=sha256:" not in entry
    ]
    assert bare == []
    assert len(entries) >= len(pins_of(house, lock)) > 30


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address(house, lock):
    named = re.findall(r"(?i)\b\w+://\S+|--(?:extra-)?index-url|--find-links", text_of(house, lock))
    assert named == []


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_satisfies_what_the_project_asks_for(house, pyproject, lock):
    pins = pins_of(house, lock)
    unmet = [
        str(one)
        for one in wanted(pyproject, lock)
        if pins.get(canonicalize_name(one.name)) is None
        or not one.specifier.contains(pins[canonicalize_name(one.name)], prereleases=True)
    ]
    assert unmet == []


def test_both_locks_hold_the_same_versions(house):
    run, dev = pins_of(house, "run"), pins_of(house, "dev")
    assert {name: (version, dev[name]) for name, version in run.items()
            if dev.get(name, version) != version} == {}  # fmt: skip
