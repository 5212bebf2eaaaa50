"""Writes a person's Comprehensive Learner Record 2.0: all their credentials in one signed file.

The credentials in it keep their own proofs.
"""

from __future__ import annotations

import datetime as dt
import json
import uuid
from typing import Any

from django.conf import settings

from certification.credentials import data_integrity
from certification.credentials.json_ld import (
    CREDENTIALS_V2,
    OPEN_BADGES,
    OPEN_BADGES_EXTENSIONS,
)
from certification.credentials.jwt import sign_jwt
from certification.credentials.open_badges import build_identity_object, to_datetime_stamp
from certification.facts.issuer import issuer_did, site_url, verification_method_id
from certification.facts.wording import SHEET_LANGUAGES
from certification.keys.active import load_signing_key
from certification.keys.register import compromised_keys
from certification.models import Certificate
from people.models import Person
from people.text.languages import in_language

_CLR_CONTEXT = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
_CLR_SCHEMA_URL = (
    "https://purl.imsglobal.org/spec/clr/v2p0/schema/json/clr_v2p0_clrcredential_schema.json"
)
# Only the suite that needs no context: no package publishes the JSON-LD context of CLR, and copies
# of it are not committed here (decisions 0003 and 0049).
CLR_CRYPTOSUITES = ("eddsa-jcs-2022",)
_Node = dict[str, Any]


class NoCurrentCertificate(Exception):
    """The person holds no certificate that could be in the record."""


def write_clr(person: Person, *, at: dt.datetime) -> str:
    """Return the signed record as JSON text; raises NoCurrentCertificate, KeyUnavailable."""
    document, key = _build_clr(person, at), load_signing_key("credential")
    method = verification_method_id(document["issuer"]["id"], key.kid)
    signed = data_integrity.add_proofs(
        document, key, method=method, at=at, suites=CLR_CRYPTOSUITES
    )
    return json.dumps(signed, ensure_ascii=False, indent=1) + "\n"


def write_clr_jwt(person: Person, *, at: dt.datetime) -> str:
    """Return the same record as a VC-JWT."""
    return sign_jwt(_build_clr(person, at))


def _build_clr(person: Person, at: dt.datetime) -> _Node:
    moment = to_datetime_stamp(at.astimezone(dt.UTC).isoformat())
    # Derived from person and moment, so that the same request gives the same bytes.
    number = uuid.uuid5(person.subject_id, f"record {moment}")
    return {
        "@context": [CREDENTIALS_V2, _CLR_CONTEXT, OPEN_BADGES, OPEN_BADGES_EXTENSIONS],
        "id": f"urn:uuid:{number}",
        "type": ["VerifiableCredential", "ClrCredential"],
        "issuer": {
            "id": issuer_did(),
            "type": ["Profile"],
            "name": in_language(settings.ISSUER["name"], "en"),
            "url": site_url(),
        },
        "validFrom": moment,
        "awardedDate": moment,
        "name": "Transcript",
        "credentialSubject": _build_clr_subject(person, load_credentials(person)),
        "credentialSchema": [{"id": _CLR_SCHEMA_URL, "type": "1EdTechJsonSchemaValidator2019"}],
    }


def load_credentials(person: Person) -> list[_Node]:
    """Return the credentials of sealed certificates that are neither revoked nor superseded.

    Expired ones are included: they say themselves until when they were valid.
    """
    # One credential of a compromised key would make the whole record invalid.
    current = Certificate.objects.sealed().current().not_using_keys(*compromised_keys())
    texts = (
        current.filter(person=person)
        .order_by("issued_at", "pk")
        .values_list("credential", flat=True)
    )
    return [json.loads(text) for text in texts]


def _build_clr_subject(person: Person, credentials: list[_Node]) -> _Node:
    if not credentials:
        raise NoCurrentCertificate(person.pk)
    names = dict.fromkeys(person.name_in(language) for language in SHEET_LANGUAGES)
    achievements = {
        one["id"]: one for one in (c["credentialSubject"]["achievement"] for c in credentials)
    }
    return {
        "id": f"urn:uuid:{person.subject_id}",
        "type": ["ClrSubject"],
        "identifier": [build_identity_object(name) for name in names],
        "achievement": list(achievements.values()),
        "verifiableCredential": credentials,
    }
