"""Writes phone numbers in one way: ``09…`` at home, ``+…`` abroad."""

import re

from people.text.spelling import clean, to_ascii_digits

_PHONE_PATTERN = re.compile(r"(?:\+|00)?[0-9][0-9 ().-]{5,16}")
_COUNTRY_CODE_PATTERN = re.compile(r"(?:\+|00)?95(?=[1-9])")


def is_phone_number(text: str) -> bool:
    return bool(_PHONE_PATTERN.fullmatch(to_ascii_digits(clean(text))))


def normalise_phone(text: str) -> str:
    """The phone number as it is stored and compared; text that is none stays as it is."""
    text = to_ascii_digits(clean(text))
    if not _PHONE_PATTERN.fullmatch(text):
        return text
    digits = re.sub(r"[ ().-]", "", text)
    return (
        _COUNTRY_CODE_PATTERN.sub("0", digits)
        if _COUNTRY_CODE_PATTERN.match(digits)
        else re.sub(r"^00", "+", digits)
    )
