"""Normalises what names a person at sign-in: staff numbers, sign-in names, e-mails and phones."""

import re
import unicodedata

from people.text.phones import normalise_phone
from people.text.spelling import clean, fold, to_ascii_digits

MAX_IDENTIFIER_LENGTH = 254  # of an e-mail address, the longest of the four kinds
# Twenty characters are what the column of the model holds.
_STAFF_NUMBER_PATTERN = re.compile(r"[0-9A-Z][0-9A-Z/_-]{0,19}")
# One script each, and no others: letters of two scripts in one name look alike.
_SIGN_IN_NAME_PATTERN = re.compile(
    r"[A-Za-z0-9._/+@-]+|[\u1000-\u1049\u1050-\u109f\ua9e0-\ua9fe\uaa60-\uaa7f0-9._-]+"
)


def identifier_key(text: str) -> str:
    """Return the spelling by which identifiers of all kinds are compared and are unique."""
    # Compatibility forms go first: full-width digits must reach the rules for phones. They go
    # again after folding, which may compose new ones.
    # What is too long goes before, for normal forms take long over it.
    folded = fold(unicodedata.normalize("NFKC", text[: 2 * MAX_IDENTIFIER_LENGTH]))
    return unicodedata.normalize("NFKC", normalise_phone(folded)).casefold()[
        :MAX_IDENTIFIER_LENGTH
    ]


def normalise_staff_number(text: str) -> str:
    """Return a staff number as it is stored: ASCII digits and capitals."""
    return to_ascii_digits(clean(text)).upper()


def is_staff_number(text: str) -> bool:
    return bool(_STAFF_NUMBER_PATTERN.fullmatch(normalise_staff_number(text)))


def is_sign_in_name(text: str) -> bool:
    """Return whether the name is in one script, Latin or Burmese, without accents or signs."""
    return bool(_SIGN_IN_NAME_PATTERN.fullmatch(text))


def is_own_choice(text: str) -> bool:
    """Return whether somebody may choose the sign-in name: no address, and mostly letters.

    Whoever could sign up by what looks like a staff number would keep an official out of it.
    """
    key = identifier_key(text)
    letters, digits = sum(map(str.isalpha, key)), sum(map(str.isdigit, key))
    return letters > digits and "@" not in key
