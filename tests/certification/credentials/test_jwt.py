import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.urls import reverse
from joserfc import jws
from joserfc.jwk import OctKey, OKPKey, RSAKey

from certification import keys
from certification.credentials import did
from certification.credentials.jwt import (
    MAX_JWT_LENGTH,
    InvalidJWT,
    verify_jwt,
    write_jwt,
)
from certification.keys.active import load_public_keys
from tests.certification.verification.forged_credentials import encoded, part, signed_anew
from tests.services import run_node

pytestmark = pytest.mark.any_database

SCRIPT = Path(__file__).parent / "check_token.mjs"


def test_it_carries_the_credential_and_the_names_that_jwt_has(token, sealed):
    claims = verify_jwt(token)
    document = json.loads(sealed.credential)
    assert {name: claims[name] for name in document if name != "proof"} == {
        name: value for name, value in document.items() if name != "proof"
    }
    assert "proof" not in claims
    assert claims["iss"] == "did:web:learn.example.gov.mm"
    assert claims["jti"] == f"https://learn.example.gov.mm/credentials/{sealed.uuid}"
    assert claims["sub"] == f"urn:uuid:{sealed.person.subject_id}"
    assert claims["nbf"] == 1795413600
    assert claims["exp"] == 1889803800  # the first moment of 20 November 2029 in Myanmar


def test_its_header_says_what_open_badges_allows_and_no_more(token):
    kid = f"did:web:learn.example.gov.mm#{keys.load_signing_key('credential').kid}"
    assert part(0, token) == {"alg": "EdDSA", "typ": "JWT", "kid": kid}
    assert kid in [method["id"] for method in did.build_did_document()["verificationMethod"]]


def test_the_same_certificate_gives_the_same_token(token, sealed):
    assert write_jwt(sealed) == token


@pytest.fixture
def accepted(tmp_path):
    (tmp_path / "jwks.json").write_text(json.dumps(did.build_jwk_set()))

    def verify(token):
        result = run_node(SCRIPT, tmp_path / "jwks.json", token, capture_output=True)
        return result.stdout.strip() or result.stderr.strip()

    return verify


def test_a_library_for_javascript_accepts_it(token, accepted, sealed):
    assert accepted(token) == f"https://learn.example.gov.mm/credentials/{sealed.uuid}"


def test_it_refuses_changed_claims(token, accepted):
    header, _claims, signature = token.split(".")
    changed = encoded({**part(1, token), "name": "Another course"})
    assert accepted(f"{header}.{changed}.{signature}") == "ERR_JWS_SIGNATURE_VERIFICATION_FAILED"


def forged(token, key, algorithm, **header):
    header = {name: value for name, value in (part(0, token) | header).items() if value}
    return jws.serialize_compact(
        header | {"alg": algorithm},
        json.dumps(part(1, token)),
        key,
        registry=jws.JWSRegistry(algorithms=[algorithm], strict_check_header=False),
    )


@pytest.fixture
def own_key():
    return OKPKey.generate_key("Ed25519")


def test_a_key_that_is_not_ours_is_refused_however_it_is_offered(token, own_key):
    public = own_key.as_dict(private=False)
    for header in (
        {},
        {"kid": "did:web:learn.example.gov.mm#credential-2999"},
        {"jwk": public},
        {"jwk": public, "kid": None},
        {"jku": "https://evil.example/keys.json"},
        {"x5u": "https://evil.example/chain.pem"},
    ):
        with pytest.raises(InvalidJWT):
            verify_jwt(forged(token, own_key, "EdDSA", **header))


def test_our_public_key_taken_for_a_shared_secret_is_refused(token):
    kid, public = next(iter(load_public_keys("credential").items()))
    for secret in (public.public_bytes_raw(), json.dumps(did.to_jwk(kid, public)).encode()):
        with pytest.raises(InvalidJWT):
            verify_jwt(forged(token, OctKey.import_key(secret.ljust(32)), "HS256"))


def test_no_signature_and_other_algorithms_are_refused(token):
    body = token.split(".")[1]
    for algorithm in ("none", "None", "EdDSA", "ES256", "HS256", ""):
        header = encoded(part(0, token) | {"alg": algorithm})
        with pytest.raises(InvalidJWT):
            verify_jwt(f"{header}.{body}.")
    with pytest.raises(InvalidJWT):
        verify_jwt(forged(token, RSAKey.generate_key(2048), "RS256"))


@pytest.mark.parametrize(
    "header",
    [
        {"crit": ["b64"], "b64": False},
        {"crit": ["exp"]},
        {"typ": "sd-jwt"},
        {"zip": "DEF"},
        {"kid": ["did:web:learn.example.gov.mm"]},
        {"kid": None},
    ],
)
def test_headers_that_our_tokens_do_not_have_are_refused(token, header):
    ours = keys.load_signing_key("credential")
    with pytest.raises(InvalidJWT):
        verify_jwt(signed_anew(token, ours, header=part(0, token) | header))


@pytest.mark.parametrize(
    "claims",
    [
        [],
        7,
        {},
        {"iss": "did:web:learn.example.gov.mm"},
        b"[" * 50_000,
        b"9" * 50_000,
        b"\xff",
    ],
)
def test_our_own_signature_under_something_else_is_no_credential(token, claims):
    ours = keys.load_signing_key("credential")
    with pytest.raises(InvalidJWT):
        verify_jwt(signed_anew(token, ours, claims=claims))


@pytest.mark.parametrize("name", ["iss", "sub", "jti", "nbf", "exp"])
def test_names_that_contradict_the_credential_are_refused(token, name):
    ours = keys.load_signing_key("credential")
    with pytest.raises(InvalidJWT):
        verify_jwt(signed_anew(token, ours, claims=part(1, token) | {name: 7}))


@pytest.mark.parametrize(
    "text", ["", ".", "..", "a.b.c", "e30.e30.", "စာ.စာ.စာ", "\0" * 9, "x" * (MAX_JWT_LENGTH + 1)]
)
def test_what_is_no_token_is_refused(text):
    with pytest.raises(InvalidJWT):
        verify_jwt(text)


def test_every_flipped_letter_is_told(token):
    head = token.rindex(".") + 1
    for place in (*range(0, head, 97), *range(head, len(token) - 1, 7)):
        other = "A" if token[place] != "A" else "B"
        with pytest.raises(InvalidJWT):
            verify_jwt(token[:place] + other + token[place + 1 :])


def test_anyone_with_the_number_may_take_it(client, sealed, token):
    response = client.get(reverse("certification:token", args=[sealed.uuid]))
    assert response.content.decode() == token
    assert response["Content-Type"] == "application/vc+jwt"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert sealed.code in response["Content-Disposition"]


def test_one_that_is_not_sealed_is_known_to_nobody(client, certificate):
    address = reverse("certification:token", args=[certificate.uuid])
    assert client.get(address).status_code == 404


def test_a_missing_key_is_told_plainly(client, sealed, settings, tmp_path):
    settings.KEYS_DIR = tmp_path
    response = client.get(reverse("certification:token", args=[sealed.uuid]))
    assert response.status_code == 503


def test_a_token_of_another_issuer_with_our_name_is_refused(token):
    with pytest.raises(InvalidJWT):
        verify_jwt(signed_anew(token, Ed25519PrivateKey.generate()))
