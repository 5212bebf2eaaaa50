"""Adds the role of a reviewer, and agencies whose courses reviewers publish."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0034_additional_postings")]

    operations = [
        migrations.AlterField(
            "role",
            "kind",
            models.CharField(
                choices=[
                    ("hr", "HR manager"),
                    ("viewer", "HR viewer"),
                    ("line", "Line manager"),
                    ("trainer", "Trainer"),
                    ("reviewer", "Reviewer"),
                    ("translator", "Translator"),
                    ("registrar", "Registrar"),
                    ("secretariat", "Plan secretariat"),
                    ("auditor", "Auditor"),
                ],
                max_length=20,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            "agency",
            "publishing",
            models.CharField(
                choices=[
                    ("authors", "Trainers and translators publish their own work"),
                    ("trainers", "Trainers publish their own work and that of translators"),
                    ("second", "A second trainer publishes; nobody publishes their own work"),
                    ("reviewer", "A reviewer publishes what trainers and translators submit"),
                ],
                db_default="authors",
                default="authors",
                max_length=10,
                verbose_name="who publishes courses",
            ),
        ),
    ]
