import copy
import datetime as dt
import hashlib
import json
import re

import pytest
import rfc8785

from certification.actions.revocation import revoke_certificate
from certification.credentials.clr import NoCurrentCertificate, write_clr, write_clr_jwt
from certification.credentials.data_integrity import InvalidProof, from_base58, verify_proofs
from certification.credentials.jwt import verify_jwt
from certification.evidence.recording import record_test_result
from certification.keys.active import load_trusted_keys
from certification.verification.files import verify_file
from certification.verification.verdicts import VerdictStatus
from certification.web.holder.transcript import build_transcript
from tests.certification.factories import make_skill

pytestmark = pytest.mark.any_database

AT = dt.datetime(2026, 11, 26, 6, 0, tzinfo=dt.UTC)
DAY = dt.date(2026, 11, 26)


@pytest.fixture
def document(person):
    return json.loads(write_clr(person, at=AT))


def test_it_is_a_comprehensive_learner_record_of_version_2(document, person):
    """What the standard asks of a ClrCredential; the schema itself is in no registry."""
    assert document["@context"][:2] == [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
    ]
    assert document["type"] == ["VerifiableCredential", "ClrCredential"]
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", document["id"])
    assert document["validFrom"] == "2026-11-26T06:00:00Z"
    assert document["issuer"]["type"] == ["Profile"]
    assert document["name"]
    subject = document["credentialSubject"]
    assert (subject["id"], subject["type"]) == (f"urn:uuid:{person.subject_id}", ["ClrSubject"])
    ids = [achievement["id"] for achievement in subject["achievement"]]
    assert len(set(ids)) == len(ids) == 2


def test_the_credentials_in_it_are_the_sealed_ones_and_hold_alone(document, person):
    inside = document["credentialSubject"]["verifiableCredential"]
    sealed = person.certificates.order_by("issued_at", "pk")
    assert inside == [json.loads(certificate.credential) for certificate in sealed]
    for credential in inside:
        verify_proofs(credential, load_trusted_keys("credential").values())


def test_its_proof_holds_and_tells_every_change(document):
    trusted = load_trusted_keys("credential").values()
    verify_proofs(document, trusted)
    fewer = copy.deepcopy(document)
    fewer["credentialSubject"]["verifiableCredential"].pop()
    other = copy.deepcopy(document)
    other["credentialSubject"]["identifier"][0]["identityHash"] = "Somebody Else"
    for changed in (fewer, other, {**document, "favouriteTea": "green"}):
        with pytest.raises(InvalidProof):
            verify_proofs(changed, trusted)


def test_its_proof_can_be_checked_by_hand(document):
    """With nothing but canonical JSON, SHA-256 and Ed25519, as anyone else would."""
    (proof,) = document.pop("proof")
    value = from_base58(proof.pop("proofValue")[1:])
    message = b"".join(hashlib.sha256(rfc8785.dumps(part)).digest() for part in (proof, document))
    kid = proof["verificationMethod"].split("#")[1]
    load_trusted_keys("credential")[kid].verify(value, message)


def test_as_a_token_it_says_the_same(document, person):
    claims = verify_jwt(write_clr_jwt(person, at=AT))
    document.pop("proof")
    assert {name: claims[name] for name in document} == document


def test_each_certificate_in_it_is_one(document):
    for held in document["credentialSubject"]["verifiableCredential"]:
        assert verify_file(json.dumps(held).encode(), day=DAY).status is VerdictStatus.VALID
        added = json.dumps(held | {"favouriteTea": "green"})
        assert verify_file(added.encode(), day=DAY).status is VerdictStatus.CHANGED


def test_under_the_number_of_a_certificate_it_is_a_change(document):
    number = document["credentialSubject"]["verifiableCredential"][0]["id"]
    for more in ({}, {"proof": []}, {"proof": "none"}, {"@context": {"@vocab": "urn:x:"}}):
        forged = json.dumps(document | {"id": number} | more)
        assert verify_file(forged.encode(), day=DAY).status is VerdictStatus.CHANGED


def test_what_was_revoked_is_not_in_it(person, registrar):
    for certificate in person.certificates.all():
        revoke_certificate(certificate, by=registrar, reason="error")
        left = person.certificates.current().count()
        if left:
            document = json.loads(write_clr(person, at=AT))
            assert len(document["credentialSubject"]["verifiableCredential"]) == left
    with pytest.raises(NoCurrentCertificate):
        write_clr(person, at=AT)


def test_no_number_address_or_birthday_is_in_it(person):
    text = write_clr(person, at=AT)
    for private in (person.staff_number, person.username, "@example", "birth"):
        assert private not in text


def test_what_no_longer_counts_is_told_apart(person, registrar):
    first, second = person.certificates.order_by("pk")
    revoke_certificate(first, by=registrar, reason="error", at=AT)
    later = build_transcript(person, day=dt.date(2026, 11, 27))
    assert [entry.state for entry in later.entries] == ["issued", "revoked"]
    assert [held.skill.code for held in later.skills] == ["DC3-4.1"]
    assert later.is_exportable
    revoke_certificate(second, by=registrar, reason="error", at=AT)
    assert not build_transcript(person, day=dt.date(2026, 11, 27)).is_exportable


def test_the_highest_level_and_then_the_longest_counts(person):
    skill = make_skill()
    record_test_result(person, skill, 2, on=DAY - dt.timedelta(300), source="for good")
    held = next(h for h in build_transcript(person, day=DAY).skills if h.skill == skill)
    assert held.ends_on is None
