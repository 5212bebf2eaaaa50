"""Keeps who gave and ended a role, and lets one be given again after its end.

No two of one person, agency and kind hold on one day: by a range on PostgreSQL, by triggers on
SQLite, which loses them whenever a later migration alters the table. Such a migration ends with
`forbid` again.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

NAME = "roles_do_not_overlap"
# A role without an acting_for is one's own: nobody has the number 0.
EXCLUSION = f"""
    ALTER TABLE people_role ADD CONSTRAINT {NAME} EXCLUDE USING gist (
        person_id WITH =, agency_id WITH =, kind WITH =, (COALESCE(acting_for_id, 0)) WITH =,
        daterange(valid_from, valid_to) WITH &&
    )
"""  # noqa: S608
# An empty period overlaps nothing: such a role was taken back.
TRIGGER = """
    CREATE TRIGGER roles_do_not_overlap_{event} BEFORE {when} ON people_role
    WHEN (NEW.valid_to IS NULL OR NEW.valid_to > NEW.valid_from) AND EXISTS (
        SELECT 1 FROM people_role other
        WHERE other.person_id = NEW.person_id AND other.agency_id = NEW.agency_id
          AND other.kind = NEW.kind AND other.acting_for_id IS NEW.acting_for_id
          AND other.id IS NOT NEW.id
          AND (NEW.valid_to IS NULL OR other.valid_from < NEW.valid_to)
          AND (other.valid_to IS NULL
               OR (other.valid_to > NEW.valid_from AND other.valid_to > other.valid_from))
    )
    BEGIN SELECT RAISE(ABORT, 'roles_do_not_overlap'); END
"""
EVENTS = {"insert": "INSERT", "update": "UPDATE"}


def forbid(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(EXCLUSION)
        return
    for event, when in EVENTS.items():
        schema_editor.execute(TRIGGER.format(event=event, when=when))


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE people_role DROP CONSTRAINT {NAME}")
        return
    for event in EVENTS:
        schema_editor.execute(f"DROP TRIGGER {NAME}_{event}")


def person_key(related_name="+"):
    return models.ForeignKey(
        editable=False,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name=related_name,
        to=settings.AUTH_USER_MODEL,
    )


def reason():
    return models.CharField(db_default="", default="", editable=False, max_length=200)


class Migration(migrations.Migration):
    dependencies = [("people", "0016_bulk_acts")]

    operations = [
        migrations.RemoveConstraint("role", "a_role_is_given_once"),
        migrations.RemoveConstraint("role", "role_ends_after_it_starts"),
        migrations.AlterField(
            "role",
            "kind",
            models.CharField(
                choices=[
                    ("hr", "HR manager"),
                    ("viewer", "HR viewer"),
                    ("line", "Line manager"),
                    ("trainer", "Trainer"),
                    ("translator", "Translator"),
                    ("registrar", "Registrar"),
                    ("secretariat", "Plan secretariat"),
                    ("auditor", "Auditor"),
                ],
                max_length=20,
                verbose_name="kind",
            ),
        ),
        migrations.AddField("role", "planned_to", models.DateField(editable=False, null=True)),
        migrations.AddField("role", "acting_for", person_key("lent_roles")),
        migrations.AddField("role", "given_by", person_key()),
        migrations.AddField("role", "given_at", models.DateTimeField(editable=False, null=True)),
        migrations.AddField("role", "reason", reason()),
        migrations.AddField("role", "ended_by", person_key()),
        migrations.AddField("role", "ended_at", models.DateTimeField(editable=False, null=True)),
        migrations.AddField("role", "end_reason", reason()),
        migrations.AddConstraint(
            "role",
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="role_does_not_end_before_it_starts",
            ),
        ),
        migrations.AddConstraint(
            "role",
            models.CheckConstraint(
                condition=Q(acting_for=None)
                | (Q(valid_to__isnull=False) & ~Q(acting_for=F("person"))),
                name="a_lent_role_has_an_end_and_another_holder",
            ),
        ),
        migrations.RunPython(forbid, allow),
    ]
