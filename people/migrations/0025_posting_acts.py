"""Makes the table of what offices did to postings, from which an act of today is taken back."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0024_ended_postings")]

    operations = [
        migrations.CreateModel(
            name="PostingAct",
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
                            ("move", "Moved"),
                            ("leaving", "Service ended"),
                            ("resumption", "Taken back that the posting ended"),
                            ("correction", "Posting corrected"),
                            ("cancellation", "Planned posting cancelled"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="at")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                ("before", models.JSONField(default=list)),
                ("after", models.JSONField(default=list)),
                ("taken_back_at", models.DateTimeField(null=True, verbose_name="taken back at")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posting_acts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "act on postings",
                "verbose_name_plural": "acts on postings",
                "ordering": ["pk"],
            },
        ),
    ]
