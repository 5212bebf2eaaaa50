"""Exports lists as CSV and XLSX that spreadsheets read, with formulas made harmless.

Importing this module makes every export of Wagtail harmless too: reports, lists and forms.
"""

from collections.abc import Callable, Iterator
from functools import wraps
from itertools import chain
from typing import Any

from django.db.models import QuerySet
from django.utils import translation
from wagtail.admin.views.mixins import Echo, SpreadsheetExportMixin

from people.imports.csv_safety import escape_formula
from people.imports.decoding import UTF8_BOM

__all__ = ["BOM", "Echo", "SafeExportMixin", "keep_active_language"]

# Excel takes a CSV file without it for Latin-1, and shows Burmese as rubbish.
BOM = UTF8_BOM.encode()
_CHUNK_SIZE = 500  # rows in memory at a time


def keep_active_language(lines: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the lines in the language of this moment."""
    # A streamed answer is read after the middleware has put the language away.
    language = translation.get_language()

    def next_line() -> bytes | None:
        with translation.override(language):
            return next(lines, None)

    return iter(next_line, None)


class _ChunkedRows:
    """The rows of a query, read in chunks."""

    def __init__(self, rows: QuerySet[Any]) -> None:
        self.rows, self.model = rows, rows.model

    def __iter__(self) -> Iterator[Any]:
        return self.rows.iterator(chunk_size=_CHUNK_SIZE)


def _escape_text(make_value: Callable[..., Any]) -> Callable[..., Any]:
    """Return the method with an apostrophe before the formulas that it returns."""

    @wraps(make_value)
    def make_harmless(*args: Any, **kwargs: Any) -> Any:
        value = make_value(*args, **kwargs)
        return escape_formula(value) if isinstance(value, str) else value

    return make_harmless


# On Wagtail's own class: each cell and heading of each export comes out of these two, whatever a
# view makes of its columns before. Titles, names and answers are written by anybody.
for _name in ("preprocess_field_value", "get_heading"):
    setattr(SpreadsheetExportMixin, _name, _escape_text(getattr(SpreadsheetExportMixin, _name)))


def _require_columns(setup: Callable[..., None]) -> Callable[..., None]:
    """Return the method with an export only of a list that says what it exports."""

    @wraps(setup)
    def set_up(self: Any, *args: Any, **kwargs: Any) -> None:
        setup(self, *args, **kwargs)
        # Without columns Wagtail would hand out an empty file for ?export=csv on any list.
        self.is_export = self.is_export and bool(self.list_export)

    return set_up


SpreadsheetExportMixin.setup = _require_columns(SpreadsheetExportMixin.setup)


class SafeExportMixin(SpreadsheetExportMixin):
    """Exports what ``list_export`` names, few rows at a time; Burmese survives in Excel."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # An export shows no page; Wagtail's context would count the rows by reading all of them.
        if self.is_export:
            return {"object_list": self.object_list}
        return super().get_context_data(**kwargs)

    def as_spreadsheet(self, queryset: Any, spreadsheet_format: str) -> Any:
        rows = _ChunkedRows(queryset) if isinstance(queryset, QuerySet) else queryset
        return super().as_spreadsheet(rows, spreadsheet_format)

    def stream_csv(self, queryset: Any) -> Iterator[bytes]:
        return keep_active_language(chain([BOM], super().stream_csv(queryset)))
