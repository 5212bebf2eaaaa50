"""Normalises phone numbers: ``09…`` within Myanmar, ``+…`` for other countries."""

import re
from collections.abc import Container

import phonenumbers
from phonenumbers import PhoneNumberType

from people.text.spelling import clean, to_ascii_digits

_PHONE_PATTERN = re.compile(r"(?:\+|00)?[0-9][0-9 ().-]{5,16}")
# 95 is Myanmar. A 0 takes the place of the country code, so none may stand behind it already.
_COUNTRY_CODE_PATTERN = re.compile(r"(?:\+|00)?95(?=[1-9])")

# Mobile numbers of Myanmar are 09 and seven to nine digits; sheets drop the zero of a number.
_MOBILE_WITHOUT_ZERO = re.compile(r"9[0-9]{7,9}")

_MOBILE_TYPES = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE}


def is_phone_number(text: str) -> bool:
    return bool(_PHONE_PATTERN.fullmatch(to_ascii_digits(clean(text))))


def normalise_phone(text: str) -> str:
    """Return the phone number as it is stored and compared; other text stays as it is."""
    text = to_ascii_digits(clean(text))
    if not _PHONE_PATTERN.fullmatch(text):
        return text
    digits = re.sub(r"[ ().-]", "", text)
    return (
        _COUNTRY_CODE_PATTERN.sub("0", digits)
        if _COUNTRY_CODE_PATTERN.match(digits)
        else re.sub(r"^00", "+", digits)
    )


def restore_leading_zero(text: str) -> str:
    """Return the phone number as it is stored, a mobile one with the zero that a sheet dropped."""
    number = normalise_phone(text)
    return f"0{number}" if _MOBILE_WITHOUT_ZERO.fullmatch(number) else number


def lacks_prefix(number: str) -> bool:
    """Return whether a stored number begins neither with 0 nor with a country code."""
    return number[:1] not in ("", "0", "+")


def to_international(number: str) -> str:
    """Return a stored number as the world dials it; ours are stored as people here dial them."""
    return f"+95{number[1:]}" if number.startswith("0") else number


def is_mobile_number(number: str, countries: Container[str]) -> bool:
    """Return whether a stored number is a mobile one of the countries, named as in ``MM``."""
    try:
        parsed = phonenumbers.parse(to_international(number), None)
    except phonenumbers.NumberParseException:
        return False
    is_mobile = phonenumbers.number_type(parsed) in _MOBILE_TYPES
    return is_mobile and phonenumbers.region_code_for_number(parsed) in countries
