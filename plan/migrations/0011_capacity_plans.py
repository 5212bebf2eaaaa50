"""Tables of yearly capacity plans."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0026_transfers"),
        ("plan", "0010_retired_and_related_skills"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CapacityPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Waits for approval"),
                            ("approved", "Approved"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("submitted_at", models.DateTimeField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("answer", models.CharField(blank=True, default="", max_length=300)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="capacity_plans",
                        to="people.agency",
                        verbose_name="unit",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "capacity plan",
                "verbose_name_plural": "capacity plans",
                "ordering": ["-year", "agency__path"],
            },
        ),
        migrations.CreateModel(
            name="CapacityPriority",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(verbose_name="level")),
                (
                    "importance",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "Useful"), (2, "Important"), (3, "Urgent")],
                        default=2,
                        verbose_name="importance",
                    ),
                ),
                ("headcount", models.PositiveIntegerField(verbose_name="people asked")),
                ("gap", models.PositiveIntegerField(verbose_name="people who lack it")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="priorities",
                        to="plan.capacityplan",
                    ),
                ),
                (
                    "skill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="priorities",
                        to="plan.skill",
                        verbose_name="skill",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="priorities",
                        to="plan.target",
                    ),
                ),
            ],
            options={
                "verbose_name": "priority",
                "verbose_name_plural": "priorities",
                "ordering": ["-importance", "-gap", "skill__code", "level"],
            },
        ),
        migrations.CreateModel(
            name="CapacityQuarter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("quarter", models.PositiveSmallIntegerField(verbose_name="quarter")),
                (
                    "seats",
                    models.PositiveIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(10000000),
                        ],
                        verbose_name="seats",
                    ),
                ),
                (
                    "budget",
                    models.PositiveBigIntegerField(
                        validators=[django.core.validators.MaxValueValidator(1000000000000)],
                        verbose_name="budget in kyat",
                    ),
                ),
                (
                    "priority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quarters",
                        to="plan.capacitypriority",
                    ),
                ),
            ],
            options={
                "verbose_name": "quarter",
                "verbose_name_plural": "quarters",
                "ordering": ["quarter"],
            },
        ),
        migrations.AddConstraint(
            model_name="capacityplan",
            constraint=models.UniqueConstraint(
                fields=("agency", "year"), name="an_agency_has_one_capacity_plan_a_year"
            ),
        ),
        migrations.AddConstraint(
            model_name="capacityplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("year__gte", 2021), ("year__lte", 2100)),
                name="capacity_plans_are_of_possible_years",
            ),
        ),
        migrations.AddConstraint(
            model_name="capacityplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "draft"),
                    models.Q(("submitted_at__isnull", False), ("submitted_by__isnull", False)),
                    _connector="OR",
                ),
                name="somebody_submitted_the_capacity_plan",
            ),
        ),
        migrations.AddConstraint(
            model_name="capacityplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "approved"), _negated=True),
                    models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                    _connector="OR",
                ),
                name="somebody_approved_the_capacity_plan",
            ),
        ),
        migrations.AddConstraint(
            model_name="capacitypriority",
            constraint=models.UniqueConstraint(
                fields=("plan", "skill", "level"), name="a_need_is_a_priority_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="capacitypriority",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("importance__gte", 1), ("importance__lte", 3), ("level__gte", 1)
                ),
                name="priorities_are_of_importance_and_level",
            ),
        ),
        migrations.AddConstraint(
            model_name="capacityquarter",
            constraint=models.UniqueConstraint(
                fields=("priority", "quarter"), name="a_priority_has_each_quarter_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="capacityquarter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("quarter__gte", 1),
                    ("quarter__lte", 4),
                    ("seats__lte", 10000000),
                    ("budget__lte", 1000000000000),
                ),
                name="quarters_are_of_a_year",
            ),
        ),
    ]
