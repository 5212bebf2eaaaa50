"""Preparing a machine: what was made by another version is told, not half migrated."""

import pytest
from django.core.management import CommandError
from django.db.migrations.recorder import MigrationRecorder

from lms.ops import bootstrap
from lms.ops.bootstrap import OutdatedDatabase


@pytest.mark.django_db
def test_a_database_of_migrations_that_are_gone_is_told_before_anything_is_migrated(monkeypatch):
    monkeypatch.setattr(bootstrap, "call_command", lambda *a, **k: pytest.fail("it migrated"))
    MigrationRecorder.Migration.objects.create(app="people", name="0009_of_another_time")
    steps = dict(bootstrap.list_steps())
    with pytest.raises(OutdatedDatabase, match=r"0009_of_another_time.*make reset"):
        steps["Database"]()


@pytest.mark.django_db
def test_a_database_of_today_is_left_alone(monkeypatch):
    monkeypatch.setattr(bootstrap, "call_command", lambda *a, **k: pytest.fail("it migrated"))
    dict(bootstrap.list_steps())["Database"]()


def test_missing_contexts_are_told_before_anything_is_made(settings, tmp_path):
    settings.LMS_DEMO = True
    _name, first = bootstrap.list_steps()[0]
    with pytest.raises(CommandError, match=rf"node scripts/contexts\.mjs {tmp_path}/contexts"):
        first()
