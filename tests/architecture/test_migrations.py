"""The tables are what the models say."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.management import call_command

pytestmark = pytest.mark.django_db


def test_no_model_has_changed_without_a_migration(capsys):
    ours = [app.label for app in apps.get_app_configs() if app.name.startswith("masthead.")]
    try:
        call_command("makemigrations", *ours, check_changes=True, dry_run=True, verbosity=2)
    except SystemExit:
        pytest.fail(capsys.readouterr().out)
