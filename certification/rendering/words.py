"""Turns facts into the words of the sheet: both languages, full dates, breaks for Burmese."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from itertools import zip_longest
from typing import Any

from certification.facts.codes import format_code
from certification.facts.snapshot import Facts, is_name_unconfirmed
from certification.facts.wording import SHEET_LANGUAGES, BilingualText, merge_default_words
from certification.models.design import DesignVersion
from certification.rendering.style import SheetStyle
from people.text.languages import in_language
from people.text.syllables import break_lines

# Not a field of designs: no design may leave it out or say it in other words.
_NAME_NOTE = {
    "my": "အမည်ကို ကာယကံရှင်က ဖော်ပြထားပြီး မည်သည့်ရုံးကမျှ အတည်မပြုရသေးပါ",
    "en": "Name as given by the holder; not confirmed by any office",
}
_BURMESE_DIGITS = str.maketrans("0123456789", "၀၁၂၃၄၅၆၇၈၉")
# Not Django's month names: a translation that changes must not change an issued certificate.
_MONTHS = {
    "my": [
        *("ဇန်နဝါရီ", "ဖေဖော်ဝါရီ", "မတ်", "ဧပြီ", "မေ", "ဇွန်"),
        *("ဇူလိုင်", "ဩဂုတ်", "စက်တင်ဘာ", "အောက်တိုဘာ", "နိုဝင်ဘာ", "ဒီဇင်ဘာ"),
    ],
    "en": [
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ],
}


def _to_burmese_digits(text: Any) -> str:
    """Return the text with Burmese digits."""
    return str(text).translate(_BURMESE_DIGITS)


def date_words(text: str) -> BilingualText:
    """Return an ISO day in full in both languages."""
    day = dt.date.fromisoformat(text[:10])
    month = {language: names[day.month - 1] for language, names in _MONTHS.items()}
    return {
        "my": _to_burmese_digits(f"{day.year} ခုနှစ်၊ {month['my']}လ {day.day} ရက်"),
        "en": f"{day.day} {month['en']} {day.year}",
    }


def _last_day_words(end: str) -> BilingualText:
    """Return the last day before the end: people read it as valid on the day printed."""
    last = dt.date.fromisoformat(end) - dt.timedelta(days=1)
    return date_words(last.isoformat())


def to_bilingual(names: dict[str, str] | None) -> BilingualText:
    """Return a text in both languages, the Burmese with break marks.

    The English is empty where it would repeat the Burmese.
    """
    mine, theirs = in_language(names or {}, "my"), in_language(names or {}, "en")
    return {"my": break_lines(mine), "en": "" if theirs == mine else theirs}


def _join_bilingual(parts: list[BilingualText], separator: BilingualText) -> BilingualText:
    return {
        language: separator[language].join(p[language] for p in parts if p[language])
        for language in SHEET_LANGUAGES
    }


def posting_words(facts: Facts) -> BilingualText:
    """Return position, agency and ministry on one line."""
    agency, ministry = facts["agency"], facts["ministry"]
    parts = [to_bilingual(facts["position"])]
    parts += [to_bilingual(unit["names"]) for unit in (agency, ministry) if unit]
    return _join_bilingual(parts, {"my": "၊ ", "en": ", "})


def _skill_words(skill: dict[str, Any]) -> dict[str, BilingualText]:
    return {"name": to_bilingual(skill["names"]), "level": to_bilingual(skill["level_names"])}


def _clause_words(facts: Facts) -> BilingualText | None:
    """Return plan, phase and clause of the nearest target, if there is one."""
    nearest = next(iter(facts["targets"]), None)
    if nearest is None:
        return None
    parts = [to_bilingual(nearest[name]) for name in ("plan", "phase", "clause")]
    return _join_bilingual(parts, {"my": " · ", "en": " · "})


def _fixed_words(facts: Facts, style: SheetStyle) -> dict[str, BilingualText]:
    """Return the words of the design by field."""
    return {
        field: to_bilingual(words)
        for field, words in merge_default_words(facts["kind"], style.wording).items()
    }


def sheet_words(facts: Facts, style: SheetStyle) -> dict[str, Any]:
    """Return everything that the sheet's template shows."""
    return {
        "is_tall": style.paper == DesignVersion.Paper.A4_PORTRAIT,
        "fixed": _fixed_words(facts, style),
        "emblem": _describe_picture(style.emblem_text) if style.emblem else "",
        "issuer": to_bilingual(facts["issuer"]["names"]),
        "name": to_bilingual(facts["person"]["names"]),
        "name_note": to_bilingual(_NAME_NOTE) if is_name_unconfirmed(facts) else None,
        "posting": posting_words(facts),
        "course": to_bilingual(facts["course"]["titles"]),
        "skills": [_skill_words(skill) for skill in facts["skills"]],
        "score": None if facts["score"] is None else str(facts["score"]),
        "score_my": _to_burmese_digits(facts["score"]),
        "completed": date_words(facts["completed_on"]),
        "expires": _last_day_words(facts["expires_on"]) if facts["expires_on"] else None,
        "has_signatures": any(style.signatures),
        "signatories": [
            _signatory_words(who, is_signed=bool(ink))
            for who, ink in zip_longest(facts["signatories"], style.signatures)
            if who
        ],
        "clause": _clause_words(facts),
        **_identity_words(facts),
    }


def _signatory_words(who: dict[str, Any], *, is_signed: bool) -> dict[str, Any]:
    name, theirs = (in_language(who["names"], language) for language in SHEET_LANGUAGES)
    alt = f"{name} ၏ လက်မှတ် · Signature of {theirs}" if is_signed else ""
    return {
        "name": to_bilingual(who["names"]),
        "position": to_bilingual(who["positions"]),
        "alt": alt,
    }


def _describe_picture(text: Mapping[str, str]) -> str:
    """Return what a picture shows, in both languages."""
    return " · ".join(dict.fromkeys(in_language(text, language) for language in SHEET_LANGUAGES))


def _identity_words(facts: Facts) -> dict[str, str]:
    """Return code, addresses and metadata of the file."""
    # Without break marks: these are copied, typed and searched for.
    address = f"{facts['issuer']['url']}/verify/"
    course = in_language(facts["course"]["titles"], "en")
    return {
        "code": facts["code"],
        "code_spaced": format_code(facts["code"]),
        "url": f"{address}{facts['code']}/",
        "address": address.partition("://")[2],
        "stamp": facts["issued_at"],
        "title": f"{course} – {facts['person']['names']['en']}",
        "issuer_name": in_language(facts["issuer"]["names"], "en"),
    }
