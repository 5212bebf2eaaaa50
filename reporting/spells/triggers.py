"""Makes the database note whose facts changed, in the transaction that changes them."""

from __future__ import annotations

from typing import Any

from django.db import connections

# Tables whose rows are of one person each; of persons themselves only whether they are active.
_FACTS = ("people_posting", "certification_evidence")
_PERSONS = "people_person"
_NOTES = "reporting_staleperson"

# Once a statement, however many rows it writes.
_NOTE_STATEMENT = f"""
    CREATE OR REPLACE FUNCTION note_stale_persons() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'INSERT' THEN
            INSERT INTO {_NOTES} (person_id) SELECT DISTINCT person_id FROM new_rows;
        ELSIF TG_OP = 'DELETE' THEN
            INSERT INTO {_NOTES} (person_id) SELECT DISTINCT person_id FROM old_rows;
        ELSE
            INSERT INTO {_NOTES} (person_id)
                SELECT person_id FROM new_rows UNION SELECT person_id FROM old_rows;
        END IF;
        RETURN NULL;
    END $$
"""  # noqa: S608 – names of our own tables
_NOTE_PERSON = f"""
    CREATE OR REPLACE FUNCTION note_stale_person() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO {_NOTES} (person_id) VALUES (NEW.id);
        RETURN NULL;
    END $$
"""  # noqa: S608 – names of our own tables
_ROWS_OF_EVENT = {
    "INSERT": "NEW TABLE AS new_rows",
    "UPDATE": "OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "DELETE": "OLD TABLE AS old_rows",
}
_NOTED_OF_EVENT = {
    "INSERT": ("NEW",),
    "UPDATE": ("NEW", "OLD"),
    "DELETE": ("OLD",),
}


def install_triggers(connection: Any) -> None:
    """Create the triggers that are not there; if any was missing, everybody is noted once.

    SQLite loses the triggers of a table whenever a migration alters it, and lower apps know
    nothing of these: so this runs after each migration.
    """
    statements = _write_triggers(connection.vendor)
    with connection.cursor() as cursor:
        if statements.keys() <= _list_installed(cursor, connection.vendor):
            return
        if connection.vendor == "postgresql":
            cursor.execute(_NOTE_STATEMENT)
            cursor.execute(_NOTE_PERSON)
        for name, statement in statements.items():
            table = _find_table(name)
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")
            cursor.execute(statement)
        cursor.execute(f"INSERT INTO {_NOTES} (person_id) SELECT id FROM {_PERSONS}")  # noqa: S608


def remove_triggers(connection: Any) -> None:
    """Take the triggers away: for a migration backwards."""
    with connection.cursor() as cursor:
        for name in _write_triggers(connection.vendor):
            on = f" ON {_find_table(name)}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def keep_triggers(using: str, **kwargs: Any) -> None:
    """Install what a migration has lost, after it."""
    connection = connections[using]
    # Going back to a time before them, there is nothing to keep.
    if _NOTES in connection.introspection.table_names():
        install_triggers(connection)


def _write_triggers(vendor: str) -> dict[str, str]:
    """Return the statements that create the triggers, by name."""
    write = _write_for_statement if vendor == "postgresql" else _write_for_row
    found = {
        f"{table}_notes_{event.lower()}": write(table, event)
        for table in _FACTS
        for event in _ROWS_OF_EVENT
    }
    note = "EXECUTE FUNCTION note_stale_person()"
    changed = "OLD.is_active IS DISTINCT FROM NEW.is_active"
    if vendor != "postgresql":
        note, changed = _write_notes(("NEW",), "id"), "OLD.is_active IS NOT NEW.is_active"
    name = f"{_PERSONS}_notes_update"
    when = f"AFTER UPDATE OF is_active ON {_PERSONS} FOR EACH ROW WHEN ({changed})"
    return found | {name: f"CREATE TRIGGER {name} {when} {note}"}


def _write_for_statement(table: str, event: str) -> str:
    rows, note = _ROWS_OF_EVENT[event], "EXECUTE FUNCTION note_stale_persons()"
    when = f"AFTER {event} ON {table} REFERENCING {rows} FOR EACH STATEMENT"
    return f"CREATE TRIGGER {table}_notes_{event.lower()} {when} {note}"


def _write_for_row(table: str, event: str) -> str:
    note = _write_notes(_NOTED_OF_EVENT[event], "person_id")
    return f"CREATE TRIGGER {table}_notes_{event.lower()} AFTER {event} ON {table} {note}"


def _write_notes(rows: tuple[str, ...], column: str) -> str:
    values = ", ".join(f"({row}.{column})" for row in rows)
    return f"BEGIN INSERT INTO {_NOTES} (person_id) VALUES {values}; END"  # noqa: S608


def _find_table(name: str) -> str:
    return name.partition("_notes_")[0]


def _list_installed(cursor: Any, vendor: str) -> set[str]:
    if vendor == "postgresql":
        cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
    else:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    return {name for (name,) in cursor.fetchall()}
