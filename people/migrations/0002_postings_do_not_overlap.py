"""Nobody serves in two places on one day: PostgreSQL excludes it, SQLite by triggers.

SQLite loses the triggers when a later migration rebuilds ``people_posting``; such a migration
ends with `forbid` again (tests/people/test_postings.py notices if it does not).
"""

from django.db import migrations

NAME = "postings_do_not_overlap"

EXCLUSION = f"""
    ALTER TABLE people_posting ADD CONSTRAINT {NAME}
    EXCLUDE USING gist (person_id WITH =, daterange(valid_from, valid_to) WITH &&)
"""

TRIGGER = """
    CREATE TRIGGER postings_do_not_overlap_{event} BEFORE {when} ON people_posting
    WHEN EXISTS (
        SELECT 1 FROM people_posting other
        WHERE other.person_id = NEW.person_id AND other.id IS NOT NEW.id
          AND (NEW.valid_to IS NULL OR other.valid_from < NEW.valid_to)
          AND (other.valid_to IS NULL OR other.valid_to > NEW.valid_from)
    )
    BEGIN SELECT RAISE(ABORT, 'postings_do_not_overlap'); END
"""
EVENTS = {"insert": "INSERT", "update": "UPDATE OF person_id, valid_from, valid_to"}


def forbid(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        schema_editor.execute(EXCLUSION)
        return
    for event, when in EVENTS.items():
        schema_editor.execute(TRIGGER.format(event=event, when=when))


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE people_posting DROP CONSTRAINT {NAME}")
        return
    for event in EVENTS:
        schema_editor.execute(f"DROP TRIGGER {NAME}_{event}")


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
