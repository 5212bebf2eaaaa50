"""Reads and writes the questions of a bank together: Wagtail takes them one by one."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import models

_LOOKED_FOR = ("skill", "reference")


def save_changed_items(bank: Any, items: list[Any]) -> None:
    """Write the questions that differ from their rows, and delete rows that are none of them."""
    model = _find_model()
    before = {row.pk: _prepare_values(row) for row in model._default_manager.filter(page=bank)}
    gone = before.keys() - {item.pk for item in items}
    model._default_manager.filter(pk__in=gone).delete()
    for item in items:
        item.page = bank
        if item.pk is None or before.get(item.pk) != _prepare_values(item):
            item.save()


def drop_lost_references(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the questions of a version without skills and lessons that are gone since."""
    lost = {name: _find_lost(name, items) for name in _LOOKED_FOR}
    return [
        {**one, **{name: None for name, keys in lost.items() if one.get(name) in keys}}
        for one in items
    ]


def _find_lost(name: str, items: list[dict[str, Any]]) -> set[Any]:
    asked = {one[name] for one in items if one.get(name)}
    target: Any = _find_model()._meta.get_field(name).related_model
    return asked - set(target._default_manager.in_bulk(asked)) if asked else set()


def _find_model() -> type[models.Model]:
    # By name: the models of banks take their fields from this package.
    return apps.get_model("cms", "BankItem")


def _prepare_values(item: models.Model) -> list[Any]:
    """Return the fields of the question as the database keeps them."""
    fields = item._meta.concrete_fields
    return [field.get_prep_value(field.value_from_object(item)) for field in fields]
