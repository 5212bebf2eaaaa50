"""Nobody holds one thing twice on one day: PostgreSQL excludes it, SQLite by triggers.

SQLite loses the triggers of a table whenever a later migration alters it. Such a migration ends
with those of its table again (tests of each table notice if it does not).
"""

from django.db import migrations

# An overlap cannot be said as a Django constraint for both databases.
_EXCLUSIONS = {
    "postings_do_not_overlap": """
        ALTER TABLE people_posting ADD CONSTRAINT postings_do_not_overlap
        EXCLUDE USING gist (person_id WITH =, daterange(valid_from, valid_to) WITH &&)
    """,
    "charges_do_not_overlap": """
        ALTER TABLE people_additionalposting ADD CONSTRAINT charges_do_not_overlap
        EXCLUDE USING gist (
            person_id WITH =, agency_id WITH =, daterange(valid_from, valid_to) WITH &&
        )
    """,
    # A role without an acting_for is one's own: nobody has the number 0.
    "roles_do_not_overlap": """
        ALTER TABLE people_role ADD CONSTRAINT roles_do_not_overlap EXCLUDE USING gist (
            person_id WITH =, agency_id WITH =, kind WITH =, (COALESCE(acting_for_id, 0)) WITH =,
            daterange(valid_from, valid_to) WITH &&
        )
    """,
}
_TRIGGERS = {
    "postings_do_not_overlap": """
    CREATE TRIGGER postings_do_not_overlap_{event} BEFORE {when} ON people_posting
    WHEN EXISTS (
        SELECT 1 FROM people_posting other
        WHERE other.person_id = NEW.person_id AND other.id IS NOT NEW.id
          AND (NEW.valid_to IS NULL OR other.valid_from < NEW.valid_to)
          AND (other.valid_to IS NULL OR other.valid_to > NEW.valid_from)
    )
    BEGIN SELECT RAISE(ABORT, 'postings_do_not_overlap'); END
    """,
    # An empty period overlaps nothing: the service ended before the charge began.
    "charges_do_not_overlap": """
    CREATE TRIGGER charges_do_not_overlap_{event} BEFORE {when} ON people_additionalposting
    WHEN (NEW.valid_to IS NULL OR NEW.valid_to > NEW.valid_from) AND EXISTS (
        SELECT 1 FROM people_additionalposting other
        WHERE other.person_id = NEW.person_id AND other.agency_id = NEW.agency_id
          AND other.id IS NOT NEW.id
          AND (NEW.valid_to IS NULL OR other.valid_from < NEW.valid_to)
          AND (other.valid_to IS NULL
               OR (other.valid_to > NEW.valid_from AND other.valid_to > other.valid_from))
    )
    BEGIN SELECT RAISE(ABORT, 'charges_do_not_overlap'); END
    """,
    # Here too: such a role was taken back.
    "roles_do_not_overlap": """
    CREATE TRIGGER roles_do_not_overlap_{event} BEFORE {when} ON people_role
    WHEN (NEW.valid_to IS NULL OR NEW.valid_to > NEW.valid_from) AND EXISTS (
        SELECT 1 FROM people_role other
        WHERE other.person_id = NEW.person_id AND other.agency_id = NEW.agency_id
          AND other.kind = NEW.kind AND other.acting_for_id IS NEW.acting_for_id
          AND other.id IS NOT NEW.id
          AND (NEW.valid_to IS NULL OR other.valid_from < NEW.valid_to)
          AND (other.valid_to IS NULL
               OR (other.valid_to > NEW.valid_from AND other.valid_to > other.valid_from))
    )
    BEGIN SELECT RAISE(ABORT, 'roles_do_not_overlap'); END
    """,
}
_TABLES = {
    "postings_do_not_overlap": "people_posting",
    "charges_do_not_overlap": "people_additionalposting",
    "roles_do_not_overlap": "people_role",
}
_UPDATES = {"postings_do_not_overlap": "UPDATE OF person_id, valid_from, valid_to"}


# Django's own operation for extensions is of django.contrib.postgres, which SQLite lacks.
def forbid(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        for exclusion in _EXCLUSIONS.values():
            schema_editor.execute(exclusion)
        return
    for name, trigger in _TRIGGERS.items():
        schema_editor.execute(trigger.format(event="insert", when="INSERT"))
        update = _UPDATES.get(name, "UPDATE")
        schema_editor.execute(trigger.format(event="update", when=update))


def allow(apps, schema_editor):
    for name, table in _TABLES.items():
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
            continue
        for event in ("insert", "update"):
            schema_editor.execute(f"DROP TRIGGER {name}_{event}")


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
