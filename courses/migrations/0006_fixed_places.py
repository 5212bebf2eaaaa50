from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0005_attempt_support"),
    ]

    operations = [
        migrations.AddField(
            model_name="item",
            name="bank",
            field=models.UUIDField(blank=True, db_index=True, null=True),
        ),
        migrations.AddField(
            model_name="itemversion",
            name="fixed_places",
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
