"""The database itself keeps every history as it was written."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from certification.models import Checkpoint
from people.history import allow_changes, forbid_changes
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries(db):
    person = PersonFactory()
    log(person, "wagtail.edit", user=person)
    log(Page.objects.first(), "wagtail.edit", user=person)
    Checkpoint.objects.create(day="2026-01-01", size=1, body="-", made_at=timezone.now())
    return person


@pytest.mark.parametrize("model", [ModelLogEntry, PageLogEntry, Checkpoint])
def test_an_entry_is_neither_changed_nor_deleted_by_whatever_statement(entries, model):
    table = model._meta.db_table
    for field in model._meta.concrete_fields:
        if field.column != "content_type_id":
            same = {field.name: F(field.name)}
            with pytest.raises(IntegrityError), transaction.atomic():
                model.objects.update(**same)
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.all()._raw_delete(using="default")
    if connection.vendor == "postgresql":
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            # Keys that are checked at the end would refuse it first, for another reason.
            cursor.execute(f"SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {table} CASCADE")
    else:
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"REPLACE INTO {table} SELECT * FROM {table}")  # noqa: S608 – our name


def test_whoever_and_whatever_is_deleted_the_entries_about_them_stay(entries):
    page = Page.objects.first().add_child(instance=Page(title="Gone", slug="gone"))
    log(page, "wagtail.create", user=entries)
    page.delete()
    entries.delete()
    ContentType.objects.get(app_label="people", model="person").delete()
    assert PageLogEntry.objects.filter(action="wagtail.create", label="Gone").exists()
    entry = ModelLogEntry.objects.get(action="wagtail.edit")
    assert entry.content_type is None
    other = ContentType.objects.get_for_model(Page)
    with pytest.raises(IntegrityError), transaction.atomic():
        ModelLogEntry.objects.filter(pk=entry.pk).update(content_type=other)


def test_an_erasure_opens_the_lock_and_shuts_it_in_the_transaction_that_wrote_there(entries):
    table = ModelLogEntry._meta.db_table
    allow_changes(connection, table, clearable="content_type_id")
    ModelLogEntry.objects.update(label="")
    forbid_changes(connection, table, clearable="content_type_id")
    with pytest.raises(IntegrityError), transaction.atomic():
        ModelLogEntry.objects.update(label="again")
