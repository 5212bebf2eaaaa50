"""Refuses postings on impossible days. SQLite makes the table anew, with its triggers again."""

import datetime as dt
from importlib import import_module

from django.db import migrations, models
from django.db.models import Q

FIRST, LAST = dt.date(1950, 1, 1), dt.date(2100, 1, 1)
restore_triggers = import_module("people.migrations.0020_end_reasons").restore_triggers


def bound_days(apps, schema_editor):
    """Move mistyped years to the nearest possible day, on which the posting counts the same."""
    postings = apps.get_model("people", "Posting").objects
    postings.filter(valid_from__lt=FIRST).exclude(valid_to__lte=FIRST).update(valid_from=FIRST)
    postings.filter(valid_to__gt=LAST, valid_from__lt=LAST).update(valid_to=LAST)


class Migration(migrations.Migration):
    dependencies = [("people", "0020_end_reasons")]

    operations = [
        migrations.RunPython(bound_days, restore_triggers),
        migrations.AddConstraint(
            "posting",
            models.CheckConstraint(
                condition=Q(valid_from__gte=FIRST, valid_from__lte=LAST)
                & (Q(valid_to=None) | Q(valid_to__lte=LAST)),
                name="postings_have_possible_days",
            ),
        ),
        migrations.RunPython(restore_triggers, migrations.RunPython.noop),
    ]
