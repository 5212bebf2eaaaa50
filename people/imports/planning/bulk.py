"""Writes many changed rows in little time: on SQLite everybody who signs in waits for it."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, models

# SQLite takes 32,766 values a statement: enough for models of up to 65 columns.
_ROWS_AT_ONCE = 500


def update_rows(rows: Sequence[models.Model], names: Sequence[str]) -> None:
    """Write the fields of rows of one model, each by its key.

    Ten times faster than `bulk_update`, which builds a condition for each field of each row.
    """
    if not rows:
        return
    meta: Any = rows[0]._meta  # the stubs say that fields may be relations, which have no column
    fields = [meta.get_field(name) for name in names]
    columns = ", ".join(f'"{field.column}" = %s' for field in fields)
    statement = f'UPDATE "{meta.db_table}" SET {columns} WHERE "{meta.pk.column}" = %s'  # noqa: S608 - names of the model
    values = [(*(_prepare_value(field, row) for field in fields), row.pk) for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)


def insert_rows(rows: Sequence[models.Model]) -> None:
    """Insert new rows of one model, five hundred in a statement; they do not learn their keys.

    Django puts 999 values into one on SQLite, which has long taken thirty times as many.
    """
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        _insert_batch(rows[start : start + _ROWS_AT_ONCE])


def _insert_batch(rows: Sequence[models.Model]) -> None:
    meta: Any = rows[0]._meta
    fields = [field for field in meta.concrete_fields if not field.primary_key]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    lines = ", ".join([f"({', '.join(['%s'] * len(fields))})"] * len(rows))
    statement = f'INSERT INTO "{meta.db_table}" ({columns}) VALUES {lines}'  # noqa: S608 - names of the model
    with connection.cursor() as cursor:
        cursor.execute(statement, [_prepare_value(field, row) for row in rows for field in fields])


def _prepare_value(field: Any, row: models.Model) -> Any:
    """Return the value of the field as the database takes it."""
    return field.get_db_prep_save(getattr(row, field.attname), connection)
