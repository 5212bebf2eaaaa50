"""Makes tables append-only by the database's own word, for migrations of all apps.

SQLite drops the triggers of a table whenever a later migration alters it. Such a migration ends
with `forbid_changes` again; tests of each table fail if it does not.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

# Rows are refused one by one, so that a statement that finds none does no harm.
_FUNCTION = """
    CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END $$
"""
_POSTGRESQL = {
    "deleted": "BEFORE DELETE ON {table} FOR EACH ROW",
    "changed": "BEFORE UPDATE OF {columns} ON {table} FOR EACH ROW",
    "cleared": (
        "BEFORE UPDATE OF {clearable} ON {table} FOR EACH ROW WHEN (NEW.{clearable} IS NOT NULL)"
    ),
    "emptied": "BEFORE TRUNCATE ON {table} FOR EACH STATEMENT",
}
_SQLITE = {
    "deleted": "BEFORE DELETE ON {table}",
    "changed": "BEFORE UPDATE OF {columns} ON {table}",
    "cleared": "BEFORE UPDATE OF {clearable} ON {table} WHEN NEW.{clearable} IS NOT NULL",
}


def forbid_changes(
    connection: Any, table: str, *, clearable: str = "", open_until: str = ""
) -> None:
    """Refuse UPDATE, DELETE and TRUNCATE of the table.

    ``clearable`` is a column that may become NULL: of what a row names and is gone by then.
    A row without a value in ``open_until`` may still be changed, though not deleted.
    """
    names = {"table": table, "columns": _list_columns(connection, table, {clearable})}
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
        for name, when in _list_triggers(connection, clearable).items():
            event = when.format(clearable=clearable, **names)
            if open_until and name == "changed":
                event += f" WHEN (OLD.{open_until} IS NOT NULL)"
            trigger, refusal = _name_trigger(table, name), _write_trigger_act(connection)
            cursor.execute(f"CREATE TRIGGER {trigger} {event} {refusal}")


def allow_changes(connection: Any, table: str, *, clearable: str = "") -> None:
    """Take the triggers of `forbid_changes` away: for a migration backwards, and an erasure."""
    on = f" ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        if on:
            # No trigger is dropped while keys of rows of this transaction wait to be checked.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        for name in _list_triggers(connection, clearable):
            cursor.execute(f"DROP TRIGGER {_name_trigger(table, name)}{on}")


def _list_triggers(connection: Any, clearable: str) -> dict[str, str]:
    triggers = _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE
    return {name: when for name, when in triggers.items() if clearable or name != "cleared"}


def _name_trigger(table: str, name: str) -> str:
    return f"{table}_is_never_{name}"


def _write_trigger_act(connection: Any) -> str:
    if connection.vendor == "postgresql":
        return "EXECUTE FUNCTION refuse_change()"
    return "BEGIN SELECT RAISE(ABORT, 'append-only'); END"


def _list_columns(connection: Any, table: str, without: Collection[str]) -> str:
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(cursor, table)
    # Quoted: a column may be called as a word of SQL is.
    columns = (column.name for column in described if column.name not in without)
    return ", ".join(map(connection.ops.quote_name, columns))
