"""Mends the cells of a roster where what was meant is certain, and tells what is doubtful."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from people.imports.cells import Row
from people.imports.report import Problem
from people.roster.reading.cells import NAME_COLUMNS, NEEDED_COLUMNS
from people.text.formatting import lazy_digits
from people.text.names import starts_with_honorific, strip_honorific
from people.text.phones import lacks_prefix, normalise_phone
from people.text.spelling import BURMESE_LETTER, clean, to_ascii_digits
from people.text.zawgyi import detect_zawgyi

_FURTHEST_AHEAD = dt.timedelta(days=366)
_BURMESE_COLUMNS = ("name_my", "position_my")
_DAY_COLUMNS = ("from", "left_on")
_POINT_ZERO = re.compile(r"(\d+)\.0+")
# What stands for a digit where only digits can: letters of the same shape, in both scripts.
_LETTERS_FOR_DIGITS = str.maketrans("OoIl|ဝရ", "0011107")
_BURMESE_FOR_DIGITS = str.maketrans("ဝရ", "07")
_OF_DIGITS = {
    "from": re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}"),
    "left_on": re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}"),
    "grade": re.compile(r"\d{1,2}"),
    "phone": re.compile(r"\+?\d[\d ().-]{5,16}"),
}
# Days as a spreadsheet counts them, from 1950 to 2040; other numbers are no days.
_SERIAL_DAY, _SERIALS, _DAY_ZERO = re.compile(r"\d{5}"), range(18264, 51502), dt.date(1899, 12, 30)
_LEFT_OUT_ADVICE = _("The cell was left out. Put it right and import the file again.")


def convert_zawgyi(row: Row) -> Iterator[Problem]:
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


def mend_digits(row: Row) -> Iterator[Problem]:
    """Mend numbers and days that a sheet or a hand wrote otherwise, and tell of each."""
    for column in ("staff_number", "grade", *_DAY_COLUMNS, "phone"):
        before = clean(row.cells.get(column, ""))
        after = _mend_number(column, to_ascii_digits(before))
        if before and after != to_ascii_digits(before):
            row.cells[column] = after
            message = _("“{before}” was read as {after}.")
            told = format_lazy(message, before=before, after=lazy_digits(after))
            advice = _("Nothing, if it is meant so.")
            yield Problem(row.line, column, told, Problem.Kind.CONVERTED, advice)


def _mend_number(column: str, text: str) -> str:
    if found := _POINT_ZERO.fullmatch(text):
        text = found[1]
    if column == "staff_number":
        # Letters are part of such numbers, but for Burmese ones, which none has.
        return text.translate(_BURMESE_FOR_DIGITS)
    if column in _DAY_COLUMNS and _SERIAL_DAY.fullmatch(text) and int(text) in _SERIALS:
        return (_DAY_ZERO + dt.timedelta(days=int(text))).isoformat()
    plain = text.translate(_LETTERS_FOR_DIGITS)
    return plain if _OF_DIGITS[column].fullmatch(plain) else text


def leave_out_faults(faults: list[Problem], values: dict[str, Any]) -> Iterator[Problem]:
    """Empty the cells that cannot be read but are not needed; one never costs the person."""
    for fault in faults:
        if fault.field not in NEEDED_COLUMNS:
            values[fault.field] = None if fault.field == "grade" else ""
            yield replace(fault, kind=Problem.Kind.CHECK, advice=_LEFT_OUT_ADVICE)


def ask_about_days(line: int, values: dict[str, Any]) -> Iterator[Problem]:
    """Yield a note on each day so far ahead that a year was surely mistyped."""
    for column in ("from", "left_on"):
        if values[column] and values[column] > timezone.localdate() + _FURTHEST_AHEAD:
            message = _("{day} is more than a year ahead.")
            told = format_lazy(message, day=lazy_digits(values[column]))
            yield Problem(line, column, told, Problem.Kind.CHECK)


def mend_person(row: Row, values: dict[str, Any]) -> Iterator[Problem]:
    """Take off what stands twice, put back what a sheet dropped, and tell of both."""
    for column in NAME_COLUMNS:
        yield from _mend_name(row.line, column, values)
        if values[column] and bool(BURMESE_LETTER.search(values[column])) != (column == "name_my"):
            message = _("“{name}” is not in the letters that this column is for.")
            told = format_lazy(message, name=values[column])
            yield Problem(row.line, column, told, Problem.Kind.CHECK)
    phone = values["phone"]
    if phone and phone != normalise_phone(row.cells["phone"]):
        message = _("The phone had lost its zero: it became {phone}.")
        told = format_lazy(message, phone=phone)
        yield Problem(row.line, "phone", told, Problem.Kind.CONVERTED)
    elif lacks_prefix(phone):
        message = _("The phone begins neither with 0 nor with a country code.")
        yield Problem(row.line, "phone", message, Problem.Kind.CHECK)


def _mend_name(line: int, column: str, values: dict[str, Any]) -> Iterator[Problem]:
    name, honorific = values[column], values["honorific"]
    bare = strip_honorific(name, honorific)
    # Of those that begin no name another one than in its column is told as well.
    if bare == name == strip_honorific(name) and not starts_with_honorific(name, honorific):
        return
    if bare != name and honorific:
        values[column] = bare
        message = _("The honorific stood in the name too: “{before}” became “{after}”.")
        told = format_lazy(message, before=name, after=bare)
        yield Problem(line, column, told, Problem.Kind.CONVERTED)
        return
    # ကို and စော begin names too, and without an honorific beside it the name is all there is.
    message = _("“{name}” may begin with an honorific, which has a column of its own.")
    yield Problem(line, column, format_lazy(message, name=name), Problem.Kind.CHECK)
