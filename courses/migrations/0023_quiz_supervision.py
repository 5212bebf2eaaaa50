"""Says of a quiz whether it is taken under supervision."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0022_accommodations"),
    ]

    operations = [
        migrations.AddField(
            model_name="quiz",
            name="supervision",
            field=models.CharField(
                choices=[
                    ("never", "Never"),
                    ("may", "May be"),
                    ("must", "Must be: no other attempt counts"),
                ],
                db_default="never",
                default="never",
                max_length=10,
                verbose_name="taken under supervision",
            ),
        ),
    ]
