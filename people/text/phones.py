"""Normalises phone numbers: ``09…`` within Myanmar, ``+…`` for other countries."""

import re

from people.text.spelling import clean, to_ascii_digits

_PHONE_PATTERN = re.compile(r"(?:\+|00)?[0-9][0-9 ().-]{5,16}")
# 95 is Myanmar. A 0 takes the place of the country code, so none may stand behind it already.
_COUNTRY_CODE_PATTERN = re.compile(r"(?:\+|00)?95(?=[1-9])")

# Mobile numbers of Myanmar are 09 and seven to nine digits; sheets drop the zero of a number.
_MOBILE_WITHOUT_ZERO = re.compile(r"9[0-9]{7,9}")


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
