"""The text hygiene that every writer of names and every search shares; one door to it all."""

from people.text.spelling import clean, fold, to_ascii_digits
from people.text.syllables import break_lines, index_text, query_phrases, split_syllables
from people.text.zawgyi import detect_zawgyi, from_zawgyi, to_unicode, zawgyi_probability

__all__ = [
    "HONORIFICS",
    "break_lines",
    "clean",
    "clean_name",
    "detect_zawgyi",
    "fold",
    "from_zawgyi",
    "index_text",
    "name_key",
    "query_phrases",
    "split_syllables",
    "to_ascii_digits",
    "to_unicode",
    "zawgyi_probability",
]

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
_NAME_KEY_MAX_LENGTH = 250


def clean_name(text: str) -> str:
    """A name as it is stored; one surely typed in Zawgyi is converted before it is cleaned."""
    return clean(to_unicode(text))


def name_key(name_my: str, name_en: str) -> str:
    """The folded names of a person, to look them up by."""
    return fold(f"{name_my} {name_en}")[:_NAME_KEY_MAX_LENGTH]
