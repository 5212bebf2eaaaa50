"""Adds the purposes of codes and links that sign in, and an index to count what was sent."""

from django.db import migrations, models

PURPOSES = [
    ("slip", "slip of an office"),
    ("password", "new password by text message"),
    ("email", "e-mail address to be confirmed"),
    ("phone", "phone number to be confirmed"),
    ("text", "sign-in by text message"),
    ("link", "sign-in by e-mail"),
]


class Migration(migrations.Migration):
    dependencies = [("people", "0027_agencies_in_time")]

    operations = [
        migrations.AlterField(
            "onetimecode",
            "purpose",
            models.CharField("purpose", choices=PURPOSES, max_length=10),
        ),
        migrations.AddIndex(
            "onetimecode", models.Index(fields=["issued_at"], name="codes_by_time")
        ),
    ]
