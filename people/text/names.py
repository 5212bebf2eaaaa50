"""Normalises names of persons: honorifics, the stored spelling and the search key."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from people.text.formatting import lazy_digits
from people.text.spelling import clean, fold
from people.text.syllables import break_lines, split_syllables
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
_LONGEST_TYPED = 1000  # with all its marks no name that fits is as long
_LINE_BREAKS = re.compile(r"[\s\u200b]+")
# Letters, marks, digits and signs that the fonts of certificates have; with others in a name its
# holder would get empty boxes. A test of certification compares them with the fonts.
_UNPRINTED_LETTER = re.compile(
    r"[^\u0020-\u007e\u00b4\u00b7\u00c0-\u0107\u010a-\u0113\u0116-\u011b\u011e-\u0123\u0126\u0127"
    r"\u012a\u012b\u012e-\u0133\u0136\u0137\u0139-\u013e\u0141-\u0148\u014a-\u014d\u0150-\u015b"
    r"\u015e-\u0161\u0164\u0165\u016a-\u017e\u01cd\u01ce\u0218-\u021b\u0300-\u0304\u0306-\u0308"
    r"\u030a-\u030c\u0312\u0326-\u0328\u1000-\u109f\u1e80-\u1e85\u1e9e\u1ef2\u1ef3\u2013\u2014"
    r"\u2018\u2019\u201c\u201d\ua9e0-\ua9fe\uaa60-\uaa7f]"
)
# Of these no name begins; the others are also first syllables of names, such as ကိုကို or စောစော.
_CERTAIN_HONORIFICS = ("u", "daw", "dr")


def clean_name(text: str) -> str:
    """Return a name as it is stored; one that is surely Zawgyi is converted, then cleaned."""
    return clean(to_unicode(text))


def fold_unspaced(text: str) -> str:
    """Return the text folded and without spaces: names are written with them and without."""
    return "".join(fold(text).split())


def strip_honorific(name: str, honorific: str = "") -> str:
    """Return the name without the honorific before it, if no name begins with that one.

    Without an honorific any of them is taken off.
    """
    for code in (honorific,) if honorific else _CERTAIN_HONORIFICS:
        if code in _CERTAIN_HONORIFICS and starts_with_honorific(name, code):
            return _cut_honorific(name, code)
    return name


def bare_name(name: str, honorific: str) -> str:
    """Return the name without the honorific that the person has in a field of its own."""
    return strip_honorific(name, honorific) if honorific else name


def strip_all_honorifics(name: str) -> str:
    """Return the name without any honorific before it, also one that may belong to the name."""
    while cut := next(filter(None, (_cut_honorific(name, code) for code in HONORIFICS)), ""):
        name = cut
    return name


def strip_last_honorific(name: str) -> str:
    """Return the name without the honorific behind it, as lists in order of names have it.

    Names end with ဦး too: that is one behind a comma or in brackets only.
    """
    *first, last = name.split() or [""]
    bare = last.strip("().").casefold()
    is_marked = last.startswith("(") or (bool(first) and first[-1].endswith((",", "၊")))
    codes = _CERTAIN_HONORIFICS if is_marked else ("daw", "dr")
    is_behind = bool(first) and bare in {
        text.casefold() for code in codes for text in HONORIFICS[code].values()
    }
    return " ".join(first).rstrip(" ,၊") if is_behind else name


def starts_with_honorific(name: str, honorific: str) -> bool:
    """Return whether the name begins with the honorific and goes on behind it."""
    return bool(_cut_honorific(name, honorific))


def _cut_honorific(name: str, honorific: str) -> str:
    """Return what stands behind the honorific; nothing if the name does not begin with it."""
    forms = HONORIFICS.get(honorific, {"my": "", "en": ""})
    first, _space, rest = name.partition(" ")
    if first == forms["my"] or first.rstrip(".").casefold() == forms["en"].casefold():
        return rest.strip()
    # By syllables: မ is none of မြ, nor ဦး one of ဦးစ with another sign behind it.
    burmese, syllables = split_syllables(forms["my"]), split_syllables(name)
    if burmese and syllables[: len(burmese)] == burmese:
        return "".join(syllables[len(burmese) :]).strip()
    return ""


def validate_name(name: str) -> None:
    """Raise ValidationError for a name that no certificate can print, or that fits none."""
    # Length first: a field asks this of what is far too long for it too.
    if len(name) > _LONGEST_TYPED:
        raise _does_not_fit()
    validate_letters(name)
    if name and not any(unicodedata.category(one).startswith("L") for one in name):
        raise ValidationError(_("A name has at least one letter."))
    validate_name_fits(name)


def validate_letters(text: str) -> None:
    """Raise ValidationError, with the letters, for a text that certificates cannot print."""
    if unprinted := dict.fromkeys(_UNPRINTED_LETTER.findall(clean_name(text))):
        raise ValidationError(
            _(
                "Certificates cannot print these letters: %(letters)s. Use Burmese or Latin"
                " letters."
            ),
            params={"letters": " ".join(unprinted)},
        )


def is_name_printable(name: str) -> bool:
    """Return whether certificates can print each letter of the name."""
    return not _UNPRINTED_LETTER.search(name)


def validate_name_fits(name: str) -> None:
    """Raise ValidationError for a name that fits no certificate."""
    pieces = [_count_letters(piece) for piece in _LINE_BREAKS.split(break_lines(clean_name(name)))]
    if sum(pieces) > MAX_NAME_LETTERS or max(pieces) > MAX_UNBROKEN_LETTERS:
        raise _does_not_fit()


def _does_not_fit() -> ValidationError:
    return ValidationError(
        _(
            "This name does not fit on a certificate: at most %(all)s letters, and"
            " %(unbroken)s without a space. Shorten it."
        ),
        params={
            "all": lazy_digits(MAX_NAME_LETTERS),
            "unbroken": lazy_digits(MAX_UNBROKEN_LETTERS),
        },
    )


def _count_letters(text: str) -> int:
    return sum(not unicodedata.category(one).startswith("M") for one in text)
