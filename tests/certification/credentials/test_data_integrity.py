"""Two proofs beside each other: what they cover, and what is no proof."""

import copy

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from certification.credentials import data_integrity, json_ld
from certification.credentials.data_integrity import (
    InvalidProof,
    UndefinedTerm,
    from_base58,
    to_base58,
    verify_proofs,
)
from certification.keys import load_signing_key
from certification.keys.active import load_public_keys

pytestmark = pytest.mark.any_database

# W3C Data Integrity EdDSA Cryptosuites v1.0, appendix B.1 and B.3.
EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"


PUBLIC = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"


PRIVATE = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"


PROOF_VALUES = {
    "eddsa-rdfc-2022": (
        "z2YwC8z3ap7yx1nZYCg4L3j3ApHsF8kgPdSb5xoS1VR7vPG3F561B52hYnQF9iseabecm3ijx4K1FBTQsCZahKZme"
    ),
    "eddsa-jcs-2022": (
        "z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJdcnTMuVor51aX"
    ),
}


DOCUMENT = {
    "@context": ["https://www.w3.org/ns/credentials/v2", EXAMPLES],
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential", "AlumniCredential"],
    "name": "Alumni Credential",
    "description": "A minimum viable example of an Alumni Credential.",
    "issuer": "https://vc.example/issuers/5678",
    "validFrom": "2023-01-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Examples"},
}


