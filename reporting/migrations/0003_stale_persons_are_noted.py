"""The database notes whose facts change, and PostgreSQL gives back the room of these notes.

A change of very many people leaves thousands of empty pages of notes that were worked off. VACUUM
keeps them while a few of them hold dead entries of the index ("index scan bypassed"), and every
figure reads them all: a department of a million people took 250 ms with them and 110 without.
"""

from django.db import migrations

from reporting.spells.triggers import install_triggers, remove_triggers

_NOTES = "reporting_staleperson"


def note(apps, schema_editor):
    install_triggers(schema_editor.connection)


def forget(apps, schema_editor):
    remove_triggers(schema_editor.connection)


def always_clean_indexes(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE {_NOTES} SET (vacuum_index_cleanup = on)")


def clean_indexes_as_usual(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE {_NOTES} RESET (vacuum_index_cleanup)")


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0002_months_are_written_once"),
        # Whose evidence counts: the triggers are on its table, and on those of people.
        ("certification", "0001_initial"),
    ]
    operations = [
        migrations.RunPython(always_clean_indexes, clean_indexes_as_usual),
        # Going back, the first to go: nothing may note in a table that is gone.
        migrations.RunPython(note, forget),
    ]
