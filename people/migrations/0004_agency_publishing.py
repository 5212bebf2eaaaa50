"""Says for each agency who publishes what its trainers and translators write."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0003_fill_identifiers")]

    operations = [
        migrations.AddField(
            "agency",
            "publishing",
            models.CharField(
                choices=[
                    ("authors", "Trainers and translators publish their own work"),
                    ("trainers", "Trainers publish their own work and that of translators"),
                    ("second", "A second trainer publishes; nobody publishes their own work"),
                ],
                db_default="authors",
                default="authors",
                max_length=10,
                verbose_name="who publishes courses",
            ),
        ),
    ]
