"""Keeps which address and number a person showed to be theirs; of known ones nobody did."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0007_names_of_columns")]

    operations = [
        migrations.AddField(
            model_name="person",
            name="confirmed_email",
            # db_default: an old release that still runs writes rows without the columns.
            field=models.EmailField(
                blank=True, db_default="", default="", editable=False, max_length=254
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="confirmed_phone",
            field=models.CharField(
                blank=True, db_default="", default="", editable=False, max_length=20
            ),
        ),
    ]
