"""Normalises phone numbers: ``09…`` within Myanmar, ``+…`` for other countries."""

import re

from people.text.spelling import clean, to_ascii_digits

_PHONE_PATTERN = re.compile(r"(?:\+|00)?[0-9][0-9 ().-]{5,16}")
# 95 is Myanmar. A 0 takes the place of the country code, so none may stand behind it already.
_COUNTRY_CODE_PATTERN = re.compile(r"(?:\+|00)?95(?=[1-9])")


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
