"""Credentials that say a word more, less or twice: never valid."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from certification import keys
from certification.actions.revocation import revoke_certificate
from certification.credentials import data_integrity
from certification.credentials.status_list import get_status_list
from certification.verification.verdicts import VerdictStatus
from tests.certification.attacks.effort import ALL_BUT_TIME
from tests.certification.conftest import AT
from tests.certification.verification.forged_credentials import text_of
from tests.certification.verification.verdicts import verdict_on

pytestmark = pytest.mark.any_database


def test_a_term_that_no_context_defines_is_a_change(document):
    assert verdict_on(text_of({**document, "classified": "top"})) is VerdictStatus.CHANGED
    document["credentialSubject"]["achievement"]["honours"] = "first class"
    assert verdict_on(text_of(document)) is VerdictStatus.CHANGED


@pytest.mark.parametrize("value", [True, 1, 1.0, None, [], {}, "", "2026"])
def test_a_value_of_another_type_is_a_change(document, value):
    document["credentialSubject"]["result"] = value
    assert verdict_on(text_of(document)) is VerdictStatus.CHANGED


@pytest.mark.parametrize("before", [True, False])
def test_a_key_that_stands_twice_is_a_change(sealed, before):
    text = sealed.credential.strip()
    twice = f'{{"name": "Doctor", {text[1:]}' if before else f'{text[:-1]}, "name": "Doctor"}}'
    assert verdict_on(twice.encode()) is VerdictStatus.CHANGED


def test_a_key_that_stands_twice_deep_inside_is_a_change(sealed):
    text = sealed.credential.replace(
        '"identityHash":', '"identityHash": "Dr Evil", "identityHash":'
    )
    assert verdict_on(text.encode()) is VerdictStatus.CHANGED


def test_an_expired_proof_is_a_change(document):
    document["proof"][0]["expires"] = "2026-11-23T07:00:00Z"
    assert verdict_on(text_of(document)) is VerdictStatus.CHANGED


def test_an_expired_proof_that_we_signed_is_a_change(document):
    del document["proof"]
    key, method = (
        keys.load_signing_key("credential"),
        "did:web:learn.example.gov.mm#credential-2024",
    )
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": "2020-01-01T00:00:00Z",
        "expires": "2020-01-02T00:00:00Z",
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }
    signed = {**document, "proof": [data_integrity.create_proof(document, options, key)]}
    assert verdict_on(text_of(signed)) is VerdictStatus.CHANGED


@pytest.mark.parametrize("left", [[], [0], [1]])
def test_proofs_left_out_are_a_change(document, left):
    document["proof"] = [document["proof"][place] for place in left]
    assert verdict_on(text_of(document)) is VerdictStatus.CHANGED


def test_a_proof_by_somebody_else_is_a_change(document):
    del document["proof"]
    method = "did:web:learn.example.gov.mm#credential-2024"
    forged = data_integrity.add_proofs(
        document, Ed25519PrivateKey.generate(), method=method, at=AT
    )
    assert verdict_on(text_of(forged)) is VerdictStatus.CHANGED


def test_a_status_list_of_ours_is_no_certificate(sealed):
    assert verdict_on(get_status_list(1).encode()) is VerdictStatus.UNKNOWN


def test_an_old_status_list_hides_no_revocation(sealed, content, registrar):
    old = json.loads(get_status_list(1))
    revoke_certificate(sealed, by=registrar, reason="fraud", at=AT)
    document = json.loads(sealed.credential)
    assert verdict_on(content) is VerdictStatus.REVOKED
    assert verdict_on(sealed.credential.encode()) is VerdictStatus.REVOKED
    assert verdict_on(text_of({**document, "credentialStatus": old})) is VerdictStatus.CHANGED


def test_a_credential_of_ours_full_of_nodes_is_compared_and_never_canonicalised(sealed, document):
    """Blank nodes that look alike hold the canonicalisation of RDF for hours."""
    node = {"type": ["Achievement"]}
    document["credentialSubject"]["achievement"] = [node] * 2000
    assert verdict_on(text_of(document)) is VerdictStatus.CHANGED


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=12,
)


@ALL_BUT_TIME
@given(value=JSON, data=st.data())
def test_any_part_of_a_credential_replaced_is_never_valid(sealed, value, data):
    document = json.loads(sealed.credential)
    name = data.draw(st.sampled_from(sorted(document)))
    expected = {VerdictStatus.UNKNOWN} if name == "id" else {VerdictStatus.CHANGED}
    changed = {**document, name: value}
    assert verdict_on(json.dumps(changed).encode()) in expected or changed == document
