"""Writes many changed rows in little time: on SQLite everybody who signs in waits for it."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, models


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


def _prepare_value(field: Any, row: models.Model) -> Any:
    """Return the value of the field as the database takes it."""
    return field.get_db_prep_save(getattr(row, field.attname), connection)
