"""Keeps text as it should be stored (`clean`) and as it should be compared (`fold`)."""

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


def clean(text: str) -> str:
    return text


def fold(text: str) -> str:
    return text
