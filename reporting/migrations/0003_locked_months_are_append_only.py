"""A locked month is written once: the database refuses every change of it."""

from functools import partial

from django.db import migrations

from people.history import allow_changes, forbid_changes


def apply(change, apps, schema_editor):
    change(schema_editor.connection, "reporting_lockedmonth")


class Migration(migrations.Migration):
    dependencies = [("reporting", "0002_locked_months")]
    operations = [
        migrations.RunPython(partial(apply, forbid_changes), partial(apply, allow_changes))
    ]
