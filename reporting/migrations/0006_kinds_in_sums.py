"""Sums and indexes get the kind of proof, and sums the totals of a day."""

import datetime
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0005_spells_outlive_their_person"),
    ]

    operations = [
        migrations.CreateModel(
            name="TallyTotal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("skill_key", models.PositiveBigIntegerField()),
                (
                    "measure",
                    models.CharField(
                        choices=[("held", "Held now"), ("trained", "Trained here")], max_length=10
                    ),
                ),
                ("level", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("certificate", "Certificate"),
                            ("test", "Assessed test"),
                            ("sign_off", "Signed off by a supervisor"),
                            ("imported", "Imported record"),
                            ("diagnostic", "Diagnostic test"),
                            ("self_claim", "The person's own statement"),
                        ],
                        max_length=20,
                    ),
                ),
                ("before_month", models.IntegerField(default=0)),
                ("on_day", models.IntegerField(default=0)),
            ],
            options={
                "verbose_name": "total of a day",
                "verbose_name_plural": "totals of a day",
            },
        ),
        migrations.RemoveConstraint(
            model_name="tallycell",
            name="a_month_is_added_up_once",
        ),
        migrations.RemoveIndex(
            model_name="spell",
            name="spells_of_agencies",
        ),
        migrations.RemoveIndex(
            model_name="spell",
            name="spells_that_start",
        ),
        migrations.RemoveIndex(
            model_name="spell",
            name="spells_that_end",
        ),
        migrations.AddField(
            model_name="tally",
            name="day",
            field=models.DateField(default=datetime.date(2026, 1, 1)),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="tallycell",
            name="kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("certificate", "Certificate"),
                    ("test", "Assessed test"),
                    ("sign_off", "Signed off by a supervisor"),
                    ("imported", "Imported record"),
                    ("diagnostic", "Diagnostic test"),
                    ("self_claim", "The person's own statement"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddIndex(
            model_name="spell",
            index=models.Index(
                fields=[
                    "agency",
                    "skill_key",
                    "measure",
                    "starts_on",
                    "ends_on",
                    "level",
                    "kind",
                    "person",
                ],
                name="spells_of_agencies",
            ),
        ),
        migrations.AddIndex(
            model_name="spell",
            index=models.Index(
                fields=["starts_on", "skill_key", "measure", "level", "kind", "agency"],
                name="spells_that_start",
            ),
        ),
        migrations.AddIndex(
            model_name="spell",
            index=models.Index(
                fields=["ends_on", "skill_key", "measure", "level", "kind", "agency"],
                name="spells_that_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="tallycell",
            constraint=models.UniqueConstraint(
                fields=("tally", "skill_key", "measure", "level", "kind", "month"),
                name="a_month_is_added_up_once",
            ),
        ),
        migrations.AddField(
            model_name="tallytotal",
            name="tally",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="totals",
                to="reporting.tally",
            ),
        ),
        migrations.AddConstraint(
            model_name="tallytotal",
            constraint=models.UniqueConstraint(
                fields=("tally", "skill_key", "measure", "level", "kind"),
                name="a_total_is_kept_once",
            ),
        ),
    ]
