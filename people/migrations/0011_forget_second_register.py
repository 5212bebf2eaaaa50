"""Empties allauth's own table of addresses: an address of a person stands in their row only."""

from django.db import migrations


def forget_addresses(apps, schema_editor):
    apps.get_model("account", "EmailAddress").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0010_unwanted_letters"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [migrations.RunPython(forget_addresses, migrations.RunPython.noop)]
