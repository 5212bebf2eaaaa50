"""Lets a posting say why it ended. SQLite makes the table anew: its triggers are made again."""

from importlib import import_module

from django.db import migrations, models
from django.db.models import Q

_initial = import_module("people.migrations.0001_initial")


def restore_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        _initial.forbid(apps, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("people", "0019_own_data")]

    operations = [
        # First and last: going back makes the table anew too, in the opposite order.
        migrations.RunPython(migrations.RunPython.noop, restore_triggers),
        migrations.AddField(
            "posting",
            "end_reason",
            models.CharField(
                blank=True,
                choices=[
                    ("retired", "Retired"),
                    ("transferred_out", "Transferred out"),
                    ("resigned", "Resigned"),
                    ("deceased", "Deceased"),
                    ("other", "Other reason"),
                ],
                db_default="",
                default="",
                max_length=20,
                verbose_name="why it ended",
            ),
        ),
        migrations.AddConstraint(
            "posting",
            models.CheckConstraint(
                condition=Q(end_reason="") | Q(valid_to__isnull=False),
                name="only_what_ended_has_a_reason",
            ),
        ),
        migrations.RunPython(restore_triggers, migrations.RunPython.noop),
    ]
