"""Parses a roster file into rows that are right in themselves; asks no database."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from people.imports.cells import Row, read_cells
from people.imports.day_order import settle_day_order
from people.imports.report import Problem
from people.imports.tables import ParsedTable, Source, missing_column, read_table
from people.roster.reading.cells import NEEDED_COLUMNS, ROSTER_READERS
from people.roster.reading.headings import (
    HeadingChoice,
    choose_headings,
    divide_mixed_cells,
    roster_naming,
)
from people.roster.reading.mending import (
    ask_about_days,
    convert_zawgyi,
    leave_out_faults,
    mend_digits,
    mend_person,
)
from people.roster.reading.shared_cells import SharedCells
from people.text import clean
from people.text.formatting import lazy_digits
from people.text.identifiers import is_staff_number, normalise_staff_number

_LINES_SHOWN = 3


@dataclass(frozen=True)
class RosterRow:
    """A line of a roster; ``person`` holds the fields it states, empty cells left out.

    ``left_on`` is the first day on which the person does not serve there any more.
    """

    line: int
    staff_number: str
    agency: str
    position: dict[str, str]
    grade: int | None
    valid_from: dt.date
    left_on: dt.date | None
    person: dict[str, str]
    is_somebody_new: bool = False  # whomever the number may recall: a person decided it


@dataclass
class Roster(ParsedTable[RosterRow]):
    """The lines of a roster that can be used, the problems of all, and whom the file names.

    ``numbers`` and ``names`` are those of all lines, wrong ones too, by line; ``is_whole`` says
    that every line could be split into cells and has one. ``choice`` is what the headings were
    taken for, and ``first_cells`` the cells of the first lines, for whoever has to say more.
    """

    numbers: dict[int, str] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    is_whole: bool = True
    choice: HeadingChoice = field(default_factory=HeadingChoice)
    first_cells: list[list[str]] = field(default_factory=list)


def parse_roster(
    source: Source, told: Mapping[str, str] | None = None, *, home: str = ""
) -> Roster:
    """Return the lines of a roster that can be used, and the problems of the others.

    ``told`` gives a column its heading in this file, or none where the file has no such column;
    a file without agencies is of the one whose code is ``home``. Without rows if columns are
    missing.
    """
    told = told or {}
    table = read_table(source, required=(), naming=roster_naming(told))
    choice = choose_headings(table.headings, table.columns, told)
    if choice.missing or ("agency" in choice.blank and not home):
        return _refuse_headings(table, choice)
    divide_mixed_cells(table.rows)
    # First of all: numbers and days are compared across the lines.
    mended = [problem for row in table.rows for problem in mend_digits(row)]
    for row in table.rows:
        row.cells.update(dict.fromkeys(choice.blank, ""))
        row.cells["agency"] = row.cells["agency"] or (home if "agency" in choice.blank else "")
    numbers = {row.line: normalise_staff_number(row.cells["staff_number"]) for row in table.rows}
    roster = Roster(
        problems=[*table.notes, *table.problems, *mended],
        numbers=numbers,
        is_whole=not table.problems and all(map(is_staff_number, numbers.values())),
        choice=choice,
    )
    roster.problems += _tell_columns(choice)
    for column in ("from", "left_on"):
        roster.problems += settle_day_order(table.rows, column)
    shared = SharedCells.of(table.rows)
    for row in table.rows:
        _parse_row(row, shared, roster)
        roster.names[row.line] = _read_person_name(row)
    return roster


def _read_person_name(row: Row) -> str:
    """Return the name as the file writes it, whatever else is wrong with the line."""
    return clean(row.cells.get("name_my", "")) or clean(row.cells.get("name_en", ""))


def _refuse_headings(table: ParsedTable[Row], choice: HeadingChoice) -> Roster:
    """Return a roster without lines, for the file lacks columns."""
    wrong = [] if any(table.headings) else table.problems
    wrong = wrong or [missing_column(name) for name in choice.missing or ("agency",)]
    cells = [list(row.cells.values()) for row in table.rows[:_LINES_SHOWN]]
    return Roster(problems=wrong, choice=choice, first_cells=cells, headings=table.headings)


def _tell_columns(choice: HeadingChoice) -> Iterator[Problem]:
    """Yield a note on headings that nobody knows, and on columns that the file does not have."""
    if choice.unknown:
        message = _("These columns were not read: {columns}.")
        told = format_lazy(message, columns=", ".join(choice.unknown))
        advice = format_lazy(
            _("Nothing, if it is meant so. These can be read: {columns}."),
            columns=", ".join(ROSTER_READERS),
        )
        yield Problem(1, "", told, Problem.Kind.CHECK, advice)
    if choice.blank:
        message = _("The file does not have these columns: {columns}. What is recorded stays.")
        told = format_lazy(message, columns=", ".join(choice.blank))
        advice = _("Nothing, if it is meant so.")
        yield Problem(1, "", told, Problem.Kind.CHECK, advice)


def _parse_row(row: Row, shared: SharedCells, roster: Roster) -> None:
    # Before the cells are read, which cleans them: cleaning would spoil Zawgyi.
    notes = list(convert_zawgyi(row))
    values, faults = read_cells(row, ROSTER_READERS)
    wrong = [fault for fault in faults if fault.field in NEEDED_COLUMNS]
    notes += leave_out_faults(faults, values)
    notes += mend_person(row, values)
    wrong += [] if wrong else _check_across_cells(row.line, values, shared)
    if wrong:
        # With the cells that would have been left out: one of them may be the missing name.
        roster.problems += [fault for fault in faults if fault not in wrong] + wrong
        return
    notes += ask_about_days(row.line, values)
    roster.problems += notes + shared.leave_out_contacts(row.line, values)
    roster.rows.append(_build_roster_row(row.line, values))


def _check_across_cells(
    line: int, values: dict[str, Any], shared: SharedCells
) -> Iterator[Problem]:
    """Yield problems of cells that are right in themselves but not together."""
    if not (values["name_my"] or values["name_en"]):
        yield Problem(line, "name_my", _("The person has no name."))
    if values["left_on"] and values["left_on"] <= values["from"]:
        yield Problem(line, "left_on", _("The person leaves before the posting begins."))
    if before := shared.numbers.get(values["staff_number"]):
        message = _("“{text}” is already on line {line}.")
        told = format_lazy(message, text=values["staff_number"], line=lazy_digits(before))
        yield Problem(line, "staff_number", told)
    else:
        shared.numbers[values["staff_number"]] = line


def _build_roster_row(line: int, values: dict[str, Any]) -> RosterRow:
    position = {"my": values.pop("position_my"), "en": values.pop("position_en")}
    return RosterRow(
        line=line,
        staff_number=values.pop("staff_number"),
        agency=values.pop("agency"),
        position={language: name for language, name in position.items() if name},
        grade=values.pop("grade"),
        valid_from=values.pop("from"),
        left_on=values.pop("left_on"),
        person={column: value for column, value in values.items() if value},
    )
