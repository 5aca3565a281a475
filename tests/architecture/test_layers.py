"""Apps point downwards only, by import and by foreign key."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from importlinter.cli import lint_imports


@pytest.fixture(scope="module")
def layer_of(pyproject) -> dict[str, int]:
    """The layer of each app, counted from above, as import-linter's table says."""
    [contract] = [
        one for one in pyproject["tool"]["importlinter"]["contracts"] if one["type"] == "layers"
    ]
    return {
        app: number
        for number, line in enumerate(contract["layers"])
        for app in re.findall(r"[a-z_]+", line)
    }


def test_imports_point_downwards_only(house, monkeypatch, capsys, tmp_path):
    monkeypatch.chdir(house.root)
    status = lint_imports(
        config_filename=str(house.root / "pyproject.toml"), cache_dir=str(tmp_path)
    )
    assert status == 0, capsys.readouterr().out


def test_every_app_has_a_layer(house, layer_of):
    assert {app.name for app in house.apps()} <= set(layer_of)


def test_foreign_keys_point_downwards_only(layer_of):
    """String foreign keys are invisible to import-linter. Wagtail's and Django's tables lie below
    all of ours, so they may be pointed at and can't point back.
    """
    wrong = []
    for source, field, target in relations():
        here, there = layer_of.get(app_of(source)), layer_of.get(app_of(target))
        same_app = app_of(source) == app_of(target)
        if here is None and there is not None and not is_swapped_in(target):
            wrong.append(f"{source._meta.label}.{field} → {target._meta.label}: stock points at us")
        if here is not None and there is not None and not same_app and there <= here:
            wrong.append(f"{source._meta.label}.{field} → {target._meta.label}")
    assert wrong == []


def test_a_stock_app_has_no_layer_of_ours(layer_of):
    """The test above would see nothing if the names of the table did not fit the models."""
    ours = {app_of(model) for model in apps.get_models()} & set(layer_of)
    assert {"accounts", "delivery", "content", "wire"} <= ours
    assert app_of(apps.get_model("wagtailcore", "Page")) not in layer_of


def relations():
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields(include_parents=False, include_hidden=True):
            forward = field.is_relation and not field.auto_created and not field.one_to_many
            if forward and isinstance(field.related_model, type):
                yield model, field.name, field.related_model


def app_of(model) -> str:
    package, _, rest = model.__module__.partition(".")
    return rest.partition(".")[0] if package == "masthead" else model._meta.app_label + "!"


def is_swapped_in(model) -> bool:
    """The user and the picture stand in for stock models of Django and Wagtail."""
    return model._meta.label in {"accounts.User", "content.Picture"}