@pytest.fixture
def example_context(monkeypatch):
    known = json_ld.load_context
    vocabulary = {"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}}
    monkeypatch.setattr(
        json_ld, "load_context", lambda url: vocabulary if url == EXAMPLES else known(url)
    )


def test_the_test_vectors_of_w3c_come_out_byte_for_byte(example_context):
    key = Ed25519PrivateKey.from_private_bytes(from_base58(PRIVATE[1:])[2:])
    assert data_integrity.to_multikey(key.public_key()) == PUBLIC
    at = data_integrity.dt.datetime(2023, 2, 24, 23, 36, 38, tzinfo=data_integrity.dt.UTC)
    signed = data_integrity.add_proofs(DOCUMENT, key, method=f"did:key:{PUBLIC}#{PUBLIC}", at=at)
    values = {proof["cryptosuite"]: proof["proofValue"] for proof in signed["proof"]}
    assert values == PROOF_VALUES
    verify_proofs(signed, [key.public_key()])


@pytest.mark.parametrize("content", [b"", b"\0\0a", bytes(range(40))])
def test_base58_is_read_back(content):
    assert from_base58(to_base58(content)) == content


def test_a_proof_of_each_suite_stands_in_the_array_and_holds_alone(document):
    assert [proof["cryptosuite"] for proof in document["proof"]] == list(
        data_integrity.CRYPTOSUITES
    )
    keys = load_public_keys("credential").values()
    verify_proofs(document, keys)
    for proof in document["proof"]:
        verify_proofs({**document, "proof": proof}, keys)


@pytest.mark.parametrize("place", [0, 1])
def test_one_proof_that_fails_is_enough_to_refuse(document, place):
    document["proof"][place]["created"] = "2026-11-23T06:00:01Z"
    with pytest.raises(InvalidProof):
        verify_proofs(document, load_public_keys("credential").values())


@pytest.mark.parametrize("suite", list(data_integrity.CRYPTOSUITES))
def test_each_suite_tells_a_changed_claim(document, suite):
    document["proof"] = [p for p in document["proof"] if p["cryptosuite"] == suite]
    document["credentialSubject"]["result"][0]["value"] = "99"
    with pytest.raises(InvalidProof):
        verify_proofs(document, load_public_keys("credential").values())


def test_a_term_added_that_no_context_defines_is_told(document):
    """RDF leaves it out of what is signed and so overlooks it; the other suite does not."""
    keys = load_public_keys("credential").values()
    document["favouriteTea"] = "green"
    verify_proofs({**document, "proof": document["proof"][:1]}, keys)
    with pytest.raises(InvalidProof):
        verify_proofs(document, keys)


def test_a_document_nested_beyond_reason_is_refused(document):
    deep = []
    for _ in range(100_000):
        deep = [deep]
    for bomb in ({**document, "name": deep}, {**document, "proof": deep}, deep, None):
        with pytest.raises(InvalidProof):
            verify_proofs(bomb, load_public_keys("credential").values())


def sign_again(document, **options):
    key = load_signing_key("credential")
    bare = {name: value for name, value in document.items() if name != "proof"}
    proof = {name: value for name, value in document["proof"][1].items() if name != "proofValue"}
    return {**bare, "proof": [data_integrity.create_proof(bare, {**proof, **options}, key)]}


def test_a_proof_that_has_expired_does_not_count(document):
    keys = load_public_keys("credential").values()
    verify_proofs(sign_again(document, expires="2999-01-01T00:00:00Z"), keys)
    with pytest.raises(InvalidProof, match="expired"):
        verify_proofs(sign_again(document, expires="2026-01-01T00:00:00Z"), keys)


def test_a_proof_of_another_purpose_does_not_count(document):
    with pytest.raises(InvalidProof, match="purpose"):
        verify_proofs(
            sign_again(document, proofPurpose="authentication"),
            load_public_keys("credential").values(),
        )


@pytest.mark.parametrize(
    "proof",
    [
        [],
        {},
        None,
        "z",
        [7],
        [{"cryptosuite": "eddsa-rdfc-2022"}],
        [{"cryptosuite": "none", "proofValue": "z"}],
        [{"cryptosuite": ["eddsa-rdfc-2022"]}],
        {"cryptosuite": "eddsa-jcs-2022", "type": "DataIntegrityProof", "proofValue": "z0OIl"},
    ],
)
def test_what_is_no_proof_is_refused(document, proof):
    with pytest.raises(InvalidProof):
        verify_proofs({**document, "proof": proof}, load_public_keys("credential").values())


def test_more_proofs_than_anyone_needs_are_not_even_tried(document):
    document["proof"] = document["proof"] * 5
    with pytest.raises(InvalidProof, match="10 of 10"):
        verify_proofs(document, load_public_keys("credential").values())


def test_another_context_behind_the_signed_one_cannot_be_slipped_in(document):
    document["@context"] = [*document["@context"], json_ld.CREDENTIALS_V2]
    document["proof"] = document["proof"][1:]
    with pytest.raises(InvalidProof, match="context"):
        verify_proofs(document, load_public_keys("credential").values())


@pytest.mark.parametrize(
    "path",
    [
        ("credentialSubject", "id"),
        ("credentialSubject", "identifier", 0, "identityHash"),
        ("credentialSubject", "achievement", "alignment", 0, "targetCode"),
        ("credentialSubject", "result", 0, "value"),
        ("credentialStatus", "statusListIndex"),
        ("validUntil",),
        ("issuer", "name"),
    ],
)
def test_every_claim_is_under_the_proof(document, path):
    changed = copy.deepcopy(document)
    place = changed
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = "urn:uuid:11111111-1111-1111-1111-111111111111"
    with pytest.raises(InvalidProof):
        verify_proofs(changed, load_public_keys("credential").values())


def test_the_key_of_another_issuer_does_not_fit(document):
    with pytest.raises(InvalidProof):
        verify_proofs(document, [Ed25519PrivateKey.generate().public_key()])


def test_a_term_that_no_context_defines_is_refused(document):
    del document["proof"]
    document["credentialSubject"]["favouriteTea"] = "green"
    with pytest.raises(UndefinedTerm, match="favouriteTea"):
        data_integrity.require_defined_terms(document)


@given(st.binary(max_size=100))
def test_any_bytes_are_read_back_from_base58(content):
    assert from_base58(to_base58(content)) == content


@given(st.text("0OIl+/= \n", min_size=1, max_size=9), st.text("123abc", max_size=9))
def test_letters_that_base58_does_not_have_are_refused(wrong, right):
    with pytest.raises(ValueError, match="not found"):
        from_base58(right + wrong)


def test_more_letters_than_a_signature_has_are_not_read():
    assert from_base58("z" * 200)
    with pytest.raises(ValueError, match="longer than 200"):
        from_base58("z" * 201)
