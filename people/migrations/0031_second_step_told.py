"""Notes when somebody was told that their role needs a second step at sign-in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0030_roster_columns")]

    operations = [
        migrations.AddField(
            "person", "second_step_told_on", models.DateField(null=True, editable=False)
        ),
    ]
