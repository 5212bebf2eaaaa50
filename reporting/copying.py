"""Writes very many rows of a model, whose keys nobody has to know, at the database's own speed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Model

_ROWS_A_STATEMENT = 2_000
_ROWS_A_TEXT = 50_000
_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def copy_rows(model: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of the attributes named; the others are NULL. No signals are sent."""
    if connection.vendor == "postgresql":
        _copy_text(model, names, rows)
        return
    built = (model(**dict(zip(names, row, strict=True))) for row in rows)
    model._default_manager.bulk_create(built, _ROWS_A_STATEMENT)


def write_values(statement: str, rows: Sequence[Sequence[Any]]) -> None:
    """Run the statement with its ``{values}`` for many rows at once: one by one costs most."""
    with connection.cursor() as cursor:
        for start in range(0, len(rows), _ROWS_A_STATEMENT):
            some = rows[start : start + _ROWS_A_STATEMENT]
            marks = ", ".join(f"({', '.join(['%s'] * len(row))})" for row in some)
            cursor.execute(
                statement.format(values=marks), [value for row in some for value in row]
            )


def _copy_text(model: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    columns_by_name = {field.attname: field.column for field in model._meta.concrete_fields}
    columns = ", ".join(f'"{columns_by_name[name]}"' for name in names)
    lines = ("\t".join(map(_write_value, row)) + "\n" for row in rows)
    with connection.cursor() as cursor:
        # A third of what statements take, whose values are prepared and sent one by one.
        for text in _join_lines(lines):
            cursor.copy_expert(f"COPY {model._meta.db_table} ({columns}) FROM STDIN", text)


def _join_lines(lines: Iterator[str]) -> Iterator[StringIO]:
    while text := "".join(islice(lines, _ROWS_A_TEXT)):
        yield StringIO(text)


def _write_value(value: Any) -> str:
    if value is None:
        return r"\N"
    if isinstance(value, dict):
        value = json.dumps(value)
    return value.translate(_ESCAPES) if isinstance(value, str) else str(value)
