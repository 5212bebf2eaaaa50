"""Parses a roster file into rows that are right in themselves; asks no database."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from people.imports.cells import (
    InvalidValue,
    Row,
    choice_reader,
    read_cells,
    read_date,
    text_reader,
)
from people.imports.report import Problem
from people.imports.tables import ParsedTable, Source, read_table
from people.models import Person
from people.text.formatting import digits
from people.text.identifiers import is_staff_number, normalise_staff_number
from people.text.names import HONORIFICS, validate_name_fits
from people.text.phones import is_phone_number, normalise_phone
from people.text.spelling import clean, to_ascii_digits
from people.text.zawgyi import detect_zawgyi

ROSTER_COLUMNS = ("staff_number", "name_my", "name_en", "agency", "position_my", "grade", "from")
_UNIQUE_COLUMNS = ("staff_number", "email", "phone")
_BURMESE_COLUMNS = ("name_my", "position_my")
# Grades of the civil service, of which 1 is the highest.
_LOWEST_GRADE = 13
_HONORIFIC_CODES = {
    form.lower(): code for code, forms in HONORIFICS.items() for form in (code, *forms.values())
}
_GENDER_CODES = {"f": "female", "m": "male", "အမျိုးသမီး": "female", "အမျိုးသား": "male"}


@dataclass(frozen=True)
class RosterRow:
    """A line of a roster; ``person`` holds the fields it states, empty cells left out."""

    line: int
    staff_number: str
    agency: str
    position: dict[str, str]
    grade: int | None
    valid_from: dt.date
    person: dict[str, str]


def parse_roster(source: Source) -> ParsedTable[RosterRow]:
    """Return the lines of a roster that can be used, and the problems of the others."""
    table = read_table(source, required=ROSTER_COLUMNS)
    roster = ParsedTable[RosterRow](problems=table.problems)
    seen: dict[tuple[str, str], int] = {}
    for row in table.rows:
        # Before the cells are read, which cleans them: cleaning would spoil Zawgyi.
        notes = list(_convert_zawgyi(row))
        values, wrong = read_cells(row, _ROSTER_READERS)
        wrong = wrong or list(_check_across_cells(row.line, values, seen))
        roster.problems.extend(wrong or notes)
        if not wrong:
            seen |= {(column, values[column]): row.line for column in _UNIQUE_COLUMNS}
            roster.rows.append(_build_roster_row(row.line, values))
    return roster


def _convert_zawgyi(row: Row) -> Iterator[Problem]:
    """Convert cells that are surely Zawgyi, with a note, and ask about doubtful ones."""
    for column in _BURMESE_COLUMNS:
        text = row.cells.get(column, "")
        reading = detect_zawgyi(text)
        if reading.is_sure:
            row.cells[column] = clean(reading.unicode)
            message = _("“{before}” was written in Zawgyi and became “{after}”.")
            told = format_lazy(message, before=text, after=row.cells[column])
            yield Problem(row.line, column, told, Problem.Kind.CONVERTED)
        elif reading.is_doubtful:
            message = _("“{before}” may be written in Zawgyi for “{after}”. Please check it.")
            told = format_lazy(message, before=text, after=clean(reading.unicode))
            yield Problem(row.line, column, told, Problem.Kind.CHECK)


def _check_across_cells(
    line: int, values: dict[str, Any], seen: dict[tuple[str, str], int]
) -> Iterator[Problem]:
    """Yield problems of cells that are right in themselves but not together."""
    if not (values["name_my"] or values["name_en"]):
        yield Problem(line, "name_my", _("The person has no name."))
    for column in _UNIQUE_COLUMNS:
        if values[column] and (before := seen.get((column, values[column]))):
            message = format_lazy(
                _("“{text}” is already on line {line}."), text=values[column], line=before
            )
            yield Problem(line, column, message)


def _build_roster_row(line: int, values: dict[str, Any]) -> RosterRow:
    position = {"my": values.pop("position_my"), "en": values.pop("position_en")}
    return RosterRow(
        line=line,
        staff_number=values.pop("staff_number"),
        agency=values.pop("agency"),
        position={language: name for language, name in position.items() if name},
        grade=values.pop("grade"),
        valid_from=values.pop("from"),
        person={column: value for column, value in values.items() if value},
    )


def read_staff_number(text: str) -> str:
    """Return the staff number in ASCII digits and capitals. Raise `InvalidValue`."""
    number = normalise_staff_number(text)
    if not is_staff_number(number):
        raise InvalidValue(_("“{text}” is not a staff number."), text=text)
    return number


def _read_honorific(text: str) -> str:
    if text and text.lower() not in _HONORIFIC_CODES:
        raise InvalidValue(_("“{text}” is not an honorific we know."), text=text)
    return _HONORIFIC_CODES.get(text.lower(), "")


def _read_name(text: str) -> str:
    name = text_reader(120)(text)
    try:
        validate_name_fits(name)
    except ValidationError as error:
        raise InvalidValue(error.messages[0]) from error
    return name


def _read_gender(text: str) -> str:
    return choice_reader(Person.Gender.values)(_GENDER_CODES.get(text.lower(), text))


def _read_email(text: str) -> str:
    try:
        if text:
            validate_email(text)
    except ValidationError as error:
        raise InvalidValue(_("“{text}” is not an e-mail address."), text=text) from error
    return text.lower()


def _read_phone(text: str) -> str:
    if text and not is_phone_number(text):
        raise InvalidValue(_("“{text}” is not a phone number."), text=text)
    return normalise_phone(text)


def _read_grade(text: str) -> int | None:
    number = to_ascii_digits(text)
    if not number:
        return None
    # The length first: int() raises beyond 4300 digits.
    is_short = number.isascii() and number.isdigit() and len(number) < 3
    if not (is_short and 1 <= int(number) <= _LOWEST_GRADE):
        message = _("“{text}” is not a grade from 1 to {lowest}.")
        raise InvalidValue(message, text=text, lowest=digits(_LOWEST_GRADE))
    return int(number)


_ROSTER_READERS = {
    "staff_number": read_staff_number,
    "honorific": _read_honorific,
    "name_my": _read_name,
    "name_en": _read_name,
    "gender": _read_gender,
    "email": _read_email,
    "phone": _read_phone,
    "agency": text_reader(40, needed=True),
    "position_my": text_reader(120),
    "position_en": text_reader(120),
    "grade": _read_grade,
    "from": read_date,
}
