from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0028_extensions_are_reckoned_anew"),
    ]

    operations = [
        migrations.AddField(
            model_name="yearlyobligation",
            name="told_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
