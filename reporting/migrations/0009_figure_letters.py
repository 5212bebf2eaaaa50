from django.conf import settings
from django.db import migrations, models
import django.db.models.deletion


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0041_texts_of_a_day"),
        ("plan", "0013_files_as_proposals"),
        ("reporting", "0008_recount_results"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FigureLetter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(null=True)),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("weekly", "Every week"),
                            ("monthly", "Every month"),
                            ("locked", "When a month is locked"),
                        ],
                        max_length=10,
                        verbose_name="how often",
                    ),
                ),
                ("day", models.PositiveSmallIntegerField(null=True)),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("link", "Text with a link"),
                            ("csv", "With a table (CSV)"),
                            ("xlsx", "With a workbook (XLSX)"),
                            ("pdf", "With the report on paper (PDF)"),
                        ],
                        max_length=4,
                        verbose_name="form",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("active", "is sent"), ("paused", "paused"), ("ended", "ended")],
                        default="active",
                        max_length=10,
                    ),
                ),
                (
                    "end_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("own", "ended by you"),
                            ("link", "ended by the link in a letter"),
                            ("role", "ended because you no longer read the figures of the unit"),
                            ("unit", "ended because the unit was closed"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("begun_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("next_on", models.DateField(db_index=True, null=True)),
                ("last_period", models.DateField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="figure_letters",
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
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "letter of figures",
                "verbose_name_plural": "letters of figures",
                "ordering": ["-begun_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("skill", None), models.Q(("state", "ended"), _negated=True)
                        ),
                        fields=("person", "unit", "rhythm"),
                        name="one_letter_of_all_targets",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("skill__isnull", False), models.Q(("state", "ended"), _negated=True)
                        ),
                        fields=("person", "unit", "skill", "level", "rhythm"),
                        name="one_letter_of_a_skill",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("level", None), ("skill", None)),
                            models.Q(("level__isnull", False), ("skill__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_letter_is_of_a_skill_at_a_level",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("day__range", (1, 7)), ("rhythm", "weekly")),
                            models.Q(("day__range", (1, 28)), ("rhythm", "monthly")),
                            models.Q(("day", None), ("rhythm", "locked")),
                            _connector="OR",
                        ),
                        name="a_letter_has_the_day_of_its_rhythm",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "active"),
                                models.Q(("rhythm", "locked"), _negated=True),
                                ("next_on__isnull", False),
                            ),
                            models.Q(
                                models.Q(
                                    models.Q(("state", "active"), _negated=True),
                                    ("rhythm", "locked"),
                                    _connector="OR",
                                ),
                                ("next_on", None),
                            ),
                            _connector="OR",
                        ),
                        name="only_an_active_letter_has_a_next_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "ended"), models.Q(("end_reason", ""), _negated=True)
                            ),
                            models.Q(
                                models.Q(("state", "ended"), _negated=True), ("end_reason", "")
                            ),
                            _connector="OR",
                        ),
                        name="an_ended_letter_says_why",
                    ),
                ],
            },
        ),
    ]
