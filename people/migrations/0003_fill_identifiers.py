"""Identifiers of the people who are there.

It stops where two people have the same one, for nobody but an administrator can say whose it is;
docs/operate.md says how to go on.
"""

from django.db import migrations

from people.text.identifiers import identifier_key

FIELDS = ("staff_number", "username", "email", "phone")
BATCH_SIZE = 500


def fill(apps, schema_editor):
    holders = {}
    people = apps.get_model("people", "Person").objects.order_by("pk")
    for pk, *values in people.values_list("pk", *FIELDS).iterator(BATCH_SIZE):
        for key in {identifier_key(value) for value in values if value} - {""}:
            holders.setdefault(key, []).append(pk)
    if shared := {key: pks for key, pks in holders.items() if len(pks) > 1}:
        told = "; ".join(f"{key}: people {pks}" for key, pks in sorted(shared.items()))
        raise RuntimeError(f"These identifiers mean several people (docs/operate.md): {told}")
    # Whoever was mended after a first try that stopped has rows already.
    empty(apps, schema_editor)
    identifier = apps.get_model("people", "Identifier")
    identifier.objects.bulk_create(
        [identifier(value=key, person_id=pk) for key, [pk] in holders.items()], BATCH_SIZE
    )


def empty(apps, schema_editor):
    apps.get_model("people", "Identifier").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("people", "0002_identifiers")]
    operations = [migrations.RunPython(fill, empty)]
