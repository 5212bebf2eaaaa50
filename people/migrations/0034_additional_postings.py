"""Makes the table of additional charges beside main postings.

No two of one person and agency hold on one day: by a range on PostgreSQL, by triggers on SQLite,
which loses them whenever a later migration alters the table. Such a migration ends with `forbid`
again.
"""

import datetime
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


NAME = "charges_do_not_overlap"
# An empty period overlaps nothing: the service ended before the charge began.
EXCLUSION = f"""
    ALTER TABLE people_additionalposting ADD CONSTRAINT {NAME} EXCLUDE USING gist (
        person_id WITH =, agency_id WITH =, daterange(valid_from, valid_to) WITH &&
    )
"""
TRIGGER = """
    CREATE TRIGGER charges_do_not_overlap_{event} BEFORE {when} ON people_additionalposting
    WHEN (NEW.valid_to IS NULL OR NEW.valid_to > NEW.valid_from) AND EXISTS (
        SELECT 1 FROM people_additionalposting other
        WHERE other.person_id = NEW.person_id AND other.agency_id = NEW.agency_id
          AND other.id IS NOT NEW.id
          AND (NEW.valid_to IS NULL OR other.valid_from < NEW.valid_to)
          AND (other.valid_to IS NULL
               OR (other.valid_to > NEW.valid_from AND other.valid_to > other.valid_from))
    )
    BEGIN SELECT RAISE(ABORT, 'charges_do_not_overlap'); END
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
        schema_editor.execute(f"ALTER TABLE people_additionalposting DROP CONSTRAINT {NAME}")
        return
    for event in EVENTS:
        schema_editor.execute(f"DROP TRIGGER {NAME}_{event}")


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0033_registration"),
    ]

    operations = [
        migrations.AlterField(
            model_name="postingact",
            name="kind",
            field=models.CharField(
                choices=[
                    ("move", "Moved"),
                    ("leaving", "Service ended"),
                    ("resumption", "Taken back that the posting ended"),
                    ("correction", "Posting corrected"),
                    ("cancellation", "Planned posting cancelled"),
                    ("charge", "Additional charge given"),
                    ("charge_correction", "Additional charge corrected"),
                    ("charge_end", "Additional charge ended"),
                    ("charge_cancel", "Planned additional charge cancelled"),
                ],
                max_length=20,
                verbose_name="kind",
            ),
        ),
        migrations.CreateModel(
            name="AdditionalPosting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.JSONField(default=dict, verbose_name="position")),
                ("share", models.PositiveSmallIntegerField(verbose_name="share in percent")),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("planned_to", models.DateField(editable=False, null=True)),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid to")),
                ("why", models.CharField(max_length=300, verbose_name="why it was given")),
                (
                    "end_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="why it ended"),
                ),
                ("given_at", models.DateTimeField(editable=False)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="additional_postings",
                        to="people.agency",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="additional_postings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "additional charge",
                "verbose_name_plural": "additional charges",
                "ordering": ["valid_from", "pk"],
                "indexes": [
                    models.Index(
                        fields=["agency", "valid_from", "valid_to"],
                        name="people_addi_agency__84143f_idx",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("share__gte", 1), ("share__lte", 99)),
                        name="a_charge_leaves_a_share",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="a_charge_does_not_end_before_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("planned_to", None),
                            models.Q(
                                ("valid_to__isnull", False),
                                ("valid_to__lte", models.F("planned_to")),
                            ),
                            _connector="OR",
                        ),
                        name="a_charge_ends_as_planned_or_before",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__gte", datetime.date(1950, 1, 1)),
                            ("valid_from__lte", datetime.date(2100, 1, 1)),
                            models.Q(
                                ("planned_to", None),
                                ("planned_to__lte", datetime.date(2100, 1, 1)),
                                _connector="OR",
                            ),
                        ),
                        name="charges_have_possible_days",
                    ),
                ],
            },
        ),
        migrations.RunPython(forbid, allow),
    ]
