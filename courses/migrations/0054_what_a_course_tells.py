import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0053_packages_on_the_shelf"),
    ]

    operations = [
        migrations.AddField(
            model_name="course",
            name="asks_feedback",
            field=models.BooleanField(
                db_default=True, default=True, verbose_name="asks for feedback"
            ),
        ),
        migrations.AddField(
            model_name="course",
            name="minutes",
            field=models.PositiveIntegerField(
                blank=True, null=True, verbose_name="duration in minutes"
            ),
        ),
        migrations.AddField(
            model_name="course",
            name="picture",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="courses.lessonfile",
            ),
        ),
        migrations.AddField(
            model_name="course",
            name="picture_words",
            field=models.JSONField(db_default={}, default=dict),
        ),
        migrations.AddField(
            model_name="course",
            name="preview",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="courses.lessonfile",
            ),
        ),
        migrations.CreateModel(
            name="CourseSector",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sector", models.CharField(max_length=40, verbose_name="sector")),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="course_sectors",
                        to="courses.course",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["sector"], name="courses_cou_sector_3924af_idx")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("course", "sector"), name="a_course_serves_a_sector_once"
                    )
                ],
            },
        ),
    ]
