"""Makes the tables by which officials who register themselves prove their agency."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0032_scim"),
    ]

    operations = [
        migrations.CreateModel(
            name="AgencyCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                (
                    "most_uses",
                    models.PositiveSmallIntegerField(verbose_name="for how many people"),
                ),
                ("uses", models.PositiveSmallIntegerField(default=0, verbose_name="used by")),
                ("issued_at", models.DateTimeField(verbose_name="issued at")),
                ("expires_at", models.DateTimeField(verbose_name="valid until")),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registration_codes",
                        to="people.agency",
                    ),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "registration code of an agency",
                "verbose_name_plural": "registration codes of agencies",
                "ordering": ["-issued_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="AgencyDomain",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("domain", models.CharField(max_length=253, unique=True, verbose_name="domain")),
                ("added_at", models.DateTimeField(verbose_name="added at")),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="domains",
                        to="people.agency",
                    ),
                ),
            ],
            options={
                "verbose_name": "e-mail domain of an agency",
                "verbose_name_plural": "e-mail domains of agencies",
                "ordering": ["domain"],
            },
        ),
        migrations.CreateModel(
            name="ServiceClaim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.JSONField(default=dict, verbose_name="position")),
                (
                    "grade",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="grade"),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("domain", "by e-mail address"),
                            ("code", "by a code of the office"),
                            ("office", "by decision of the office"),
                        ],
                        max_length=10,
                        verbose_name="proved",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="asked at")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="decided at")),
                ("is_granted", models.BooleanField(null=True)),
                ("answer", models.CharField(blank=True, max_length=300, verbose_name="answer")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.agency",
                    ),
                ),
                (
                    "code",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="people.agencycode",
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="service_claims",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "claim to serve in an agency",
                "verbose_name_plural": "claims to serve in agencies",
                "ordering": ["asked_at", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="agencycode",
            constraint=models.CheckConstraint(
                condition=models.Q(("uses__lte", models.F("most_uses"))),
                name="a_code_is_used_as_often_as_it_may",
            ),
        ),
        migrations.AddConstraint(
            model_name="serviceclaim",
            constraint=models.UniqueConstraint(
                condition=models.Q(("decided_at", None)),
                fields=("person",),
                name="a_person_claims_one_office_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="serviceclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("decided_by", None), ("is_granted", None)),
                    models.Q(
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                        ("is_granted__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="somebody_decides_about_a_claim",
            ),
        ),
        migrations.AddConstraint(
            model_name="serviceclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("code__isnull", False), ("way", "code")),
                    models.Q(models.Q(("way", "code"), _negated=True), ("code", None)),
                    _connector="OR",
                ),
                name="a_claim_by_code_names_the_code",
            ),
        ),
    ]
