"""Puts into words what changes in rows, before and after, for the history and for previews.

Values are kept as they read in each language that is offered: a choice, an agency or a day is told
in the reader's words even when it has other words or is gone by then.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import translation
from django.utils.translation import gettext as _

from people.models import END_COLUMNS, Person
from people.text.formatting import day_before, digits, number, official_date

# That they changed is told, their values never.
_SECRET_FIELDS = {"password"}
# What the database or a sign-in changes by itself.
_UNTOLD_FIELDS = {"last_login", "path", "depth", "numchild"}
# Rows that are edited together with the row.
_RELATED_ROWS: Mapping[type[models.Model], tuple[str, ...]] = {
    Person: ("roles", "postings", "additional_postings")
}

_Values = dict[str, Any]


def snapshot(row: models.Model) -> _Values:
    """Return the fields of the row, and of rows edited with it, as the database has them now."""
    found = type(row)._base_manager.filter(pk=row.pk).first()
    if found is None:
        return {}
    values = {
        field.name: _tell_field(field, getattr(found, field.name)) for field in _told_fields(found)
    }
    secret = {name: getattr(found, name) for name in _SECRET_FIELDS if hasattr(found, name)}
    related = {
        name: [_tell_whole(one, without=found) for one in getattr(found, name).order_by("pk")]
        for name in _RELATED_ROWS.get(type(found), ())
    }
    return values | secret | related


def compare(before: _Values, after: _Values) -> list[dict[str, Any]]:
    """Return what differs, as plain JSON: the field, and its old and new words by language."""
    return [
        {"field": name}
        if name in _SECRET_FIELDS
        else {"field": name, **_compare_values(before.get(name), after.get(name))}
        for name in before | after
        if before.get(name) != after.get(name)
    ]


def _compare_values(old: Any, new: Any) -> dict[str, Any]:
    if not isinstance(old or new, list):
        return {"old": old or {}, "new": new or {}}
    gone = [one for one in old or () if one not in (new or ())]
    come = [one for one in new or () if one not in (old or ())]
    return {"old": _join_by_language(gone), "new": _join_by_language(come)}


def _join_by_language(texts: list[dict[str, str]], joiner: str = "; ") -> dict[str, str]:
    languages = settings.OFFERED_LANGUAGES
    return {code: joiner.join(filter(None, (one[code] for one in texts))) for code in languages}


def _told_fields(row: models.Model) -> Iterator[models.Field[Any, Any]]:
    for field in row._meta.concrete_fields:
        is_told = field.editable and not field.primary_key
        if is_told and field.name not in _SECRET_FIELDS | _UNTOLD_FIELDS:
            yield field


def _tell_whole(row: models.Model, *, without: models.Model) -> dict[str, str]:
    fields = [field for field in _told_fields(row) if field.related_model is not type(without)]
    return _join_by_language(
        [_tell_field(field, getattr(row, field.name)) for field in fields], " · "
    )


def _tell_field(field: models.Field[Any, Any], value: Any) -> dict[str, str]:
    texts = {}
    for language in settings.OFFERED_LANGUAGES:
        with translation.override(language):
            texts[language] = _text_of(field, value)
    return texts


def _text_of(field: models.Field[Any, Any], value: Any) -> str:
    if value is None or value == "":
        return ""
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return "; ".join(
            ": ".join(map(_tell_part, one)) if isinstance(one, list) else _text_of(field, one)
            for one in value
        )
    if isinstance(value, dict):
        return " / ".join(str(value[key]) for key in sorted(value, key=_language_order))
    if isinstance(value, int):
        return number(value)
    if not isinstance(field, models.DateField):
        return str(value)
    return official_date(day_before(value) if field.name in END_COLUMNS else value)


def _tell_part(value: Any) -> str:
    """Return a part of a pair that JSON keeps, in which a day is text."""
    return official_date(value) or digits(str(value))


def _language_order(code: str) -> tuple[bool, str]:
    # PostgreSQL returns keys in an order of its own; Burmese stands first, as in forms.
    return code != settings.CONTENT_LANGUAGES[0], code


def compare_fields(row: models.Model, before: _Values, after: _Values) -> list[dict[str, Any]]:
    """Return what differs between values of some fields of the row, as `compare` does."""
    told, told_after = (
        {name: _tell_named(row, name, value) for name, value in values.items()}
        for values in (before, after)
    )
    return compare(told, told_after)


def _tell_named(row: models.Model, name: str, value: Any) -> Any:
    field: Any = row._meta.get_field(name)
    # Rows that belong to it; other lists are values of a column.
    if isinstance(value, list) and not isinstance(field, models.Field):
        return [_tell_whole(one, without=row) for one in value]
    return _tell_field(field, value)


def name_field(model: Any, name: str) -> str:
    """Return what people call the field; its name, should the model have it no more."""
    try:
        field = model._meta.get_field(name)
    except (AttributeError, FieldDoesNotExist):
        return name
    if field.one_to_many:
        return str(field.related_model._meta.verbose_name_plural)
    return str(field.verbose_name)
