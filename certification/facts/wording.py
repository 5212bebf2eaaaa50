"""Holds the fixed words of the sheet: the fields a design may word, and their defaults.

A published design version stores all of its words, so a change here reaches no design in use.
"""

from __future__ import annotations

from collections.abc import Mapping

from certification.models.choices import CertificateKind

BilingualText = dict[str, str]
# The sheet is bilingual by rule, whatever languages the site offers.
SHEET_LANGUAGES = ("my", "en")
# May stay empty; every other field is required in both languages.
OPTIONAL_FIELDS = ("note",)
_COMMON_WORDS: dict[str, BilingualText] = {
    "completed": {"my": "ပြီးမြောက်သည့်ရက်", "en": "Completed"},
    "score": {"my": "ရမှတ်", "en": "Score"},
    "expires": {"my": "အကျုံးဝင်သည့် နောက်ဆုံးရက်", "en": "Valid until"},
    "check": {"my": "စစ်ဆေးရန်", "en": "Check this certificate"},
    "note": {"my": "", "en": ""},
}
_WORDS_BY_KIND: dict[str, dict[str, BilingualText]] = {
    CertificateKind.COURSE: {
        "title": {"my": "သင်တန်းအောင်လက်မှတ်", "en": "Certificate of Completion"},
        "statement": {
            "my": "အောက်အမည်ပါပုဂ္ဂိုလ်သည် ဖော်ပြပါသင်တန်းကို အောင်မြင်စွာ ပြီးမြောက်ကြောင်း ဤလက်မှတ်ဖြင့် အသိအမှတ်ပြုသည်။",
            "en": "This certifies that the person named below has successfully completed the"
            " course.",
        },
    },
    CertificateKind.PROGRAMME: {
        "title": {"my": "သင်တန်းအစီအစဉ် အောင်လက်မှတ်", "en": "Programme Certificate"},
        "statement": {
            "my": "အောက်အမည်ပါပုဂ္ဂိုလ်သည် ဖော်ပြပါသင်တန်းအစီအစဉ်ကို အောင်မြင်စွာ"
            " ပြီးမြောက်ကြောင်း ဤလက်မှတ်ဖြင့် အသိအမှတ်ပြုသည်။",
            "en": "This certifies that the person named below has successfully completed the"
            " whole programme.",
        },
    },
    CertificateKind.CLASSROOM: {
        "title": {"my": "သင်တန်းဆင်းလက်မှတ်", "en": "Certificate of Training"},
        "statement": {
            "my": "အောက်အမည်ပါပုဂ္ဂိုလ်သည် ဖော်ပြပါသင်တန်းသို့ တက်ရောက်ပြီးမြောက်ကြောင်း ဤလက်မှတ်ဖြင့် အသိအမှတ်ပြုသည်။",
            "en": "This certifies that the person named below has attended and completed the"
            " training.",
        },
    },
    CertificateKind.PRIOR: {
        "title": {"my": "တတ်မြောက်မှု အသိအမှတ်ပြုလက်မှတ်", "en": "Recognition of Prior Learning"},
        "statement": {
            "my": "အောက်အမည်ပါပုဂ္ဂိုလ်သည် ဖော်ပြပါအကြောင်းအရာကို တတ်မြောက်ပြီးဖြစ်ကြောင်း"
            " စိစစ်၍ ဤလက်မှတ်ဖြင့် အသိအမှတ်ပြုသည်။",
            "en": "This certifies that the person named below has shown the learning named"
            " below, gained before.",
        },
        "completed": {"my": "အသိအမှတ်ပြုသည့်ရက်", "en": "Recognised"},
    },
}
WORDING_FIELDS = ("title", "statement", *_COMMON_WORDS)


def default_words(kind: str) -> dict[str, BilingualText]:
    """Return the default words of each field for a kind."""
    return {**_COMMON_WORDS, **_WORDS_BY_KIND[kind]}


def merge_default_words(kind: str, own: Mapping[str, BilingualText]) -> dict[str, BilingualText]:
    """Return the design's own words, and the default ones in fields that it does not have."""
    known = {field: own[field] for field in WORDING_FIELDS if field in own}
    return {**default_words(kind), **known}
