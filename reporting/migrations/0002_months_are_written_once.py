"""What is published stands: the database refuses to change a locked month, and what was decided."""

from django.db import migrations

from people.history import allow_changes, forbid_changes

_MONTHS, _ADJUSTMENTS = "reporting_lockedmonth", "reporting_monthadjustment"


def forbid(apps, schema_editor):
    forbid_changes(schema_editor.connection, _MONTHS)
    # An adjustment is published once a second person approved it.
    forbid_changes(schema_editor.connection, _ADJUSTMENTS, open_until="decided_at")


def allow(apps, schema_editor):
    for table in (_MONTHS, _ADJUSTMENTS):
        allow_changes(schema_editor.connection, table)


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
