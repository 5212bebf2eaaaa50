"""The issuer's keys as verifiers read them: DID document and JSON Web Key Set."""

import base64
import json

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from certification.credentials.data_integrity import ED25519_MULTICODEC, from_base58
from certification.credentials.did import build_did_document, build_jwk_set, to_jwk
from certification.keys import load_signing_key
from certification.keys.active import load_public_keys


def test_the_document_is_that_of_the_host_and_names_its_keys():
    document = build_did_document()
    assert document["id"] == "did:web:learn.example.gov.mm"
    kid = load_signing_key("credential").kid
    [method] = document["verificationMethod"]
    assert method["id"] == f"did:web:learn.example.gov.mm#{kid}"
    assert (method["type"], method["controller"]) == ("Multikey", document["id"])
    assert document["assertionMethod"] == [method["id"]]


def test_a_method_holds_the_public_half_as_a_multikey():
    [method] = build_did_document()["verificationMethod"]
    letters = method["publicKeyMultibase"]
    raw = from_base58(letters.removeprefix("z")).removeprefix(ED25519_MULTICODEC)
    assert letters.startswith("z6Mk")  # what an Ed25519 key begins with
    assert raw == load_signing_key("credential").public.public_bytes_raw()


def test_the_set_holds_the_keys_of_credentials_and_of_the_log_but_no_seal():
    kids = {key["kid"] for key in build_jwk_set()["keys"]}
    assert kids == {load_signing_key(purpose).kid for purpose in ("credential", "log")}
    assert kids == {*load_public_keys("credential"), *load_public_keys("log")}


def test_no_private_part_is_in_either():
    for key in build_jwk_set()["keys"]:
        assert key.keys() == {"kty", "crv", "alg", "use", "kid", "x"}
    assert "privateKey" not in json.dumps(build_did_document())


@given(st.binary(min_size=32, max_size=32))
def test_a_key_is_read_back_from_what_is_written(seed):
    public = Ed25519PrivateKey.from_private_bytes(seed).public_key()
    written = to_jwk("credential-2026", public)
    assert "=" not in written["x"]
    raw = base64.urlsafe_b64decode(written["x"] + "=")
    assert Ed25519PublicKey.from_public_bytes(raw) == public
