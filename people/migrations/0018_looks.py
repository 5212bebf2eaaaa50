"""Keeps who looked at whose data on which day, for good."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from people.history import allow_changes, forbid_changes


def lock(apps, schema_editor):
    forbid_changes(schema_editor.connection, "people_look")


def unlock(apps, schema_editor):
    allow_changes(schema_editor.connection, "people_look")


def person_key():
    return models.ForeignKey(
        db_constraint=False,
        db_index=False,
        on_delete=django.db.models.deletion.DO_NOTHING,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
    )


class Migration(migrations.Migration):
    dependencies = [("people", "0017_roles_given_and_ended")]

    operations = [
        migrations.CreateModel(
            name="Look",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("viewer", person_key()),
                ("person", person_key()),
                ("day", models.DateField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=["person", "viewer", "day"], name="a_look_is_kept_once_a_day"
                    )
                ]
            },
        ),
        migrations.RunPython(lock, unlock),
    ]
