"""Tables of evidence, designs, certificates and the public log."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from people.migrating import create_tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("courses", "0001_initial"),
        ("people", "0001_initial"),
        ("plan", "0001_initial"),
    ]

    operations = create_tables(
        migrations.CreateModel(
            name="Design",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=40, unique=True, verbose_name="key")),
                ("names", models.JSONField(default=dict, verbose_name="names")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("course", "Course"),
                            ("programme", "Programme"),
                            ("classroom", "Classroom training"),
                            ("prior", "Prior learning"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="designs",
                        to="people.agency",
                    ),
                ),
                (
                    "retired_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="retired at"),
                ),
            ],
            options={
                "verbose_name": "certificate design",
                "verbose_name_plural": "certificate designs",
                "ordering": ["key"],
            },
        ),
        migrations.CreateModel(
            name="DesignVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "design",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="certification.design",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                (
                    "paper",
                    models.CharField(
                        choices=[
                            ("a4-landscape", "A4, landscape"),
                            ("a4-portrait", "A4, portrait"),
                            ("letter-landscape", "Letter, landscape"),
                        ],
                        default="a4-landscape",
                        max_length=20,
                        verbose_name="paper",
                    ),
                ),
                (
                    "background",
                    models.CharField(
                        choices=[
                            ("guilloche", "Guilloche with a woven frame"),
                            ("frame", "Frame only"),
                            ("plain", "Plain paper"),
                        ],
                        default="guilloche",
                        max_length=20,
                        verbose_name="background",
                    ),
                ),
                ("colours", models.JSONField(default=dict, verbose_name="colours")),
                ("wording", models.JSONField(default=dict, verbose_name="wording")),
                (
                    "emblem",
                    models.FileField(blank=True, upload_to="designs/", verbose_name="emblem"),
                ),
                (
                    "emblem_text",
                    models.JSONField(
                        blank=True, default=dict, verbose_name="what the emblem shows"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificate_designs",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("made_at", models.DateTimeField(verbose_name="made at")),
                (
                    "published_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="published at"),
                ),
            ],
            options={
                "verbose_name": "design version",
                "verbose_name_plural": "design versions",
                "ordering": ["design", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("design", "number"), name="a_design_version_is_numbered_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("published_at", None)),
                        fields=("design",),
                        name="one_draft_version_a_design",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Signatory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="signatories",
                        to="certification.designversion",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="place")),
                ("names", models.JSONField(default=dict, verbose_name="names")),
                ("positions", models.JSONField(default=dict, verbose_name="positions")),
                (
                    "image",
                    models.FileField(
                        blank=True, upload_to="designs/", verbose_name="picture of the signature"
                    ),
                ),
            ],
            options={
                "verbose_name": "signatory",
                "verbose_name_plural": "signatories",
                "ordering": ["version", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "position"), name="a_place_has_one_signatory"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("position__gte", 1), ("position__lte", 4)),
                        name="four_signatories_at_most",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=12, unique=True, verbose_name="code")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("course", "Course"),
                            ("programme", "Programme"),
                            ("classroom", "Classroom training"),
                            ("prior", "Prior learning"),
                        ],
                        default="course",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("award_key", models.CharField(default="", max_length=100)),
                (
                    "enrolment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="courses.enrolment",
                    ),
                ),
                (
                    "programme_enrolment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="courses.programmeenrolment",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "course",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="courses.course",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="people.agency",
                    ),
                ),
                (
                    "achievement",
                    models.CharField(max_length=64, verbose_name="achievement version"),
                ),
                (
                    "design",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="certification.designversion",
                    ),
                ),
                ("facts", models.JSONField()),
                ("issued_at", models.DateTimeField(verbose_name="issued at")),
                (
                    "issued_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reissues",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("expires_on", models.DateField(blank=True, null=True, verbose_name="expires on")),
                ("status_index", models.PositiveBigIntegerField(unique=True)),
                (
                    "sealed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="sealed at"),
                ),
                (
                    "sealed_with",
                    models.CharField(blank=True, max_length=40, verbose_name="seal key"),
                ),
                (
                    "signed_with",
                    models.CharField(blank=True, max_length=40, verbose_name="credential key"),
                ),
                ("pdf", models.FileField(blank=True, upload_to="certificates/")),
                ("pdf_digest", models.CharField(blank=True, db_index=True, max_length=64)),
                ("credential", models.TextField(blank=True)),
                (
                    "credential_digest",
                    models.CharField(blank=True, db_default="", default="", max_length=64),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("last_error", models.TextField(blank=True)),
                (
                    "hides_score",
                    models.BooleanField(default=False, verbose_name="score is hidden"),
                ),
                ("share_key", models.CharField(blank=True, max_length=43)),
                (
                    "supersedes",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="certification.certificate",
                    ),
                ),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "revoked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="revoked at"),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revocations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revocation_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("error", "Issued in error"),
                            ("fraud", "Obtained by fraud"),
                            ("conduct", "Breach of the rules of the test"),
                            ("request", "At the holder's request"),
                            ("withdrawn", "The test it rests on was withdrawn"),
                            ("key", "The key that sealed it is no longer trusted"),
                        ],
                        max_length=20,
                        verbose_name="reason",
                    ),
                ),
                ("revocation_note", models.TextField(blank=True, verbose_name="note")),
            ],
            options={
                "verbose_name": "certificate",
                "verbose_name_plural": "certificates",
                "indexes": [
                    models.Index(
                        fields=["person", "issued_at"], name="certificati_person__b1231f_idx"
                    ),
                    models.Index(
                        condition=models.Q(("sealed_at", None)),
                        fields=["issued_at"],
                        name="certificates_without_seal",
                    ),
                    models.Index(
                        condition=models.Q(("revoked_at", None), ("superseded_at", None)),
                        fields=["expires_on"],
                        name="certificates_that_end",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at", None)),
                        fields=("award_key",),
                        name="one_certificate_stands_for_an_award_key",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("award_key", ""), _negated=True),
                        name="a_certificate_has_an_award_key",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revocation_reason", ""), ("revoked_at", None)),
                            models.Q(
                                models.Q(("revoked_at", None), _negated=True),
                                models.Q(("revocation_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_revocation_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("revoked_at", None), ("superseded_at", None), _connector="OR"
                        ),
                        name="a_certificate_is_revoked_or_superseded",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sealed_at", None),
                            models.Q(
                                ("pdf", ""),
                                ("pdf_digest", ""),
                                ("credential", ""),
                                _connector="OR",
                                _negated=True,
                            ),
                            models.Q(
                                ("credential", ""),
                                models.Q(("credential_digest", ""), _negated=True),
                                models.Q(("pdf_digest", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_sealed_certificate_has_its_file",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActionRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "certificate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="action_requests",
                        to="certification.certificate",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("correct", "Correct and issue anew"),
                            ("replace", "Replace by a new one"),
                            ("revoke", "Revoke"),
                            ("restore", "Restore"),
                            ("appeal", "Appeal of the holder"),
                        ],
                        max_length=10,
                        verbose_name="act",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting for a decision"),
                            ("done", "Done"),
                            ("refused", "Refused"),
                        ],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=20, verbose_name="reason")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("changes", models.JSONField(blank=True, default=dict, verbose_name="changes")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificate_requests",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="asked at")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificate_decisions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="decided at"),
                ),
                (
                    "decision_note",
                    models.TextField(blank=True, verbose_name="note of the decision"),
                ),
                (
                    "result",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests_behind",
                        to="certification.certificate",
                    ),
                ),
            ],
            options={
                "verbose_name": "act on a certificate",
                "verbose_name_plural": "acts on certificates",
                "ordering": ["asked_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("certificate", "kind"),
                        name="one_act_of_a_kind_waits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at", None), ("decided_by", None), ("state", "waiting")
                            ),
                            models.Q(
                                models.Q(("state", "waiting"), _negated=True),
                                models.Q(("decided_by", None), _negated=True),
                                models.Q(("decided_at", None), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_decision_has_its_maker_and_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Batch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("course", "Course"),
                            ("programme", "Programme"),
                            ("classroom", "Classroom training"),
                            ("prior", "Prior learning"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("titles", models.JSONField(default=dict, verbose_name="titles")),
                (
                    "course",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="batches",
                        to="courses.course",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="batches",
                        to="people.agency",
                    ),
                ),
                (
                    "design",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="batches",
                        to="certification.design",
                    ),
                ),
                ("completed_on", models.DateField(verbose_name="completed on")),
                (
                    "validity_months",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="months a certificate is valid"
                    ),
                ),
                (
                    "language",
                    models.CharField(default="my", max_length=10, verbose_name="language"),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="batches",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="created at")),
                (
                    "started_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="started at"),
                ),
                (
                    "stopped_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="stopped at"),
                ),
                (
                    "finished_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="finished at"),
                ),
                (
                    "files",
                    models.FileField(blank=True, upload_to="batches/", verbose_name="all files"),
                ),
                (
                    "register",
                    models.FileField(
                        blank=True, upload_to="batches/", verbose_name="printable register"
                    ),
                ),
                (
                    "files_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="files written at"),
                ),
                ("filing_until", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "batch of certificates",
                "verbose_name_plural": "batches of certificates",
                "ordering": ["-created_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("started_at", None), _negated=True),
                            models.Q(("finished_at", None), ("stopped_at", None)),
                            _connector="OR",
                        ),
                        name="a_batch_ends_after_its_start",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BatchSkill",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="batch_skills",
                        to="certification.batch",
                    ),
                ),
                (
                    "skill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="plan.skill"
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(verbose_name="level")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("batch", "skill"), name="a_batch_certifies_a_skill_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BatchLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="certification.batch",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="batch_lines",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "score",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="score in percent"
                    ),
                ),
                (
                    "certificate",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="batch_line",
                        to="certification.certificate",
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("last_error", models.TextField(blank=True)),
                ("claimed_until", models.DateTimeField(blank=True, null=True)),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="sealed at")),
            ],
            options={
                "verbose_name": "line of a batch",
                "verbose_name_plural": "lines of a batch",
                "ordering": ["batch", "number"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_at", None)),
                        fields=["batch", "tries", "number"],
                        name="lines_that_are_not_done",
                    ),
                    models.Index(fields=["batch", "claimed_until"], name="claims_of_a_batch"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("batch", "number"), name="a_line_is_numbered_once"
                    ),
                    models.UniqueConstraint(
                        fields=("batch", "person"), name="a_person_stands_once_in_a_batch"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("score", None), ("score__lte", 100), _connector="OR"),
                        name="a_line_s_score_is_a_percentage",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_at", None),
                            models.Q(("certificate", None), _negated=True),
                            _connector="OR",
                        ),
                        name="a_line_is_done_with_its_certificate",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Record",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("issuer", models.CharField(max_length=200, verbose_name="issuer")),
                ("title", models.CharField(max_length=300, verbose_name="title")),
                ("number", models.CharField(blank=True, max_length=100, verbose_name="number")),
                ("issued_on", models.DateField(verbose_name="issued on")),
                ("expires_on", models.DateField(blank=True, null=True, verbose_name="expires on")),
                (
                    "file_digest",
                    models.CharField(
                        blank=True,
                        db_index=True,
                        max_length=64,
                        verbose_name="SHA-256 of the file",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records",
                        to="people.agency",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recordings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="withdrawn at"),
                ),
            ],
            options={
                "verbose_name": "record of another system",
                "verbose_name_plural": "records of other systems",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "issuer", "title", "issued_on"),
                        name="a_record_is_kept_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("expires_on", None),
                            ("expires_on__gt", models.F("issued_on")),
                            _connector="OR",
                        ),
                        name="a_record_expires_after_its_issue",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "skill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="plan.skill",
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(verbose_name="level")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("certificate", "Certificate"),
                            ("test", "Assessed test"),
                            ("sign_off", "Signed off by a supervisor"),
                            ("imported", "Imported record"),
                            ("diagnostic", "Diagnostic test"),
                            ("self_claim", "The person's own statement"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "certificate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="certification.certificate",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="certification.record",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="source")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence_recorded",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("acquired_on", models.DateField(verbose_name="acquired on")),
                ("expires_on", models.DateField(blank=True, null=True, verbose_name="expires on")),
                ("revoked_on", models.DateField(blank=True, null=True, verbose_name="revoked on")),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="people.agency",
                    ),
                ),
                ("position", models.JSONField(blank=True, default=dict)),
                ("grade", models.PositiveSmallIntegerField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "evidence",
                "verbose_name_plural": "evidence",
                "indexes": [
                    models.Index(
                        fields=["skill", "level", "acquired_on"],
                        name="certificati_skill_i_866853_idx",
                    ),
                    models.Index(
                        fields=["person", "skill"], name="certificati_person__519cb8_idx"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("certificate", "skill"), name="a_certificate_proves_a_skill_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("certificate", None)),
                        fields=("person", "skill", "level", "kind", "acquired_on", "source"),
                        name="a_record_is_imported_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("expires_on", None),
                            ("expires_on__gt", models.F("acquired_on")),
                            _connector="OR",
                        ),
                        name="evidence_expires_after_it_is_acquired",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("certificate", None),
                                models.Q(("kind", "certificate"), _negated=True),
                            ),
                            models.Q(
                                models.Q(("certificate", None), _negated=True),
                                ("kind", "certificate"),
                            ),
                            _connector="OR",
                        ),
                        name="evidence_of_a_certificate_says_so",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("record", None), ("kind", "imported"), _connector="OR"
                        ),
                        name="evidence_of_a_record_is_imported",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="YearStatement",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="year_statements",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "status",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="courses.yearstatus",
                    ),
                ),
                ("code", models.CharField(max_length=12, unique=True)),
                ("facts", models.JSONField(default=dict)),
                ("digest", models.CharField(max_length=64)),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="certification.yearstatement",
                    ),
                ),
                ("pdf", models.FileField(blank=True, default="", upload_to="")),
                (
                    "pdf_digest",
                    models.CharField(blank=True, db_index=True, default="", max_length=64),
                ),
                ("sealed_at", models.DateTimeField(blank=True, null=True)),
                ("sealed_with", models.CharField(blank=True, default="", max_length=100)),
                ("is_erased", models.BooleanField(default=False)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("last_error", models.TextField(blank=True, default="")),
            ],
            options={
                "verbose_name": "statement of a year",
                "verbose_name_plural": "statements of years",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("replaces", None)),
                        fields=("person", "year"),
                        name="a_year_has_one_first_statement",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("pdf_digest", ""), ("sealed_at", None)),
                            models.Q(
                                ("sealed_at__isnull", False),
                                models.Q(("pdf_digest", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_sealed_statement_has_its_digest",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StatementBatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.agency",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("file", models.FileField(blank=True, default="", max_length=150, upload_to="")),
                ("claimed_until", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "batch of statements",
                "verbose_name_plural": "batches of statements",
                "ordering": ["-asked_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("finished_at", None)),
                        fields=("asked_by", "agency", "year"),
                        name="one_batch_of_statements_at_work",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StatementLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="certification.statementbatch",
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="certification.yearstatement",
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("claimed_until", models.DateTimeField(blank=True, null=True)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "line of a batch of statements",
                "verbose_name_plural": "lines of batches of statements",
                "ordering": ["batch", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("batch", "person"), name="a_person_is_stated_once_in_a_batch"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("statement", None), ("done_at__isnull", False), _connector="OR"
                        ),
                        name="a_stated_line_is_done",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StatusList",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(unique=True)),
                ("credential", models.TextField()),
                ("signed_at", models.DateTimeField()),
                ("is_stale", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="LogEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveBigIntegerField(unique=True)),
                (
                    "certificate",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="log_entry",
                        to="certification.certificate",
                    ),
                ),
                ("salt", models.BinaryField(max_length=32)),
                ("leaf_hash", models.BinaryField(db_index=True, max_length=32)),
                ("logged_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(unique=True)),
                ("size", models.PositiveBigIntegerField()),
                ("body", models.TextField()),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["day"],
            },
        ),
        migrations.CreateModel(
            name="UncertifiedCompletion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "enrolment",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uncertified",
                        to="courses.enrolment",
                    ),
                ),
                (
                    "programme_enrolment",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uncertified",
                        to="courses.programmeenrolment",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uncertified_completions",
                        to="people.agency",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("name", "The name cannot be printed on the sheet"),
                            ("words", "The words do not fit the sheet"),
                            ("design", "The design or one of its pictures is missing"),
                            ("other", "Another failure"),
                        ],
                        max_length=10,
                        verbose_name="reason",
                    ),
                ),
                ("last_error", models.TextField(blank=True)),
                ("tries", models.PositiveIntegerField(default=0, verbose_name="tries")),
                ("first_tried_at", models.DateTimeField(verbose_name="first tried")),
                ("last_tried_at", models.DateTimeField(verbose_name="last tried")),
            ],
            options={
                "verbose_name": "completion without a certificate",
                "verbose_name_plural": "completions without a certificate",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("enrolment", None), ("programme_enrolment__isnull", False)),
                            models.Q(("enrolment__isnull", False), ("programme_enrolment", None)),
                            _connector="OR",
                        ),
                        name="an_uncertified_completion_is_of_course_or_programme",
                    )
                ],
            },
        ),
    )
