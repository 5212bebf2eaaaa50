"""Transcripts that claim to be ours: none is accepted, and none is expensive to refuse."""

import json

import pytest

from certification.credentials.data_integrity import from_base58
from certification.facts.issuer import issuer_did
from certification.verification.verdicts import VerdictStatus
from tests.certification.verification.verdicts import verdict_on

pytestmark = pytest.mark.any_database

PROOF = {
    "type": "DataIntegrityProof",
    "proofPurpose": "assertionMethod",
    "cryptosuite": "eddsa-jcs-2022",
    "proofValue": "z1",
}
DEEP = json.loads("[" * 400 + "]" * 400)
TRICKS = {
    "a long signature": {"proof": [PROOF | {"proofValue": "z" + "2" * 900_000}]},
    "many names": {f"n{number}": "" for number in range(50_000)},
    "many fractions": {"x": [number + 0.1 for number in range(100_000)]},
    "a number without end": {"x": 10**4000},
    "half a letter": {"\ud800": "\udfff"},
    "depth": {"x": DEEP},
    "depth in the proof": {"proof": [PROOF | {"x": DEEP}]},
    "no context": {"@context": None},
    "a context of its own": {"@context": {"@vocab": "urn:x:"}},
    "an end that is no day": {"proof": [PROOF | {"expires": "0000"}]},
    "no letters": {"proof": [PROOF | {"proofValue": "z"}]},
    "no text": {"proof": [PROOF | {"proofValue": 1}]},
    "names that are none": {"proof": [PROOF | {"cryptosuite": []}]},
}


@pytest.mark.parametrize("trick", TRICKS)
def test_a_transcript_full_of_tricks_is_unknown(sealed, trick):
    document = {
        "@context": [],
        "type": ["ClrCredential"],
        "issuer": {"id": issuer_did()},
        "proof": [PROOF],
        "credentialSubject": {"verifiableCredential": [json.loads(sealed.credential)]},
    }
    assert verdict_on(json.dumps(document | TRICKS[trick]).encode()) is VerdictStatus.UNKNOWN


def test_letters_that_can_be_no_signature_are_not_counted_through():
    with pytest.raises(ValueError, match="200"):
        from_base58("2" * 201)
