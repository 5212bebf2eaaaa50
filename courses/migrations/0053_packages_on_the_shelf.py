from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0052_course_exports"),
        ("people", "0041_texts_of_a_day"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="package",
            name="a_package_has_its_title_alone_in_an_agency",
        ),
        migrations.AddField(
            model_name="package",
            name="removed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="package",
            name="titles",
            field=models.JSONField(
                db_default={}, default=dict, verbose_name="titles for learners"
            ),
        ),
        migrations.AddField(
            model_name="packageversion",
            name="set_aside_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="packageversion",
            name="warnings",
            field=models.JSONField(db_default=[], default=list),
        ),
        migrations.AddConstraint(
            model_name="package",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at", None)),
                fields=("agency", "title"),
                name="a_package_has_its_title_alone_in_an_agency",
            ),
        ),
    ]
