"""Keeps whether an office confirmed a person's name; those of rosters and offices are."""

from django.db import migrations, models
from django.db.models import Q


def confirm_names_of_offices(apps, schema_editor):
    # Citizens either signed up by themselves or were entered by an office, and nothing tells
    # which: of them nothing is claimed until an office looks again.
    known = ~Q(staff_number=None) | Q(is_staff=True) | Q(is_superuser=True)
    apps.get_model("people", "Person").objects.filter(known).update(is_name_confirmed=True)


class Migration(migrations.Migration):
    dependencies = [("people", "0005_import_runs")]

    operations = [
        migrations.AddField(
            model_name="person",
            name="is_name_confirmed",
            field=models.BooleanField(
                default=False,
                # An old release that still runs writes rows without the column.
                db_default=False,
                help_text="Somebody compared it with a document. Else certificates say so.",
                verbose_name="the name is confirmed",
            ),
        ),
        migrations.RunPython(confirm_names_of_offices, migrations.RunPython.noop),
    ]
