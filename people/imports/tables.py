"""Reads uploaded tables, CSV or XLSX: rows with their line numbers, and problems with theirs."""

import csv
import io
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import IO, Generic, TypeVar

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from people.imports.cells import InvalidValue, Row
from people.imports.decoding import decode_table
from people.imports.report import Problem, UnreadableFile
from people.imports.workbooks import is_workbook, workbook_to_csv
from people.text.formatting import lazy_digits
from people.text.spelling import fold

Source = str | Path | IO[bytes] | IO[str]

_SEPARATORS = ",;\t"
# What some programs write above the heading for Excel, and Excel hides. Cut at a comma: sep= only.
_SEPARATOR_LINE = re.compile(r"\ufeff?sep=.?", re.IGNORECASE)
_MAX_COLUMNS = 120
# Where titles may stand above the heading, it is looked for among so many lines and characters.
_LINES_TRIED, _CHARACTERS_TRIED = 20, 50_000
_RowT = TypeVar("_RowT")


@dataclass
class ParsedTable(Generic[_RowT]):
    """The usable rows of a file and the problems of its lines; nothing is written yet.

    ``notes`` tell what was read although its author may not see it; ``headings`` are as they
    stand in the file, ``columns`` what they were taken for.
    """

    rows: list[_RowT] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class ColumnNaming:
    """How the headings of a kind of file are read: ``name`` gives the column of each.

    By the ``known`` columns the heading is found below the titles that stand above it.
    """

    name: Callable[[list[str]], list[str]]
    known: Collection[str]

    def count_known(self, cells: list[str]) -> int:
        return len({*self.name(cells)} & {*self.known})


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


def read_table(
    source: Source, *, required: Iterable[str], naming: ColumnNaming | None = None
) -> ParsedTable[Row]:
    """Return the rows of a CSV file in Unicode or of a workbook's first sheet, below a heading.

    Without rows, and with problems, if the file as a whole cannot be read. Without a ``naming``
    the first line is the heading, in the names of the columns.
    """
    table = ParsedTable[Row]()
    try:
        text, table.notes = _read_text(source)
        # Cells are not cleaned yet: `clean` would spoil Zawgyi before it is recognised.
        table.rows.extend(_read_rows(text, tuple(required), naming, table))
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
        content = decode_table(content)
    if not content.strip():
        raise InvalidValue(_("The file is empty."))
    return content, notes


def _read_rows(
    text: str, required: tuple[str, ...], naming: ColumnNaming | None, table: ParsedTable[Row]
) -> Iterator[Row]:
    separator, first = _find_heading(text, naming)
    lines = iter_lines(text, separator, strict=True)
    table.headings = _read_heading(lines, first, table.notes)
    # Every line becomes a dictionary of all columns: thousands of them would fill the memory.
    if len(table.headings) > _MAX_COLUMNS:
        raise InvalidValue(_("The file has too many columns."))
    columns = (naming.name if naming else name_columns)(table.headings)
    table.columns = columns
    wrong = [missing_column(name) for name in required if name not in columns]
    wrong += [_repeated_column(name) for name in columns if name and columns.count(name) > 1][:1]
    if wrong:
        table.problems += wrong
        return
    for line, cells in lines:
        if any(cells[len(columns) :]):
            problem = Problem(line, "", _("The line has more cells than the header."))
            table.problems.append(problem)
        elif any(cells):
            yield Row(line, dict.fromkeys(columns, "") | dict(zip(columns, cells, strict=False)))


def _find_heading(text: str, naming: ColumnNaming | None) -> tuple[str, int]:
    """Return what separates the cells, and the line of the heading; 0 for the first filled one."""
    first_line = next((line for line in io.StringIO(text) if not _says_nothing([line])), "")
    found, most = (detect_separator(first_line), 0), (0, 0)
    if naming is None:
        return found
    for separator in _SEPARATORS:
        # One that is wrong for the file may find no end of a cell.
        with suppress(BrokenLine):
            filled = (
                one
                for one in iter_lines(text[:_CHARACTERS_TRIED], separator)
                if not _says_nothing(one[1])
            )
            for number, cells in islice(filled, _LINES_TRIED):
                # Of lines in words that nobody knows, the first with the most cells.
                count = naming.count_known(cells), sum(map(bool, cells))
                if count > most:
                    found, most = (separator, number), count
    return found


def _read_heading(
    lines: Iterator[tuple[int, list[str]]], first: int, notes: list[Problem]
) -> list[str]:
    """Return the cells of the heading; what stands above it is told."""
    has_titles = False
    for number, cells in lines:
        if number >= first and not _says_nothing(cells):
            if has_titles:
                message = _("The heading is line {line}. What stands above it was left out.")
                told = format_lazy(message, line=lazy_digits(number))
                advice = _("Nothing, if it is meant so.")
                notes.append(Problem(1, "", told, Problem.Kind.CHECK, advice))
            while cells and not cells[-1]:
                cells.pop()
            return cells
        has_titles |= not _says_nothing(cells)
    return []


def _says_nothing(cells: list[str]) -> bool:
    """Return whether the line is empty, or says only by what its cells are separated."""
    first = cells[0].strip() if cells else ""
    return not any(map(str.strip, cells)) or bool(_SEPARATOR_LINE.fullmatch(first))


def _repeated_column(name: str) -> Problem:
    message = format_lazy(_("The column “{column}” is there twice."), column=name)
    advice = _("Keep one of the two in the first line of the file.")
    return Problem(1, name, message, advice=advice)


def missing_column(name: str) -> Problem:
    """Return the problem of a file without a column that it needs."""
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
        fold_heading(alias): column
        for column, known in (aliases or {}).items()
        for alias in (column, *known)
    }
    folded = map(fold_heading, headings)
    return [columns.get(heading, heading) for heading in folded]


def fold_heading(heading: str) -> str:
    """Return the heading as it is compared."""
    return fold(heading).replace(" ", "_")
