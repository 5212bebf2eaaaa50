"""Tables of what figures are counted from, and of what is published."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from people.migrating import create_tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
        ("plan", "0001_initial"),
    ]

    operations = create_tables(
        migrations.CreateModel(
            name="Spell",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="spells",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="spells",
                        to="people.agency",
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
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
            ],
            options={
                "verbose_name": "counted time",
                "verbose_name_plural": "counted times",
                "indexes": [
                    models.Index(
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
                    models.Index(
                        fields=["starts_on", "skill_key", "measure", "level", "kind", "agency"],
                        name="spells_that_start",
                    ),
                    models.Index(
                        fields=["ends_on", "skill_key", "measure", "level", "kind", "agency"],
                        name="spells_that_end",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None),
                            ("ends_on__gt", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="a_spell_ends_after_it_starts",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StalePerson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "person to count again",
                "verbose_name_plural": "people to count again",
            },
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "unit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tally",
                        to="people.agency",
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("day", models.DateField()),
            ],
            options={
                "verbose_name": "sum of a large unit",
                "verbose_name_plural": "sums of large units",
            },
        ),
        migrations.CreateModel(
            name="TallyAgency",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tally",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="agencies",
                        to="reporting.tally",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tallies",
                        to="people.agency",
                    ),
                ),
            ],
            options={
                "verbose_name": "agency of a sum",
                "verbose_name_plural": "agencies of sums",
            },
        ),
        migrations.CreateModel(
            name="TallyCell",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tally",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cells",
                        to="reporting.tally",
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
                ("month", models.DateField()),
                ("change", models.IntegerField()),
            ],
            options={
                "verbose_name": "sum of a month",
                "verbose_name_plural": "sums of months",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tally", "skill_key", "measure", "level", "kind", "month"),
                        name="a_month_is_added_up_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TallyTotal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tally",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="totals",
                        to="reporting.tally",
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tally", "skill_key", "measure", "level", "kind"),
                        name="a_total_is_kept_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RecountResult",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(
                        default=1, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="counted again at")),
                (
                    "people",
                    models.PositiveIntegerField(verbose_name="people who are counted wrongly"),
                ),
                ("units", models.PositiveIntegerField(verbose_name="units whose sums are wrong")),
            ],
            options={
                "verbose_name": "result of a recount",
                "verbose_name_plural": "results of recounts",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)), name="the_last_recount_is_kept_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LockedMonth",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(unique=True, verbose_name="month")),
                ("content", models.TextField()),
                ("digest", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("key", models.CharField(max_length=60, verbose_name="key")),
                ("signature", models.CharField(max_length=120, verbose_name="signature")),
                ("locked_at", models.DateTimeField(verbose_name="locked at")),
                (
                    "locked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="locked by",
                    ),
                ),
            ],
            options={
                "verbose_name": "locked month",
                "verbose_name_plural": "locked months",
                "ordering": ["-month"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)),
                        name="a_locked_month_begins_on_its_first_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MonthAdjustment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "month",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adjustments",
                        to="reporting.lockedmonth",
                    ),
                ),
                ("figure", models.CharField(max_length=200, verbose_name="figure")),
                ("value", models.PositiveIntegerField(verbose_name="right number")),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                (
                    "answer_state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("approved", "approved"),
                            ("declined", "declined"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("answer", models.CharField(blank=True, default="", max_length=300)),
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
            ],
            options={
                "verbose_name": "adjustment of a locked month",
                "verbose_name_plural": "adjustments of locked months",
                "ordering": ["asked_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answer_state", "waiting")),
                        fields=("month", "figure"),
                        name="one_waiting_adjustment_a_figure",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value__lte", 10000000)),
                        name="an_adjustment_counts_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer_state", "waiting"), ("decided_at", None)),
                            models.Q(
                                models.Q(("answer_state", "waiting"), _negated=True),
                                ("decided_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="an_adjustment_is_decided_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer_state", "approved"), _negated=True),
                            models.Q(
                                ("decided_by__isnull", False),
                                models.Q(("decided_by", models.F("asked_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_second_person_adjusts_a_month",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FigureLetter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="figure_letters",
                        to=settings.AUTH_USER_MODEL,
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
                (
                    "skill",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plan.skill",
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
        migrations.CreateModel(
            name="ReportFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="report_files",
                        to=settings.AUTH_USER_MODEL,
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
                (
                    "skill",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plan.skill",
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
    )
