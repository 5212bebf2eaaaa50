"""The public log and its daily heads are written once: the database refuses anything else."""

from functools import partial

from django.db import migrations

from people.history import allow_changes, forbid_changes

TABLES = ("certification_logentry", "certification_checkpoint")


def apply(change, apps, schema_editor):
    for table in TABLES:
        change(schema_editor.connection, table)


class Migration(migrations.Migration):
    dependencies = [("certification", "0001_initial")]
    operations = [
        migrations.RunPython(partial(apply, forbid_changes), partial(apply, allow_changes))
    ]
