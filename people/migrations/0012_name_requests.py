"""Makes the table of requests of people to have their names put right."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("people", "0011_forget_second_register")]

    operations = [
        migrations.CreateModel(
            name="NameRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name_my",
                    models.CharField(blank=True, max_length=120, verbose_name="name in Burmese"),
                ),
                (
                    "name_en",
                    models.CharField(blank=True, max_length=120, verbose_name="name in English"),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("asked_at", models.DateTimeField(verbose_name="asked at")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="decided at")),
                ("is_granted", models.BooleanField(null=True)),
                ("answer", models.CharField(blank=True, max_length=300, verbose_name="answer")),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="name_decisions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="name_requests",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "request for another name",
                "verbose_name_plural": "requests for other names",
                "ordering": ["asked_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=Q(decided_at=None),
                        fields=("person",),
                        name="a_person_asks_for_one_name_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=Q(decided_at=None, decided_by=None, is_granted=None)
                        | Q(
                            decided_at__isnull=False,
                            decided_by__isnull=False,
                            is_granted__isnull=False,
                        ),
                        name="somebody_decides_about_a_name",
                    ),
                    models.CheckConstraint(
                        condition=~Q(name_my="") | ~Q(name_en=""),
                        name="somebody_asks_for_some_name",
                    ),
                ],
            },
        ),
    ]
