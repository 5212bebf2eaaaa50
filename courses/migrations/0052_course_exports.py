import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0051_reflection_notes"),
    ]

    operations = [
        migrations.AddField(
            model_name="course",
            name="allows_download",
            field=models.BooleanField(
                db_default=False, default=False, verbose_name="may be kept for reading offline"
            ),
        ),
        migrations.CreateModel(
            name="CourseExport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.CharField(max_length=10)),
                (
                    "format",
                    models.CharField(
                        choices=[
                            ("epub", "Book for reading offline (EPUB 3)"),
                            ("scorm12", "Package for another learning system (SCORM 1.2)"),
                        ],
                        max_length=10,
                        verbose_name="format",
                    ),
                ),
                (
                    "has_media",
                    models.BooleanField(default=False, verbose_name="with films and recordings"),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "being made"),
                            ("ready", "ready"),
                            ("failed", "failed"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("percent", models.PositiveSmallIntegerField(default=0)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("claimed_until", models.DateTimeField(null=True)),
                ("used_at", models.DateTimeField()),
                ("made_at", models.DateTimeField(null=True)),
                ("file", models.FileField(blank=True, max_length=150, upload_to="")),
                ("bytes", models.PositiveBigIntegerField(default=0)),
                ("losses", models.JSONField(default=dict)),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exports",
                        to="courses.course",
                    ),
                ),
                (
                    "lesson",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exports",
                        to="courses.lesson",
                    ),
                ),
            ],
            options={
                "verbose_name": "file of a course",
                "verbose_name_plural": "files of courses",
                "indexes": [
                    models.Index(fields=["used_at"], name="courses_cou_used_at_89fc21_idx")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("file__gt", ""), ("made_at__isnull", False), ("state", "ready")
                            ),
                            models.Q(models.Q(("state", "ready"), _negated=True), ("file", "")),
                            _connector="OR",
                        ),
                        name="a_ready_export_has_its_file",
                    )
                ],
            },
        ),
    ]
