"""Applies a correction to frozen facts, and compares the names before and after it.

``changes`` is plain JSON that holds only what is corrected::

    {"person": {"honorific", "name_my", "name_en"}, "agency": names, "position": names,
     "course": names}
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from certification.facts.snapshot import Facts, is_name_unconfirmed, person_facts
from certification.facts.wording import SHEET_LANGUAGES
from people.models import Person

Changes = dict[str, dict[str, str]]
_CORRECTABLE_FIELDS = ("person", "position", "agency", "course")


class NothingToCorrect(Exception):
    """The certificate says already what the correction would change."""


@dataclass(frozen=True)
class Difference:
    """A correctable field in one language, before and after."""

    field: str
    language: str
    old: str
    new: str


def extract_correctable_names(facts: Facts) -> Changes:
    """Return the correctable names of the certificate, by field and language."""
    return {
        "person": facts["person"]["names"],
        "position": facts["position"] or {},
        "agency": (facts["agency"] or {}).get("names", {}),
        "course": facts["course"]["titles"],
    }


def build_corrected_parts(facts: Facts, changes: Changes) -> dict[str, Any]:
    """Return the parts of the facts that change; raise NothingToCorrect if none does."""
    if not any(find_differences(facts, changes)):
        raise NothingToCorrect
    after, parts = _apply_changes(facts, changes), dict[str, Any]()
    if "person" in changes:
        # A registrar's correction confirms the name.
        parts["person"] = {**facts["person"], "names": after["person"], "is_confirmed": True}
    if "position" in changes:
        parts["position"] = after["position"]
    if "agency" in changes and facts["agency"]:
        parts["agency"] = {**facts["agency"], "names": after["agency"]}
    if "course" in changes:
        parts["course"] = {**facts["course"], "titles": after["course"]}
    return parts


def build_confirmed_parts(facts: Facts, person: Person) -> dict[str, Any]:
    """Return what changes because an office has confirmed the name since; {} if nothing does."""
    now = person_facts(person)
    same = now["names"] == facts["person"]["names"]
    if not (is_name_unconfirmed(facts) and now["is_confirmed"] and same):
        return {}
    return {"person": {**facts["person"], "is_confirmed": True}}


def _apply_changes(facts: Facts, changes: Changes) -> Changes:
    """Return the correctable names as the certificate would say them."""
    after = {
        field: {**names, **changes.get(field, {})}
        for field, names in extract_correctable_names(facts).items()
    }
    if "person" in changes:
        # Names on a sheet are cleaned and given an honorific as those of a new certificate are.
        after["person"] = person_facts(Person(**changes["person"]))["names"]
    if not facts["agency"]:
        after["agency"] = {}
    return after


def find_differences(facts: Facts, changes: Changes) -> Iterator[Difference]:
    """Yield the names that change, in the order of the sheet."""
    before, after = extract_correctable_names(facts), _apply_changes(facts, changes)
    for field in _CORRECTABLE_FIELDS:
        for language in SHEET_LANGUAGES:
            was, becomes = before[field].get(language, ""), after[field].get(language, "")
            if was != becomes:
                yield Difference(field, language, was, becomes)
