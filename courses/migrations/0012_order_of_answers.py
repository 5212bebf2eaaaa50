from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("courses", "0011_lesson_texts")]

    operations = [
        migrations.AlterModelOptions(
            name="attemptitem", options={"ordering": ["attempt_id", "position"]}
        ),
    ]
