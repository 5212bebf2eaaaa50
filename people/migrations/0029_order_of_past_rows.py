"""Keeps the number that an agency had among those beside it: rows of then keep their order."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0028_codes_to_sign_in")]

    operations = [
        migrations.AddField(
            model_name="agencyversion",
            name="step",
            field=models.CharField(db_default="", default="", max_length=4),
        ),
    ]
