from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("certification", "0003_name_occasions")]

    operations = [
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at", None)),
                fields=("occasion",),
                name="one_certificate_stands_an_occasion",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(("occasion", ""), _negated=True),
                name="a_certificate_has_an_occasion",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(("revoked_at", None), ("superseded_at", None), _connector="OR"),
                name="a_certificate_is_revoked_or_superseded",
            ),
        ),
    ]
