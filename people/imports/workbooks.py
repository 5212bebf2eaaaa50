"""Reads the first sheet of an Excel workbook as the text of a table."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import IO, Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.xml.functions import iterparse

from people.imports.cells import InvalidValue
from people.imports.report import Problem
from people.text.formatting import lazy_digits

_ZIP_SIGNATURE = b"PK\x03\x04"
# A workbook is a ZIP archive: a few kilobytes may unpack to gigabytes and fill the memory.
_MAX_UNPACKED_BYTES = 100_000_000
# A sheet may claim a million empty rows: they are not read, unless something stands in them.
_MAX_ROWS, _MAX_COLUMNS = 60_000, 121

_FIRST_LONG_NUMBER = 10**15  # of a number a spreadsheet keeps the first 15 digits
_DAY_IN_TEXT = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}")
_MONTHS_OF_A_YEAR = 12
# Of sheets that are not read, to see whether they hold anything.
_SHEETS_TRIED, _ROWS_TRIED = 100, 100


@dataclass
class _LongNumbersSeen:
    """Remembers where a number is longer than a spreadsheet can keep: its last digits are lost."""

    places: list[tuple[int, int]] = field(default_factory=list)  # row and column

    def watch(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, int | float) and abs(cell) >= _FIRST_LONG_NUMBER:
                    self.add(number, column)
            yield row

    def add(self, row: int, column: int) -> None:
        # A whole column, and not each of five million cells: a note takes more than the number.
        if len(self.places) < _MAX_ROWS:
            self.places.append((row, column))

    def tell(self) -> Iterator[Problem]:
        message = _(
            "Column {column} holds a number of more than 15 digits. A spreadsheet keeps no more:"
            " the last ones may be others than were typed."
        )
        advice = _("Write it as text in the sheet, and compare it with the paper.")
        for row, column in self.places:
            told = format_lazy(message, column=get_column_letter(column + 1))
            yield Problem(row, "", told, Problem.Kind.CHECK, advice)


@dataclass
class _DaysSeen:
    """Remembers of each column where a day stands as text, and where as a date.

    A spreadsheet that reads 23/11/2026 with the month first leaves it as text, and makes another
    day of 04/03/2026: what it changed, the texts beside it prove.
    """

    texts: dict[int, str] = field(default_factory=dict)
    dates: dict[int, int] = field(default_factory=dict)  # the row of the first

    def watch(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, dt.date):
                    if cell.day != cell.month and cell.day <= _MONTHS_OF_A_YEAR:
                        self.dates.setdefault(column, number)
                elif isinstance(cell, str) and _DAY_IN_TEXT.fullmatch(cell.strip()):
                    self.texts.setdefault(column, cell.strip())
            yield row

    def tell_swapped(self) -> Iterator[Problem]:
        for column in sorted(self.texts.keys() & self.dates.keys()):
            message = _(
                "Column {column} holds dates, and days as text such as “{text}”: the spreadsheet"
                " may have taken the day for the month in the dates, first on row {row}."
            )
            shown = {"text": self.texts[column], "row": lazy_digits(self.dates[column])}
            told = format_lazy(message, column=get_column_letter(column + 1), **shown)
            yield Problem(self.dates[column], "", told, Problem.Kind.CHECK)


@dataclass
class _MergedCells:
    """Gives each row what stands once for several, in a cell that spans them."""

    spans: dict[int, dict[int, int]] = field(default_factory=dict)  # by column, first row to last
    filled: list[int] = field(default_factory=list)  # the first rows of the spans that were

    def add(self, reference: str) -> None:
        first_column, first, _last_column, last = range_boundaries(reference)
        # Others are not read, and each row would be asked of all sixteen thousand.
        is_read = first_column and first_column <= _MAX_COLUMNS
        if is_read and first and last and last > first:
            self.spans.setdefault(first_column - 1, {})[first] = last

    def fill(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        if not self.spans:
            yield from rows
            return
        open_spans: dict[int, tuple[int, Any]] = {}
        for number, row in enumerate(rows, start=1):
            cells = list(row)
            for column, spans in self.spans.items():
                last, value = open_spans.get(column, (0, None))
                if column < len(cells) and number in spans and cells[column] is not None:
                    open_spans[column] = spans[number], cells[column]
                    self.filled.append(number)
                elif column < len(cells) and number <= last and cells[column] is None:
                    cells[column] = value
            yield tuple(cells)

    def tell(self) -> Iterator[Problem]:
        if self.filled:
            message = _("Cells span several rows, first on row {row}: each row got the value.")
            told = format_lazy(message, row=lazy_digits(min(self.filled)))
            yield _note_hidden(min(self.filled), told)


def is_workbook(content: bytes) -> bool:
    return content.startswith(_ZIP_SIGNATURE)


def workbook_to_csv(content: bytes) -> tuple[str, list[Problem]]:
    """Return the first sheet that is shown as CSV, and notes on what its reader may not see.

    Raise `InvalidValue` for no workbook, or one too large.
    """
    # As CSV, so that lines are counted and limited in one way for both kinds of file.
    file, text = io.BytesIO(content), io.StringIO()
    try:
        _require_unpacked_size(file)
        book = load_workbook(file, read_only=True, data_only=True)
        sheet = next((one for one in book.worksheets if _is_sheet_shown(one)), book.worksheets[0])
        days, numbers, merged = _DaysSeen(), _LongNumbersSeen(), _MergedCells()
        notes = [*_tell_other_sheets(book.worksheets, sheet), *_tell_hidden_parts(sheet, merged)]
        rows = numbers.watch(days.watch(merged.fill(_read_sheet_rows(sheet))))
        csv.writer(text).writerows(map(_cells_to_texts, rows))
        notes += [*days.tell_swapped(), *numbers.tell(), *merged.tell()]
    except InvalidValue:
        raise
    # Broad: openpyxl raises whatever a broken part makes it stumble over.
    except Exception as error:
        raise InvalidValue(_("The file is not an Excel workbook that can be read.")) from error
    return text.getvalue(), notes


def _is_sheet_shown(sheet: Any) -> bool:
    return sheet.sheet_state == "visible"


def _tell_other_sheets(sheets: list[Any], read: Any) -> Iterator[Problem]:
    """Yield a note for each sheet with cells that was not read."""
    for sheet in sheets[:_SHEETS_TRIED]:
        if sheet is read or not any(
            map(any, sheet.iter_rows(max_row=_ROWS_TRIED, values_only=True))
        ):
            continue
        message = (
            _("The sheet “{name}” was not read: only the first one that is shown is.")
            if _is_sheet_shown(sheet)
            else _("The hidden sheet “{name}” was not read: only the first one that is shown is.")
        )
        yield _note_hidden(1, format_lazy(message, name=sheet.title))


def _tell_hidden_parts(sheet: Any, merged: _MergedCells) -> Iterator[Problem]:
    """Yield a note for each run of hidden rows, and for hidden columns; collect merged cells."""
    rows, has_hidden_columns = [], False
    # openpyxl says what is hidden or merged only of sheets that it holds in memory whole, which
    # takes fifty times the size of the file: it is read here, from the part that it names.
    with sheet._get_source() as part:
        for _event, element in iterparse(part):
            tag = element.tag.rpartition("}")[2]
            if tag in ("row", "col") and element.get("hidden") in ("1", "true"):
                has_hidden_columns |= tag == "col"
                rows += [int(element.get("r"))] if tag == "row" and element.get("r") else []
            if tag == "mergeCell":
                merged.add(element.get("ref", ""))
            if tag in ("row", "col"):
                element.clear()
    if has_hidden_columns:
        yield _note_hidden(
            1, _("Some columns of the sheet are hidden. They were read like the others.")
        )
    # Numbers that follow one another are as far from their places in the list.
    for _offset, run in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
        lines = [number for _place, number in run]
        message = (
            _("Rows {first} to {last} of the sheet are hidden. They were read all the same.")
            if len(lines) > 1
            else _("Row {first} of the sheet is hidden. It was read all the same.")
        )
        shown = {"first": lazy_digits(lines[0]), "last": lazy_digits(lines[-1])}
        yield _note_hidden(lines[0], format_lazy(message, **shown))


def _note_hidden(line: int, message: Any) -> Problem:
    advice = _("Nothing, if it is meant so.")
    return Problem(line, "", message, Problem.Kind.CHECK, advice)


def _require_unpacked_size(file: IO[bytes]) -> None:
    with zipfile.ZipFile(file) as parts:
        if sum(part.file_size for part in parts.infolist()) > _MAX_UNPACKED_BYTES:
            raise InvalidValue(_("The workbook is too large."))


def _read_sheet_rows(sheet: Any) -> Iterator[tuple[Any, ...]]:
    """Yield the cells of each row. Raise `InvalidValue` if something stands below the limit."""
    rows = sheet.iter_rows(max_row=_MAX_ROWS + 1, max_col=_MAX_COLUMNS, values_only=True)
    for number, row in enumerate(rows, start=1):
        if number <= _MAX_ROWS:
            yield row
        elif any(row):
            # Refused whole: whoever reads “imported” must not miss the people at the end.
            message = _("The sheet has more than {most} rows. Divide it and send the parts.")
            raise InvalidValue(message, most=lazy_digits(_MAX_ROWS))


def _cells_to_texts(row: tuple[Any, ...]) -> list[str]:
    """Return the texts up to the last one: openpyxl fills every row up to the limit."""
    texts = [_cell_to_text(cell) for cell in row]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _cell_to_text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        # Excel keeps a typed 12 as 12.0, and "12.0" is no staff number.
        return str(int(cell))
    if isinstance(cell, dt.datetime) and cell.time() == dt.time.min:
        return cell.date().isoformat()
    # A break inside a cell would count as a line, and problems name the row of the sheet.
    return "" if cell is None else " ".join(str(cell).splitlines())
