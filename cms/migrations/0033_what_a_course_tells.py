import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0032_courses_read_offline"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [
        migrations.AddField(
            model_name="coursepage",
            name="asks_feedback",
            field=models.BooleanField(
                db_default=True,
                default=True,
                help_text="Some months after it, people are asked whether they use the course at work. Without it nobody is asked any more, and what was said is kept. A question of a test may be called wrong in any case.",
                verbose_name="ask for feedback",
            ),
        ),
        migrations.AddField(
            model_name="coursepage",
            name="duration",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="All of it, with tests and class sessions. Empty: what its lessons say.",
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(999),
                ],
                verbose_name="duration",
            ),
        ),
        migrations.AddField(
            model_name="coursepage",
            name="duration_unit",
            field=models.CharField(
                choices=[("minutes", "minutes"), ("hours", "hours")],
                db_default="minutes",
                default="minutes",
                max_length=7,
                verbose_name="unit of the duration",
            ),
        ),
        migrations.AddField(
            model_name="coursepage",
            name="picture",
            field=models.ForeignKey(
                blank=True,
                help_text="Shown in lists of courses, on its page, and where its link is shared.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="wagtailimages.image",
                verbose_name="picture of the course",
            ),
        ),
        migrations.AddField(
            model_name="coursepage",
            name="picture_decorates",
            field=models.BooleanField(
                db_default=False, default=False, verbose_name="it only decorates"
            ),
        ),
        migrations.AddField(
            model_name="coursepage",
            name="picture_words",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="Read aloud to those who cannot see it.",
                max_length=250,
                verbose_name="what the picture shows",
            ),
        ),
        migrations.AddField(
            model_name="coursepage",
            name="sectors",
            field=models.JSONField(
                blank=True,
                db_default=[],
                default=list,
                help_text="Whose field of work it is about. None: of all.",
                verbose_name="sectors that it serves",
            ),
        ),
    ]
