"""Makes the table of one-time codes: slips of offices, and codes that were sent."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

PURPOSES = [
    ("slip", "slip of an office"),
    ("password", "new password by text message"),
    ("email", "e-mail address to be confirmed"),
    ("phone", "phone number to be confirmed"),
]


class Migration(migrations.Migration):
    dependencies = [("people", "0008_confirmed_contacts")]

    operations = [
        migrations.CreateModel(
            name="OneTimeCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(choices=PURPOSES, max_length=10, verbose_name="purpose"),
                ),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("contact", models.CharField(blank=True, max_length=254)),
                ("issued_at", models.DateTimeField(verbose_name="issued at")),
                ("expires_at", models.DateTimeField(verbose_name="valid until")),
                ("sent_at", models.DateTimeField(null=True)),
                ("used_at", models.DateTimeField(null=True, verbose_name="used at")),
                ("cancelled_at", models.DateTimeField(null=True)),
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
                    "issued_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="printed_codes",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="codes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "one-time code",
                "verbose_name_plural": "one-time codes",
                "ordering": ["-issued_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=Q(cancelled_at=None, used_at=None),
                        fields=("person", "purpose"),
                        name="a_person_has_one_code_for_a_purpose",
                    ),
                    models.CheckConstraint(
                        condition=Q(used_at=None) | Q(cancelled_at=None),
                        name="a_cancelled_code_is_not_used",
                    ),
                    models.CheckConstraint(
                        condition=Q(purpose="slip", issued_by__isnull=False, agency__isnull=False)
                        | ~Q(purpose="slip"),
                        name="somebody_prints_a_slip_for_an_agency",
                    ),
                ],
            },
        ),
    ]
