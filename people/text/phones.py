"""Writes phone numbers in one way: ``09…`` at home, ``+…`` abroad."""

import re

from people.text.names import ascii_digits, clean

PHONE = re.compile(r"(?:\+|00)?[0-9][0-9 ().-]{5,16}")
COUNTRY = re.compile(r"(?:\+|00)?95(?=[1-9])")


def is_phone(text: str) -> bool:
    return bool(PHONE.fullmatch(ascii_digits(clean(text))))


def normalise_phone(text: str) -> str:
    """The phone number as it is stored and compared; text that is none stays as it is."""
    text = ascii_digits(clean(text))
    if not PHONE.fullmatch(text):
        return text
    digits = re.sub(r"[ ().-]", "", text)
    return COUNTRY.sub("0", digits) if COUNTRY.match(digits) else re.sub(r"^00", "+", digits)
