"""Makes the tables of what agencies were until a day, and of the acts that changed them."""

import datetime
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0026_transfers"),
    ]

    operations = [
        migrations.CreateModel(
            name="AgencyAct",
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
                            ("rename", "Renamed"),
                            ("move", "Moved"),
                            ("split", "Split"),
                            ("merge", "Merged"),
                            ("close", "Closed"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("day", models.DateField(verbose_name="day")),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("done", "Done"),
                            ("taken_back", "Taken back"),
                            ("failed", "Not possible on its day"),
                        ],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("wish", models.JSONField(default=dict)),
                ("done", models.JSONField(default=dict)),
                ("ended_at", models.DateTimeField(null=True, verbose_name="taken back at")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acts",
                        to="people.agency",
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
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "act on an agency",
                "verbose_name_plural": "acts on agencies",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "planned")),
                        fields=["day"],
                        name="acts_to_come",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("day__gte", datetime.date(1950, 1, 1)),
                            ("day__lte", datetime.date(2100, 1, 1)),
                        ),
                        name="acts_on_agencies_have_possible_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "taken_back"), _negated=True),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="somebody_takes_an_act_on_an_agency_back",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgencyVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("until", models.DateField(verbose_name="until")),
                ("names", models.JSONField(default=dict, verbose_name="names")),
                (
                    "kind",
                    models.CharField(
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
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="people.agency",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.agency",
                    ),
                ),
            ],
            options={
                "verbose_name": "former state of an agency",
                "verbose_name_plural": "former states of agencies",
                "ordering": ["until"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agency", "until"), name="an_agency_changes_once_on_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent", None),
                            models.Q(("parent", models.F("agency")), _negated=True),
                            _connector="OR",
                        ),
                        name="no_agency_stood_under_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__gte", datetime.date(1950, 1, 1)),
                            ("until__lte", datetime.date(2100, 1, 1)),
                        ),
                        name="agencies_change_on_possible_days",
                    ),
                ],
            },
        ),
    ]
