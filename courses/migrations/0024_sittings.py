"""Opens supervised tests in rooms, and lets an attempt be void."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0023_quiz_supervision"),
        ("people", "0037_sign_in_cards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="VoidedAttempt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                ("voided_at", models.DateTimeField()),
                ("passed_before", models.BooleanField()),
            ],
            options={
                "verbose_name": "voided attempt",
                "verbose_name_plural": "voided attempts",
            },
        ),
        migrations.CreateModel(
            name="Sitting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                ("planned_at", models.DateTimeField()),
                (
                    "entry_minutes",
                    models.PositiveSmallIntegerField(
                        default=30,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(240),
                        ],
                        verbose_name="minutes in which one may begin",
                    ),
                ),
                ("extra_minutes", models.PositiveSmallIntegerField(default=0)),
                ("made_at", models.DateTimeField()),
                ("started_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=300)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sittings",
                        to="people.agency",
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
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "quiz",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sittings",
                        to="courses.quiz",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sittings",
                        to="courses.classsession",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "supervised test",
                "verbose_name_plural": "supervised tests",
                "ordering": ["planned_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="SittingSeat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="seat")),
                ("passages", models.PositiveSmallIntegerField(default=1)),
                ("wrong_codes", models.PositiveSmallIntegerField(default=0)),
                ("device", models.CharField(blank=True, max_length=43)),
                ("is_shared", models.BooleanField(default=False)),
                ("seen_at", models.DateTimeField(null=True)),
                ("let_in_at", models.DateTimeField(null=True)),
                ("removed_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sitting_seats",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sitting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="courses.sitting",
                    ),
                ),
            ],
            options={
                "verbose_name": "seat in a supervised test",
                "verbose_name_plural": "seats in supervised tests",
                "ordering": ["number"],
            },
        ),
        migrations.AddField(
            model_name="attempt",
            name="seat",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attempts",
                to="courses.sittingseat",
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(("seat", None), ("taken", "supervised"), _connector="OR"),
                name="a_seat_is_of_a_supervised_attempt",
            ),
        ),
        migrations.AddField(
            model_name="voidedattempt",
            name="attempt",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="void",
                to="courses.attempt",
            ),
        ),
        migrations.AddField(
            model_name="voidedattempt",
            name="voided_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="sitting",
            constraint=models.CheckConstraint(
                condition=models.Q(("entry_minutes__gte", 1), ("entry_minutes__lte", 240)),
                name="a_sitting_is_entered_for_minutes",
            ),
        ),
        migrations.AddConstraint(
            model_name="sitting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("started_at", None), ("started_by", None)),
                    models.Q(("started_at__isnull", False), ("started_by__isnull", False)),
                    _connector="OR",
                ),
                name="somebody_starts_a_sitting",
            ),
        ),
        migrations.AddConstraint(
            model_name="sitting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_at", None),
                    ("started_at__isnull", False),
                    ("closed_by__isnull", False),
                    _connector="OR",
                ),
                name="somebody_cancels_a_sitting",
            ),
        ),
        migrations.AddConstraint(
            model_name="sittingseat",
            constraint=models.UniqueConstraint(
                fields=("sitting", "person"), name="one_seat_a_sitting_and_person"
            ),
        ),
        migrations.AddConstraint(
            model_name="sittingseat",
            constraint=models.UniqueConstraint(
                fields=("sitting", "number"), name="a_seat_of_a_sitting_is_numbered_once"
            ),
        ),
    ]
