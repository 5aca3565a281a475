"""The doctor: looks at everything a site needs to run and says each complaint with its mend."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core import checks
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from masthead.content.models import CompanyPage, Section
from masthead.delivery import followers

from .site import SiteConfig

EXPECTED_FOLLOWERS = frozenset({"pages", "redirects", "references"})
LITTLE_SPACE = 500_000_000  # bytes
BLANKS = ("[postal address]", "[e-mail address]")


@dataclass(frozen=True, slots=True)
class Finding:
    """One complaint. `grave` ones make the check fail."""

    grave: bool
    sentence: str


def examine(config: SiteConfig) -> list[Finding]:
    """Everything that is wrong with the site, the grave first; empty when it is well."""
    findings = [*_folders(), *_tables(), *_django(), *_followers(), *_space()]
    if not any(one.grave for one in findings):
        findings += [*_content(), *_public(config)]
    return sorted(findings, key=lambda one: not one.grave)


def _folders() -> Iterator[Finding]:
    for folder in (settings.SITE_FOLDER / "data", Path(settings.MEDIA_ROOT)):
        if not folder.is_dir():
            yield Finding(grave=True, sentence=f"{folder} is not there; make it")
        elif not os.access(folder, os.W_OK | os.X_OK):
            yield Finding(
                grave=True, sentence=f"{folder} can't be written; give this user the right to"
            )


def _tables() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        yield Finding(
            grave=True,
            sentence=f"{len(waiting)} migrations wait; start the server or run "
            f"`masthead manage migrate`",
        )


def _django() -> Iterator[Finding]:
    for one in checks.run_checks():
        if not one.is_silenced():
            hint = f" ({one.hint})" if one.hint else ""
            yield Finding(grave=one.is_serious(), sentence=f"{one.id}: {one.msg}{hint}")


def _followers() -> Iterator[Finding]:
    names = {one.name for one in followers.registered()}
    for name in sorted(EXPECTED_FOLLOWERS - names):
        yield Finding(grave=True, sentence=f"the follower {name} is not registered")


def _space() -> Iterator[Finding]:
    free = shutil.disk_usage(settings.SITE_FOLDER).free
    if free < LITTLE_SPACE:
        yield Finding(
            grave=False, sentence=f"only {free // 1_000_000} MB are free on the disk; make room"
        )


def _content() -> Iterator[Finding]:
    if not Section.objects.exists():
        yield Finding(grave=False, sentence="there is no section; make one in the desk")
    for page in CompanyPage.objects.live():
        text = str(list(page.body.raw_data)) + page.summary
        blanks = [blank for blank in BLANKS if blank in text]
        if blanks:
            yield Finding(
                grave=False, sentence=f"the page /{page.slug}/ still says {' and '.join(blanks)}"
            )


def _public(config: SiteConfig) -> Iterator[Finding]:
    if "127.0.0.1" in config.base_url or "localhost" in config.base_url:
        yield Finding(
            grave=False,
            sentence=f"base_url is {config.base_url}: good for this machine; write the public "
            f"address before readers come",
        )
