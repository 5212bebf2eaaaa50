"""Targets ask people or percent, of an audience, by milestones."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("plan", "0011_capacity_plans"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="target",
            name="a_target_is_set_once_in_its_phase",
        ),
        migrations.AddField(
            model_name="pasttarget",
            name="grade_from",
            field=models.PositiveSmallIntegerField(
                blank=True,
                null=True,
                validators=[django.core.validators.MaxValueValidator(99)],
                verbose_name="from grade",
            ),
        ),
        migrations.AddField(
            model_name="pasttarget",
            name="grade_to",
            field=models.PositiveSmallIntegerField(
                blank=True,
                null=True,
                validators=[django.core.validators.MaxValueValidator(99)],
                verbose_name="to grade",
            ),
        ),
        migrations.AddField(
            model_name="pasttarget",
            name="milestones",
            field=models.JSONField(
                blank=True,
                db_default=models.Value([], models.JSONField()),
                default=list,
                verbose_name="milestones",
            ),
        ),
        migrations.AddField(
            model_name="pasttarget",
            name="percent",
            field=models.PositiveSmallIntegerField(
                blank=True,
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(100),
                ],
                verbose_name="or percent of them",
            ),
        ),
        migrations.AddField(
            model_name="pasttarget",
            name="positions",
            field=models.JSONField(
                blank=True,
                db_default=models.Value([], models.JSONField()),
                default=list,
                verbose_name="only these positions",
            ),
        ),
        migrations.AddField(
            model_name="target",
            name="audience_key",
            field=models.CharField(db_default="", default="", editable=False, max_length=32),
        ),
        migrations.AddField(
            model_name="target",
            name="grade_from",
            field=models.PositiveSmallIntegerField(
                blank=True,
                null=True,
                validators=[django.core.validators.MaxValueValidator(99)],
                verbose_name="from grade",
            ),
        ),
        migrations.AddField(
            model_name="target",
            name="grade_to",
            field=models.PositiveSmallIntegerField(
                blank=True,
                null=True,
                validators=[django.core.validators.MaxValueValidator(99)],
                verbose_name="to grade",
            ),
        ),
        migrations.AddField(
            model_name="target",
            name="milestones",
            field=models.JSONField(
                blank=True,
                db_default=models.Value([], models.JSONField()),
                default=list,
                verbose_name="milestones",
            ),
        ),
        migrations.AddField(
            model_name="target",
            name="percent",
            field=models.PositiveSmallIntegerField(
                blank=True,
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(100),
                ],
                verbose_name="or percent of them",
            ),
        ),
        migrations.AddField(
            model_name="target",
            name="positions",
            field=models.JSONField(
                blank=True,
                db_default=models.Value([], models.JSONField()),
                default=list,
                verbose_name="only these positions",
            ),
        ),
        migrations.AlterField(
            model_name="pasttarget",
            name="headcount",
            field=models.PositiveIntegerField(
                blank=True,
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(10000000),
                ],
                verbose_name="people to hold the skill",
            ),
        ),
        migrations.AlterField(
            model_name="target",
            name="headcount",
            field=models.PositiveIntegerField(
                blank=True,
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(10000000),
                ],
                verbose_name="people to hold the skill",
            ),
        ),
        migrations.AddConstraint(
            model_name="pasttarget",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("headcount__gte", 1), ("headcount__lte", 10000000), ("percent", None)
                    ),
                    models.Q(("headcount", None), ("percent__gte", 1), ("percent__lte", 100)),
                    _connector="OR",
                ),
                name="earlier_target_asks_people_or_percent",
            ),
        ),
        migrations.AddConstraint(
            model_name="pasttarget",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("grade_from", None),
                    ("grade_to", None),
                    ("grade_from__lte", models.F("grade_to")),
                    _connector="OR",
                ),
                name="earlier_target_has_grades_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="target",
            constraint=models.UniqueConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="target",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("percent", None),
                    models.Q(("measure", "trained"), _negated=True),
                    _connector="OR",
                ),
                name="a_percent_is_of_people_who_hold_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="target",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("headcount__gte", 1), ("headcount__lte", 10000000), ("percent", None)
                    ),
                    models.Q(("headcount", None), ("percent__gte", 1), ("percent__lte", 100)),
                    _connector="OR",
                ),
                name="target_asks_people_or_percent",
            ),
        ),
        migrations.AddConstraint(
            model_name="target",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("grade_from", None),
                    ("grade_to", None),
                    ("grade_from__lte", models.F("grade_to")),
                    _connector="OR",
                ),
                name="target_has_grades_in_order",
            ),
        ),
    ]
