"""Normalises names of persons: honorifics, the stored spelling and the search key."""

from people.text.spelling import clean, fold
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
_NAME_KEY_MAX_LENGTH = 250  # of the model's column


def clean_name(text: str) -> str:
    """Return a name as it is stored; one that is surely Zawgyi is converted, then cleaned."""
    return clean(to_unicode(text))


def name_key(name_my: str, name_en: str) -> str:
    """Return the folded names of a person, by which searches find them."""
    return fold(f"{name_my} {name_en}")[:_NAME_KEY_MAX_LENGTH]
