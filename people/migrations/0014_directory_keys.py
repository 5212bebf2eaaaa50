"""Gives people the keys by which directories find and sort them, in place of ``name_key``."""

from django.db import migrations, models

from people.text.collation import sort_key
from people.text.names import fold_unspaced

SOURCES = ("name_my", "name_en", "staff_number")
KEYS = ("search_key", "sort_key_my", "sort_key_en")
BATCH_SIZE = 500


def fill(apps, schema_editor):
    people = apps.get_model("people", "Person").objects
    last = 0
    while batch := list(people.filter(pk__gt=last).order_by("pk").only(*SOURCES)[:BATCH_SIZE]):
        for person in batch:
            texts = (getattr(person, field) or "" for field in SOURCES)
            person.search_key = "\n".join(fold_unspaced(text) for text in texts)
            person.sort_key_my = sort_key(person.name_my or person.name_en)
            person.sort_key_en = sort_key(person.name_en or person.name_my)
        people.bulk_update(batch, KEYS)
        last = batch[-1].pk


class Migration(migrations.Migration):
    dependencies = [("people", "0013_slips_of_two")]

    operations = [
        migrations.AddField(
            "person",
            "search_key",
            models.TextField(editable=False, default="", db_default=""),
        ),
        migrations.AddField(
            "person",
            "sort_key_my",
            models.BinaryField(editable=False, null=True, db_index=True),
        ),
        migrations.AddField(
            "person",
            "sort_key_en",
            models.BinaryField(editable=False, null=True, db_index=True),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        # Servers of the release before still read and write the column. The release after this
        # one drops it.
        migrations.AlterField(
            "person",
            "name_key",
            models.CharField(max_length=250, editable=False, default="", db_default=""),
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.RemoveField("person", "name_key")]
        ),
    ]
