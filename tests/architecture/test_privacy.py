"""What the service knows of people is told, and what it need not know it has no place for."""

import re
from collections import Counter

import pytest
from django import forms
from django.apps import apps
from django.db import models

from certification.evidence.external import RECORD_COLUMNS
from people.models import Person
from people.privacy.inventory import list_impersonal_fields, list_personal_data
from people.roster import OPTIONAL_COLUMNS, ROSTER_COLUMNS
from tests.architecture.source import ROOT

HARMLESS = (
    *(models.AutoField, models.BooleanField, models.DateField, models.UUIDField),
    *(models.IntegerField, models.FloatField, models.DecimalField),
)


def all_fields():
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy:
            continue
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
            yield model, field


def is_of_a_person(model):
    fields = (*model._meta.local_fields, *model._meta.local_many_to_many)
    return model is Person or any(field.related_model is Person for field in fields)


def could_tell(model, field):
    """Anything in a row of a person; elsewhere whatever may hold words, files or addresses."""
    if isinstance(field, models.AutoField):
        return False
    if is_of_a_person(model):
        return True
    return not field.is_relation and not isinstance(field, HARMLESS)


def personal():
    return [name for entry in list_personal_data() for name in entry.fields]


def declared():
    return {*personal(), *list_impersonal_fields()}


def names(model, field):
    return {f"{model._meta.label}.{field.name}", f"{model._meta.label}.*"}


@pytest.mark.any_database
def test_every_field_that_could_tell_of_a_person_is_in_the_inventory():
    known = declared()
    untold = [
        f"{model._meta.label}.{field.name}"
        for model, field in all_fields()
        if could_tell(model, field) and not names(model, field) & known
    ]
    assert untold == []


def test_the_inventory_names_fields_that_exist_each_once():
    there = {name for model, field in all_fields() for name in names(model, field)}
    assert declared() - there == set()
    assert [one for one, count in Counter(personal()).items() if count > 1] == []
    assert set(personal()) & set(list_impersonal_fields()) == set()


def test_no_row_of_a_person_is_called_impersonal_as_a_whole():
    """Field by field, so that a new field of it is looked at."""
    rows = {f"{model._meta.label}.*" for model, _field in all_fields() if is_of_a_person(model)}
    assert rows & set(list_impersonal_fields()) == set()


def test_each_reason_and_each_entry_says_something():
    assert all(list_impersonal_fields().values())
    for entry in list_personal_data():
        assert entry.readers
        assert str(entry.title) != str(entry.purpose) != ""
        assert entry.kept_in_words


UNWANTED = re.compile(
    r"(?:^|_)(nrc|national_id|nric|passport|ethnic\w*|race|religion|tribe|birth\w*|father\w*)(?:_|$)"
)


def all_forms():
    stack = [forms.BaseForm]
    while stack:
        for form in stack.pop().__subclasses__():
            stack.append(form)
            if form.__module__.partition(".")[0] in {"people", "courses", "certification", "cms"}:
                yield form


def test_nobody_is_asked_for_a_national_id_or_ethnicity():
    columns = {field.name for _model, field in all_fields()}
    asked = {name for form in all_forms() for name in getattr(form, "base_fields", {})}
    assert len(asked) > 20
    assert [name for name in sorted(columns | asked) if UNWANTED.search(name)] == []


def test_no_file_of_people_has_a_column_for_a_national_id_or_ethnicity():
    columns = [*ROSTER_COLUMNS, *OPTIONAL_COLUMNS, *RECORD_COLUMNS]
    assert [name for name in columns if UNWANTED.search(name)] == []


LANGUAGE_OF_A_PERSON = re.compile(r"person__language|\bPerson\b.*\blanguage=|\.language\b")
COUNTERS = ("reporting", "people/directory", "plan")


def test_nobody_is_counted_or_listed_by_the_language_they_prefer():
    """In a township it would say who is of which people; so no figure and no list reads it."""
    paths = [path for place in COUNTERS for path in (ROOT / place).rglob("*.py")]
    readers = [path for path in paths if LANGUAGE_OF_A_PERSON.search(path.read_text())]
    assert len(paths) > 40
    assert [str(path.relative_to(ROOT)) for path in readers] == []
