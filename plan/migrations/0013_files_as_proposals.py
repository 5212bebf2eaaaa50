"""The table of files of the plan that wait, were applied or were closed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("plan", "0012_targets_in_percent"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PlanProposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("targets", "Targets"),
                            ("plan", "Plan with phases and clauses"),
                            ("framework", "Framework of skills"),
                            ("levels", "Levels of a framework"),
                            ("crosswalk", "Crosswalk of frameworks"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("options", models.JSONField(default=dict)),
                ("file_name", models.CharField(max_length=255, verbose_name="file")),
                ("digest", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("content", models.BinaryField()),
                ("received_at", models.DateTimeField(db_index=True, verbose_name="received at")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Waits for approval"),
                            ("refused", "Refused"),
                            ("empty", "Changes nothing"),
                            ("applied", "Applied"),
                            ("withdrawn", "Withdrawn"),
                            ("stale", "Out of date"),
                            ("undone", "Undone"),
                        ],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("counts", models.JSONField(default=dict)),
                ("lines", models.BinaryField()),
                ("outcome", models.CharField(max_length=64)),
                ("is_by_one", models.BooleanField(default=False)),
                ("applied_at", models.DateTimeField(null=True)),
                ("undo", models.BinaryField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "stale_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plan.planproposal",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "file of the plan",
                "verbose_name_plural": "files of the plan",
                "ordering": ["-received_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by", None),
                            models.Q(("approved_by", models.F("by")), _negated=True),
                            ("is_by_one", True),
                            _connector="OR",
                        ),
                        name="a_second_person_approves_a_file_of_the_plan",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("applied_at__isnull", False),
                                ("approved_by__isnull", False),
                                ("state__in", ("applied", "undone")),
                            ),
                            models.Q(
                                models.Q(("state__in", ("applied", "undone")), _negated=True),
                                ("applied_at", None),
                                ("approved_by", None),
                            ),
                            _connector="OR",
                        ),
                        name="a_file_of_the_plan_is_approved_to_be_applied",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", False),
                                ("closed_by__isnull", False),
                                ("state", "withdrawn"),
                            ),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("closed_by", None),
                                ("state", "stale"),
                            ),
                            models.Q(
                                models.Q(("state__in", ("withdrawn", "stale")), _negated=True),
                                ("closed_at", None),
                                ("closed_by", None),
                            ),
                            _connector="OR",
                        ),
                        name="a_file_of_the_plan_is_closed_by_somebody_or_stale",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "undone"),
                                ("undone_at__isnull", False),
                                ("undone_by__isnull", False),
                            ),
                            models.Q(
                                models.Q(("state", "undone"), _negated=True),
                                ("undone_at", None),
                                ("undone_by", None),
                            ),
                            _connector="OR",
                        ),
                        name="somebody_undoes_a_file_of_the_plan",
                    ),
                ],
            },
        ),
    ]
