"""Writes the words of the sheet from facts: both languages, dates in full, breaks for Burmese."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from itertools import zip_longest
from typing import Any

from certification.facts.codes import spaced
from certification.facts.snapshot import Facts, targets_of
from certification.facts.wording import words_for
from certification.models.design import DesignVersion
from certification.models.kinds import Kind
from certification.rendering.style import Look
from people.text.languages import in_language
from people.text.names import break_lines

BURMESE_DIGITS = str.maketrans("0123456789", "၀၁၂၃၄၅၆၇၈၉")
MONTHS = {
    "my": [
        *("ဇန်နဝါရီ", "ဖေဖော်ဝါရီ", "မတ်", "ဧပြီ", "မေ", "ဇွန်"),
        *("ဇူလိုင်", "ဩဂုတ်", "စက်တင်ဘာ", "အောက်တိုဘာ", "နိုဝင်ဘာ", "ဒီဇင်ဘာ"),
    ],
    "en": [
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ],
}
Pair = dict[str, str]


def digits(text: Any) -> str:
    """The text with Burmese digits."""
    return str(text).translate(BURMESE_DIGITS)


def date_words(text: str) -> Pair:
    """An ISO day in full, in both languages; these words may never change, so they stand here."""
    day = dt.date.fromisoformat(text[:10])
    month = {language: names[day.month - 1] for language, names in MONTHS.items()}
    return {
        "my": digits(f"{day.year} ခုနှစ်၊ {month['my']}လ {day.day} ရက်"),
        "en": f"{day.day} {month['en']} {day.year}",
    }


def pair(names: dict[str, str] | None) -> Pair:
    """A text in both languages, the Burmese with break marks; "" where the other says it all."""
    mine, theirs = in_language(names or {}, "my"), in_language(names or {}, "en")
    return {"my": break_lines(mine), "en": "" if theirs == mine else theirs}


def joined(parts: list[Pair], separator: Pair) -> Pair:
    return {
        language: separator[language].join(p[language] for p in parts if p[language])
        for language in ("my", "en")
    }


def posting_words(facts: Facts) -> Pair:
    """Position, agency and ministry on one line."""
    agency, ministry = facts["agency"], facts["ministry"]
    parts = [pair(facts["position"])]
    parts += [pair(unit["names"]) for unit in (agency, ministry) if unit]
    return joined(parts, {"my": "၊ ", "en": ", "})


def skill_words(skill: dict[str, Any]) -> dict[str, Pair]:
    return {"name": pair(skill["names"]), "level": pair(skill["level_names"])}


def clause_words(facts: Facts) -> Pair | None:
    """Which clause and phase of the plan this counts toward."""
    nearest = next(iter(targets_of(facts)), None)
    if nearest is None:
        return None
    parts = [pair(nearest[name]) for name in ("plan", "phase", "clause")]
    return joined(parts, {"my": " · ", "en": " · "})


def fixed_words(facts: Facts, look: Look) -> dict[str, Pair]:
    """The design's own words by field."""
    kind = facts.get("kind", Kind.COURSE)
    return {field: pair(words) for field, words in words_for(kind, look.wording).items()}


def sheet_words(facts: Facts, look: Look) -> dict[str, Any]:
    """Everything the sheet's template shows."""
    return {
        "is_tall": look.paper == DesignVersion.Paper.A4_PORTRAIT,
        "fixed": fixed_words(facts, look),
        "emblem": described(look.emblem_text) if look.emblem else "",
        "issuer": pair(facts["issuer"]["names"]),
        "name": pair(facts["person"]["names"]),
        "posting": posting_words(facts),
        "course": pair(facts["course"]["titles"]),
        "skills": [skill_words(skill) for skill in facts["skills"]],
        "score": None if facts["score"] is None else str(facts["score"]),
        "score_my": digits(facts["score"]),
        "completed": date_words(facts["completed_on"]),
        "expires": date_words(facts["expires_on"]) if facts["expires_on"] else None,
        "has_signatures": any(look.signatures),
        "signatories": [
            signatory_words(who, is_signed=bool(ink))
            for who, ink in zip_longest(facts["signatories"], look.signatures)
            if who
        ],
        "clause": clause_words(facts),
        **identity_words(facts),
    }


def signatory_words(who: dict[str, Any], *, is_signed: bool) -> dict[str, Any]:
    name, theirs = (in_language(who["names"], language) for language in ("my", "en"))
    alt = f"{name} ၏ လက်မှတ် · Signature of {theirs}" if is_signed else ""
    return {"name": pair(who["names"]), "position": pair(who["positions"]), "alt": alt}


def described(text: Mapping[str, str]) -> str:
    """What a picture shows, in both languages."""
    return " · ".join(dict.fromkeys(in_language(text, language) for language in ("my", "en")))


def identity_words(facts: Facts) -> dict[str, str]:
    """Code, addresses and what the file says about itself; never with break marks."""
    address = f"{facts['issuer']['url']}/verify/"
    course = in_language(facts["course"]["titles"], "en")
    return {
        "code": facts["code"],
        "code_spaced": spaced(facts["code"]),
        "url": f"{address}{facts['code']}/",
        "address": address.partition("://")[2],
        "stamp": facts["issued_at"],
        "title": f"{course} – {facts['person']['names']['en']}",
        "issuer_name": in_language(facts["issuer"]["names"], "en"),
    }
