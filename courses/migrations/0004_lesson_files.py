import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0003_reading_time"),
    ]

    operations = [
        migrations.CreateModel(
            name="LessonFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=150)),
                ("content_type", models.CharField(max_length=100)),
                ("bytes", models.PositiveBigIntegerField()),
                ("file", models.FileField(max_length=120, upload_to="")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("digest", "name"), name="a_lesson_file_has_a_name_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LessonVersionFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.CharField(max_length=100)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="courses.lessonfile",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="version_files",
                        to="courses.lessonversion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "source"), name="a_version_shows_a_source_as_one_file"
                    )
                ],
            },
        ),
    ]
