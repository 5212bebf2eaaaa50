from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("certification", "0006_find_log_entries_by_leaf")]

    operations = [
        migrations.AddIndex(
            model_name="certificate",
            index=models.Index(
                condition=models.Q(("sealed_at", None)),
                fields=["issued_at"],
                name="certificates_without_seal",
            ),
        ),
        migrations.AddIndex(
            model_name="certificate",
            index=models.Index(
                condition=models.Q(("revoked_at", None), ("superseded_at", None)),
                fields=["expires_on"],
                name="certificates_that_end",
            ),
        ),
    ]
