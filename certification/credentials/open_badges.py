"""Writes the Open Badges 3.0 credential of a certificate from its frozen facts, and signs it."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Iterator
from typing import Any

from certification import keys
from certification.credentials import data_integrity
from certification.credentials.alignments import alignments
from certification.credentials.json_ld import (
    CREDENTIALS_V2,
    OPEN_BADGES,
    OPEN_BADGES_EXTENSIONS,
)
from certification.credentials.status_list import status_entry
from certification.facts.issuer import method_of
from certification.facts.snapshot import Facts
from certification.models.kinds import Kind
from people.text.languages import in_language

SCHEMA = (
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
)
TYPES: dict[str, str] = {
    Kind.COURSE: "Course",
    Kind.PROGRAMME: "LearningProgram",
    Kind.CLASSROOM: "Course",
    Kind.PRIOR: "Competency",
}
NARRATIVES: dict[str, str] = {
    Kind.COURSE: "Completed the course as its rules ask.",
    Kind.PROGRAMME: "Completed the programme as its rules ask.",
    Kind.CLASSROOM: "Took part in the classroom training, as the agency recorded.",
    Kind.PRIOR: "Prior learning, recognised by the agency named in the certificate.",
}
Node = dict[str, Any]
_proven_terms: set[frozenset[str]] = set()


def write_credential(facts: Facts, *, status_index: int) -> str:
    """The signed credential as JSON text; the same facts and key give the same bytes."""
    key = keys.signing_key("credential")
    document = unsigned(facts, status_index)
    require_no_loss(document)
    method = method_of(facts["issuer"]["did"], key.kid)
    at = dt.datetime.fromisoformat(facts["issued_at"])
    signed = data_integrity.sign(document, key, method=method, at=at)
    return json.dumps(signed, ensure_ascii=False, indent=1) + "\n"


def require_no_loss(document: Node) -> None:
    """Once for every set of terms in use: nothing may fall out of what is signed."""
    terms = frozenset(terms_of(document))
    if terms not in _proven_terms:
        data_integrity.require_defined_terms(document)
        _proven_terms.add(terms)


def terms_of(node: Any) -> Iterator[str]:
    """Every term that a context must define, wherever it stands."""
    if isinstance(node, dict):
        for term, value in node.items():
            yield term
            yield from value if term == "type" and isinstance(value, list) else terms_of(value)
    elif isinstance(node, list):
        for value in node:
            yield from terms_of(value)


def unsigned(facts: Facts, status_index: int) -> Node:
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
        "validFrom": stamp(facts["issued_at"]),
        "awardedDate": stamp(facts["issued_at"]),
        "name": in_language(facts["course"]["titles"], "en"),
        "credentialSubject": subject(facts),
        "credentialStatus": status_entry(url, status_index),
        "credentialSchema": [{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
    }
    if facts["expires_on"]:
        document["validUntil"] = f"{facts['expires_on']}T00:00:00+06:30"
    return document


def stamp(moment: str) -> str:
    """A moment as credentials write it: UTC, whole seconds, ``Z``."""
    return dt.datetime.fromisoformat(moment).strftime("%Y-%m-%dT%H:%M:%SZ")


def subject(facts: Facts) -> Node:
    written = facts["person"]["names"]
    names = dict.fromkeys(in_language(written, language) for language in ("my", "en"))
    described = result_description(facts)
    node: Node = {
        "id": facts["person"]["subject"],
        "type": ["AchievementSubject"],
        "identifier": [name_identity(name) for name in names],
        "achievement": achievement(facts, described),
    }
    if described:
        result = {"type": ["Result"], "resultDescription": described["id"]}
        node["result"] = [{**result, "value": str(facts["score"])}]
    return node


def name_identity(name: str) -> Node:
    identity = {"type": "IdentityObject", "hashed": False, "identityType": "name"}
    return {**identity, "identityHash": name}


def achievement(facts: Facts, described: Node | None) -> Node:
    course, kind = facts["course"], facts.get("kind", Kind.COURSE)
    node: Node = {
        "id": f"urn:uuid:{course['key']}",
        "type": ["Achievement"],
        "achievementType": TYPES[kind],
        "name": in_language(course["titles"], "en"),
        "description": in_language(course["titles"], "my"),
        "inLanguage": facts["language"],
        "criteria": criteria(facts, kind),
    }
    if aligned := alignments(facts):
        node["alignment"] = aligned
    if described:
        node["resultDescription"] = [described]
    return node


def criteria(facts: Facts, kind: str) -> Node:
    """What is true of every certificate of the kind; a course has a page that says more."""
    slug = facts["course"]["slug"]
    page = {"id": f"{facts['issuer']['url']}/en/courses/{slug}/"} if slug else {}
    return {**page, "narrative": NARRATIVES[kind]}


def result_description(facts: Facts) -> Node | None:
    """What the score means; its id is derived from the course, so it is the same every time."""
    if facts["score"] is None:
        return None
    number = uuid.uuid5(uuid.UUID(facts["course"]["key"]), "score")
    kind = {"type": ["ResultDescription"], "name": "Final score", "resultType": "Percent"}
    return {"id": f"urn:uuid:{number}", **kind}
