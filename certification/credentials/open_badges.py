"""Builds and signs the Open Badges 3.0 credential of a certificate from its facts."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Iterator
from typing import Any

from certification.credentials import data_integrity
from certification.credentials.alignments import build_alignments
from certification.credentials.json_ld import (
    CREDENTIALS_V2,
    OPEN_BADGES,
    OPEN_BADGES_EXTENSIONS,
)
from certification.credentials.status_list import build_status_entry
from certification.facts.issuer import verification_method_id
from certification.facts.snapshot import Facts, is_name_unconfirmed
from certification.facts.wording import SHEET_LANGUAGES
from certification.keys.active import load_signing_key
from certification.models.choices import CertificateKind
from people.text.languages import in_language

_SCHEMA_URL = (
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
)
_ACHIEVEMENT_TYPES: dict[str, str] = {
    CertificateKind.COURSE: "Course",
    CertificateKind.PROGRAMME: "LearningProgram",
    CertificateKind.CLASSROOM: "Course",
    CertificateKind.PRIOR: "Competency",
}
_CRITERIA_NARRATIVES: dict[str, str] = {
    CertificateKind.COURSE: "Completed the course as its rules ask.",
    CertificateKind.PROGRAMME: "Completed the programme as its rules ask.",
    CertificateKind.CLASSROOM: "Took part in the classroom training, as the agency recorded.",
    CertificateKind.PRIOR: "Prior learning, recognised by the agency named in the certificate.",
}
# An identity type of our own, as Open Badges 3.0 allows (``ext:``): readers that look for a
# ``name`` the issuer vouches for find none.
_UNCONFIRMED_NAME_TYPE = "ext:selfAssertedName"
_UNCONFIRMED_NAME_NARRATIVE = (
    "The holder gave this name; no office has confirmed it."
    " · ဤအမည်ကို ကာယကံရှင်က ဖော်ပြထားခြင်းဖြစ်ပြီး မည်သည့်ရုံးကမျှ အတည်မပြုရသေးပါ။"
)
_Node = dict[str, Any]
# Sets of terms that are known to be defined; a set is code, not data, so there are few of them.
_proven_terms: set[frozenset[str]] = set()


def write_credential(facts: Facts, *, status_index: int) -> str:
    """Return the signed credential as JSON text; the same facts and key give the same bytes.

    Raises UndefinedTerm, KeyUnavailable.
    """
    key = load_signing_key("credential")
    document = build_credential(facts, status_index)
    _check_new_terms(document)
    method = verification_method_id(facts["issuer"]["did"], key.kid)
    at = dt.datetime.fromisoformat(facts["issued_at"])
    signed = data_integrity.add_proofs(document, key, method=method, at=at)
    return json.dumps(signed, ensure_ascii=False, indent=1) + "\n"


def _check_new_terms(document: _Node) -> None:
    """Raise UndefinedTerm for a term that would not be signed."""
    # Once a process for each set of terms: the check costs as much as a proof.
    terms = frozenset(_iter_terms(document))
    if terms not in _proven_terms:
        data_integrity.require_defined_terms(document)
        _proven_terms.add(terms)


def _iter_terms(node: Any) -> Iterator[str]:
    """Yield every term of the document that a context must define."""
    if isinstance(node, dict):
        for term, value in node.items():
            yield term
            yield from value if term == "type" and isinstance(value, list) else _iter_terms(value)
    elif isinstance(node, list):
        for value in node:
            yield from _iter_terms(value)


def build_credential(facts: Facts, status_index: int) -> _Node:
    issuer, url = facts["issuer"], facts["issuer"]["url"]
    document = {
        "@context": [CREDENTIALS_V2, OPEN_BADGES, OPEN_BADGES_EXTENSIONS],
        "id": f"{url}/credentials/{facts['uuid']}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {
            "id": issuer["did"],
            "type": ["Profile"],
            "name": in_language(issuer["names"], "en"),
            "url": url,
        },
        "validFrom": to_datetime_stamp(facts["issued_at"]),
        "awardedDate": to_datetime_stamp(facts["issued_at"]),
        "name": in_language(facts["course"]["titles"], "en"),
        "credentialSubject": _build_subject(facts),
        "credentialStatus": build_status_entry(url, status_index),
        "credentialSchema": [{"id": _SCHEMA_URL, "type": "1EdTechJsonSchemaValidator2019"}],
    }
    if facts["expires_on"]:
        # A day ends by the country's clock, not by UTC.
        document["validUntil"] = f"{facts['expires_on']}T00:00:00+06:30"
    return document


def to_datetime_stamp(moment: str) -> str:
    """Return an ISO moment as credentials write it: UTC, whole seconds, ``Z``."""
    return dt.datetime.fromisoformat(moment).strftime("%Y-%m-%dT%H:%M:%SZ")


def _build_subject(facts: Facts) -> _Node:
    written = facts["person"]["names"]
    names = dict.fromkeys(in_language(written, language) for language in SHEET_LANGUAGES)
    described = _build_result_description(facts)
    node: _Node = {
        "id": facts["person"]["subject"],
        "type": ["AchievementSubject"],
        "identifier": [_build_name(name, facts) for name in names],
        "achievement": _build_achievement(facts, described),
    }
    if is_name_unconfirmed(facts):
        node["narrative"] = _UNCONFIRMED_NAME_NARRATIVE
    if described:
        result = {"type": ["Result"], "resultDescription": described["id"]}
        node["result"] = [{**result, "value": str(facts["score"])}]
    return node


def _build_name(name: str, facts: Facts) -> _Node:
    identity = build_identity_object(name)
    # Only these differ: the credential of a confirmed name stays as it always was.
    return (
        {**identity, "identityType": _UNCONFIRMED_NAME_TYPE}
        if is_name_unconfirmed(facts)
        else identity
    )


def build_identity_object(name: str) -> _Node:
    # Not hashed: holders show their name, and a hash of a name is guessed in seconds.
    identity = {"type": "IdentityObject", "hashed": False, "identityType": "name"}
    return {**identity, "identityHash": name}


def _build_achievement(facts: Facts, described: _Node | None) -> _Node:
    course, kind = facts["course"], facts["kind"]
    node: _Node = {
        "id": f"urn:uuid:{course['key']}",
        "type": ["Achievement"],
        "achievementType": _ACHIEVEMENT_TYPES[kind],
        "name": in_language(course["titles"], "en"),
        "description": in_language(course["titles"], "my"),
        "inLanguage": facts["language"],
        "criteria": _build_criteria(facts, kind),
    }
    if aligned := build_alignments(facts):
        node["alignment"] = aligned
    if described:
        node["resultDescription"] = [described]
    return node


def _build_criteria(facts: Facts, kind: str) -> _Node:
    """Return what every certificate of the kind attests; a course has a page that says more."""
    slug = facts["course"]["slug"]
    page = {"id": f"{facts['issuer']['url']}/en/courses/{slug}/"} if slug else {}
    return {**page, "narrative": _CRITERIA_NARRATIVES[kind]}


def _build_result_description(facts: Facts) -> _Node | None:
    """Return what the score means."""
    if facts["score"] is None:
        return None
    # Derived from the course, so that its id is the same in all certificates of the course.
    number = uuid.uuid5(uuid.UUID(facts["course"]["key"]), "score")
    kind = {"type": ["ResultDescription"], "name": "Final score", "resultType": "Percent"}
    return {"id": f"urn:uuid:{number}", **kind}
