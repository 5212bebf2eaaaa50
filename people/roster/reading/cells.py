"""Reads the cells of a roster, each right in itself or refused in words."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from people.imports.cells import (
    InvalidValue,
    choice_reader,
    name_reader,
    read_date,
    text_reader,
)
from people.models import Person, validate_service_day
from people.text.formatting import lazy_digits
from people.text.identifiers import is_staff_number, normalise_staff_number
from people.text.names import HONORIFICS, validate_name
from people.text.phones import is_phone_number, restore_leading_zero
from people.text.spelling import to_ascii_digits

ROSTER_COLUMNS = ("staff_number", "name_my", "name_en", "agency", "position_my", "grade", "from")
NAME_COLUMNS = ("name_my", "name_en")
CONTACT_COLUMNS = ("email", "phone")
OPTIONAL_COLUMNS = ("honorific", "gender", *CONTACT_COLUMNS, "position_en", "left_on")
# Without these a line says nothing; every other cell is left out alone when it cannot be read.
NEEDED_COLUMNS = {"staff_number", "agency", "from", "left_on"}
# Grades of the civil service, of which 1 is the highest.
_LOWEST_GRADE = 13
_HONORIFIC_CODES = {
    form.lower(): code for code, forms in HONORIFICS.items() for form in (code, *forms.values())
}
_GENDER_CODES = {
    **dict.fromkeys(("f", "မ", "အမျိုးသမီး"), "female"),
    **dict.fromkeys(("m", "ကျား", "အမျိုးသား"), "male"),
}


_read_needed = text_reader(500, needed=True)


def read_staff_number(text: str) -> str:
    """Return the staff number in ASCII digits and capitals. Raise `InvalidValue`."""
    number = normalise_staff_number(_read_needed(text))
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
        validate_name(name)
    except ValidationError as error:
        raise InvalidValue.from_validation(error) from error
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
    return restore_leading_zero(text)


def _read_grade(text: str) -> int | None:
    number = to_ascii_digits(text)
    if not number:
        return None
    # The length first: int() raises beyond 4300 digits.
    is_short = number.isascii() and number.isdigit() and len(number) < 3
    if not (is_short and 1 <= int(number) <= _LOWEST_GRADE):
        message = _("“{text}” is not a grade from 1 to {lowest}.")
        raise InvalidValue(message, text=text, lowest=lazy_digits(_LOWEST_GRADE))
    return int(number)


def _read_service_day(text: str) -> dt.date:
    day = read_date(text)
    try:
        validate_service_day(day)
    except ValidationError as error:
        raise InvalidValue.from_validation(error) from error
    return day


def _read_optional_service_day(text: str) -> dt.date | None:
    return _read_service_day(text) if text else None


ROSTER_READERS: dict[str, Callable[[str], Any]] = {
    "staff_number": read_staff_number,
    "honorific": _read_honorific,
    "name_my": _read_name,
    "name_en": _read_name,
    "gender": _read_gender,
    "email": _read_email,
    "phone": _read_phone,
    "agency": text_reader(40, needed=True),
    "position_my": name_reader(120),
    "position_en": name_reader(120),
    "grade": _read_grade,
    "from": _read_service_day,
    "left_on": _read_optional_service_day,
}
