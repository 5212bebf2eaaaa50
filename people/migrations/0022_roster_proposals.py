"""Keeps rosters as proposals, with their lines."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0021_possible_days"),
    ]

    operations = [
        migrations.CreateModel(
            name="RosterProposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file_name", models.CharField(max_length=255, verbose_name="file")),
                ("digest", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("content", models.BinaryField(null=True)),
                ("complete_from", models.DateField(null=True)),
                ("operator", models.CharField(blank=True, max_length=100)),
                ("received_at", models.DateTimeField(db_index=True, verbose_name="received at")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planning", "Being compared"),
                            ("unreadable", "Cannot be read"),
                            ("open", "Waits for approval"),
                            ("applying", "Being applied"),
                            ("applied", "Applied"),
                            ("withdrawn", "Withdrawn"),
                            ("stale", "Out of date"),
                            ("undoing", "Being undone"),
                            ("undone", "Undone"),
                        ],
                        default="planning",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("counts", models.JSONField(default=dict)),
                ("notes", models.JSONField(default=list)),
                ("outcome", models.CharField(blank=True, max_length=64)),
                ("approved_at", models.DateTimeField(null=True)),
                ("is_by_one", models.BooleanField(default=False)),
                ("applied_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
                ("claimed_until", models.DateTimeField(null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
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
                        null=True,
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
                        to="people.rosterproposal",
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
                "verbose_name": "roster",
                "verbose_name_plural": "rosters",
                "ordering": ["-received_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="RosterProposalLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("line", models.PositiveIntegerField(null=True)),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("new", "New"),
                            ("moved", "Moved"),
                            ("changed", "Changed"),
                            ("left", "Left"),
                            ("returned", "Returned"),
                            ("ambiguous", "To be decided"),
                            ("refused", "Refused"),
                            ("unchanged", "Unchanged"),
                        ],
                        max_length=10,
                    ),
                ),
                ("staff_number", models.CharField(blank=True, max_length=40)),
                ("name", models.CharField(blank=True, max_length=250)),
                ("stated", models.JSONField(default=dict)),
                ("changes", models.JSONField(default=list)),
                ("notes", models.JSONField(default=list)),
                (
                    "question",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("other_name", "The number is recorded with another name"),
                            ("lost_zero", "The number may have lost its zeros"),
                            ("namesake", "Somebody of the same name is posted there"),
                            ("taken_contact", "The e-mail or phone is somebody else's"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("same", "The same person: take the posting only"),
                            (
                                "ask",
                                "The same person: take the posting, and ask them how they write their name",
                            ),
                            ("another", "Another person: record somebody new"),
                            ("without", "Take the line without the e-mail or phone"),
                            (
                                "other_number",
                                "Another person, who needs another number: leave it out",
                            ),
                            ("leave_out", "Leave the line out"),
                        ],
                        max_length=15,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("batch", models.PositiveSmallIntegerField(null=True)),
                ("undo", models.JSONField(null=True)),
                ("is_undone", models.BooleanField(default=False)),
                (
                    "agency",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.agency",
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
                    "other",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="people.rosterproposal",
                    ),
                ),
            ],
            options={
                "verbose_name": "line of a roster",
                "verbose_name_plural": "lines of rosters",
                "ordering": ["position"],
            },
        ),
        migrations.AddConstraint(
            model_name="rosterproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("by__isnull", False),
                    models.Q(("operator", ""), _negated=True),
                    _connector="OR",
                ),
                name="somebody_brings_a_roster",
            ),
        ),
        migrations.AddConstraint(
            model_name="rosterproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_by", None),
                    ("by", None),
                    models.Q(("approved_by", models.F("by")), _negated=True),
                    ("is_by_one", True),
                    _connector="OR",
                ),
                name="a_second_person_approves_a_roster",
            ),
        ),
        migrations.AddConstraint(
            model_name="rosterproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("approved_at__isnull", False),
                        ("state__in", ("applying", "applied", "undoing", "undone")),
                    ),
                    models.Q(
                        ("approved_at", None),
                        ("approved_by", None),
                        ("state__in", ("planning", "unreadable", "open", "withdrawn", "stale")),
                    ),
                    _connector="OR",
                ),
                name="a_roster_is_approved_before_it_is_applied",
            ),
        ),
        migrations.AddConstraint(
            model_name="rosterproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("applied_at__isnull", False),
                        ("state__in", ("applied", "undoing", "undone")),
                    ),
                    models.Q(
                        models.Q(("state__in", ("applied", "undoing", "undone")), _negated=True),
                        ("applied_at", None),
                    ),
                    _connector="OR",
                ),
                name="an_applied_roster_has_its_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="rosterproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("closed_at__isnull", False),
                        ("closed_by__isnull", False),
                        ("state", "withdrawn"),
                    ),
                    models.Q(
                        ("closed_at__isnull", False), ("closed_by", None), ("state", "stale")
                    ),
                    models.Q(
                        models.Q(("state__in", ("withdrawn", "stale")), _negated=True),
                        ("closed_at", None),
                        ("closed_by", None),
                    ),
                    _connector="OR",
                ),
                name="a_roster_is_closed_by_somebody_or_out_of_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="rosterproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", "undone"),
                        ("undone_at__isnull", False),
                        ("undone_by__isnull", False),
                    ),
                    models.Q(
                        ("state", "undoing"), ("undone_at", None), ("undone_by__isnull", False)
                    ),
                    models.Q(
                        models.Q(("state__in", ("undoing", "undone")), _negated=True),
                        ("undone_at", None),
                        ("undone_by", None),
                    ),
                    _connector="OR",
                ),
                name="somebody_undoes_a_roster",
            ),
        ),
        migrations.AddIndex(
            model_name="rosterproposalline",
            index=models.Index(fields=["proposal", "group", "position"], name="roster_lines"),
        ),
        migrations.AddConstraint(
            model_name="rosterproposalline",
            constraint=models.UniqueConstraint(
                fields=("proposal", "line"), name="a_line_of_a_roster_stands_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="rosterproposalline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("group", "ambiguous"), models.Q(("question", ""), _negated=True)),
                    models.Q(models.Q(("group", "ambiguous"), _negated=True), ("question", "")),
                    _connector="OR",
                ),
                name="an_ambiguous_line_asks_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="rosterproposalline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("decided_by", None), ("decision", "")),
                    models.Q(
                        models.Q(("decision", ""), _negated=True),
                        models.Q(("question", ""), _negated=True),
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="somebody_decides_an_ambiguous_line",
            ),
        ),
        migrations.AddConstraint(
            model_name="rosterproposalline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("batch__isnull", False),
                    models.Q(("is_undone", False), ("undo", None)),
                    _connector="OR",
                ),
                name="what_was_not_written_is_not_undone",
            ),
        ),
    ]
