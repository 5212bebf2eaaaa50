"""What a second person approved is published: the database refuses to change it afterwards."""

from django.db import migrations

from people.history import allow_changes, forbid_changes

TABLE = "reporting_monthadjustment"


def forbid(apps, schema_editor):
    forbid_changes(schema_editor.connection, TABLE, open_until="decided_at")


def allow(apps, schema_editor):
    allow_changes(schema_editor.connection, TABLE)


class Migration(migrations.Migration):
    dependencies = [("reporting", "0003_locked_months_are_append_only")]
    operations = [migrations.RunPython(forbid, allow)]
