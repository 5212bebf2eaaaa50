from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0033_what_a_course_tells"),
    ]

    operations = [
        migrations.AddField(
            model_name="coursecopy",
            name="emptied",
            field=models.JSONField(db_default=[], default=list),
        ),
    ]
