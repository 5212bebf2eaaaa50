"""A table of what names people at sign-in, unique over all kinds."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import people.models.person


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="Identifier",
            fields=[
                ("value", models.CharField(max_length=254, primary_key=True, serialize=False)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="identifiers",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        # Validators only: no table is altered.
        migrations.AlterField(
            model_name="person",
            name="staff_number",
            field=models.CharField(
                blank=True,
                max_length=20,
                null=True,
                unique=True,
                validators=[people.models.person.validate_staff_number],
                verbose_name="staff number",
            ),
        ),
        migrations.AlterField(
            model_name="person",
            name="username",
            field=models.CharField(
                max_length=150,
                unique=True,
                validators=[people.models.person.validate_sign_in_name],
                verbose_name="sign-in name",
            ),
        ),
    ]
