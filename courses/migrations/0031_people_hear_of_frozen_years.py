from django.db import migrations, models
from django.db.models import F


def note_told(apps, schema_editor):
    """Write no letters about years that were closed before there were any."""
    rows = apps.get_model("courses", "YearlyObligation").objects.filter(closed_at__isnull=False)
    rows.update(told_at=F("closed_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0028_extensions_are_reckoned_anew"),
    ]

    operations = [
        migrations.AddField(
            model_name="yearlyobligation",
            name="told_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunPython(note_told, migrations.RunPython.noop),
    ]
