"""Reads uploaded tables, CSV or XLSX: rows with their line numbers, and problems with theirs."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Generic, TypeVar

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from people.imports.cells import InvalidValue, Row
from people.imports.decoding import decode_utf8
from people.imports.report import Problem, UnreadableFile
from people.imports.workbooks import is_workbook, workbook_to_csv
from people.text.spelling import fold

Source = str | Path | IO[bytes] | IO[str]

_SEPARATORS = ",;\t"
# What some programs write above the heading for Excel, and Excel hides. Cut at a comma: sep= only.
_SEPARATOR_LINE = re.compile(r"\ufeff?sep=.?", re.IGNORECASE)
_MAX_COLUMNS = 100
_RowT = TypeVar("_RowT")


@dataclass
class ParsedTable(Generic[_RowT]):
    """The usable rows of a file and the problems of its lines; nothing is written yet.

    ``notes`` tell what was read although its author may not see it.
    """

    rows: list[_RowT] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)


class BrokenLine(ValueError):
    """The text cannot be split into cells from ``line`` on."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def iter_lines(
    text: str, separator: str, *, strict: bool = False
) -> Iterator[tuple[int, list[str]]]:
    """Yield the number and the stripped cells of every line. Raise `BrokenLine`.

    Numbers count the lines inside quoted cells, as an editor does. ``strict`` breaks at a quoted
    cell that does not end, which would take the lines below it for its text.
    """
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict)
    while True:
        number = lines.line_num + 1
        try:
            yield number, [cell.strip() for cell in next(lines)]
        except StopIteration:
            return
        except csv.Error as error:
            raise BrokenLine(number) from error


def detect_separator(sample: str, separators: str = _SEPARATORS) -> str:
    """Return the separator that occurs most often; of equals, the first."""
    return max(separators, key=sample.count)


def read_table(source: Source, *, required: Iterable[str]) -> ParsedTable[Row]:
    """Return the rows of a CSV file in UTF-8 or of a workbook's first sheet, below a heading.

    Without rows, and with problems, if the file as a whole cannot be read.
    """
    table = ParsedTable[Row]()
    try:
        text, table.notes = _read_text(source)
        # Cells are not cleaned yet: `clean` would spoil Zawgyi before it is recognised.
        table.rows.extend(_read_rows(text, tuple(required), table.problems))
    except UnreadableFile as error:
        table.problems.extend(error.problems)
    except InvalidValue as wrong:
        table.problems.append(Problem(1, "", wrong.message))
    except BrokenLine as broken:
        message = _(
            "The file cannot be read from this line on: a quotation mark that opens a cell is not"
            " closed, or the cell is too long."
        )
        table.problems.append(Problem(broken.line, "", message))
    return table


def _read_text(source: Source) -> tuple[str, list[Problem]]:
    content = Path(source).read_bytes() if isinstance(source, str | Path) else source.read()
    notes: list[Problem] = []
    if isinstance(content, bytes) and is_workbook(content):
        content, notes = workbook_to_csv(content)
    elif isinstance(content, bytes):
        content = decode_utf8(content)
    if not content.strip():
        raise InvalidValue(_("The file is empty."))
    return content, notes


def _read_rows(text: str, required: tuple[str, ...], problems: list[Problem]) -> Iterator[Row]:
    heading = next((line for line in io.StringIO(text) if not _says_nothing([line])), "")
    lines = iter_lines(text, detect_separator(heading), strict=True)
    heading_cells = next((cells for _line, cells in lines if not _says_nothing(cells)), [])
    while heading_cells and not heading_cells[-1]:
        heading_cells.pop()
    # Every line becomes a dictionary of all columns: thousands of them would fill the memory.
    if len(heading_cells) > _MAX_COLUMNS:
        raise InvalidValue(_("The file has too many columns."))
    columns = name_columns(heading_cells)
    wrong = [_missing_column(name) for name in required if name not in columns]
    wrong += [_repeated_column(name) for name in columns if name and columns.count(name) > 1][:1]
    if wrong:
        problems += wrong
        return
    for line, cells in lines:
        if any(cells[len(columns) :]):
            problems.append(Problem(line, "", _("The line has more cells than the header.")))
        elif any(cells):
            yield Row(line, dict.fromkeys(columns, "") | dict(zip(columns, cells, strict=False)))


def _says_nothing(cells: list[str]) -> bool:
    """Return whether the line is empty, or says only by what its cells are separated."""
    first = cells[0].strip() if cells else ""
    return not any(map(str.strip, cells)) or bool(_SEPARATOR_LINE.fullmatch(first))


def _repeated_column(name: str) -> Problem:
    message = format_lazy(_("The column “{column}” is there twice."), column=name)
    advice = _("Keep one of the two in the first line of the file.")
    return Problem(1, name, message, advice=advice)


def _missing_column(name: str) -> Problem:
    message = format_lazy(_("The column “{column}” is missing."), column=name)
    return Problem(1, name, message, advice=_("Add the column to the first line of the file."))


def name_columns(
    headings: Iterable[str], aliases: Mapping[str, Iterable[str]] | None = None
) -> list[str]:
    """Return the column each heading stands for; a heading that no alias names stays, folded.

    Case, spelling and spaces do not matter: ``Staff Number`` is ``staff_number``.
    ``aliases`` lists the headings that people write by the name of their column.
    """
    columns = {
        _fold_heading(alias): column
        for column, known in (aliases or {}).items()
        for alias in (column, *known)
    }
    folded = map(_fold_heading, headings)
    return [columns.get(heading, heading) for heading in folded]


def _fold_heading(heading: str) -> str:
    return fold(heading).replace(" ", "_")
