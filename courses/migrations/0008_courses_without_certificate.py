from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0007_remarks"),
    ]

    operations = [
        migrations.AddField(
            model_name="course",
            name="gives_certificate",
            field=models.BooleanField(
                db_default=True, default=True, verbose_name="gives a certificate"
            ),
        ),
        migrations.AddField(
            model_name="enrolment",
            name="is_certified",
            field=models.BooleanField(
                db_default=True, default=True, verbose_name="with a certificate"
            ),
        ),
    ]
