"""No two versions of one position, agency and kind of unit hold on one day.

PostgreSQL excludes it by a range, SQLite by triggers, which it loses whenever a later migration
alters the table. Such a migration ends with `forbid` again.
"""

from django.db import migrations

_NAME, _TABLE = "role_profiles_do_not_overlap", "plan_roleprofile"
_EXCLUSION = f"""
    ALTER TABLE {_TABLE} ADD CONSTRAINT {_NAME} EXCLUDE USING gist (
        position_key WITH =, agency_id WITH =, unit_kind WITH =,
        daterange(valid_from, valid_to) WITH &&
    )
"""
# An empty period overlaps nothing: such a version was taken back.
_TRIGGER = """
    CREATE TRIGGER role_profiles_do_not_overlap_{event} BEFORE {when} ON plan_roleprofile
    WHEN (NEW.valid_to IS NULL OR NEW.valid_to > NEW.valid_from) AND EXISTS (
        SELECT 1 FROM plan_roleprofile other
        WHERE other.position_key = NEW.position_key AND other.agency_id = NEW.agency_id
          AND other.unit_kind = NEW.unit_kind AND other.id IS NOT NEW.id
          AND (NEW.valid_to IS NULL OR other.valid_from < NEW.valid_to)
          AND (other.valid_to IS NULL
               OR (other.valid_to > NEW.valid_from AND other.valid_to > other.valid_from))
    )
    BEGIN SELECT RAISE(ABORT, 'role_profiles_do_not_overlap'); END
"""
_EVENTS = {"insert": "INSERT", "update": "UPDATE"}


def forbid(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_EXCLUSION)
        return
    for event, when in _EVENTS.items():
        schema_editor.execute(_TRIGGER.format(event=event, when=when))


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE {_TABLE} DROP CONSTRAINT {_NAME}")
        return
    for event in _EVENTS:
        schema_editor.execute(f"DROP TRIGGER {_NAME}_{event}")


class Migration(migrations.Migration):
    # It is people's migration that has PostgreSQL compare keys and ranges in one index.
    dependencies = [("plan", "0001_initial"), ("people", "0002_periods_do_not_overlap")]
    operations = [migrations.RunPython(forbid, allow)]
