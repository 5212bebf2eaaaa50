"""Parses a roster file into rows that are right in themselves; asks no database."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from people.imports.cells import Row, read_cells
from people.imports.day_order import settle_day_order
from people.imports.report import Problem
from people.imports.tables import ParsedTable, Source, read_table
from people.roster.cells import NEEDED_COLUMNS, ROSTER_COLUMNS, ROSTER_READERS
from people.roster.mending import ask_about_days, convert_zawgyi, leave_out_faults, mend_person
from people.roster.shared_cells import SharedCells
from people.text.formatting import lazy_digits
from people.text.identifiers import is_staff_number, normalise_staff_number


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

    ``numbers`` are the staff numbers of all lines, wrong ones too, by line; ``is_whole`` says
    that every line could be split into cells and has one.
    """

    numbers: dict[int, str] = field(default_factory=dict)
    is_whole: bool = True


def parse_roster(source: Source) -> Roster:
    """Return the lines of a roster that can be used, and the problems of the others."""
    table = read_table(source, required=ROSTER_COLUMNS)
    numbers = {row.line: normalise_staff_number(row.cells["staff_number"]) for row in table.rows}
    roster = Roster(
        problems=[*table.notes, *table.problems],
        numbers=numbers,
        is_whole=not table.problems and all(map(is_staff_number, numbers.values())),
    )
    roster.problems += _tell_unknown_columns(table.rows)
    for column in ("from", "left_on"):
        roster.problems += settle_day_order(table.rows, column)
    shared = SharedCells.of(table.rows)
    for row in table.rows:
        _parse_row(row, shared, roster)
    return roster


def _tell_unknown_columns(rows: list[Row]) -> Iterator[Problem]:
    """Yield a note on columns that say nothing here: e-mail is one, and email none."""
    columns = rows[0].cells if rows else {}
    if unknown := [name for name in columns if name and name not in ROSTER_READERS]:
        message = _("These columns were not read: {columns}.")
        told = format_lazy(message, columns=", ".join(unknown))
        advice = format_lazy(
            _("Nothing, if it is meant so. These can be read: {columns}."),
            columns=", ".join(ROSTER_READERS),
        )
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
