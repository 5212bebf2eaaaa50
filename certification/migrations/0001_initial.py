"""Tables of certificates, designs, batches, evidence and the public log."""

import uuid
from django.db import migrations, models
import django.db.models.deletion
from django.conf import settings


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("courses", "0001_initial"),
        ("people", "0001_initial"),
        ("plan", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
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
                ("asked_at", models.DateTimeField(verbose_name="asked at")),
                (
                    "decided_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="decided at"),
                ),
                (
                    "decision_note",
                    models.TextField(blank=True, verbose_name="note of the decision"),
                ),
            ],
            options={
                "verbose_name": "act on a certificate",
                "verbose_name_plural": "acts on certificates",
                "ordering": ["asked_at", "pk"],
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
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "score",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="score in percent"
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
                ("level", models.PositiveSmallIntegerField(verbose_name="level")),
            ],
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
                    "achievement",
                    models.CharField(max_length=64, verbose_name="achievement version"),
                ),
                ("facts", models.JSONField()),
                ("issued_at", models.DateTimeField(verbose_name="issued at")),
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
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("last_error", models.TextField(blank=True)),
                (
                    "hides_score",
                    models.BooleanField(default=False, verbose_name="score is hidden"),
                ),
                ("share_key", models.CharField(blank=True, max_length=43)),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "revoked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="revoked at"),
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
            options={"verbose_name": "certificate", "verbose_name_plural": "certificates"},
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
            options={"ordering": ["day"]},
        ),
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
                ("source", models.CharField(blank=True, max_length=200, verbose_name="source")),
                ("acquired_on", models.DateField(verbose_name="acquired on")),
                ("expires_on", models.DateField(blank=True, null=True, verbose_name="expires on")),
                ("revoked_on", models.DateField(blank=True, null=True, verbose_name="revoked on")),
                ("position", models.JSONField(blank=True, default=dict)),
                ("grade", models.PositiveSmallIntegerField(blank=True, null=True)),
            ],
            options={"verbose_name": "evidence", "verbose_name_plural": "evidence"},
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
                ("salt", models.BinaryField(max_length=32)),
                ("leaf_hash", models.BinaryField(db_index=True, max_length=32)),
                ("logged_at", models.DateTimeField()),
            ],
            options={"ordering": ["position"]},
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
                ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="withdrawn at"),
                ),
            ],
            options={
                "verbose_name": "record of another system",
                "verbose_name_plural": "records of other systems",
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
        migrations.AddField(
            model_name="actionrequest",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="certificate_requests",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="actionrequest",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="certificate_decisions",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="batch",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="batches",
                to="people.agency",
            ),
        ),
        migrations.AddField(
            model_name="batch",
            name="course",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="batches",
                to="courses.course",
            ),
        ),
        migrations.AddField(
            model_name="batch",
            name="created_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="batches",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="batchline",
            name="batch",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="lines",
                to="certification.batch",
            ),
        ),
        migrations.AddField(
            model_name="batchline",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="batch_lines",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="batchskill",
            name="batch",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="batch_skills",
                to="certification.batch",
            ),
        ),
        migrations.AddField(
            model_name="batchskill",
            name="skill",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="plan.skill"),
        ),
        migrations.AddField(
            model_name="certificate",
            name="agency",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="certificates",
                to="people.agency",
            ),
        ),
        migrations.AddField(
            model_name="certificate",
            name="course",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="certificates",
                to="courses.course",
            ),
        ),
        migrations.AddField(
            model_name="certificate",
            name="enrolment",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="certificates",
                to="courses.enrolment",
            ),
        ),
        migrations.AddField(
            model_name="certificate",
            name="issued_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reissues",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="certificate",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="certificates",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="certificate",
            name="revoked_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="revocations",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="certificate",
            name="supersedes",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="superseded_by",
                to="certification.certificate",
            ),
        ),
        migrations.AddField(
            model_name="batchline",
            name="certificate",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="batch_line",
                to="certification.certificate",
            ),
        ),
        migrations.AddField(
            model_name="actionrequest",
            name="certificate",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="action_requests",
                to="certification.certificate",
            ),
        ),
        migrations.AddField(
            model_name="actionrequest",
            name="result",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="requests_behind",
                to="certification.certificate",
            ),
        ),
        migrations.AddField(
            model_name="design",
            name="agency",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="designs",
                to="people.agency",
            ),
        ),
        migrations.AddField(
            model_name="batch",
            name="design",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="batches",
                to="certification.design",
            ),
        ),
        migrations.AddField(
            model_name="designversion",
            name="design",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions",
                to="certification.design",
            ),
        ),
        migrations.AddField(
            model_name="designversion",
            name="made_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="certificate_designs",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="certificate",
            name="design",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="certificates",
                to="certification.designversion",
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="agency",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="evidence",
                to="people.agency",
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="certificate",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="evidence",
                to="certification.certificate",
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="evidence",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="recorded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="evidence_recorded",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="skill",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="evidence",
                to="plan.skill",
            ),
        ),
        migrations.AddField(
            model_name="logentry",
            name="certificate",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="log_entry",
                to="certification.certificate",
            ),
        ),
        migrations.AddField(
            model_name="record",
            name="agency",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="records",
                to="people.agency",
            ),
        ),
        migrations.AddField(
            model_name="record",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="records",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="record",
            name="recorded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="recordings",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="record",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="evidence",
                to="certification.record",
            ),
        ),
        migrations.AddField(
            model_name="signatory",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="signatories",
                to="certification.designversion",
            ),
        ),
        migrations.AddConstraint(
            model_name="batchskill",
            constraint=models.UniqueConstraint(
                fields=("batch", "skill"), name="a_batch_certifies_a_skill_once"
            ),
        ),
        migrations.AddIndex(
            model_name="batchline",
            index=models.Index(
                condition=models.Q(("done_at", None)),
                fields=["batch", "tries", "number"],
                name="lines_that_are_not_done",
            ),
        ),
        migrations.AddIndex(
            model_name="batchline",
            index=models.Index(fields=["batch", "claimed_until"], name="claims_of_a_batch"),
        ),
        migrations.AddConstraint(
            model_name="batchline",
            constraint=models.UniqueConstraint(
                fields=("batch", "number"), name="a_line_is_numbered_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="batchline",
            constraint=models.UniqueConstraint(
                fields=("batch", "person"), name="a_person_stands_once_in_a_batch"
            ),
        ),
        migrations.AddConstraint(
            model_name="batchline",
            constraint=models.CheckConstraint(
                condition=models.Q(("score", None), ("score__lte", 100), _connector="OR"),
                name="a_line_s_score_is_a_percentage",
            ),
        ),
        migrations.AddConstraint(
            model_name="batchline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("done_at", None),
                    models.Q(("certificate", None), _negated=True),
                    _connector="OR",
                ),
                name="a_line_is_done_with_its_certificate",
            ),
        ),
        migrations.AddConstraint(
            model_name="actionrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "waiting")),
                fields=("certificate", "kind"),
                name="one_act_of_a_kind_waits",
            ),
        ),
        migrations.AddConstraint(
            model_name="actionrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("decided_by", None), ("state", "waiting")),
                    models.Q(
                        models.Q(("state", "waiting"), _negated=True),
                        models.Q(("decided_by", None), _negated=True),
                        models.Q(("decided_at", None), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_decision_has_its_maker_and_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="batch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("started_at", None), _negated=True),
                    models.Q(("finished_at", None), ("stopped_at", None)),
                    _connector="OR",
                ),
                name="a_batch_ends_after_its_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="designversion",
            constraint=models.UniqueConstraint(
                fields=("design", "number"), name="a_design_version_is_numbered_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="designversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("published_at", None)),
                fields=("design",),
                name="one_draft_version_a_design",
            ),
        ),
        migrations.AddIndex(
            model_name="certificate",
            index=models.Index(
                fields=["person", "issued_at"], name="certificati_person__b1231f_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="certificate",
            index=models.Index(
                condition=models.Q(("sealed_at", None)),
                fields=["issued_at"],
                name="certificates_without_seal",
            ),
        ),
        migrations.AddIndex(
            model_name="certificate",
            index=models.Index(
                condition=models.Q(("revoked_at", None), ("superseded_at", None)),
                fields=["expires_on"],
                name="certificates_that_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at", None)),
                fields=("award_key",),
                name="one_certificate_stands_for_an_award_key",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(("award_key", ""), _negated=True),
                name="a_certificate_has_an_award_key",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(("revoked_at", None), ("superseded_at", None), _connector="OR"),
                name="a_certificate_is_revoked_or_superseded",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sealed_at", None),
                    models.Q(
                        ("pdf", ""),
                        ("pdf_digest", ""),
                        ("credential", ""),
                        _connector="OR",
                        _negated=True,
                    ),
                    _connector="OR",
                ),
                name="a_sealed_certificate_has_its_file",
            ),
        ),
        migrations.AddConstraint(
            model_name="record",
            constraint=models.UniqueConstraint(
                fields=("person", "issuer", "title", "issued_on"), name="a_record_is_kept_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="record",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("expires_on", None),
                    ("expires_on__gt", models.F("issued_on")),
                    _connector="OR",
                ),
                name="a_record_expires_after_its_issue",
            ),
        ),
        migrations.AddIndex(
            model_name="evidence",
            index=models.Index(
                fields=["skill", "level", "acquired_on"], name="certificati_skill_i_866853_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="evidence",
            index=models.Index(fields=["person", "skill"], name="certificati_person__519cb8_idx"),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.UniqueConstraint(
                fields=("certificate", "skill"), name="a_certificate_proves_a_skill_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.UniqueConstraint(
                condition=models.Q(("certificate", None)),
                fields=("person", "skill", "level", "kind", "acquired_on", "source"),
                name="a_record_is_imported_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("expires_on", None),
                    ("expires_on__gt", models.F("acquired_on")),
                    _connector="OR",
                ),
                name="evidence_expires_after_it_is_acquired",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("certificate", None), models.Q(("kind", "certificate"), _negated=True)
                    ),
                    models.Q(
                        models.Q(("certificate", None), _negated=True), ("kind", "certificate")
                    ),
                    _connector="OR",
                ),
                name="evidence_of_a_certificate_says_so",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("record", None), ("kind", "imported"), _connector="OR"),
                name="evidence_of_a_record_is_imported",
            ),
        ),
        migrations.AddConstraint(
            model_name="signatory",
            constraint=models.UniqueConstraint(
                fields=("version", "position"), name="a_place_has_one_signatory"
            ),
        ),
        migrations.AddConstraint(
            model_name="signatory",
            constraint=models.CheckConstraint(
                condition=models.Q(("position__gte", 1), ("position__lte", 4)),
                name="four_signatories_at_most",
            ),
        ),
    ]
