"""Tables of role profiles.

No two versions of one position, agency and kind of unit hold on one day: by a range on PostgreSQL,
by triggers on SQLite, which loses them whenever a later migration alters the table. Such a
migration ends with `forbid_overlaps` again.
"""

import datetime

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

NAME, TABLE = "role_profiles_do_not_overlap", "plan_roleprofile"
EXCLUSION = f"""
    ALTER TABLE {TABLE} ADD CONSTRAINT {NAME} EXCLUDE USING gist (
        position_key WITH =, agency_id WITH =, unit_kind WITH =,
        daterange(valid_from, valid_to) WITH &&
    )
"""
# An empty period overlaps nothing: such a version was taken back.
TRIGGER = """
    CREATE TRIGGER role_profiles_do_not_overlap_{event} BEFORE {when} ON plan_roleprofile
    WHEN (NEW.valid_to IS NULL OR NEW.valid_to > NEW.valid_from) AND EXISTS (
        SELECT 1 FROM plan_roleprofile other
        WHERE other.position_key = NEW.position_key AND other.agency_id = NEW.agency_id
          AND other.unit_kind = NEW.unit_kind AND other.id IS NOT NEW.id
          AND (NEW.valid_to IS NULL OR other.valid_from < NEW.valid_to)
          AND (other.valid_to IS NULL
               OR (other.valid_to > NEW.valid_from AND other.valid_to > other.valid_from))
    )
    BEGIN SELECT RAISE(ABORT, 'role_profiles_do_not_overlap'); END
"""
EVENTS = {"insert": "INSERT", "update": "UPDATE"}
FIRST_DAY, LAST_DAY = datetime.date(1950, 1, 1), datetime.date(2100, 1, 1)
MOST_PEOPLE = 10000000


def forbid_overlaps(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(EXCLUSION)
        return
    for event, when in EVENTS.items():
        schema_editor.execute(TRIGGER.format(event=event, when=when))


def allow_overlaps(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE {TABLE} DROP CONSTRAINT {NAME}")
        return
    for event in EVENTS:
        schema_editor.execute(f"DROP TRIGGER {NAME}_{event}")


def primary_key():
    return models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


def row_of(model, name, verbose_name=None):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT,
        related_name=name,
        to=model,
        verbose_name=verbose_name,
    )


class Migration(migrations.Migration):
    dependencies = [("people", "0026_transfers"), ("plan", "0008_past_of_clauses")]

    operations = [
        migrations.CreateModel(
            name="RoleProfile",
            fields=[
                ("id", primary_key()),
                ("position", models.JSONField(default=dict, verbose_name="position")),
                ("position_key", models.CharField(editable=False, max_length=200)),
                (
                    "unit_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("government", "Government"),
                            ("ministry", "Union ministry"),
                            ("union_body", "Union body"),
                            ("department", "Department"),
                            ("state_region", "State or region office"),
                            ("district", "District office"),
                            ("township", "Township office"),
                            ("partner", "Private partner"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="kind of unit",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid to")),
                ("agency", row_of("people.agency", "role_profiles", "unit")),
            ],
            options={
                "verbose_name": "role profile",
                "verbose_name_plural": "role profiles",
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                        name="role_profile_does_not_end_before_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=Q(valid_from__gte=FIRST_DAY, valid_from__lte=LAST_DAY)
                        & (Q(valid_to=None) | Q(valid_to__lte=LAST_DAY)),
                        name="role_profiles_have_possible_days",
                    ),
                    models.CheckConstraint(
                        condition=~Q(position_key=""), name="role_profile_names_a_position"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProfileRequirement",
            fields=[
                ("id", primary_key()),
                ("level", models.PositiveSmallIntegerField(verbose_name="level")),
                (
                    "minimum",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(MOST_PEOPLE),
                        ],
                        verbose_name="at least",
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="requirements",
                        to="plan.roleprofile",
                    ),
                ),
                ("skill", row_of("plan.skill", "requirements", "skill")),
            ],
            options={
                "verbose_name": "requirement",
                "verbose_name_plural": "requirements",
                "ordering": ["skill__code"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("profile", "skill"), name="a_profile_asks_a_skill_once"
                    ),
                    models.CheckConstraint(
                        condition=Q(level__gte=1)
                        & (Q(minimum=None) | Q(minimum__gte=1, minimum__lte=MOST_PEOPLE)),
                        name="requirements_are_of_levels_and_people",
                    ),
                ],
            },
        ),
        migrations.RunPython(forbid_overlaps, allow_overlaps),
    ]
