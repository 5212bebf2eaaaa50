"""Normalises names of persons: honorifics, the stored spelling and the search key."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from people.text.spelling import clean, fold
from people.text.syllables import break_lines
from people.text.zawgyi import to_unicode

HONORIFICS: dict[str, dict[str, str]] = {
    "u": {"my": "ဦး", "en": "U"},
    "daw": {"my": "ဒေါ်", "en": "Daw"},
    "ko": {"my": "ကို", "en": "Ko"},
    "ma": {"my": "မ", "en": "Ma"},
    "maung": {"my": "မောင်", "en": "Maung"},
    "dr": {"my": "ဒေါက်တာ", "en": "Dr"},
    "saw": {"my": "စော", "en": "Saw"},
    "naw": {"my": "နော်", "en": "Naw"},
    "nang": {"my": "နန်း", "en": "Nang"},
    "sai": {"my": "စိုင်း", "en": "Sai"},
}
# What the narrowest sheet of a certificate (A4 upright) prints at its smallest size: 25 of the
# widest Latin letter behind an honorific in one line, and 85 of the widest Burmese one beside long
# words in every other place. Counted without marks, which stand over and under letters. A test of
# certification lays out names of exactly these sizes on every paper.
MAX_NAME_LETTERS, MAX_UNBROKEN_LETTERS = 80, 25
_LINE_BREAKS = re.compile(r"[\s\u200b]+")
_NAME_KEY_MAX_LENGTH = 250  # of the model's column


def clean_name(text: str) -> str:
    """Return a name as it is stored; one that is surely Zawgyi is converted, then cleaned."""
    return clean(to_unicode(text))


def name_key(name_my: str, name_en: str) -> str:
    """Return the folded names of a person, by which searches find them."""
    return fold(f"{name_my} {name_en}")[:_NAME_KEY_MAX_LENGTH]


def validate_name_fits(name: str) -> None:
    """Raise ValidationError for a name that fits no certificate."""
    pieces = [_count_letters(piece) for piece in _LINE_BREAKS.split(break_lines(clean_name(name)))]
    if sum(pieces) > MAX_NAME_LETTERS or max(pieces) > MAX_UNBROKEN_LETTERS:
        raise ValidationError(
            _(
                "This name does not fit on a certificate: at most %(all)s letters, and"
                " %(unbroken)s without a space. Shorten it."
            ),
            params={"all": MAX_NAME_LETTERS, "unbroken": MAX_UNBROKEN_LETTERS},
        )


def _count_letters(text: str) -> int:
    return sum(not unicodedata.category(one).startswith("M") for one in text)
