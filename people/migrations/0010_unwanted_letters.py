"""Keeps which kinds of messages a person does not want by e-mail; so far all are wanted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0009_one_time_codes")]

    operations = [
        migrations.AddField(
            model_name="person",
            name="unwanted_letters",
            field=models.JSONField(
                # An old release that still runs writes rows without the column.
                db_default=models.Value([], models.JSONField()),
                default=list,
                editable=False,
            ),
        ),
    ]
