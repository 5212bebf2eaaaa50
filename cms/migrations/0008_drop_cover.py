from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0007_course_renewal"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="coursepage",
            name="cover",
        ),
        migrations.RemoveField(
            model_name="coursepage",
            name="cover_alt",
        ),
    ]
