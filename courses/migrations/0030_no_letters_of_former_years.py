from django.db import migrations
from django.db.models import F


def note_told(apps, schema_editor):
    """Write no letters about years that were closed before there were any."""
    rows = apps.get_model("courses", "YearlyObligation").objects.filter(closed_at__isnull=False)
    rows.update(told_at=F("closed_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0029_people_hear_of_frozen_years"),
    ]

    operations = [
        migrations.RunPython(note_told, migrations.RunPython.noop),
    ]
