from django.conf import settings
from django.db import migrations, models
import django.db.models.deletion


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0041_texts_of_a_day"),
        ("plan", "0013_files_as_proposals"),
        ("reporting", "0009_figure_letters"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReportFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("level", models.PositiveSmallIntegerField()),
                ("day", models.DateField()),
                (
                    "measure",
                    models.CharField(
                        choices=[("held", "Held now"), ("trained", "Trained here")], max_length=10
                    ),
                ),
                ("shown_in", models.CharField(max_length=10)),
                ("asked_at", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("claimed_until", models.DateTimeField(null=True)),
                ("file", models.FileField(blank=True, default="", max_length=150, upload_to="")),
                ("done_at", models.DateTimeField(db_index=True, null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="report_files",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "skill",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plan.skill",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.agency",
                    ),
                ),
            ],
            options={
                "verbose_name": "report on paper",
                "verbose_name_plural": "reports on paper",
                "ordering": ["-asked_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("done_at", None)),
                        fields=("asked_by",),
                        name="a_person_waits_for_one_report",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_at", None),
                            models.Q(("file", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_finished_report_has_its_file",
                    ),
                ],
            },
        ),
    ]
