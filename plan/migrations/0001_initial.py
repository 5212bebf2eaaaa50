"""Tables of frameworks, plans, targets and role profiles."""

import datetime
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from people.migrating import create_tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
    ]

    operations = create_tables(
        migrations.CreateModel(
            name="Framework",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("names", models.JSONField(default=dict, verbose_name="names")),
                ("code", models.CharField(max_length=20, unique=True, verbose_name="code")),
                ("source", models.TextField(blank=True, verbose_name="source")),
                ("url", models.URLField(blank=True, verbose_name="address on the web")),
            ],
            options={
                "verbose_name": "framework",
                "verbose_name_plural": "frameworks",
            },
        ),
        migrations.CreateModel(
            name="Skill",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("names", models.JSONField(default=dict, verbose_name="names")),
                (
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="skills",
                        to="plan.framework",
                        verbose_name="framework",
                    ),
                ),
                ("code", models.CharField(max_length=30, unique=True, verbose_name="code")),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="skills",
                        to="plan.skill",
                        verbose_name="area",
                    ),
                ),
                ("url", models.URLField(blank=True, verbose_name="address on the web")),
                ("retired_on", models.DateField(blank=True, null=True, verbose_name="retired on")),
            ],
            options={
                "verbose_name": "skill",
                "verbose_name_plural": "skills",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="SkillRelation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="relations",
                        to="plan.skill",
                        verbose_name="skill",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="related_from",
                        to="plan.skill",
                        verbose_name="skill elsewhere",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("equivalent", "The same skill"), ("partly", "In part the same")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
            ],
            options={
                "verbose_name": "relation of skills",
                "verbose_name_plural": "relations of skills",
                "ordering": ["source__code", "target__code"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("source", "target"), name="two_skills_are_related_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", models.F("target")), _negated=True),
                        name="a_skill_is_not_related_to_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Level",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("names", models.JSONField(default=dict, verbose_name="names")),
                (
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="levels",
                        to="plan.framework",
                        verbose_name="framework",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
            ],
            options={
                "verbose_name": "level",
                "verbose_name_plural": "levels",
                "ordering": ["framework", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("framework", "number"),
                        name="a_level_is_numbered_once_in_its_framework",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("names", models.JSONField(default=dict, verbose_name="names")),
                ("code", models.CharField(max_length=20, unique=True, verbose_name="code")),
                ("source", models.TextField(blank=True, verbose_name="source")),
                (
                    "in_force_on",
                    models.DateField(
                        blank=True,
                        help_text="Until that day it is a draft: its targets count nowhere.",
                        null=True,
                        verbose_name="in force from",
                    ),
                ),
                (
                    "closed_on",
                    models.DateField(
                        blank=True,
                        help_text="The first day it no longer holds.",
                        null=True,
                        verbose_name="closed on",
                    ),
                ),
                (
                    "is_leading",
                    models.BooleanField(
                        default=False,
                        help_text="Its targets come first. Every other plan is named beside its own.",
                        verbose_name="the leading plan",
                    ),
                ),
            ],
            options={
                "verbose_name": "plan",
                "verbose_name_plural": "plans",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_leading", True)),
                        fields=("is_leading",),
                        name="one_plan_leads",
                        violation_error_message="Another plan leads. Take that from it first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_leading", False),
                            models.Q(("closed_on", None), ("in_force_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_leading_plan_is_in_force",
                        violation_error_message="Only a plan in force leads.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on", None),
                            models.Q(
                                ("closed_on__gt", models.F("in_force_on")),
                                ("in_force_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_plan_closes_after_it_is_in_force",
                        violation_error_message="A plan closes after it came into force.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Phase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("names", models.JSONField(default=dict, verbose_name="names")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="phases",
                        to="plan.plan",
                        verbose_name="plan",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("starts_on", models.DateField(verbose_name="starts on")),
                ("ends_on", models.DateField(verbose_name="ends on")),
            ],
            options={
                "verbose_name": "phase",
                "verbose_name_plural": "phases",
                "ordering": ["plan", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "number"), name="a_phase_is_numbered_once_in_its_plan"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gt", models.F("starts_on"))),
                        name="phase_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Clause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("names", models.JSONField(default=dict, verbose_name="names")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clauses",
                        to="plan.plan",
                        verbose_name="plan",
                    ),
                ),
                ("code", models.CharField(max_length=20, verbose_name="code")),
            ],
            options={
                "verbose_name": "clause",
                "verbose_name_plural": "clauses",
                "ordering": ["plan", "code"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "code"), name="a_clause_is_coded_once_in_its_plan"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PastClause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("names", models.JSONField(default=dict, verbose_name="names")),
                ("until", models.DateField(verbose_name="until")),
                (
                    "current",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="past",
                        to="plan.clause",
                        verbose_name="clause",
                    ),
                ),
            ],
            options={
                "verbose_name": "earlier wording",
                "verbose_name_plural": "earlier wordings",
                "ordering": ["until"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("current", "until"), name="a_clause_is_reworded_once_a_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Target",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "headcount",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10000000),
                        ],
                        verbose_name="people to hold the skill",
                    ),
                ),
                (
                    "percent",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="or percent of them",
                    ),
                ),
                (
                    "positions",
                    models.JSONField(
                        blank=True,
                        db_default=models.Value([], models.JSONField()),
                        default=list,
                        verbose_name="only these positions",
                    ),
                ),
                (
                    "grade_from",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(99)],
                        verbose_name="from grade",
                    ),
                ),
                (
                    "grade_to",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(99)],
                        verbose_name="to grade",
                    ),
                ),
                (
                    "milestones",
                    models.JSONField(
                        blank=True,
                        db_default=models.Value([], models.JSONField()),
                        default=list,
                        verbose_name="milestones",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="due on")),
                (
                    "baseline",
                    models.PositiveIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(10000000)],
                        verbose_name="baseline",
                    ),
                ),
                ("baseline_on", models.DateField(verbose_name="baseline on")),
                ("source", models.TextField(blank=True, verbose_name="source")),
                ("is_sample", models.BooleanField(default=False, verbose_name="sample figure")),
                (
                    "phase",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets",
                        to="plan.phase",
                        verbose_name="phase",
                    ),
                ),
                (
                    "clause",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets",
                        to="plan.clause",
                        verbose_name="clause",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets",
                        to="people.agency",
                        verbose_name="agency",
                    ),
                ),
                (
                    "skill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets",
                        to="plan.skill",
                        verbose_name="skill",
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(verbose_name="level")),
                (
                    "measure",
                    models.CharField(
                        choices=[("held", "Held now"), ("trained", "Trained here")],
                        default="held",
                        max_length=10,
                        verbose_name="what is counted",
                    ),
                ),
                (
                    "with_below",
                    models.BooleanField(default=True, verbose_name="with the units below"),
                ),
                (
                    "audience_key",
                    models.CharField(db_default="", default="", editable=False, max_length=32),
                ),
            ],
            options={
                "verbose_name": "target",
                "verbose_name_plural": "targets",
                "ordering": ["due_on", "skill__code"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=(
                            "phase",
                            "clause",
                            "agency",
                            "skill",
                            "level",
                            "measure",
                            "with_below",
                            "audience_key",
                        ),
                        name="a_target_is_set_once_in_its_phase",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gt", models.F("baseline_on"))),
                        name="target_is_due_after_its_baseline",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("percent", None),
                            models.Q(("measure", "trained"), _negated=True),
                            _connector="OR",
                        ),
                        name="a_percent_is_of_people_who_hold_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("headcount__gte", 1),
                                ("headcount__lte", 10000000),
                                ("percent", None),
                            ),
                            models.Q(
                                ("headcount", None), ("percent__gte", 1), ("percent__lte", 100)
                            ),
                            _connector="OR",
                        ),
                        name="target_asks_people_or_percent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("grade_from", None),
                            ("grade_to", None),
                            ("grade_from__lte", models.F("grade_to")),
                            _connector="OR",
                        ),
                        name="target_has_grades_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PastTarget",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("until", models.DateField(verbose_name="until")),
                (
                    "headcount",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10000000),
                        ],
                        verbose_name="people to hold the skill",
                    ),
                ),
                (
                    "percent",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="or percent of them",
                    ),
                ),
                (
                    "positions",
                    models.JSONField(
                        blank=True,
                        db_default=models.Value([], models.JSONField()),
                        default=list,
                        verbose_name="only these positions",
                    ),
                ),
                (
                    "grade_from",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(99)],
                        verbose_name="from grade",
                    ),
                ),
                (
                    "grade_to",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(99)],
                        verbose_name="to grade",
                    ),
                ),
                (
                    "milestones",
                    models.JSONField(
                        blank=True,
                        db_default=models.Value([], models.JSONField()),
                        default=list,
                        verbose_name="milestones",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="due on")),
                (
                    "baseline",
                    models.PositiveIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(10000000)],
                        verbose_name="baseline",
                    ),
                ),
                ("baseline_on", models.DateField(verbose_name="baseline on")),
                ("source", models.TextField(blank=True, verbose_name="source")),
                ("is_sample", models.BooleanField(default=False, verbose_name="sample figure")),
                (
                    "current",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="past",
                        to="plan.target",
                        verbose_name="target",
                    ),
                ),
            ],
            options={
                "verbose_name": "earlier target",
                "verbose_name_plural": "earlier targets",
                "ordering": ["until"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("current", "until"), name="a_target_changes_once_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("headcount__gte", 1),
                                ("headcount__lte", 10000000),
                                ("percent", None),
                            ),
                            models.Q(
                                ("headcount", None), ("percent__gte", 1), ("percent__lte", 100)
                            ),
                            _connector="OR",
                        ),
                        name="earlier_target_asks_people_or_percent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("grade_from", None),
                            ("grade_to", None),
                            ("grade_from__lte", models.F("grade_to")),
                            _connector="OR",
                        ),
                        name="earlier_target_has_grades_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CapacityPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="capacity_plans",
                        to="people.agency",
                        verbose_name="unit",
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
                (
                    "submitted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("submitted_at", models.DateTimeField(null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("answer", models.CharField(blank=True, default="", max_length=300)),
            ],
            options={
                "verbose_name": "capacity plan",
                "verbose_name_plural": "capacity plans",
                "ordering": ["-year", "agency__path"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agency", "year"), name="an_agency_has_one_capacity_plan_a_year"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 2021), ("year__lte", 2100)),
                        name="capacity_plans_are_of_possible_years",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"),
                            models.Q(
                                ("submitted_at__isnull", False), ("submitted_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="somebody_submitted_the_capacity_plan",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "approved"), _negated=True),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="somebody_approved_the_capacity_plan",
                    ),
                ],
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "skill", "level"), name="a_need_is_a_priority_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("importance__gte", 1), ("importance__lte", 3), ("level__gte", 1)
                        ),
                        name="priorities_are_of_importance_and_level",
                    ),
                ],
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
                (
                    "priority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quarters",
                        to="plan.capacitypriority",
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
            ],
            options={
                "verbose_name": "quarter",
                "verbose_name_plural": "quarters",
                "ordering": ["quarter"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("priority", "quarter"), name="a_priority_has_each_quarter_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quarter__gte", 1),
                            ("quarter__lte", 4),
                            ("seats__lte", 10000000),
                            ("budget__lte", 1000000000000),
                        ),
                        name="quarters_are_of_a_year",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoleProfile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.JSONField(default=dict, verbose_name="position")),
                ("position_key", models.CharField(editable=False, max_length=200)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="role_profiles",
                        to="people.agency",
                        verbose_name="unit",
                    ),
                ),
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
            ],
            options={
                "verbose_name": "role profile",
                "verbose_name_plural": "role profiles",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="role_profile_does_not_end_before_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__gte", datetime.date(1950, 1, 1)),
                            ("valid_from__lte", datetime.date(2100, 1, 1)),
                            models.Q(
                                ("valid_to", None),
                                ("valid_to__lte", datetime.date(2100, 1, 1)),
                                _connector="OR",
                            ),
                        ),
                        name="role_profiles_have_possible_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("position_key", ""), _negated=True),
                        name="role_profile_names_a_position",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProfileRequirement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                (
                    "skill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requirements",
                        to="plan.skill",
                        verbose_name="skill",
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(verbose_name="level")),
                (
                    "minimum",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10000000),
                        ],
                        verbose_name="at least",
                    ),
                ),
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
                        condition=models.Q(
                            ("level__gte", 1),
                            models.Q(
                                ("minimum", None),
                                models.Q(("minimum__gte", 1), ("minimum__lte", 10000000)),
                                _connector="OR",
                            ),
                        ),
                        name="requirements_are_of_levels_and_people",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanProposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file_name", models.CharField(max_length=255, verbose_name="file")),
                ("digest", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("received_at", models.DateTimeField(db_index=True, verbose_name="received at")),
                ("counts", models.JSONField(default=dict)),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("is_by_one", models.BooleanField(default=False)),
                ("applied_at", models.DateTimeField(null=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("closed_at", models.DateTimeField(null=True)),
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
                ("undone_at", models.DateTimeField(null=True)),
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
                ("content", models.BinaryField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                ("lines", models.BinaryField()),
                ("outcome", models.CharField(max_length=64)),
                ("undo", models.BinaryField(null=True)),
            ],
            options={
                "verbose_name": "file of the plan",
                "verbose_name_plural": "files of the plan",
                "ordering": ["-received_at", "-pk"],
                "abstract": False,
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
    )
