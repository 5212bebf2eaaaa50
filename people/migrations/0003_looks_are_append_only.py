"""Who looked at whose data is kept for good: the database refuses every change of it."""

from functools import partial

from django.db import migrations

from people.history import allow_changes, forbid_changes


def apply(change, apps, schema_editor):
    change(schema_editor.connection, "people_look")


class Migration(migrations.Migration):
    dependencies = [("people", "0002_periods_do_not_overlap")]
    operations = [
        migrations.RunPython(partial(apply, forbid_changes), partial(apply, allow_changes))
    ]
